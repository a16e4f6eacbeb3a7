import type { Collector } from '../call.ts';
import { listedQueue, policyDocument, queuePolicy, queueProperties } from './mapper.ts';

/** A queue that was deleted after it was listed, in the words of SQS's two protocols. */
const GONE = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

/** Queues: one call lists them, and one for each gives everything else at once. */
export const sqs: Collector = {
  service: 'sqs',
  calls: [
    { action: 'sqs:ListQueues', kind: 'list', gives: { 'AWS::SQS::Queue': ['QueueName'] } },
    {
      action: 'sqs:GetQueueAttributes',
      kind: 'detail',
      gives: {
        'AWS::SQS::Queue': [
          'ContentBasedDeduplication',
          'DeduplicationScope',
          'DelaySeconds',
          'FifoQueue',
          'FifoThroughputLimit',
          'KmsDataKeyReusePeriodSeconds',
          'KmsMasterKeyId',
          'MaximumMessageSize',
          'MessageRetentionPeriod',
          'ReceiveMessageWaitTimeSeconds',
          'RedriveAllowPolicy',
          'RedrivePolicy',
          'SqsManagedSseEnabled',
          'VisibilityTimeout',
        ],
        'AWS::SQS::QueuePolicy': ['PolicyDocument', 'Queues'],
      },
      after: ['sqs:ListQueues'],
      permission: { resources: ['arn:${Partition}:sqs:${Region}:${Account}:*'] },
    },
  ],

  async collect(run) {
    const { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } = await import('@aws-sdk/client-sqs');
    const client = run.client(SQSClient);
    const urls = await run.list('sqs:ListQueues', async (NextToken) => {
      // Without MaxResults SQS names a thousand queues and no token for the rest; where there are none it leaves the list out.
      const answer = await client.send(new ListQueuesCommand({ MaxResults: 1000, NextToken }));
      const items = answer.QueueUrls ?? [];
      if (!Array.isArray(items) || items.some((url) => typeof url !== 'string')) throw new TypeError('a queue has no URL');
      return { items, next: answer.NextToken };
    });
    await run.each(urls, async (QueueUrl) => {
      const answer = await run.ask(
        'sqs:GetQueueAttributes',
        async () => {
          const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
          if (Attributes?.QueueArn === undefined) throw new TypeError('QueueArn is missing');
          return Attributes;
        },
        GONE,
      );
      if (answer.state === 'none') return;
      const queue = listedQueue(QueueUrl, run);
      run.add({ ...queue, properties: { ...queue.properties, ...run.given(answer, 'AWS::SQS::Queue', queueProperties) } });
      const { PolicyDocument } = run.given(answer, 'AWS::SQS::QueuePolicy', (given) => ({ PolicyDocument: policyDocument(given) }));
      if (PolicyDocument !== undefined) run.add(queuePolicy(QueueUrl, PolicyDocument));
    });
  },
};
