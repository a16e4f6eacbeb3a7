import { defineCheck } from '../../check.ts';
import { grantsIn, letsAnyoneIn } from '../resource-policy.ts';

export default defineCheck({
  id: 'key-public',
  title: "Key's policy lets anyone use it",
  family: 'keys',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  reads: { 'AWS::KMS::Key': ['KeyPolicy'], 'AWS::KMS::ReplicaKey': ['KeyPolicy'] },
  docs: {
    why: 'A key policy that names everyone lets any AWS account encrypt, decrypt or manage with the key, whatever the IAM policies of its own account say.',
    fix: 'Name the accounts, roles or services that are to use the key, or restrict the statement with kms:CallerAccount or aws:PrincipalOrgID.',
    references: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5',
    ],
    frameworks: { fsbp: ['KMS.5'], owasp: ['A01', 'SAS-3'] },
  },
  *check(key, context) {
    // Without a policy the key has the default one, of its own account alone: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    const policy = key.type === 'AWS::KMS::Key' ? key.get('KeyPolicy') : key.get('KeyPolicy');
    const grants = yield* grantsIn(policy, context, { service: 'kms' });
    yield* letsAnyoneIn(key.id, grants);
  },
});
