import { defineCheck, type Field, finding, isSet, knownBoolean } from '../../check.ts';

export default defineCheck({
  id: 'queue-unencrypted',
  title: 'Queue keeps its messages unencrypted',
  family: 'encryption',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::SQS::Queue',
  reads: { 'AWS::SQS::Queue': ['SqsManagedSseEnabled', 'KmsMasterKeyId'] },
  docs: {
    why: 'SQS encrypts every queue by itself unless told not to; with encryption switched off the messages lie on disk in clear text.',
    fix: 'Remove SqsManagedSseEnabled: false, or name a key of your own in KmsMasterKeyId.',
    fixIn: {
      terraform: 'Remove sqs_managed_sse_enabled = false, or name a key of your own in kms_master_key_id.',
    },
    references: [
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1',
    ],
    frameworks: { fsbp: ['SQS.1'], owasp: ['A02', 'SAS-3'] },
  },
  *check(queue) {
    const managed = queue.get('SqsManagedSseEnabled');
    // Absent is encrypted: https://aws.amazon.com/about-aws/whats-new/2022/10/amazon-sqs-announces-server-side-encryption-ssq-managed-sse-sqs-default/
    if (managed.state === 'absent' || (managed.state === 'known' && /^true$/i.test(String(managed.value)))) return;
    const key: Field<string> = queue.get('KmsMasterKeyId');
    if (key.state !== 'absent' && !(key.state === 'known' && key.value === '')) return void (yield* isSet(key));
    if ((yield* knownBoolean(managed)) === false) yield finding(managed, `${queue.id} has its encryption switched off and no key`);
  },
});
