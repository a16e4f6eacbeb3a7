import { arn, type Made, type Members, resource } from '../../build.ts';
import { apiAccount } from '../../custom-resources.ts';
import { composed, isFalse, isSet, type Service, setting, settingEntry } from '../../service.ts';

const LOG_FORMAT = 'requestId: $context.requestId, ip: $context.identity.sourceIp, status: $context.status';

const logGroupName = ({ span, name, stage }: Service) => composed(span, '/aws/api-gateway/', name, '-', stage);

/**
 * What the framework sets on the stage once the stack is deployed: no template of its own says it.
 * https://www.serverless.com/framework/docs/providers/aws/events/apigateway#logs
 */
export const stageDescription = (service: Service): Members | undefined => {
  const { provider } = service;
  const tracing = settingEntry(setting(provider, 'tracing'), 'apiGateway');
  const metrics = settingEntry(setting(provider, 'apiGateway'), 'metrics');
  const logs = setting(provider, 'logs', 'restApi');
  const isLogged = isSet(logs);
  if (tracing === undefined && metrics === undefined && !isLogged) return undefined;
  const hasAccessLog = isLogged && !isFalse(setting(logs, 'accessLogging'));
  const level = isFalse(setting(logs, 'executionLogging')) ? 'OFF' : (settingEntry(logs, 'level') ?? 'INFO');
  return {
    TracingEnabled: tracing,
    MetricsEnabled: metrics,
    AccessLogSetting: hasAccessLog
      ? {
          DestinationArn: arn('arn:<partition>:logs:<region>:<account>:log-group:', logGroupName(service)),
          Format: settingEntry(logs, 'format') ?? LOG_FORMAT,
        }
      : undefined,
    DataTraceEnabled: isLogged ? (settingEntry(logs, 'fullExecutionData') ?? true) : undefined,
    LoggingLevel: isLogged ? level : undefined,
  };
};

/** The group of the stage's access logs, and what lets API Gateway write to it. */
export const stageLogs = (service: Service): Made => {
  const logs = setting(service.provider, 'logs', 'restApi');
  if (logs === undefined || !isSet(logs) || isFalse(setting(logs, 'accessLogging'))) return { resources: [] };
  return {
    resources: [
      resource(
        'ApiGatewayLogGroup',
        'AWS::Logs::LogGroup',
        {
          LogGroupName: logGroupName(service),
          RetentionInDays: settingEntry(service.provider, 'logRetentionInDays'),
          DataProtectionPolicy: settingEntry(service.provider, 'logDataProtectionPolicy'),
        },
        logs.span,
      ),
    ],
    customs: apiAccount(service, logs.span),
  };
};
