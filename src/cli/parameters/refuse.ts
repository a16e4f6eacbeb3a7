import { UserError } from '../../errors.ts';
import { lineOf } from '../../sources/text/lines.ts';
import type { Span } from '../../sources/text/source-file.ts';

/** What a file of parameters may look like. */
export const FORMS =
  'It may be {"Name": "value"}, {"Parameters": {"Name": "value"}}, {"Stack": {"Name": "value"}}, ["Name=value"], what the AWS CLI takes ' +
  '([{"ParameterKey": "Name", "ParameterValue": "value"}]), or a samconfig file.';

/** An error at a place of a file of parameters. */
export const refusedAt = (span: Span, message: string, hint?: string): UserError =>
  new UserError(`${span.source.file}:${lineOf(span)}: ${message}`, hint === undefined ? {} : { hint });
