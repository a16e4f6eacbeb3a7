import { defineCheck, finding, known, notApplicable, related, undetermined } from '../../check.ts';
import { AUTHORIZER_READS, apiOf, nameOf as nameOfAuthorizer } from './authorizer.ts';
import { authorizationOf, callOf, dataOf, nameOf, ROUTE_READS, ROUTES } from './route.ts';

const ASKING = new Set(['CUSTOM', 'COGNITO_USER_POOLS', 'JWT']);

export default defineCheck({
  id: 'authorizer-dangling',
  title: 'Route names an authorizer that does not exist',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ROUTES,
  reads: {
    ...ROUTE_READS,
    ...AUTHORIZER_READS,
    'AWS::ApiGateway::Method': [...ROUTE_READS['AWS::ApiGateway::Method'], 'AuthorizerId'],
    'AWS::ApiGatewayV2::Route': [...ROUTE_READS['AWS::ApiGatewayV2::Route'], 'AuthorizerId'],
  },
  docs: {
    why: 'What the route relies on to know its callers is not there: at best it answers nobody, at worst its protection was lost on the way.',
    fix: "Name an authorizer of the route's own API in AuthorizerId, or define the security scheme that the operation names.",
    fixIn: {
      sam: 'Name in Auth.Authorizer of the event one of Auth.Authorizers of its API, or define the security scheme that the operation names.',
      terraform: "Name an authorizer of the route's own API in authorizer_id, or define the security scheme that the operation names.",
    },
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-2'] },
  },
  *check(route, context) {
    const type = yield* known(authorizationOf(route));
    if (type === undefined || !ASKING.has(type)) {
      if (type !== undefined || authorizationOf(route).state === 'absent') yield notApplicable();
      return;
    }
    const rest = route.type === 'AWS::ApiGateway::Method';
    const kind = rest ? 'AWS::ApiGateway::Authorizer' : 'AWS::ApiGatewayV2::Authorizer';
    const id = rest ? route.get('AuthorizerId') : route.get('AuthorizerId');
    const owner = rest ? route.get('RestApiId') : route.get('ApiId');
    const api = context.target(owner, rest ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api');
    const call = callOf(route, context);
    const name = nameOf(route, call, context);
    const data = dataOf(call);

    const empty = id.state === 'known' && String(id.value) === '';
    if (id.state === 'absent' || empty)
      return yield finding(id, `${name} names no authorizer, though AuthorizationType is ${type}`, { data });
    const authorizer = context.target(id, kind);
    if (authorizer.state === 'found') {
      const other = context.target(apiOf(authorizer.resource), rest ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api');
      if (api.state !== 'found' || other.state !== 'found' || api.resource.id === other.resource.id) return;
      const message = `${name} names ${nameOfAuthorizer(authorizer.resource)}, which is an authorizer of ${other.resource.id} and of no other API`;
      return yield finding(id, message, { related: [related(authorizer.resource, 'the authorizer')], data });
    }
    if (!context.complete(kind)) return;
    if (api.state !== 'found') return yield undetermined(id, { kind: 'outside', what: api.state === 'outside' ? api.what : 'the API' });
    // A scheme of a body is referred to by an id that no logical id can be: `Orders Users`.
    const body = `!Ref ${api.resource.id} `;
    if (id.state === 'unknown' && id.reason.kind === 'intrinsic' && id.reason.expression.startsWith(body)) {
      const scheme = id.reason.expression.slice(body.length);
      return yield finding(id, `${name} names ${scheme}, which is no security scheme of its API`, { data });
    }
    if (id.state === 'known')
      return yield finding(id, `${name} names ${id.value}, which is no authorizer of ${api.resource.id}`, { confidence: 'medium', data });
    if (id.state === 'unknown') yield undetermined(id, id.reason);
  },
});
