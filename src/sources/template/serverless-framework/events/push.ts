import { intrinsicOf, type Node, textOf } from '../../node.ts';
import type { TemplateResource } from '../../template.ts';
import { arn, arnOf, join, type Made, type Members, object, ref, resource, together, type Value } from '../build.ts';
import { type Custom, PERMITTING } from '../custom-resources.ts';
import { alphanumeric, normalized } from '../naming.ts';
import { permission } from '../permission.ts';
import { type FunctionEvent, isFalse, setting, settingEntry } from '../service.ts';
import { unknownEvent } from './unread.ts';

/** The number of each event among those of its function, as logical ids have it. */
export const numbered = (events: readonly FunctionEvent[]): readonly (readonly [FunctionEvent, number])[] => {
  const counts = new Map<string, number>();
  return events.map((event) => {
    const number = (counts.get(event.owner.name) ?? 0) + 1;
    counts.set(event.owner.name, number);
    return [event, number];
  });
};

const deadLetters = (event: FunctionEvent, topicName: string, topicArn: Value | undefined) => {
  const policy = setting(event.value, 'redrivePolicy');
  if (policy === undefined) return { resources: [], redrive: undefined };
  const [own, named, imported] = ['deadLetterTargetArn', 'deadLetterTargetRef', 'deadLetterTargetImport'].map((key) =>
    setting(policy, key),
  );
  const name = textOf(named);
  const [queue, account, region] = (textOf(own) ?? '').split(':').reverse();
  const target: Value = own ?? (name === undefined ? { 'Fn::ImportValue': setting(imported, 'arn') } : arnOf(name));
  const url: Value =
    own !== undefined
      ? join(`https://sqs.${region ?? ''}.`, ref('AWS::URLSuffix'), `/${account ?? ''}/${queue ?? ''}`)
      : name === undefined
        ? { 'Fn::ImportValue': setting(imported, 'url') }
        : ref(name);
  const id = `${alphanumeric(topicName)}To${normalized(event.owner.name)}DLQPolicy`;
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: target,
    Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
  };
  return {
    resources: [
      resource(
        id,
        'AWS::SQS::QueuePolicy',
        { PolicyDocument: { Version: '2012-10-17', Id: id, Statement: [statement] }, Queues: [url] },
        policy.span,
      ),
    ],
    redrive: { deadLetterTargetArn: target } satisfies Members,
  };
};

/** https://www.serverless.com/framework/docs/providers/aws/events/sns */
export const snsEvents = (events: readonly FunctionEvent[]): Made => {
  const topics = new Map<string, { readonly event: FunctionEvent; readonly name: string; readonly subscribed: Value[] }>();
  const parts = events.map((event): Made => {
    const { value, span, owner } = event;
    const text = textOf(value);
    const own = text === undefined ? setting(value, 'arn') : text.startsWith('arn:') ? value : undefined;
    const name = textOf(setting(value, 'topicName')) ?? (own === undefined ? text : textOf(own)?.split(':').at(-1));
    if (name === undefined) return unknownEvent(event, ['AWS::SNS::Topic', 'AWS::SNS::Subscription', 'AWS::Lambda::Permission']);
    const source: Value = own ?? arn('arn:<partition>:sns:<region>:<account>:', name);
    const id = `SNSTopic${alphanumeric(name)}`;
    const { resources, redrive } = deadLetters(event, name, own);
    const topic = topics.get(id) ?? { event, name, subscribed: [] };
    const isApart = own !== undefined || setting(value, 'filterPolicy') !== undefined || redrive !== undefined;
    if (own === undefined) topics.set(id, topic);
    if (!isApart) topic.subscribed.push({ Endpoint: owner.target, Protocol: 'lambda' });
    const subscription = isApart
      ? [
          resource(
            `${normalized(owner.name)}SnsSubscription${alphanumeric(name)}`,
            'AWS::SNS::Subscription',
            {
              TopicArn: own ?? ref(id),
              Protocol: 'lambda',
              Endpoint: owner.target,
              FilterPolicy: settingEntry(value, 'filterPolicy'),
              FilterPolicyScope: settingEntry(value, 'filterPolicyScope'),
              RedrivePolicy: redrive,
            },
            span,
          ),
        ]
      : [];
    return {
      resources: [
        ...resources,
        ...subscription,
        permission(`${normalized(owner.name)}LambdaPermission${alphanumeric(name)}SNS`, owner.target, 'sns.amazonaws.com', source, span),
      ],
    };
  });
  const own = [...topics].map(
    ([
      id,
      {
        event: { value, span },
        name,
        subscribed,
      },
    ]) => {
      const subscription = subscribed.length === 0 ? undefined : subscribed;
      return resource(
        id,
        'AWS::SNS::Topic',
        { TopicName: name, DisplayName: settingEntry(value, 'displayName'), Subscription: subscription },
        span,
      );
    },
  );
  return together([...parts, { resources: own }]);
};

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

