import { type Context, knownBoolean, type Reads } from '../../check.ts';
import { type Call, callOf, keyOf, ROUTE_READS, type Route } from '../access/route.ts';
import { type Answer, anyOf, limits } from './answer.ts';
import { isFor, type RouteSetting, SETTING_READS } from './settings.ts';
import { apiOf, STAGE_READS, type Stage } from './stage.ts';
import { limitByPlans, PLAN_READS } from './usage-plan.ts';

/** What may limit the requests that a stage takes. */
export const THROTTLING_READS = {
  ...STAGE_READS,
  ...ROUTE_READS,
  ...PLAN_READS,
  'AWS::ApiGateway::Stage': [...STAGE_READS['AWS::ApiGateway::Stage'], ...SETTING_READS['AWS::ApiGateway::Stage']],
  'AWS::ApiGatewayV2::Stage': [...STAGE_READS['AWS::ApiGatewayV2::Stage'], ...SETTING_READS['AWS::ApiGatewayV2::Stage']],
} as const satisfies Reads;

/** A route of a stage, and whether anything but the account limits the calls of it. */
export interface Throttled {
  readonly route: Route;
  readonly call: Call;
  readonly limited: Answer;
  /** The settings that the stage has for this route alone. */
  readonly own: RouteSetting | undefined;
}

type RoutesContext = Context<typeof STAGE_READS & typeof ROUTE_READS, never>;
type ThrottlingContext = Context<typeof THROTTLING_READS, never>;

/**
 * How many requests each route of a stage takes, each held against the few settings that the stage has for single routes. A preflight
 * request costs no more than its answer, and is left out.
 */
export const throttledRoutes = (stage: Stage, settings: readonly RouteSetting[], context: ThrottlingContext): readonly Throttled[] => {
  const general = settings.find(({ route }) => route === undefined);
  return routesOf(stage, context).flatMap((route): readonly Throttled[] => {
    const call = callOf(route, context);
    if (call.kind !== 'unknown' && call.kind !== 'websocket' && call.preflight) return [];
    const own = settings.find((setting) => isFor(setting, call) && setting.rate.state !== 'absent');
    const rate = (own ?? general)?.rate;
    return [{ route, call, own, limited: anyOf([rate === undefined ? 'no' : limits(rate), byKey(route, call, stage, context)]) }];
  });
};

/** The routes of the API that a stage serves. */
export const routesOf = (stage: Stage, context: RoutesContext): readonly Route[] => {
  const api = apiOf(stage, context);
  if (api.state !== 'found') return [];
  return stage.type === 'AWS::ApiGateway::Stage'
    ? context.referrers(api.resource, 'AWS::ApiGateway::Method', 'RestApiId')
    : context.referrers(api.resource, 'AWS::ApiGatewayV2::Route', 'ApiId');
};

/** A usage plan limits those alone who have to show one of its keys. */
const byKey = (route: Route, call: Call, stage: Stage, context: ThrottlingContext): Answer => {
  if (stage.type !== 'AWS::ApiGateway::Stage') return 'no';
  const key = keyOf(route);
  const demanded = knownBoolean(key).next();
  if (demanded.done && demanded.value !== true) return 'no';
  const api = context.target(stage.get('RestApiId'), 'AWS::ApiGateway::RestApi');
  const limit = api.state === 'found' ? limitByPlans(call, stage, api.resource, context) : 'no';
  if (limit !== 'yes' || demanded.done) return limit;
  return demanded.value;
};
