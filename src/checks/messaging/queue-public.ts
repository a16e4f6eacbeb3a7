import { defineCheck, notApplicable } from '../../check.ts';
import { attachedGrants, nameOf } from '../attached-policy.ts';
import { letsAnyoneIn } from '../resource-policy.ts';
import { QUEUE_POLICIES, QUEUE_POLICY_READS, QUEUES } from './queue-policy.ts';

export default defineCheck({
  id: 'queue-public',
  title: "Queue's policy lets anyone in",
  family: 'messaging',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: QUEUES,
  reads: QUEUE_POLICY_READS,
  supersedes: ['queue-foreign-account', 'queue-confused-deputy'],
  docs: {
    why: 'Anyone with an AWS account can then send messages that the application trusts, or read and delete its own.',
    fix: 'Name the accounts, roles or services that are to use the queue, and tie a service to its source with aws:SourceArn.',
    references: [
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-3',
    ],
    frameworks: { fsbp: ['SQS.3'], owasp: ['A01', 'SAS-3'] },
  },
  *check(subject, context) {
    const grants = yield* attachedGrants(QUEUE_POLICIES, context);
    if (grants === undefined) return yield notApplicable();
    yield* letsAnyoneIn(nameOf(QUEUE_POLICIES, subject), grants);
  },
});
