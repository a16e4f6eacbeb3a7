import { defineCheck, notApplicable } from '../../check.ts';
import { attachedGrants, nameOf } from '../attached-policy.ts';
import { letsForeignersIn } from '../resource-policy.ts';
import { TOPIC_POLICIES, TOPIC_POLICY_READS, TOPICS } from './topic-policy.ts';

export default defineCheck({
  id: 'topic-foreign-account',
  title: 'Topic lets in an account that nobody called trusted',
  family: 'messaging',
  severity: 'medium',
  confidence: 'medium',
  sources: ['template', 'live'],
  subject: TOPICS,
  reads: TOPIC_POLICY_READS,
  docs: {
    why: 'Whoever holds rights in that account can publish messages that subscribers trust, or subscribe to what is published.',
    fix: 'Remove the account, add a condition, or name it in trustedAccounts of parapet.yml if it is one of yours.',
    references: [
      'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* attachedGrants(TOPIC_POLICIES, context);
    if (grants === undefined) return yield notApplicable();
    yield* letsForeignersIn(nameOf(TOPIC_POLICIES, subject), grants);
  },
});
