import type { Subscription } from '@aws-sdk/client-sns';
import { redact } from '../../../model/redaction.ts';
import { booleanOf, documentOf, type Found, type Properties, present } from '../answers.ts';

/** What GetTopicAttributes gives: every value is a text. */
export type TopicAttributes = Readonly<Record<string, string | undefined>>;

/** The name in a topic's ARN: `arn:aws:sns:eu-west-1:111122223333:orders`. */
const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

/** A topic as ListTopics knows it. */
export const listedTopic = (arn: string): Found => ({
  type: 'AWS::SNS::Topic',
  id: nameIn(arn),
  arn,
  properties: { TopicName: nameIn(arn) },
  attributes: { Ref: arn, TopicArn: arn, TopicName: nameIn(arn) },
});

/** What GetTopicAttributes says of a topic, in properties. It leaves out what a topic has not: a key, a signature version. */
export const topicProperties = (given: TopicAttributes): Properties =>
  present({
    ContentBasedDeduplication: booleanOf(given.ContentBasedDeduplication),
    FifoThroughputScope: given.FifoThroughputScope,
    FifoTopic: booleanOf(given.FifoTopic),
    KmsMasterKeyId: given.KmsMasterKeyId,
    SignatureVersion: given.SignatureVersion,
    TracingConfig: given.TracingConfig,
  });

/** The access policy of a topic, which CloudFormation has as a resource of its own. `document` may be an unknown. */
export const topicPolicy = (arn: string, document: unknown): Found => ({
  type: 'AWS::SNS::TopicPolicy',
  id: nameIn(arn),
  properties: { Topics: [arn], PolicyDocument: document },
});

/** The policy in what GetTopicAttributes gives. */
export const policyDocument = (given: TopicAttributes): unknown => documentOf(given.Policy);

/** A subscription of ListSubscriptions. One that nobody has confirmed yet has no ARN. */
export const subscriptionOf = ({ SubscriptionArn: arn = '', TopicArn = '', Endpoint, Protocol = '' }: Subscription): Found => {
  const hidden = Endpoint === undefined ? undefined : redact('Endpoint', Endpoint);
  const confirmed = arn.startsWith('arn:');
  const pending = hidden === undefined ? (Endpoint ?? Protocol) : `${Protocol}:${hidden.$redacted.fingerprint}`;
  return {
    type: 'AWS::SNS::Subscription',
    id: confirmed ? arn.split(':').slice(5).join(':') : `${nameIn(TopicArn)}:${pending}`,
    ...(confirmed ? { arn } : {}),
    properties: present({ Endpoint: hidden ?? Endpoint, Protocol, TopicArn }),
    attributes: { ...(confirmed ? { Ref: arn, Arn: arn } : {}), PendingConfirmation: !confirmed },
  };
};

/** What GetSubscriptionAttributes says: where what cannot be delivered goes, if anywhere. */
export const subscriptionProperties = (given: Readonly<Record<string, string | undefined>>): Properties =>
  present({ RedrivePolicy: documentOf(given.RedrivePolicy) });
