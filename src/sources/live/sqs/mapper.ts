import { booleanOf, documentOf, type Found, NOT_RETURNED, numberOf, type Place, type Properties, present } from '../answers.ts';

/** What GetQueueAttributes gives: every value is a text. */
export type QueueAttributes = Readonly<Record<string, string | undefined>>;

/** The name in a queue's URL: `https://sqs.eu-west-1.amazonaws.com/111122223333/jobs`. */
const nameIn = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** A queue as ListQueues knows it: its name, which is part of its URL. */
export const listedQueue = (url: string, place: Place): Found => {
  const account = place.account ?? /\/(\d{12})\/[^/]*$/.exec(url)?.[1] ?? '';
  const arn = `arn:${place.partition}:sqs:${place.region}:${account}:${nameIn(url)}`;
  return {
    type: 'AWS::SQS::Queue',
    id: nameIn(url),
    arn,
    properties: { QueueName: nameIn(url) },
    attributes: { Ref: url, QueueUrl: url, Arn: arn },
  };
};

/** What GetQueueAttributes says of a queue, in properties. Encryption by SQS is on or off, never left out. */
export const queueProperties = (given: QueueAttributes): Properties =>
  present({
    ContentBasedDeduplication: booleanOf(given.ContentBasedDeduplication),
    DeduplicationScope: given.DeduplicationScope,
    DelaySeconds: numberOf(given.DelaySeconds),
    FifoQueue: booleanOf(given.FifoQueue),
    FifoThroughputLimit: given.FifoThroughputLimit,
    KmsDataKeyReusePeriodSeconds: numberOf(given.KmsDataKeyReusePeriodSeconds),
    KmsMasterKeyId: given.KmsMasterKeyId,
    MaximumMessageSize: numberOf(given.MaximumMessageSize),
    MessageRetentionPeriod: numberOf(given.MessageRetentionPeriod),
    ReceiveMessageWaitTimeSeconds: numberOf(given.ReceiveMessageWaitTimeSeconds),
    RedriveAllowPolicy: documentOf(given.RedriveAllowPolicy),
    RedrivePolicy: documentOf(given.RedrivePolicy),
    SqsManagedSseEnabled: booleanOf(given.SqsManagedSseEnabled) ?? NOT_RETURNED,
    VisibilityTimeout: numberOf(given.VisibilityTimeout),
  });

/** The access policy of a queue, which CloudFormation has as a resource of its own. `document` may be an unknown. */
export const queuePolicy = (url: string, document: unknown): Found => ({
  type: 'AWS::SQS::QueuePolicy',
  id: nameIn(url),
  properties: { Queues: [url], PolicyDocument: document },
});

/** The policy in what GetQueueAttributes gives; a queue need not have one. */
export const policyDocument = (given: QueueAttributes): unknown => documentOf(given.Policy);
