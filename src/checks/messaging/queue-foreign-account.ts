import { defineCheck, notApplicable } from '../../check.ts';
import { attachedGrants, nameOf } from '../attached-policy.ts';
import { letsForeignersIn } from '../resource-policy.ts';
import { QUEUE_POLICIES, QUEUE_POLICY_READS, QUEUES } from './queue-policy.ts';

export default defineCheck({
  id: 'queue-foreign-account',
  title: 'Queue lets in an account that nobody called trusted',
  family: 'messaging',
  severity: 'medium',
  confidence: 'medium',
  sources: ['template', 'live'],
  subject: QUEUES,
  reads: QUEUE_POLICY_READS,
  docs: {
    why: 'Whoever holds rights in that account can send messages that the application takes for its own, or read and delete those.',
    fix: 'Remove the account, add a condition, or name it in trustedAccounts of parapet.yml if it is one of yours.',
    references: [
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    ],
    frameworks: { owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* attachedGrants(QUEUE_POLICIES, context);
    if (grants === undefined) return yield notApplicable();
    yield* letsForeignersIn(nameOf(QUEUE_POLICIES, subject), grants);
  },
});