/** https://www.serverless.com/framework/docs/providers/aws/events/s3#using-existing-buckets */
const existingBucket = ({ value, span, owner }: FunctionEvent): Custom => {
  const bucket = settingEntry(value, 'bucket');
  const BucketConfigs = [{ Event: settingEntry(value, 'event') ?? S3_EVENT, Rules: settingEntry(value, 'rules') ?? [] }];
  return {
    by: 'existingBucket',
    id: `${normalized(owner.name)}CustomS31`,
    type: 'Custom::S3',
    properties: { FunctionName: owner.deployedName, BucketName: bucket, BucketConfigs },
    statements: [
      {
        Effect: 'Allow',
        Resource: arn('arn:<partition>:s3:::', bucket ?? ''),
        Action: ['s3:PutBucketNotification', 's3:GetBucketNotification'],
      },
      PERMITTING,
    ],
    span,
  };
};

const bucketId = (bucket: string): string => `S3Bucket${alphanumeric(bucket)}`;
const S3_EVENT = 's3:ObjectCreated:*';

/** https://www.serverless.com/framework/docs/providers/aws/events/s3 */
export const s3Events = (events: readonly FunctionEvent[], provider: Node): Made => {
  const buckets = new Map<string, { readonly event: FunctionEvent; readonly said: Node | undefined; readonly rules: Value[] }>();
  const parts = events.map((event): Made => {
    const { value, span, owner } = event;
    // The framework's own function adds the notification and the permission once the stack is there.
    const existing = setting(value, 'existing');
    const reference = textOf(value) ?? textOf(setting(value, 'bucket'));
    if (existing !== undefined && !isFalse(existing))
      return {
        resources: [],
        customs: [existingBucket(event)],
        gaps: [
          {
            span,
            reason: 'custom-resource',
            message: `${owner.name}: what the framework's own function adds to a bucket that is there already is not read`,
            types: ['AWS::Lambda::Permission'],
          },
        ],
      };
    if (reference === undefined) return unknownEvent(event, ['AWS::S3::Bucket', 'AWS::Lambda::Permission']);
    const said = setting(provider, 's3', reference);
    const name: Value = setting(said, 'name') ?? reference;
    const filter = setting(value, 'rules');
    const bucket = buckets.get(reference) ?? { event, said, rules: [] };
    const S3Key: Members = {
      Rules:
        filter?.kind === 'list'
          ? filter.items.flatMap((rule) =>
              rule.kind === 'map' ? [...rule.entries].slice(0, 1).map(([Name, entry]) => ({ Name, Value: entry })) : [],
            )
          : [],
    };
    bucket.rules.push({ Event: settingEntry(value, 'event') ?? S3_EVENT, Function: owner.target, Filter: filter && { S3Key } });
    buckets.set(reference, bucket);
    return {
      resources: [
        resource(
          `${normalized(owner.name)}LambdaPermission${alphanumeric(reference)}S3`,
          'AWS::Lambda::Permission',
          {
            FunctionName: owner.target,
            Action: 'lambda:InvokeFunction',
            Principal: 's3.amazonaws.com',
            SourceArn: arn('arn:<partition>:s3:::', name),
            SourceAccount: ref('AWS::AccountId'),
          },
          span,
        ),
      ],
    };
  });
  const bucketResources = [...buckets].map(([reference, { event, said, rules }]): TemplateResource => {
    const settings =
      said?.kind === 'map' && intrinsicOf(said) === undefined
        ? [...said.entries]
            .filter(([key]) => key !== 'name')
            .map(([key, entry]) => [key.slice(0, 1).toUpperCase() + key.slice(1), entry] as const)
        : [];
    const given = Object.fromEntries(settings);
    const own = given.NotificationConfiguration?.value;
    const notifications = object({ LambdaConfigurations: rules }, event.span);
    return resource(
      bucketId(reference),
      'AWS::S3::Bucket',
      {
        BucketName: setting(said, 'name') ?? reference,
        ...given,
        NotificationConfiguration:
          own?.kind === 'map' ? { ...notifications, entries: new Map([...notifications.entries, ...own.entries]) } : notifications,
      },
      event.span,
    );
  });
  return together([...parts, { resources: bucketResources }]);
};

