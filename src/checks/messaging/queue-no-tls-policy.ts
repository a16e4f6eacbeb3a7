import { defineCheck, notApplicable } from '../../check.ts';
import { nameOf, policiesOf } from '../attached-policy.ts';
import { acceptsPlaintext } from '../plaintext.ts';
import { QUEUE_POLICIES, QUEUE_POLICY_READS, QUEUES } from './queue-policy.ts';

export default defineCheck({
  id: 'queue-no-tls-policy',
  title: 'Queue takes requests without TLS',
  family: 'messaging',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: QUEUES,
  reads: QUEUE_POLICY_READS,
  docs: {
    why: 'SQS answers over plain HTTP as well: a client with an http endpoint sends its messages, and its signed requests, in clear text.',
    fix: 'Deny sqs:* to everyone where aws:SecureTransport is false, in the policy of the queue.',
    references: [
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport',
    ],
    frameworks: { owasp: ['A02', 'SAS-3'] },
  },
  *check(subject, context) {
    const attached = policiesOf(QUEUE_POLICIES, context);
    if (attached === undefined) return yield notApplicable();
    const asked = { whose: nameOf(QUEUE_POLICIES, subject), actions: ['SendMessage', 'ReceiveMessage'] };
    yield* acceptsPlaintext(subject, attached, Object.keys(QUEUE_POLICIES.policies), context, asked);
  },
});
