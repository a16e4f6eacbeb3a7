import { defineCheck, notApplicable } from '../../check.ts';
import { attachedGrants, nameOf } from '../attached-policy.ts';
import { letsDeputiesIn, type Sourceless } from '../confused-deputy.ts';
import { TOPIC_POLICIES, TOPIC_POLICY_READS, TOPICS } from './topic-policy.ts';

/** Topics learn nothing of the rule, and a condition keeps EventBridge out. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html */
const EVENT_BRIDGE: Sourceless = {
  service: /^events\.amazonaws\.com$/,
  fix: "Give the rule's target a RoleArn of a role that may publish to the topic, and drop the statement: a condition would keep EventBridge out.",
};

export default defineCheck({
  id: 'topic-confused-deputy',
  title: 'A service may use the topic for anyone',
  family: 'messaging',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: TOPICS,
  reads: TOPIC_POLICY_READS,
  docs: {
    why: "A service acts for all its customers: where the policy names no source, anyone's alarm, bucket or rule can publish to the topic.",
    fix: 'Ask for the source: aws:SourceArn with the ARN of the alarm, rule or bucket, and aws:SourceAccount with your account.',
    limits:
      'EventBridge tells topics nothing of the rule that publishes: what it may publish to without a condition is told to pedants, with another way.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
      'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* attachedGrants(TOPIC_POLICIES, context);
    if (grants === undefined) return yield notApplicable();
    yield* letsDeputiesIn(nameOf(TOPIC_POLICIES, subject), grants, EVENT_BRIDGE);
  },
});
