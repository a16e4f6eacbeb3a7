import { defineCheck } from '../../check.ts';
import { wantsCustomerKey } from './key.ts';

export default defineCheck({
  id: 'archive-default-key',
  title: 'Archive of events is encrypted with a key of AWS',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: 'AWS::Events::Archive',
  reads: { 'AWS::Events::Archive': ['KmsKeyIdentifier'] },
  docs: {
    why: 'EventBridge encrypts an archive with a key that AWS owns, whatever key its bus has: with a customer key its use is logged, and can be revoked.',
    fix: 'Set KmsKeyIdentifier of the archive to a customer key whose policy lets EventBridge use it.',
    fixIn: {
      terraform: 'Set kms_key_identifier of the archive to a customer key whose policy lets EventBridge use it.',
    },
    references: [
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/encryption-archives.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-archive.html',
    ],
    frameworks: { owasp: ['A02'] },
  },
  *check(archive) {
    yield* wantsCustomerKey(archive.id, archive.get('KmsKeyIdentifier'), 'KmsKeyIdentifier');
  },
});
