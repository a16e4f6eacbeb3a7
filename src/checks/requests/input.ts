import { type Field, type Undetermined, undetermined } from '../../check.ts';
import { partsOf } from '../../model/world.ts';

/** What of a request an integration passes on; why that is not known where it is not. */
export interface Input {
  readonly body: boolean;
  readonly parameters: boolean;
  readonly unknown?: Undetermined;
}

/** A text with a blank for whatever of it is not known. */
export const textOf = (field: Field<string>): string | undefined => {
  if (field.state === 'known') return String(field.value);
  if (field.state !== 'unknown' || field.reason.kind !== 'intrinsic') return undefined;
  return partsOf(field.reason)
    .map((part) => (typeof part === 'string' ? part : ' '))
    .join('');
};

const BODY = /\$\{?input\.(?:body|json|path)\b|^method\.request\.body/;
const PARAMETERS = /\$\{?input\.params\b|^method\.request\.(?:path|querystring|header|multivalue)/;

type Texts = Field<Readonly<Record<string, string>>>;

/** The input that mapping templates and mapped parameters pass on. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html */
export const inputOf = (...maps: readonly Texts[]): Input => {
  let body = false;
  let parameters = false;
  let unknown: Undetermined | undefined;
  for (const map of maps) {
    if (map.state === 'unknown') unknown ??= undetermined(map, map.reason);
    for (const [, value] of map.entries() as readonly (readonly [string, Field<string>])[]) {
      const text = textOf(value);
      if (text === undefined || text.trim() === '') {
        // What a resource or another stack gives is no expression of a request.
        const foreign = value.state === 'unknown' && value.reason.kind === 'intrinsic' && (value.reason.target ?? value.reason.present);
        if (!foreign && value.state !== 'known')
          unknown ??= undetermined(value, value.state === 'unknown' ? value.reason : { kind: 'redacted' });
      } else {
        body ||= BODY.test(text);
        parameters ||= PARAMETERS.test(text);
      }
    }
  }
  return { body, parameters, ...(unknown === undefined ? {} : { unknown }) };
};

/** The AWS service that an integration calls itself: `sqs` of `arn:aws:apigateway:REGION:sqs:path/...`. */
export const serviceOf = (uri: Field<string>): string | undefined =>
  /^(?:arn:[^:]*|\s):apigateway:[^:]*:(?:[^:]+\.)?([a-z0-9-]+):(?:path|action)\//.exec(textOf(uri) ?? '')?.[1];
