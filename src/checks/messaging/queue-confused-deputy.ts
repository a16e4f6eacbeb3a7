import { defineCheck, notApplicable } from '../../check.ts';
import { attachedGrants, nameOf } from '../attached-policy.ts';
import { letsDeputiesIn } from '../confused-deputy.ts';
import { QUEUE_POLICIES, QUEUE_POLICY_READS, QUEUES } from './queue-policy.ts';

export default defineCheck({
  id: 'queue-confused-deputy',
  title: 'A service may use the queue for anyone',
  family: 'messaging',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: QUEUES,
  reads: QUEUE_POLICY_READS,
  docs: {
    why: "A service acts for all its customers: where the policy names no source, anyone's topic, bucket or rule can send to the queue.",
    fix: 'Ask for the source: aws:SourceArn with the ARN of the topic, rule or bucket, and aws:SourceAccount with your account.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* attachedGrants(QUEUE_POLICIES, context);
    if (grants === undefined) return yield notApplicable();
    yield* letsDeputiesIn(nameOf(QUEUE_POLICIES, subject), grants);
  },
});
