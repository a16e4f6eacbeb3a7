import { defineCheck, finding, known, knownBoolean, notApplicable } from '../../check.ts';
import { dataOfSetting, placeOf, type RouteSetting, SETTING_READS, settingsOf } from './settings.ts';
import { apiOf, nameOf, STAGE_READS, STAGES } from './stage.ts';

export default defineCheck({
  id: 'api-logs-bodies',
  title: 'API stage logs whole requests and responses',
  family: 'requests',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: STAGES,
  reads: {
    ...STAGE_READS,
    'AWS::ApiGateway::Stage': [...STAGE_READS['AWS::ApiGateway::Stage'], ...SETTING_READS['AWS::ApiGateway::Stage']],
    'AWS::ApiGatewayV2::Stage': [...STAGE_READS['AWS::ApiGatewayV2::Stage'], ...SETTING_READS['AWS::ApiGatewayV2::Stage']],
  },
  docs: {
    why: 'Data tracing writes headers, parameters and bodies into the log: whoever reads the log reads the tokens and the personal data of every caller.',
    fix: 'Set DataTraceEnabled to false; use it for the minutes in which you look for a fault, on a stage without real data.',
    fixIn: {
      'serverless-framework':
        'Set fullExecutionData of provider.logs.restApi to false; use it for the minutes in which you look for a fault, on a stage without real data.',
      terraform: 'Set data_trace_enabled to false; use it for the minutes in which you look for a fault, on a stage without real data.',
    },
    references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html'],
    frameworks: { owasp: ['A09', 'SAS-5'] },
  },
  *check(stage, context) {
    const api = apiOf(stage, context);
    const protocol = api.state === 'found' && api.resource.type === 'AWS::ApiGatewayV2::Api' ? api.resource.get('ProtocolType') : undefined;
    // HTTP APIs have no execution log: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
    if (protocol?.state === 'absent' || (protocol?.state === 'known' && protocol.value === 'HTTP')) return yield notApplicable();
    const settings = yield* settingsOf(stage);
    const traced: RouteSetting[] = [];
    for (const setting of settings ?? []) {
      // What is not logged at all is not traced either.
      if (!(yield* knownBoolean(setting.trace)) || (yield* known(setting.level)) === 'OFF') continue;
      if (setting.level.state !== 'unknown') traced.push(setting);
    }
    const everywhere = traced.filter(({ route }) => route === undefined);
    for (const setting of everywhere.length > 0 ? everywhere : traced)
      yield finding(
        setting.trace,
        `${nameOf(stage, context)} logs whole requests and responses of ${placeOf(setting)}: DataTraceEnabled is true`,
        {
          ...(setting.level.state === 'absent' ? { confidence: 'medium' } : {}),
          data: dataOfSetting(setting),
        },
      );
  },
});
