import { textOf } from '../../node.ts';
import { arn, join, type Made, ref, resource } from '../build.ts';
import { normalized } from '../naming.ts';
import { permission } from '../permission.ts';
import { type FunctionEvent, isFalse, setting, settingEntry } from '../service.ts';
import { numbered } from './numbered.ts';

/** https://www.serverless.com/framework/docs/providers/aws/events/iot */
export const iotEvents = (events: readonly FunctionEvent[]): Made => ({
  resources: numbered(events).flatMap(([{ value, span, owner }, number]) => {
    const id = `${normalized(owner.name)}IotTopicRule${number}`;
    return [
      resource(
        id,
        'AWS::IoT::TopicRule',
        {
          RuleName: settingEntry(value, 'name'),
          TopicRulePayload: {
            RuleDisabled: isFalse(setting(value, 'enabled')),
            Sql: settingEntry(value, 'sql'),
            AwsIotSqlVersion: settingEntry(value, 'sqlVersion'),
            Description: settingEntry(value, 'description'),
            Actions: [{ Lambda: { FunctionArn: owner.target } }],
          },
        },
        span,
      ),
      permission(
        `${normalized(owner.name)}LambdaPermissionIotTopicRule${number}`,
        owner.target,
        'iot.amazonaws.com',
        arn('arn:<partition>:iot:<region>:<account>:rule/', ref(id)),
        span,
      ),
    ];
  }),
});

/** What Alexa may call, by the kind of the event: how its permission is called, and who calls. */
const ALEXA: Readonly<Record<string, readonly [string, string]>> = {
  alexaSkill: ['AlexaSkill', 'alexa-appkit.amazon.com'],
  alexaSmartHome: ['AlexaSmartHome', 'alexa-connectedhome.amazon.com'],
};

/**
 * https://www.serverless.com/framework/docs/providers/aws/events/alexa-skill
 * https://www.serverless.com/framework/docs/providers/aws/events/alexa-smart-home
 */
export const alexaEvents = (events: readonly FunctionEvent[]): Made => ({
  resources: numbered(events).map(([{ kind, value, span, owner }, number]) => {
    const [name, principal] = ALEXA[kind] ?? [kind, kind];
    return resource(
      `${normalized(owner.name)}LambdaPermission${name}${number}`,
      'AWS::Lambda::Permission',
      {
        FunctionName: owner.target,
        Action: isFalse(setting(value, 'enabled')) ? 'lambda:DisableInvokeFunction' : 'lambda:InvokeFunction',
        Principal: principal,
        EventSourceToken: textOf(value) === undefined || textOf(value) === kind ? settingEntry(value, 'appId') : value,
      },
      span,
    );
  }),
});

/** https://www.serverless.com/framework/docs/providers/aws/events/iot-fleet-provisioning */
export const iotFleetProvisioningEvents = (events: readonly FunctionEvent[]): Made => ({
  resources: events.flatMap(({ value, span, owner }) => {
    const name = normalized(owner.name);
    const body = settingEntry(value, 'templateBody');
    return [
      resource(
        `${name}IotProvisioningTemplate`,
        'AWS::IoT::ProvisioningTemplate',
        {
          Enabled: settingEntry(value, 'enabled') ?? true,
          PreProvisioningHook: { TargetArn: owner.target },
          ProvisioningRoleArn: settingEntry(value, 'provisioningRoleArn'),
          TemplateBody: body && { 'Fn::ToJsonString': body },
          TemplateName: settingEntry(value, 'templateName'),
        },
        span,
      ),
      permission(`${name}LambdaPermissionIotProvisioningTemplate`, owner.target, 'iot.amazonaws.com', undefined, span),
    ];
  }),
});

/** https://www.serverless.com/framework/docs/providers/aws/events/cloudwatch-log */
export const cloudwatchLogEvents = (events: readonly FunctionEvent[]): Made => ({
  resources: numbered(events).flatMap(([{ value, span, owner }, number]) => {
    const group = setting(value, 'logGroup') ?? value;
    return [
      resource(
        `${normalized(owner.name)}LogsSubscriptionFilterCloudWatchLog${number}`,
        'AWS::Logs::SubscriptionFilter',
        { LogGroupName: group, FilterPattern: settingEntry(value, 'filter') ?? '', DestinationArn: owner.target },
        span,
      ),
      permission(
        `${normalized(owner.name)}LambdaPermissionLogsSubscriptionFilterCloudWatchLog`,
        owner.target,
        join('logs.', ref('AWS::Region'), '.amazonaws.com'),
        arn('arn:<partition>:logs:<region>:<account>:log-group:', group, ':*'),
        span,
      ),
    ];
  }),
});
