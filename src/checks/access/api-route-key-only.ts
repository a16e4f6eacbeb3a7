import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { callOf, credentialOf, dataOf, keyOf, nameOf, ROUTES } from './route.ts';
import { guardOfRoute, ROUTE_GUARD_READS } from './route-guard.ts';

export default defineCheck({
  id: 'api-route-key-only',
  title: 'An API key is the only credential of a route',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ROUTES,
  reads: ROUTE_GUARD_READS,
  docs: {
    why: 'API keys identify a client for metering: they do not expire, are shared by all users of the client, and travel in headers that get logged. AWS advises against them as authorization.',
    fix: 'Keep the key for the usage plan and add an authorizer, or set AuthorizationType to AWS_IAM.',
    fixIn: {
      sam: 'Keep ApiKeyRequired for the usage plan, and name an authorizer beside it in Auth.',
      'serverless-framework': 'Keep private: true for the usage plan, and give the event an authorizer beside it.',
      terraform: 'Keep api_key_required for the usage plan, and set authorization with an authorizer_id, or to "AWS_IAM".',
    },
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
    ],
    frameworks: { fsbp: ['APIGateway.8'], owasp: ['A07', 'SAS-2'] },
  },
  *check(route, context) {
    const call = callOf(route, context);
    const connects = call.kind === 'websocket' && call.route === '$connect';
    if (call.kind === 'http' || (call.kind === 'rest' && call.preflight) || (call.kind === 'websocket' && !connects))
      return yield notApplicable();
    if ((yield* credentialOf(route, call)) !== 'api-key') return;
    if (call.kind === 'unknown') return yield undetermined(call.at, call.reason);
    const { state } = guardOfRoute(route, context);
    if (state === 'closed') return;
    const but = state === 'limited' ? '; the network or resource policy of the API bounds who may' : '';
    yield finding(
      keyOf(route),
      `${nameOf(route, call, context)} asks for an API key and nothing else, and whoever has seen one can call it${but}`,
      { ...(state === 'limited' ? { severity: 'low' } : {}), ...(state === 'unknown' ? { confidence: 'medium' } : {}), data: dataOf(call) },
    );
  },
});