/** https://www.serverless.com/framework/docs/providers/aws/events/cognito-user-pool#using-existing-pools */
const existingUserPool = ({ value, span, owner }: FunctionEvent): Custom => ({
  by: 'existingUserPool',
  id: `${normalized(owner.name)}CustomCognitoUserPool1`,
  type: 'Custom::CognitoUserPool',
  properties: {
    FunctionName: owner.deployedName,
    UserPoolName: settingEntry(value, 'pool'),
    UserPoolConfigs: [{ Trigger: settingEntry(value, 'trigger'), KMSKeyID: settingEntry(value, 'kmsKeyId') }],
  },
  statements: [
    {
      Effect: 'Allow',
      Resource: '*',
      Action: ['cognito-idp:ListUserPools', 'cognito-idp:DescribeUserPool', 'cognito-idp:UpdateUserPool'],
    },
    {
      Effect: 'Allow',
      Resource: arn('arn:<partition>:lambda:*:*:function:', owner.deployedName),
      Action: ['lambda:AddPermission', 'lambda:RemovePermission'],
    },
    { Effect: 'Allow', Resource: arn('arn:<partition>:iam::*:role/*'), Action: ['iam:PassRole'] },
  ],
  span,
});

const SENDERS = new Set(['CustomSMSSender', 'CustomEmailSender']);

/** https://www.serverless.com/framework/docs/providers/aws/events/cognito-user-pool */
export const cognitoUserPoolEvents = (events: readonly FunctionEvent[]): Made => {
  const pools = new Map<string, { readonly event: FunctionEvent; readonly triggers: Record<string, Value> }>();
  const parts = events.map((event): Made => {
    const { value, span, owner } = event;
    const [pool, trigger] = [textOf(setting(value, 'pool')), textOf(setting(value, 'trigger'))];
    const existing = setting(value, 'existing');
    if (existing !== undefined && !isFalse(existing))
      return {
        resources: [],
        customs: [existingUserPool(event)],
        gaps: [
          {
            span,
            reason: 'custom-resource',
            message: `${owner.name}: what the framework's own function adds to a user pool that is there already is not read`,
            types: ['AWS::Lambda::Permission'],
          },
        ],
      };
    if (pool === undefined || trigger === undefined) return unknownEvent(event, ['AWS::Cognito::UserPool', 'AWS::Lambda::Permission']);
    const known = pools.get(pool) ?? { event, triggers: {} };
    const isSender = SENDERS.has(trigger);
    known.triggers[trigger] = isSender ? { LambdaArn: owner.target, LambdaVersion: 'V1_0' } : owner.target;
    const key = settingEntry(value, 'kmsKeyId');
    if (isSender && key !== undefined) known.triggers.KMSKeyID = key;
    pools.set(pool, known);
    return {
      resources: [
        permission(
          `${normalized(owner.name)}LambdaPermissionCognitoUserPool${alphanumeric(pool)}TriggerSource${alphanumeric(trigger)}`,
          owner.target,
          'cognito-idp.amazonaws.com',
          arnOf(`CognitoUserPool${alphanumeric(pool)}`),
          span,
        ),
      ],
    };
  });
  const poolResources = [...pools].map(([pool, { event, triggers }]) =>
    resource(`CognitoUserPool${alphanumeric(pool)}`, 'AWS::Cognito::UserPool', { UserPoolName: pool, LambdaConfig: triggers }, event.span),
  );
  return together([...parts, { resources: poolResources }]);
};
