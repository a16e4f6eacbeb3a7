import { defineCheck, type Field, finding, isSet, notApplicable, related } from '../../check.ts';
import { apiOf, dataOf, isHidden, nameOf, STAGE_READS, STAGES } from './stage.ts';

export default defineCheck({
  id: 'api-no-access-log',
  title: 'API stage keeps no access log',
  family: 'requests',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: STAGES,
  reads: {
    ...STAGE_READS,
    'AWS::ApiGateway::Stage': [...STAGE_READS['AWS::ApiGateway::Stage'], 'AccessLogSetting'],
    'AWS::ApiGatewayV2::Stage': [...STAGE_READS['AWS::ApiGatewayV2::Stage'], 'AccessLogSettings'],
  },
  docs: {
    why: 'Without an access log nobody can tell who called the API, from where and with what answer, neither during an attack nor after it.',
    fix: 'Send access logs to a log group: AccessLogSetting for REST APIs, AccessLogSettings for HTTP and WebSocket APIs, each with DestinationArn and Format.',
    fixIn: {
      sam: 'Send access logs to a log group: AccessLogSetting of an Api, AccessLogSettings of an HttpApi, each with DestinationArn and Format.',
      'serverless-framework': 'Switch access logs on: provider.logs.restApi, provider.logs.httpApi, provider.logs.websocket.',
      terraform: 'Give the stage access_log_settings with the destination_arn of a log group and a format.',
    },
    limits: 'Execution logs do not count: they tell what API Gateway did, not who called.',
    references: [
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-9',
    ],
    frameworks: { fsbp: ['APIGateway.9'], owasp: ['A09', 'SAS-5'] },
  },
  *check(stage, context) {
    if (isHidden(stage, context)) return yield notApplicable();
    const log = stage.type === 'AWS::ApiGateway::Stage' ? stage.get('AccessLogSetting') : stage.get('AccessLogSettings');
    const destination: Field<string> = log.get('DestinationArn');
    const set = isSet(destination).next();
    if (!set.done) return yield set.value;
    if (set.value) return;
    const api = apiOf(stage, context);
    yield finding(
      destination.state === 'known' ? destination : log.state === 'known' ? log : stage,
      `${nameOf(stage, context)} keeps no access log`,
      {
        related: api.state === 'found' ? [related(api.resource, 'the API')] : [],
        data: dataOf(stage, context),
      },
    );
  },
});
