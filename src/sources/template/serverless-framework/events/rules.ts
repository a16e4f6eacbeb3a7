import { type Node, textOf } from '../../node.ts';
import { unknownText } from '../../variable.ts';
import { arn, arnOf, type Made, type Members, resource, type Value } from '../build.ts';
import { PERMITTING } from '../custom-resources.ts';
import { alphanumeric, normalized } from '../naming.ts';
import { permission } from '../permission.ts';
import { ownRole, roleArn } from '../role.ts';
import { composed, type FunctionEvent, isFalse, isSet, itemsOf, type Service, setting, settingEntry } from '../service.ts';
import { numbered } from './numbered.ts';

const stateOf = (value: Node): string => (isFalse(setting(value, 'enabled')) ? 'DISABLED' : 'ENABLED');

const transformer = (value: Node): Members | undefined => {
  const said = setting(value, 'inputTransformer');
  return said && { InputTemplate: settingEntry(said, 'inputTemplate'), InputPathsMap: settingEntry(said, 'inputPathsMap') };
};

const inputOf = (value: Node): Value | undefined => {
  const input = settingEntry(value, 'input');
  return input && (input.value.kind === 'scalar' ? input : { 'Fn::ToJsonString': input });
};

/** https://www.serverless.com/framework/docs/providers/aws/events/schedule */
export const scheduleEvents = (events: readonly FunctionEvent[], service: Service): Made => {
  const counts = new Map<string, number>();
  const scheduled = new Map<string, FunctionEvent>();
  const resources = events.flatMap((event) => {
    const { value, span, owner } = event;
    const isScheduler = textOf(setting(value, 'method')) === 'scheduler';
    if (isScheduler) scheduled.set(owner.name, event);
    const rates = value.kind === 'map' && value.entries.has('rate') ? itemsOf(setting(value, 'rate')) : [value];
    return rates.flatMap((rate) => {
      const number = (counts.get(owner.name) ?? 0) + 1;
      counts.set(owner.name, number);
      const name = normalized(owner.name);
      const common: Members = {
        ScheduleExpression: rate,
        State: stateOf(value),
        Name: settingEntry(value, 'name'),
        Description: settingEntry(value, 'description'),
      };
      if (isScheduler)
        return [
          resource(
            `${name}SchedulerSchedule${number}`,
            'AWS::Scheduler::Schedule',
            {
              ...common,
              Target: { Arn: owner.target, RoleArn: roleArn(ownRole(service, owner)), Input: inputOf(value) },
              FlexibleTimeWindow: { Mode: 'OFF' },
              ScheduleExpressionTimezone: settingEntry(value, 'timezone'),
            },
            span,
          ),
        ];
      const id = `${name}EventsRuleSchedule${number}`;
      const target: Members = {
        Arn: owner.target,
        Id: `${owner.name}Schedule`,
        Input: inputOf(value),
        InputPath: settingEntry(value, 'inputPath'),
        InputTransformer: transformer(value),
      };
      return [
        resource(id, 'AWS::Events::Rule', { ...common, Targets: [target] }, span),
        permission(`${name}LambdaPermissionEventsRuleSchedule${number}`, owner.target, 'events.amazonaws.com', arnOf(id), span),
      ];
    });
  });
  const functions = [...scheduled.values()].flatMap(({ owner }) =>
    ['', ':*'].map((rest) => arn('arn:<partition>:lambda:<region>:<account>:function:', owner.deployedName, rest)),
  );
  return {
    resources,
    statements: functions.length === 0 ? [] : [{ Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: functions }],
  };
};

/** https://www.serverless.com/framework/docs/providers/aws/events/cloudwatch-event */
export const cloudwatchEvents = (events: readonly FunctionEvent[]): Made => ({
  resources: numbered(events).flatMap(([{ value, span, owner }, number]) => {
    const id = `${normalized(owner.name)}EventsRuleCloudWatchEvent${number}`;
    const target: Members = {
      Arn: owner.target,
      Id: `${owner.name}CloudWatchEvent`,
      Input: inputOf(value),
      InputPath: settingEntry(value, 'inputPath'),
      InputTransformer: transformer(value),
    };
    return [
      resource(
        id,
        'AWS::Events::Rule',
        {
          EventPattern: settingEntry(value, 'event'),
          State: stateOf(value),
          Description: settingEntry(value, 'description'),
          Name: settingEntry(value, 'name'),
          Targets: [target],
        },
        span,
      ),
      permission(
        `${normalized(owner.name)}LambdaPermissionEventsRuleCloudWatchEvent${number}`,
        owner.target,
        'events.amazonaws.com',
        arnOf(id),
        span,
      ),
    ];
  }),
});

