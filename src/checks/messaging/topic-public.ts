import { defineCheck, notApplicable } from '../../check.ts';
import { attachedGrants, nameOf } from '../attached-policy.ts';
import { letsAnyoneIn } from '../resource-policy.ts';
import { TOPIC_POLICIES, TOPIC_POLICY_READS, TOPICS } from './topic-policy.ts';

export default defineCheck({
  id: 'topic-public',
  title: "Topic's policy lets anyone in",
  family: 'messaging',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: TOPICS,
  reads: TOPIC_POLICY_READS,
  supersedes: ['topic-foreign-account', 'topic-confused-deputy'],
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
    const grants = yield* attachedGrants(TOPIC_POLICIES, context);
    if (grants === undefined) return yield notApplicable();
    yield* letsAnyoneIn(nameOf(TOPIC_POLICIES, subject), grants);
  },
});
