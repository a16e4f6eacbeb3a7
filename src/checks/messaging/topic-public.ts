import { defineCheck, notApplicable } from '../../check.ts';
import { letsAnyoneIn } from '../resource-policy.ts';
import { nameOf, TOPIC_POLICY_READS, TOPICS, topicGrants } from './topic-policy.ts';

export default defineCheck({
  id: 'topic-public',
  title: "Topic's policy lets anyone in",
  family: 'messaging',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: TOPICS,
  reads: TOPIC_POLICY_READS,
  docs: {
    why: 'Anyone with an AWS account can then publish messages that subscribers trust, or subscribe and read all that is published.',
    fix: 'Name the accounts, roles or services that are to use the topic, and tie a service to its source with aws:SourceArn.',
    references: [
      'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-4',
    ],
    frameworks: { fsbp: ['SNS.4'], owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* topicGrants(subject, context);
    if (grants === undefined) return yield notApplicable();
    yield* letsAnyoneIn(nameOf(subject), grants);
  },
});