/** What the framework's own function makes once the stack is there, as the service asks for it: no template has it. */
const byFunction = (events: readonly FunctionEvent[]): Made => {
  const common: readonly Value[] = [
    {
      Effect: 'Allow',
      Resource: arn('arn:<partition>:events:<region>:<account>:rule/*'),
      Action: ['events:PutRule', 'events:RemoveTargets', 'events:PutTargets', 'events:DeleteRule'],
    },
    PERMITTING,
  ];
  const isOwn = (bus: string | undefined): boolean => bus !== undefined && bus !== '' && bus !== 'default';
  const buses: Value = {
    Effect: 'Allow',
    Resource: arn('arn:<partition>:events:<region>:<account>:event-bus/*'),
    Action: ['events:CreateEventBus', 'events:DeleteEventBus'],
  };
  const statements = [...(events.some(({ value }) => isOwn(textOf(setting(value, 'eventBus')))) ? [buses] : []), ...common];
  return {
    resources: [],
    customs: events.map(({ value, span, owner, index }, at) => ({
      by: 'eventBridge',
      id: `${normalized(owner.name)}CustomEventBridge${index}`,
      type: 'Custom::EventBridge',
      properties: { FunctionName: owner.deployedName, EventBridgeConfig: value },
      statements: at === 0 ? statements : [],
      span,
    })),
    gaps: events.map(({ owner, span }) => ({
      span,
      reason: 'custom-resource',
      message: `${owner.name}: the rule of an eventBridge event, which the framework's own function makes, is not read`,
      types: ['AWS::Events::Rule', 'AWS::Events::EventBus', 'AWS::Lambda::Permission'],
    })),
  };
};

/** https://www.serverless.com/framework/docs/providers/aws/events/event-bridge */
export const eventBridgeEvents = (events: readonly FunctionEvent[], { provider }: Service): Made => {
  const options = setting(provider, 'eventBridge');
  const native = setting(options, 'useCloudFormation');
  if (options !== undefined && (!isSet(native) || (native !== undefined && unknownText(native) !== undefined))) return byFunction(events);
  const buses = new Set<string>();
  return {
    resources: events.flatMap(({ value, span, owner, index }) => {
      const bus = setting(value, 'eventBus');
      const text = textOf(bus);
      const name: Value | undefined = text?.startsWith('arn') ? text.slice(text.indexOf('/') + 1) : bus;
      const isOwn = text !== undefined && text !== '' && text !== 'default' && !text.startsWith('arn') && !buses.has(text);
      if (isOwn) buses.add(text);
      const ruleName = setting(value, 'name') ?? composed(span, owner.deployedName, `-rule-${index}`);
      const retry = setting(value, 'retryPolicy');
      const letters = settingEntry(value, 'deadLetterQueueArn');
      const deployed = textOf(owner.deployedName) ?? owner.name;
      const target: Members = {
        Arn: owner.target,
        Id: composed(span, ruleName, '-target'),
        RetryPolicy: retry && {
          MaximumEventAgeInSeconds: settingEntry(retry, 'maximumEventAge'),
          MaximumRetryAttempts: settingEntry(retry, 'maximumRetryAttempts'),
        },
        DeadLetterConfig: letters && { Arn: letters },
        Input: inputOf(value),
        InputPath: settingEntry(value, 'inputPath'),
        InputTransformer: transformer(value),
      };
      return [
        ...(isOwn ? [resource(`${normalized(text)}EventBridgeEventBus`, 'AWS::Events::EventBus', { Name: text }, bus?.span ?? span)] : []),
        resource(
          `${alphanumeric(`${deployed}-rule-${index}`)}EventBridgeRule`,
          'AWS::Events::Rule',
          {
            Description: settingEntry(value, 'description'),
            EventBusName: text === 'default' ? undefined : name,
            EventPattern: settingEntry(value, 'pattern'),
            Name: ruleName,
            ScheduleExpression: settingEntry(value, 'schedule'),
            State: stateOf(value),
            Targets: [target],
          },
          span,
        ),
        permission(
          `${normalized(owner.name)}EventBridgeLambdaPermission${index}`,
          owner.target,
          'events.amazonaws.com',
          arn('arn:<partition>:events:<region>:<account>:rule/', ...(name === undefined ? [] : [name, '/']), ruleName),
          span,
        ),
      ];
    }),
  };
};
