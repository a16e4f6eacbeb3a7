import { defineCheck, finding, knownBoolean } from '../../check.ts';
import { dataOfSetting, placeOf, settingsOf } from './settings.ts';
import { nameOf, STAGE_READS } from './stage.ts';

export default defineCheck({
  id: 'api-cache-unencrypted',
  title: 'API cache keeps responses unencrypted',
  family: 'requests',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::ApiGateway::Stage',
  reads: {
    ...STAGE_READS,
    'AWS::ApiGateway::Stage': [...STAGE_READS['AWS::ApiGateway::Stage'], 'CacheClusterEnabled', 'MethodSettings'],
  },
  docs: {
    why: 'A cache holds what the API answered its callers, personal data among it; API Gateway encrypts it at rest only where it is told to.',
    fix: 'Set CacheDataEncrypted to true in every method setting that has CachingEnabled.',
    fixIn: {
      terraform: 'Set cache_data_encrypted to true in every aws_api_gateway_method_settings that has caching_enabled.',
    },
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-5',
    ],
    frameworks: { fsbp: ['APIGateway.5'], owasp: ['A02', 'SAS-3'] },
  },
  *check(stage, context) {
    const cluster = stage.get('CacheClusterEnabled');
    const on = knownBoolean(cluster).next();
    if (on.done && on.value !== true) return;
    const settings = yield* settingsOf(stage);
    if (settings === undefined) return;
    const name = nameOf(stage, context);
    const unencrypted = [];
    for (const setting of settings) {
      const { cached } = setting;
      // A cluster without a word on caching caches GET: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
      if (cached === undefined || (setting.route !== undefined && cached.on.state === 'absent')) continue;
      if ((yield* knownBoolean(cached.on)) === false || (yield* knownBoolean(cached.encrypted)) === true) continue;
      if (cached.on.state !== 'unknown' && cached.encrypted.state !== 'unknown') unencrypted.push({ setting, cached });
    }
    const silent = !settings.some(({ route }) => route === undefined);
    if (!on.done) {
      if (silent || unencrypted.length > 0) yield on.value;
      return;
    }
    if (silent && !settings.some(({ cached }) => cached?.on.state === 'known'))
      yield finding(cluster, `the cache of ${name} keeps responses unencrypted: no method setting says otherwise`, {
        confidence: 'medium',
      });
    for (const { setting, cached } of unencrypted)
      yield finding(
        cached.encrypted.state === 'absent' ? setting.at : cached.encrypted,
        `the cache of ${name} keeps responses of ${placeOf(setting)} unencrypted`,
        { ...(cached.on.state === 'absent' ? { confidence: 'medium' } : {}), data: dataOfSetting(setting) },
      );
  },
});
