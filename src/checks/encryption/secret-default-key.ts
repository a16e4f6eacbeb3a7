import { defineCheck } from '../../check.ts';
import { wantsCustomerKey } from './key.ts';

export default defineCheck({
  id: 'secret-default-key',
  title: 'Secret is encrypted with a key of AWS',
  family: 'encryption',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: 'AWS::SecretsManager::Secret',
  reads: { 'AWS::SecretsManager::Secret': ['KmsKeyId'] },
  docs: {
    why: "AWS's own key encrypts for whoever may read the secret: with a customer key, who may decrypt is said apart from that, is logged, and can be revoked.",
    fix: 'Set KmsKeyId to a customer key.',
    fixIn: {
      terraform: 'Set kms_key_id to a customer key.',
    },
    references: [
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html',
    ],
    frameworks: { owasp: ['A02'] },
  },
  *check(secret) {
    yield* wantsCustomerKey(secret.id, secret.get('KmsKeyId'), 'KmsKeyId');
  },
});
