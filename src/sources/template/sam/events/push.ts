import { list, type Node, scalar, textOf } from '../../node.ts';
import type { Addition } from '../context.ts';
import { entryOf, getAtt, isTrue, object, pick, ref, sub } from '../make.ts';
import { sendMessage } from '../policy.ts';
import { additionOf } from '../sources.ts';
import { type ExpandEvent, type FunctionEvent, functionName, madeOf } from './event.ts';
import { permission } from './permission.ts';

/** The ARN of what an event invokes. */
export const functionArn = (event: FunctionEvent): Node =>
  event.alias === undefined ? getAtt(event.owner.id, 'Arn', event.span) : ref(event.alias, event.span);

const added = (event: FunctionEvent, source: string): readonly Addition[] =>
  additionOf(entryOf(event.properties, source)?.value, event.properties, functionArn(event), {
    conditions: event.owner.conditions,
    span: event.span,
  });

/** Amazon S3: SAM names the account alone, as the bucket depends on the permission. */
export const s3Event: ExpandEvent = (event) => ({
  resources: [permission(event, 's3.amazonaws.com', { SourceAccount: ref('AWS::AccountId', event.span) })],
  additions: added(event, 'Bucket'),
});

/** Alexa: a skill's id restricts the permission, if the event gives one. */
export const alexaEvent: ExpandEvent = (event) => ({
  resources: [permission(event, 'alexa-appkit.amazon.com', { EventSourceToken: entryOf(event.properties, 'SkillId')?.value })],
});

/** A user pool's trigger. */
export const cognitoEvent: ExpandEvent = (event) => {
  const pool = entryOf(event.properties, 'UserPool')?.value;
  const id = pool && textOf(entryOfRef(pool));
  const SourceArn = id === undefined ? pool : getAtt(id, 'Arn', event.span);
  return {
    resources: [permission(event, 'cognito-idp.amazonaws.com', { SourceArn }, `${event.alias ?? event.owner.id}CognitoPermission`)],
    additions: added(event, 'UserPool'),
  };
};

const entryOfRef = (node: Node): Node | undefined => (node.kind === 'map' ? node.entries.get('Ref')?.value : undefined);

/** AWS IoT. */
export const iotEvent: ExpandEvent = (event) => ({
  resources: [
    permission(event, 'iot.amazonaws.com', {
      SourceArn: sub('arn:<AWS::Partition>:iot:<AWS::Region>:<AWS::AccountId>:rule/<RuleName>', event.span, {
        RuleName: ref(event.id, event.span),
      }),
      SourceAccount: sub('<AWS::AccountId>', event.span),
    }),
    madeOf(event, event.id, 'AWS::IoT::TopicRule', {
      TopicRulePayload: object(
        {
          ...pick(event.properties, ['Sql', 'AwsIotSqlVersion']),
          RuleDisabled: scalar(false, event.span),
          Actions: list([object({ Lambda: object({ FunctionArn: functionArn(event) }, event.span) }, event.span)], event.span),
        },
        event.span,
      ),
    }),
  ],
});

/** CloudWatch Logs. */
export const logsEvent: ExpandEvent = (event) => ({
  resources: [
    permission(event, 'logs.amazonaws.com', {
      SourceArn: sub('arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:<__LogGroupName__>:*', event.span, {
        __LogGroupName__: entryOf(event.properties, 'LogGroupName'),
      }),
    }),
    madeOf(event, event.id, 'AWS::Logs::SubscriptionFilter', {
      ...pick(event.properties, ['LogGroupName', 'FilterPattern']),
      DestinationArn: functionArn(event),
    }),
  ],
});

/** Amazon SNS, directly or through a queue. */
export const snsEvent: ExpandEvent = (event) => {
  const topic = entryOf(event.properties, 'Topic');
  const through = entryOf(event.properties, 'SqsSubscription')?.value;
  const subscription = (protocol: string, endpoint: Node | undefined) =>
    madeOf(event, event.id, 'AWS::SNS::Subscription', {
      Protocol: scalar(protocol, event.span),
      Endpoint: endpoint,
      TopicArn: topic,
      ...pick(event.properties, ['Region', 'FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy']),
    });
  if (!isTrue(through)) {
    return { resources: [permission(event, 'sns.amazonaws.com', { SourceArn: topic?.value }), subscription('lambda', functionArn(event))] };
  }
  const arn = entryOf(through, 'QueueArn')?.value ?? getAtt(`${event.id}Queue`, 'Arn', event.span);
  const url = entryOf(through, 'QueueUrl')?.value ?? ref(`${event.id}Queue`, event.span);
  const own = entryOf(through, 'QueueArn') === undefined;
  const queuePolicy = textOf(entryOf(through, 'QueuePolicyLogicalId')?.value) ?? `${event.id}QueuePolicy`;
  return {
    managedPolicies: ['service-role/AWSLambdaSQSQueueExecutionRole'],
    resources: [
      madeOf(event, `${event.id}EventSourceMapping`, 'AWS::Lambda::EventSourceMapping', {
        FunctionName: functionName(event),
        EventSourceArn: arn,
        BatchSize: entryOf(through, 'BatchSize')?.value ?? scalar(10, event.span),
        Enabled: scalar(true, event.span),
      }),
      ...(own ? [madeOf(event, `${event.id}Queue`, 'AWS::SQS::Queue', {})] : []),
      madeOf(event, queuePolicy, 'AWS::SQS::QueuePolicy', {
        Queues: list([url], event.span),
        // Any principal, as long as it comes with the topic's ARN.
        PolicyDocument: sendMessage(arn, scalar('*', event.span), topic?.value, event.span),
      }),
      subscription('sqs', arn),
    ],
  };
};
