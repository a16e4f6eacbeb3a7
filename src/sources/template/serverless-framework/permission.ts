import type { Span } from '../../text/source-file.ts';
import type { TemplateResource } from '../template.ts';
import { arn, resource, type Value } from './build.ts';

/** Lets a service of AWS invoke a function. */
export const permission = (id: string, target: Value, principal: Value, source: Value | undefined, span: Span): TemplateResource =>
  resource(
    id,
    'AWS::Lambda::Permission',
    { FunctionName: target, Action: 'lambda:InvokeFunction', Principal: principal, SourceArn: source },
    span,
  );

/** Lets an API invoke a function; `rest` is what its ARN ends with. */
export const apiPermission = (id: string, target: Value, api: Value, rest: string, span: Span): TemplateResource =>
  permission(id, target, 'apigateway.amazonaws.com', arn('arn:<partition>:execute-api:<region>:<account>:', api, rest), span);
