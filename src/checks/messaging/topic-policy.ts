import type { Context, Field, Reads, Subjects, Undetermined } from '../../check.ts';
import type { Json } from '../../model/value.ts';
import { type Grant, grantsIn } from '../resource-policy.ts';

/** What makes up the access policy of a topic: read alike by every check of it. */
export const TOPIC_POLICY_READS = {
  'AWS::SNS::Topic': ['TopicName'],
  'AWS::SNS::TopicPolicy': ['Topics', 'PolicyDocument'],
  'AWS::SNS::TopicInlinePolicy': ['TopicArn', 'PolicyDocument'],
} as const satisfies Reads;

/** The topic is the subject; a policy stands for it where every topic that it names is outside of the input. */
export const TOPICS = ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'] as const;

type TopicReads = typeof TOPIC_POLICY_READS;
type Policies = Subjects<TopicReads, 'AWS::SNS::TopicPolicy' | 'AWS::SNS::TopicInlinePolicy'>;

/** How messages call the topic that a subject is, or grants access to. */
export const nameOf = ({ type, id }: { readonly type: string; readonly id: string }): string =>
  type === 'AWS::SNS::Topic' ? id : `the topic of ${id}`;

/** What a topic's policies grant; `undefined` for a policy whose topic is judged itself. */
export function* topicGrants(
  subject: Subjects<TopicReads, (typeof TOPICS)[number]>,
  context: Context<TopicReads, never>,
): Generator<Undetermined, readonly Grant[] | undefined> {
  if (subject.type !== 'AWS::SNS::Topic') {
    if (leadsToTopic(subject, context)) return undefined;
    return yield* grantsIn(documentOf(subject), context, { service: 'sns' });
  }
  const name = subject.get('TopicName');
  const resource = { id: subject.id, ...(name.state === 'known' ? { name: String(name.value) } : {}) };
  const found: Grant[] = [];
  for (const policy of [
    ...context.referrers(subject, 'AWS::SNS::TopicPolicy', 'Topics'),
    ...context.referrers(subject, 'AWS::SNS::TopicInlinePolicy', 'TopicArn'),
  ])
    found.push(...(yield* grantsIn(documentOf(policy), context, { service: 'sns', resource })));
  return found;
}

const documentOf = (policy: Policies): Field<Json> =>
  policy.type === 'AWS::SNS::TopicPolicy' ? policy.get('PolicyDocument') : policy.get('PolicyDocument');

const leadsToTopic = (policy: Policies, context: Context<TopicReads, never>): boolean => {
  const named = policy.type === 'AWS::SNS::TopicPolicy' ? policy.get('Topics') : policy.get('TopicArn');
  // One topic may stand where a list is wanted.
  const targets = (named.form === 'list' ? named.items() : [named]) as readonly Field<string>[];
  return targets.some((target) => context.target(target, 'AWS::SNS::Topic').state === 'found');
};
