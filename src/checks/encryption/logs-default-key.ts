import { defineCheck } from '../../check.ts';
import { wantsCustomerKey } from './key.ts';

export default defineCheck({
  id: 'logs-default-key',
  title: 'Log group is encrypted with a key of AWS',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: 'AWS::Logs::LogGroup',
  reads: { 'AWS::Logs::LogGroup': ['KmsKeyId'] },
  docs: {
    why: 'CloudWatch Logs encrypts with a key of its own, for whoever may read logs: with a customer key, who may decrypt is said apart from that, and can be revoked.',
    fix: 'Set KmsKeyId to a customer key whose policy lets CloudWatch Logs use it.',
    fixIn: {
      terraform: 'Set kms_key_id to a customer key whose policy lets CloudWatch Logs use it.',
    },
    references: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html'],
    frameworks: { owasp: ['A02'] },
  },
  *check(group) {
    yield* wantsCustomerKey(group.id, group.get('KmsKeyId'), 'KmsKeyId');
  },
});
