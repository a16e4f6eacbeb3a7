import { textOf } from '../../node.ts';
import { arn, arnOf, join, type Made, type Members, ref, resource, together, type Value } from '../build.ts';
import { alphanumeric, normalized } from '../naming.ts';
import { permission } from '../permission.ts';
import { type FunctionEvent, setting, settingEntry } from '../service.ts';
import { unknownEvent } from './unread.ts';

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
