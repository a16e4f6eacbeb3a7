import type { Context, Field, Reads, Subjects, Undetermined } from '../../check.ts';
import type { Json } from '../../model/value.ts';
import { type Grant, grantsIn } from '../resource-policy.ts';

/** What makes up the access policy of a queue: read alike by every check of it. */
export const QUEUE_POLICY_READS = {
  'AWS::SQS::Queue': ['QueueName'],
  'AWS::SQS::QueuePolicy': ['Queues', 'PolicyDocument'],
  'AWS::SQS::QueueInlinePolicy': ['Queue', 'PolicyDocument'],
} as const satisfies Reads;

/** The queue is the subject; a policy stands for it where every queue that it names is outside of the input. */
export const QUEUES = ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'] as const;

type QueueReads = typeof QUEUE_POLICY_READS;
type Policies = Subjects<QueueReads, 'AWS::SQS::QueuePolicy' | 'AWS::SQS::QueueInlinePolicy'>;

/** How messages call the queue that a subject is, or grants access to. */
export const nameOf = ({ type, id }: { readonly type: string; readonly id: string }): string =>
  type === 'AWS::SQS::Queue' ? id : `the queue of ${id}`;

/** What a queue's policies grant; `undefined` for a policy whose queue is judged itself. */
export function* queueGrants(
  subject: Subjects<QueueReads, (typeof QUEUES)[number]>,
  context: Context<QueueReads, never>,
): Generator<Undetermined, readonly Grant[] | undefined> {
  if (subject.type !== 'AWS::SQS::Queue') {
    if (leadsToQueue(subject, context)) return undefined;
    return yield* grantsIn(documentOf(subject), context, { service: 'sqs' });
  }
  const name = subject.get('QueueName');
  const resource = { id: subject.id, ...(name.state === 'known' ? { name: String(name.value) } : {}) };
  const found: Grant[] = [];
  for (const policy of [
    ...context.referrers(subject, 'AWS::SQS::QueuePolicy', 'Queues'),
    ...context.referrers(subject, 'AWS::SQS::QueueInlinePolicy', 'Queue'),
  ])
    found.push(...(yield* grantsIn(documentOf(policy), context, { service: 'sqs', resource })));
  return found;
}

const documentOf = (policy: Policies): Field<Json> =>
  policy.type === 'AWS::SQS::QueuePolicy' ? policy.get('PolicyDocument') : policy.get('PolicyDocument');

const leadsToQueue = (policy: Policies, context: Context<QueueReads, never>): boolean => {
  const named = policy.type === 'AWS::SQS::QueuePolicy' ? policy.get('Queues') : policy.get('Queue');
  // One queue may stand where a list is wanted.
  const targets = (named.form === 'list' ? named.items() : [named]) as readonly Field<string>[];
  return targets.some((target) => context.target(target, 'AWS::SQS::Queue').state === 'found');
};
