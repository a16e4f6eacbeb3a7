import { type Anchor, type Field, known, type Subjects, type Undetermined, undetermined } from '../../check.ts';
import type { Call } from '../access/route.ts';
import type { STAGES } from './stage.ts';

/** The settings of routes that stages have. */
export const SETTING_READS = {
  'AWS::ApiGateway::Stage': ['MethodSettings'],
  'AWS::ApiGatewayV2::Stage': ['DefaultRouteSettings', 'RouteSettings'],
} as const;

type Stage = Subjects<typeof SETTING_READS, (typeof STAGES)[number]>;

/** Settings of a stage for one of its routes, or for all that have none of their own. */
export interface RouteSetting {
  /** A method and a path as a stage of a REST API names them, a route key of the others; absent for all routes. */
  readonly route?: { readonly method: string; readonly path: string } | { readonly key: string };
  readonly at: Anchor;
  readonly rate: Field<number>;
  readonly burst: Field<number>;
  readonly trace: Field<boolean>;
  readonly level: Field<string>;
  /** REST APIs alone have caches. */
  readonly cached?: { readonly on: Field<boolean>; readonly encrypted: Field<boolean> };
}

/** The settings that a stage has for its routes, those for all of them first; makes it undetermined where they are not known. */
export const settingsOf = (stage: Stage): Generator<Undetermined, readonly RouteSetting[] | undefined> =>
  stage.type === 'AWS::ApiGateway::Stage' ? ofMethods(stage) : ofRoutes(stage);

function* ofMethods(
  stage: Extract<Stage, { type: 'AWS::ApiGateway::Stage' }>,
): Generator<Undetermined, readonly RouteSetting[] | undefined> {
  const list = stage.get('MethodSettings');
  if (list.state === 'unknown') {
    yield undetermined(list, list.reason);
    return undefined;
  }
  const found: RouteSetting[] = [];
  for (const each of list.items()) {
    const path = yield* known(each.get('ResourcePath'));
    const method = yield* known(each.get('HttpMethod'));
    if (path === undefined || method === undefined) {
      if (each.get('ResourcePath').state === 'absent' || each.get('HttpMethod').state === 'absent')
        yield undetermined(each, { kind: 'malformed', expected: 'a ResourcePath and an HttpMethod' });
      return undefined;
    }
    const everywhere = method === '*' && (path === '/*' || path === '*');
    found.push({
      ...(everywhere ? {} : { route: { method: String(method).toUpperCase(), path: plainPath(String(path)) } }),
      at: each,
      rate: each.get('ThrottlingRateLimit'),
      burst: each.get('ThrottlingBurstLimit'),
      trace: each.get('DataTraceEnabled'),
      level: each.get('LoggingLevel'),
      cached: { on: each.get('CachingEnabled'), encrypted: each.get('CacheDataEncrypted') },
    });
  }
  return found.sort((one, other) => Number(one.route !== undefined) - Number(other.route !== undefined));
}

/** `/~1orders~1{id}` is how API Gateway itself writes the path `/orders/{id}`. */
const plainPath = (path: string): string => path.replaceAll('~1', '/').replace(/^\/{2,}/, '/');

function* ofRoutes(
  stage: Extract<Stage, { type: 'AWS::ApiGatewayV2::Stage' }>,
): Generator<Undetermined, readonly RouteSetting[] | undefined> {
  const general = stage.get('DefaultRouteSettings');
  const own = stage.get('RouteSettings');
  const setting = (at: typeof general): RouteSetting => ({
    at,
    rate: at.get('ThrottlingRateLimit'),
    burst: at.get('ThrottlingBurstLimit'),
    trace: at.get('DataTraceEnabled'),
    level: at.get('LoggingLevel'),
  });
  if (own.state === 'unknown' || (own.state === 'known' && typeof own.json() !== 'object')) {
    yield undetermined(own, own.state === 'unknown' ? own.reason : { kind: 'malformed', expected: 'an object of route keys' });
    return undefined;
  }
  const special = own.entries().map(([key, at]) => ({ ...setting(at), route: { key } }));
  return general.state === 'absent' ? special : [setting(general), ...special];
}

/** Whether settings are those of a route alone. What is not known of the route never matches. */
export const isFor = ({ route }: RouteSetting, call: Call): boolean => {
  if (route === undefined || call.kind === 'unknown') return false;
  if ('key' in route) {
    if (call.kind === 'websocket') return route.key === call.route;
    return route.key === (call.path === '$default' ? '$default' : `${call.method} ${call.path}`);
  }
  return call.kind === 'rest' && call.path === route.path && (route.method === '*' || route.method === call.method);
};

/** The same in the words that findings about routes carry for machines. */
export const dataOfSetting = ({ route }: RouteSetting): Readonly<Record<string, string>> => {
  if (route === undefined) return {};
  if (!('key' in route)) return { method: route.method, path: route.path };
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(route.key) ?? [];
  return method === undefined || path === undefined ? { route: route.key } : { method, path };
};

/** How messages call what settings are for. */
export const placeOf = ({ route }: RouteSetting): string =>
  route === undefined ? 'every route' : 'key' in route ? route.key : `${route.method} ${route.path}`;
