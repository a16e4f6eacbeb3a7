import {
  type Context,
  defineCheck,
  type Field,
  finding,
  known,
  notApplicable,
  type Reads,
  related,
  type Subjects,
  undetermined,
} from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';
import { textsOf } from './list.ts';
import { authorizationOf, callOf, dataOf, nameOf, ROUTE_READS, ROUTES } from './route.ts';

const READS = {
  ...ROUTE_READS,
  'AWS::ApiGateway::Method': [...ROUTE_READS['AWS::ApiGateway::Method'], 'AuthorizationScopes'],
  'AWS::ApiGatewayV2::Route': [...ROUTE_READS['AWS::ApiGatewayV2::Route'], 'AuthorizationScopes'],
} as const satisfies Reads;

type Scoped = Subjects<typeof READS, (typeof ROUTES)[number]>;

const scopesOf = (route: Scoped): Field<readonly string[]> =>
  route.type === 'AWS::ApiGateway::Method' ? route.get('AuthorizationScopes') : route.get('AuthorizationScopes');

const asksForScopes = (route: Scoped): boolean => {
  const scopes = scopesOf(route);
  return scopes.form === 'list' && scopes.items().some((scope) => scope.state !== 'known' || scope.value !== '');
};

type ScopeContext = Context<typeof READS, never>;
type Api = Subjects<typeof READS, 'AWS::ApiGateway::RestApi' | 'AWS::ApiGatewayV2::Api'>;

/** The first route of an API that asks for scopes. */
const firstAsking = (api: Api, context: ScopeContext): Scoped | undefined =>
  api.type === 'AWS::ApiGateway::RestApi'
    ? context.referrers(api, 'AWS::ApiGateway::Method', 'RestApiId').find(asksForScopes)
    : context.referrers(api, 'AWS::ApiGatewayV2::Route', 'ApiId').find(asksForScopes);

const askingIn = (context: ScopeContext): ReadonlyMap<RawResource, Scoped | undefined> =>
  new Map(
    [...context.resources('AWS::ApiGateway::RestApi'), ...context.resources('AWS::ApiGatewayV2::Api')].map((api) => [
      api.raw,
      firstAsking(api, context),
    ]),
  );

/** A route of the same API that asks for scopes. */
const besideOf = (route: Scoped, context: ScopeContext): Scoped | undefined => {
  const api =
    route.type === 'AWS::ApiGateway::Method'
      ? context.target(route.get('RestApiId'), 'AWS::ApiGateway::RestApi')
      : context.target(route.get('ApiId'), 'AWS::ApiGatewayV2::Api');
  if (api.state !== 'found') return undefined;
  const asking = context.common(askingIn);
  // The API may be another template's.
  return asking.has(api.resource.raw) ? asking.get(api.resource.raw) : firstAsking(api.resource, context);
};

export default defineCheck({
  id: 'route-scopes-missing',
  title: 'Any token of the issuer opens the route',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  // Most APIs know no scopes, and identity tokens carry none.
  persona: 'pedantic',
  raisedTo: 'regular',
  sources: ['template', 'live'],
  subject: ROUTES,
  reads: READS,
  docs: {
    why: 'Without scopes the route takes every token that the issuer signed for this audience, identity tokens too: who may read may delete.',
    fix: 'Name the scopes that a caller needs in AuthorizationScopes of the route.',
    fixIn: {
      sam: 'Name the scopes that a caller needs in Auth.AuthorizationScopes of the event.',
      'serverless-framework': 'Name the scopes that a caller needs in authorizer.scopes of the event.',
      terraform: 'Name the scopes that a caller needs in authorization_scopes.',
    },
    limits:
      'Whether the code asks for groups or claims is not seen. It is a matter for everybody only where other routes of the API do ask for scopes.',
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
    const scopes = scopesOf(route);
    if (scopes.items().some(({ state }) => state === 'unknown')) return;
    if ((yield* textsOf(scopes)).some(({ text }) => text !== '') || scopes.state === 'unknown') return;
    const call = callOf(route, context);
    if (call.kind === 'unknown') return yield undetermined(call.at, call.reason);
    const beside = besideOf(route, context);
    const name = nameOf(route, call, context);
    const data = dataOf(call);
    if (beside === undefined) return yield finding(scopes, `${name} asks for no scopes: any token of its issuer passes`, { data });
    yield finding(scopes, `${name} asks for no scopes, unlike others of its API: any token of its issuer passes`, {
      persona: 'regular',
      related: [related(beside, 'asks for scopes')],
      data,
    });
  },
});
