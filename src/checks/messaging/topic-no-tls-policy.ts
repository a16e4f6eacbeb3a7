import { defineCheck, notApplicable } from '../../check.ts';
import { nameOf, policiesOf } from '../attached-policy.ts';
import { acceptsPlaintext } from '../plaintext.ts';
import { TOPIC_POLICIES, TOPIC_POLICY_READS, TOPICS } from './topic-policy.ts';

export default defineCheck({
  id: 'topic-no-tls-policy',
  title: 'Topic takes messages without TLS',
  family: 'messaging',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: TOPICS,
  reads: TOPIC_POLICY_READS,
  docs: {
    why: 'SNS answers over plain HTTP as well: a client with an http endpoint publishes its messages, and its signed requests, in clear text.',
    fix: 'Deny sns:Publish to everyone where aws:SecureTransport is false, in the policy of the topic.',
    references: [
      'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport',
    ],
    frameworks: { owasp: ['A02', 'SAS-3'] },
  },
  *check(subject, context) {
    const attached = policiesOf(TOPIC_POLICIES, context);
    if (attached === undefined) return yield notApplicable();
    const asked = { whose: nameOf(TOPIC_POLICIES, subject), actions: ['Publish'] };
    yield* acceptsPlaintext(subject, attached, Object.keys(TOPIC_POLICIES.policies), context, asked);
  },
});
