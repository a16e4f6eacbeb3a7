import * as rest from '../../src/sources/live/apigateway/stages.ts';
import * as http from '../../src/sources/live/apigatewayv2/mapper.ts';
import { flag, holdsHidden, listed, type Members, numeral, PLACE, type Properties } from './values.ts';

/** Settings of routes and methods, in the types that services answer with. */
const settings = (given: unknown): Members =>
  Object.fromEntries(
    Object.entries((given ?? {}) as Members).map(([name, value]) => [
      name,
      /(?:Enabled|Encrypted)$/.test(name) ? flag(value) : typeof value === 'object' ? settings(value) : numeral(value),
    ]),
  );
const lowered = (given: Members): Members =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [`${name.slice(0, 1).toLowerCase()}${name.slice(1)}`, value]));

/** A stage of a REST API, as its mapper reads it of GetStages. */
export const restStage = (given: Members): Properties => {
  const { AccessLogSetting, CacheClusterEnabled, MethodSettings, RestApiId, TracingEnabled, Variables, ...same } = given;
  const methodSettings = (listed(MethodSettings) as readonly Members[]).map(({ HttpMethod, ResourcePath, ...rest }) => {
    const path = String(ResourcePath)
      .replaceAll('~1', '/')
      .replace(/^\/+(?=[/*])/, '');
    return [`${path.replaceAll('/', '~1')}/${HttpMethod}`, lowered(settings(rest))];
  });
  const [{ properties } = { properties: {} }] = rest.stage(
    { id: RestApiId as string },
    {
      ...lowered(same),
      ...(AccessLogSetting === undefined ? {} : { accessLogSettings: lowered(AccessLogSetting as Members) }),
      cacheClusterEnabled: flag(CacheClusterEnabled) ?? false,
      methodSettings: Object.fromEntries(methodSettings),
      tracingEnabled: flag(TracingEnabled) ?? false,
      ...(holdsHidden(Variables) ? {} : { variables: Variables }),
    } as never,
    PLACE,
  );
  return { ...properties, ...(holdsHidden(Variables) ? { Variables } : {}) };
};

/** A stage of another API, likewise. */
export const httpStage = (given: Members): Properties => {
  const { ApiId, AutoDeploy, DefaultRouteSettings, RouteSettings, StageVariables, ...same } = given;
  const stage = {
    ...same,
    AutoDeploy: flag(AutoDeploy),
    DefaultRouteSettings: { DetailedMetricsEnabled: false, ...settings(DefaultRouteSettings) },
    RouteSettings: settings(RouteSettings),
    ...(holdsHidden(StageVariables) ? {} : { StageVariables }),
  };
  return {
    ...http.stage({ ApiId: ApiId as string } as never, stage as never, PLACE).properties,
    ...(holdsHidden(StageVariables) ? { StageVariables } : {}),
  };
};
