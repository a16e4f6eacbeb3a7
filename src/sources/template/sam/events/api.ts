import { intrinsicOf, member, type Node, scalar, textOf } from '../../node.ts';
import type { ApiEvent } from '../context.ts';
import { ref, sub } from '../make.ts';
import { API_PROPERTY, IMPLICIT } from './api-events.ts';
import type { ExpandEvent, FunctionEvent } from './event.ts';
import { permission } from './permission.ts';

/** Parameters of a path are wildcards in the ARN of a permission, and API Gateway drops a slash at its end. */
const arnPath = (path: string, parameters: RegExp): string => path.replace(/(.)\/$/, '$1').replace(parameters, '*');

/** SAM takes greedy parameters of HTTP APIs for text, but for the usual one. */
const PARAMETERS = { rest: /\{[\w.-]+\+?\}/g, http: /\{([\w.-]+|proxy\+)\}/g } as const;

const sourceArn = (event: FunctionEvent, api: Node, route: string): Node =>
  sub(`arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<__ApiId__>/<__Stage__>${route}`, event.span, {
    __ApiId__: api,
    __Stage__: scalar('*', event.span),
  });

const methodOf = (event: FunctionEvent): string => {
  const method = textOf(member(event.properties, 'Method'))?.toLowerCase();
  return method === undefined || method === 'any' || method === 'x-amazon-apigateway-any-method' ? '*' : method.toUpperCase();
};

/** A REST API's event: the permission; its route is made with the API. */
export const apiEvent: ExpandEvent = (event) => {
  const api = member(event.properties, API_PROPERTY.Api) ?? ref(IMPLICIT.Api, event.span);
  const path = textOf(member(event.properties, 'Path')) ?? '/*';
  const arn = sourceArn(event, api, `/${methodOf(event)}${arnPath(path, PARAMETERS.rest)}`);
  return { resources: [permission(event, 'apigateway.amazonaws.com', { SourceArn: arn }, `${event.id}Permission${stageSuffix(event)}`)] };
};

/** SAM ends the id of the permission with the stage where its name is a word. */
const stageSuffix = (event: FunctionEvent): string => {
  const api = member(event.properties, API_PROPERTY.Api);
  if (api === undefined) return 'Prod';
  const intrinsic = intrinsicOf(api);
  const id = textOf(intrinsic?.name === 'Ref' ? intrinsic.argument : api);
  if (id === undefined) return 'AllStages';
  const stage = textOf(member(event.context.resources.get(id)?.properties, 'StageName'));
  if (id === IMPLICIT.Api && stage === undefined) return 'Prod';
  return stage === undefined ? 'Stage' : /^[\p{L}\p{N}]+$/u.test(stage) ? stage : '';
};

/** An HTTP API's event: the permission, unless that of the function's default route already covers it. */
export const httpApiEvent: ExpandEvent = (event) => {
  const api = member(event.properties, API_PROPERTY.HttpApi) ?? ref(IMPLICIT.HttpApi, event.span);
  const path = textOf(member(event.properties, 'Path')) ?? '$default';
  if (path !== '$default' && coveredByDefault(event, api)) return { resources: [] };
  const route = path === '$default' ? '' : arnPath(path, PARAMETERS.http);
  const method = methodOf(event);
  const resource = method === '*' && route === '/$default' ? route : `/${method}${route}`;
  return { resources: [permission(event, 'apigateway.amazonaws.com', { SourceArn: sourceArn(event, api, resource) })] };
};

const coveredByDefault = (event: FunctionEvent, api: Node): boolean => {
  const intrinsic = intrinsicOf(api);
  const id = textOf(intrinsic?.name === 'Ref' ? intrinsic.argument : api);
  const events: readonly ApiEvent[] = (id !== undefined && event.context.events.get(id)) || [];
  // The translator recognises the function by its ARN in the integration, which an alias does not show.
  return event.alias === undefined && events.some(({ owner, path }) => owner.id === event.owner.id && path === '$default');
};
