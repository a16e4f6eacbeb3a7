import { known } from '../answers.ts';
import type { Collector } from '../call.ts';
import { listedTopic, policyDocument, subscriptionOf, subscriptionProperties, topicPolicy, topicProperties } from './mapper.ts';

/** A topic that was deleted after it was listed. */
const GONE = ['NotFound', 'NotFoundException'];

/** Topics: one call lists a hundred, and one for each gives everything else at once. */
export const sns: Collector = {
  service: 'sns',
  calls: [
    { action: 'sns:ListTopics', kind: 'list', gives: { 'AWS::SNS::Topic': ['TopicName'] } },
    {
      action: 'sns:GetTopicAttributes',
      kind: 'detail',
      gives: {
        'AWS::SNS::Topic': [
          // Those within a topic are subscriptions like any other.
          'Subscription',
          'ContentBasedDeduplication',
          'FifoThroughputScope',
          'FifoTopic',
          'KmsMasterKeyId',
          'SignatureVersion',
          'TracingConfig',
        ],
        'AWS::SNS::TopicPolicy': ['PolicyDocument', 'Topics'],
      },
      after: ['sns:ListTopics'],
      permission: { resources: ['arn:${Partition}:sns:${Region}:${Account}:*'] },
    },
    { action: 'sns:ListSubscriptions', kind: 'list', gives: { 'AWS::SNS::Subscription': ['Endpoint', 'Protocol', 'TopicArn'] } },
    {
      action: 'sns:GetSubscriptionAttributes',
      kind: 'detail',
      gives: { 'AWS::SNS::Subscription': ['RedrivePolicy'] },
      after: ['sns:ListSubscriptions'],
      optIn: true,
      // The topic may be another account's.
      permission: { resources: ['arn:${Partition}:sns:${Region}:*:*'] },
    },
  ],

  async collect(run) {
    const { GetSubscriptionAttributesCommand, GetTopicAttributesCommand, ListSubscriptionsCommand, ListTopicsCommand, SNSClient } =
      await import('@aws-sdk/client-sns');
    const client = run.client(SNSClient);
    const subscriptions = run.list('sns:ListSubscriptions', async (NextToken) => {
      const answer = await client.send(new ListSubscriptionsCommand({ NextToken }));
      return { items: known(known(answer.Subscriptions, 'TopicArn'), 'SubscriptionArn'), next: answer.NextToken };
    });
    const topics = await run.list('sns:ListTopics', async (NextToken) => {
      const answer = await client.send(new ListTopicsCommand({ NextToken }));
      return { items: known(answer.Topics, 'TopicArn'), next: answer.NextToken };
    });
    await run.each(topics, async ({ TopicArn }) => {
      if (TopicArn === undefined) return;
      const answer = await run.ask(
        'sns:GetTopicAttributes',
        async () => {
          const { Attributes } = await client.send(new GetTopicAttributesCommand({ TopicArn }));
          if (Attributes?.TopicArn === undefined) throw new TypeError('TopicArn is missing');
          return Attributes;
        },
        GONE,
      );
      if (answer.state === 'none') return;
      const topic = listedTopic(TopicArn);
      run.add({ ...topic, properties: { ...topic.properties, ...run.given(answer, 'AWS::SNS::Topic', topicProperties) } });
      const { PolicyDocument } = run.given(answer, 'AWS::SNS::TopicPolicy', (given) => ({ PolicyDocument: policyDocument(given) }));
      if (PolicyDocument !== undefined) run.add(topicPolicy(TopicArn, PolicyDocument));
    });
    await run.each(await subscriptions, async (listed) => {
      const subscription = subscriptionOf(listed);
      const { arn: SubscriptionArn } = subscription;
      // What nobody has confirmed has no ARN to be asked by, and is sent nothing.
      if (SubscriptionArn === undefined) return run.add(subscription);
      const answer = await run.ask(
        'sns:GetSubscriptionAttributes',
        async () => {
          const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
          if (Attributes?.SubscriptionArn === undefined) throw new TypeError('SubscriptionArn is missing');
          return Attributes;
        },
        GONE,
      );
      if (answer.state === 'none') return;
      const details = run.given(answer, 'AWS::SNS::Subscription', subscriptionProperties);
      run.add({ ...subscription, properties: { ...subscription.properties, ...details } });
    });
  },
};
