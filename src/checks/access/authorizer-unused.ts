import { defineCheck, finding, passed, related, undetermined } from '../../check.ts';
import { AUTHORIZERS, apiOf, nameOf } from './authorizer.ts';

export default defineCheck({
  id: 'authorizer-unused',
  title: 'No route uses the authorizer',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: AUTHORIZERS,
  reads: {
    'AWS::ApiGateway::Authorizer': ['Name', 'RestApiId', 'Type'],
    'AWS::ApiGateway::Method': ['RestApiId', 'AuthorizerId'],
    'AWS::ApiGateway::RestApi': [],
    'AWS::ApiGatewayV2::Authorizer': ['Name', 'ApiId', 'AuthorizerType'],
    'AWS::ApiGatewayV2::Route': ['ApiId', 'AuthorizerId'],
    'AWS::ApiGatewayV2::Api': [],
  },
  docs: {
    why: 'An authorizer that protects nothing usually means that a route lost its protection, or never got it.',
    fix: 'Name the authorizer on the routes that it is meant to protect, or remove it.',
    fixIn: {
      sam: 'Name the authorizer in Auth.DefaultAuthorizer, or in Auth.Authorizer of the events that it is meant to protect, or remove it.',
    },
    limits: 'Routes that another stack adds to the API are not seen.',
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html'],
    frameworks: { owasp: ['A01', 'SAS-2'] },
  },
  *check(authorizer, context) {
    const rest = authorizer.type === 'AWS::ApiGateway::Authorizer';
    const route = rest ? 'AWS::ApiGateway::Method' : 'AWS::ApiGatewayV2::Route';
    if (context.referrers(authorizer, route, 'AuthorizerId').length > 0) return yield passed();
    if (!context.complete(route)) return;
    // Where the API stands elsewhere, so may its routes.
    const api = yield* context.follow(apiOf(authorizer), rest ? 'AWS::ApiGateway::RestApi' : 'AWS::ApiGatewayV2::Api');
    if (api === undefined) {
      if (apiOf(authorizer).state === 'absent') yield undetermined(apiOf(authorizer), { kind: 'malformed', expected: 'the id of an API' });
      return;
    }
    const routes = rest
      ? context.referrers(api, 'AWS::ApiGateway::Method', 'RestApiId').map((used) => used.get('AuthorizerId'))
      : context.referrers(api, 'AWS::ApiGatewayV2::Route', 'ApiId').map((used) => used.get('AuthorizerId'));
    for (const used of routes) {
      const other = context.target(used, authorizer.type);
      if (other.state === 'unknown') return yield undetermined(used, other.reason);
    }
    yield finding(authorizer, `${nameOf(authorizer)} protects no route of ${api.id}`, {
      confidence: routes.length === 0 ? 'medium' : 'high',
      related: [related(api, 'the API')],
      data: { authorizer: nameOf(authorizer) },
    });
  },
});
