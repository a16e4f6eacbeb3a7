import type { Reads } from '../../check.ts';
import { attachment } from '../attached-policy.ts';

/** What makes up the access policy of a topic: read alike by every check of it. */
export const TOPIC_POLICY_READS = {
  'AWS::SNS::Topic': ['TopicName'],
  'AWS::SNS::TopicPolicy': ['Topics', 'PolicyDocument'],
  'AWS::SNS::TopicInlinePolicy': ['TopicArn', 'PolicyDocument'],
} as const satisfies Reads;

/** The topic is the subject; a policy stands for it where every topic that it names is outside of the input. */
export const TOPICS = ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'] as const;

/** How SNS attaches policies to topics. */
export const TOPIC_POLICIES = attachment({
  type: 'AWS::SNS::Topic',
  name: 'TopicName',
  noun: 'topic',
  service: 'sns',
  policies: { 'AWS::SNS::TopicPolicy': 'Topics', 'AWS::SNS::TopicInlinePolicy': 'TopicArn' },
});
