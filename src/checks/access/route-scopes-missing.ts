import { defineCheck, finding, known, notApplicable, undetermined } from '../../check.ts';
import { textsOf } from './list.ts';
import { authorizationOf, callOf, dataOf, nameOf, ROUTE_READS, ROUTES } from './route.ts';

export default defineCheck({
  id: 'route-scopes-missing',
  title: 'Any token of the issuer opens the route',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ROUTES,
  reads: {
    ...ROUTE_READS,
    'AWS::ApiGateway::Method': [...ROUTE_READS['AWS::ApiGateway::Method'], 'AuthorizationScopes'],
    'AWS::ApiGatewayV2::Route': [...ROUTE_READS['AWS::ApiGatewayV2::Route'], 'AuthorizationScopes'],
  },
  docs: {
    why: 'Without scopes the route takes every token that the issuer signed for this audience, identity tokens too: who may read may delete.',
    fix: 'Name the scopes that a caller needs in AuthorizationScopes of the route.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-2'] },
  },
  *check(route, context) {
    const type = yield* known(authorizationOf(route));
    if (type !== 'COGNITO_USER_POOLS' && type !== 'JWT') {
      if (type !== undefined || authorizationOf(route).state === 'absent') yield notApplicable();
      return;
    }
    const scopes = route.type === 'AWS::ApiGateway::Method' ? route.get('AuthorizationScopes') : route.get('AuthorizationScopes');
    if (scopes.items().some(({ state }) => state === 'unknown')) return;
    if ((yield* textsOf(scopes)).some(({ text }) => text !== '') || scopes.state === 'unknown') return;
    const call = callOf(route, context);
    if (call.kind === 'unknown') return yield undetermined(call.at, call.reason);
    yield finding(scopes, `${nameOf(route, call, context)} asks for no scopes: any token of its issuer passes`, { data: dataOf(call) });
  },
});
