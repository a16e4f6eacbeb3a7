import { defineCheck, finding, notApplicable, type Reads, related, type Subjects, undetermined } from '../../check.ts';
import { authorizationOf, becauseOf, callOf, credentialOf, dataOf, nameOf, ROUTES, type Route } from './route.ts';
import { guardOfRoute, ROUTE_GUARD_READS } from './route-guard.ts';

const READS = {
  ...ROUTE_GUARD_READS,
  'AWS::ApiGateway::Method': [...ROUTE_GUARD_READS['AWS::ApiGateway::Method'], 'Integration'],
} as const satisfies Reads;

/** Whether API Gateway answers in the place of a backend. */
const answersItself = (route: Subjects<typeof READS, Route['type']>): boolean => {
  if (route.type !== 'AWS::ApiGateway::Method') return false;
  const type = route.get('Integration').get('Type');
  return type.state === 'known' && String(type.value).toUpperCase() === 'MOCK';
};

export default defineCheck({
  id: 'api-route-no-auth',
  title: 'API route answers without authorization',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ROUTES,
  reads: READS,
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

    const { state, whom, api } = guardOfRoute(route, context);
    if (state === 'closed') return;
    const fixed = answersItself(route);
    const how = `${whom === undefined ? '' : ` ${whom}`}${fixed ? ', by a mock that reaches no code' : ''}`;
    yield finding(authorizationOf(route), `${nameOf(route, call, context)} answers anyone${how}: ${becauseOf(route)}`, {
      ...(fixed ? { severity: 'low' } : state === 'limited' ? { severity: 'medium' } : {}),
      ...(state === 'unknown' ? { confidence: 'medium' } : {}),
      related: api === undefined ? [] : [related(api, 'the API')],
      data: dataOf(call),
    });
  },
});
