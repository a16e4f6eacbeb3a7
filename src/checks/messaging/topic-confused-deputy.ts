import { defineCheck, notApplicable } from '../../check.ts';
import { attachedGrants, nameOf } from '../attached-policy.ts';
import { letsDeputiesIn } from '../confused-deputy.ts';
import { TOPIC_POLICIES, TOPIC_POLICY_READS, TOPICS } from './topic-policy.ts';

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
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
      'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* attachedGrants(TOPIC_POLICIES, subject, context);
    if (grants === undefined) return yield notApplicable();
    yield* letsDeputiesIn(nameOf(TOPIC_POLICIES, subject), grants);
  },
});
