import { defineCheck, finding, notApplicable, related, undetermined } from '../../check.ts';
import { GUARD_READS, guardOf } from './guard.ts';
import { authorizationOf, becauseOf, callOf, credentialOf, dataOf, nameOf, ROUTE_READS, ROUTES } from './route.ts';

export default defineCheck({
  id: 'api-route-no-auth',
  title: 'API route answers without authorization',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ROUTES,
  reads: { ...ROUTE_READS, ...GUARD_READS },
  docs: {
    why: 'API Gateway passes every request for such a route to its backend: anyone who knows the address can call it, as often as they like.',
    fix: 'Give the route an authorizer, or set its AuthorizationType to AWS_IAM; where it is meant to be public, say so in an ignore with its reason.',
    fixIn: {
      sam: 'Give the API an Auth.DefaultAuthorizer, or the event an Auth.Authorizer; where it is meant to be public, say so in an ignore with its reason.',
      'serverless-framework':
        "Give the event an authorizer: one of the service's functions, one of provider.httpApi.authorizers, or aws_iam; where it is meant to be public, say so in an ignore with its reason.",
      terraform:
        'Set authorization of aws_api_gateway_method, or authorization_type of aws_apigatewayv2_route, with an authorizer_id; where it is meant to be public, say so in an ignore with its reason.',
    },
    limits: 'Whether the code behind the route knows its callers, as by the signature of a webhook, is not seen.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html',
    ],
    frameworks: { fsbp: ['APIGateway.8'], owasp: ['A01', 'A07', 'SAS-2'] },
  },
  *check(route, context) {
    const call = callOf(route, context);
    if (call.kind === 'websocket' || (call.kind !== 'unknown' && call.preflight)) return yield notApplicable();
    if ((yield* credentialOf(route, call)) !== 'none') return;
    if (call.kind === 'unknown') return yield undetermined(call.at, call.reason);

    const api = route.type === 'AWS::ApiGateway::Method' ? context.target(route.get('RestApiId'), 'AWS::ApiGateway::RestApi') : undefined;
    const guard = api === undefined ? undefined : api.state === 'found' ? guardOf(api.resource, context) : { state: 'unknown' as const };
    if (guard?.state === 'closed') return;
    const whom = guard?.whom === undefined ? '' : ` ${guard.whom}`;
    yield finding(authorizationOf(route), `${nameOf(route, call, context)} answers anyone${whom}: ${becauseOf(route)}`, {
      ...(guard?.state === 'limited' ? { severity: 'medium' } : {}),
      ...(guard?.state === 'unknown' ? { confidence: 'medium' } : {}),
      related: api?.state === 'found' ? [related(api.resource, 'the API')] : [],
      data: dataOf(call),
    });
  },
});
