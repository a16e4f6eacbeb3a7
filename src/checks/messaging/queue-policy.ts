import type { Reads } from '../../check.ts';
import { attachment } from '../attached-policy.ts';

/** What makes up the access policy of a queue: read alike by every check of it. */
export const QUEUE_POLICY_READS = {
  'AWS::SQS::Queue': ['QueueName'],
  'AWS::SQS::QueuePolicy': ['Queues', 'PolicyDocument'],
  'AWS::SQS::QueueInlinePolicy': ['Queue', 'PolicyDocument'],
} as const satisfies Reads;

/** The queue is the subject; a policy stands for it where every queue that it names is outside of the input. */
export const QUEUES = ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'] as const;

/** How SQS attaches policies to queues. */
export const QUEUE_POLICIES = attachment({
  type: 'AWS::SQS::Queue',
  name: 'QueueName',
  noun: 'queue',
  service: 'sqs',
  policies: { 'AWS::SQS::QueuePolicy': 'Queues', 'AWS::SQS::QueueInlinePolicy': 'Queue' },
});
