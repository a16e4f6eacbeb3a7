import { type Context, type Field, known, knownBoolean, type Reads, type Subjects, type Undetermined } from '../../check.ts';
import type { UnknownReason } from '../../model/value.ts';

/** What tells a route apart and what it asks of its callers: read alike by every check of routes. */
export const ROUTE_READS = {
  'AWS::ApiGateway::Method': ['RestApiId', 'HttpMethod', 'AuthorizationType', 'ApiKeyRequired'],
  'AWS::ApiGateway::RestApi': [],
  'AWS::ApiGatewayV2::Route': ['ApiId', 'RouteKey', 'AuthorizationType', 'ApiKeyRequired'],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
} as const satisfies Reads;

/** The two types of a route, whichever source or form it came from. */
export const ROUTES = ['AWS::ApiGateway::Method', 'AWS::ApiGatewayV2::Route'] as const;

export type Route = Subjects<typeof ROUTE_READS, (typeof ROUTES)[number]>;
type RouteContext = Context<typeof ROUTE_READS, never>;

/** What a caller asks for. `preflight` is a browser's question before the request (CORS), which carries no credentials. */
export type Call =
  | { readonly kind: 'rest' | 'http'; readonly method: string; readonly path: string | null; readonly preflight: boolean }
  | { readonly kind: 'websocket'; readonly route: string }
  | { readonly kind: 'unknown'; readonly at: Field<string>; readonly reason: UnknownReason };

/** What a caller asks for on this route, and of which kind its API is. */
export const callOf = (route: Route, context: RouteContext): Call => {
  if (route.type === 'AWS::ApiGatewayV2::Route') return callOfKey(route, context);
  const written = route.attribute('Method');
  const method = written.state === 'absent' ? route.get('HttpMethod') : written;
  if (method.state !== 'known' || typeof method.value !== 'string') return unknownCall(route.get('HttpMethod'), 'an HTTP method');
  const path = route.attribute('Path');
  const verb = method.value.toUpperCase();
  return { kind: 'rest', method: verb, path: path.state === 'known' ? path.value : null, preflight: verb === 'OPTIONS' };
};

const callOfKey = (route: Extract<Route, { type: 'AWS::ApiGatewayV2::Route' }>, context: RouteContext): Call => {
  const written = route.attribute('Route');
  const key = written.state === 'absent' ? route.get('RouteKey') : written;
  if (key.state !== 'known' || typeof key.value !== 'string') return unknownCall(route.get('RouteKey'), 'a route key');
  const api = context.target(route.get('ApiId'), 'AWS::ApiGatewayV2::Api');
  const protocol = api.state === 'found' ? api.resource.get('ProtocolType') : undefined;
  const [, verb, path] = /^([A-Za-z]+) (\/.*)$/s.exec(key.value) ?? [];
  const looks = verb !== undefined ? 'HTTP' : key.value === '$default' ? undefined : 'WEBSOCKET';
  // An API without ProtocolType is made from an OpenAPI body, which only HTTP APIs can be.
  const is = protocol?.state === 'known' ? protocol.value : protocol?.state === 'absent' ? 'HTTP' : looks;
  if (is === 'WEBSOCKET') return { kind: 'websocket', route: key.value };
  if (is === 'HTTP') {
    const method = (verb ?? 'ANY').toUpperCase();
    return { kind: 'http', method, path: path ?? key.value, preflight: method === 'OPTIONS' };
  }
  if (api.state === 'outside') return { kind: 'unknown', at: route.get('ApiId'), reason: { kind: 'outside', what: api.what } };
  return unknownCall(protocol ?? route.get('ApiId'), 'an API');
};

const unknownCall = (at: Field<string>, expected: string): Call => ({
  kind: 'unknown',
  at,
  reason: at.state === 'unknown' ? at.reason : { kind: 'malformed', expected },
});

/** How messages call a route: `GET /orders/{id} of Orders`. */
export const nameOf = (route: Route, call: Call, context: RouteContext): string => {
  const rest = route.type === 'AWS::ApiGateway::Method';
  const field = rest ? route.get('RestApiId') : route.get('ApiId');
  const api = context.target(field, rest ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api');
  const owner = api.state === 'found' ? api.resource.id : field.state === 'known' ? String(field.value) : undefined;
  const what = call.kind === 'websocket' ? call.route : call.kind === 'unknown' ? route.id : `${call.method} ${call.path ?? route.id}`;
  return owner === undefined ? what : `${what} of ${owner}`;
};

/** The route in the words that every finding about one carries for machines. */
export const dataOf = (call: Call) =>
  call.kind === 'websocket' ? { route: call.route } : call.kind === 'unknown' ? {} : { method: call.method, path: call.path };

/** What a route says of who may call it. */
export const authorizationOf = (route: Route): Field<string> =>
  route.type === 'AWS::ApiGateway::Method' ? route.get('AuthorizationType') : route.get('AuthorizationType');

/** The same as a clause. A route that does not say authorizes nobody. */
export const becauseOf = (route: Route): string =>
  authorizationOf(route).state === 'absent' ? 'it has no AuthorizationType' : 'AuthorizationType is NONE';

/** Whether a route asks for an API key. */
export const keyOf = (route: Route): Field<boolean> =>
  route.type === 'AWS::ApiGateway::Method' ? route.get('ApiKeyRequired') : route.get('ApiKeyRequired');

/** What a route demands of its callers; makes it undetermined, and gives `undefined`, where that is not known. */
export function* credentialOf(route: Route, call: Call): Generator<Undetermined, 'authorization' | 'api-key' | 'none' | undefined> {
  const type = yield* known(authorizationOf(route));
  if (type === undefined && authorizationOf(route).state !== 'absent') return undefined;
  if (type !== undefined && type !== '' && type !== 'NONE') return 'authorization';
  // HTTP APIs know no API keys: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
  if (call.kind === 'http') return 'none';
  const key = yield* knownBoolean(keyOf(route));
  if (key === undefined && keyOf(route).state !== 'absent') return undefined;
  return key ? 'api-key' : 'none';
}
