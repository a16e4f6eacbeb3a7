import { defineCheck, finding, known, knownBoolean, notApplicable } from '../../check.ts';

export default defineCheck({
  id: 'key-rotation-off',
  title: 'Key is never rotated',
  family: 'keys',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::KMS::Key',
  reads: { 'AWS::KMS::Key': ['EnableKeyRotation', 'Enabled', 'KeySpec', 'Origin'] },
  docs: {
    why: 'Key material that never changes protects ever more data, all of which is lost with it; rotation costs no change in any application.',
    fix: 'Set EnableKeyRotation to true.',
    fixIn: {
      terraform: 'Set enable_key_rotation to true.',
    },
    references: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4',
    ],
    frameworks: { cis: ['3.6'], owasp: ['A02'] },
  },
  *check(key) {
    // Only symmetric keys with material of KMS rotate, and replicas follow their primary: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
    const spec = key.get('KeySpec');
    const origin = key.get('Origin');
    if (spec.state === 'known' && String(spec.value) !== '' && spec.value !== 'SYMMETRIC_DEFAULT') return yield notApplicable();
    if (origin.state === 'known' && String(origin.value) !== '' && origin.value !== 'AWS_KMS') return yield notApplicable();
    // A disabled key encrypts nothing and does not rotate, whatever is set.
    const enabled = key.get('Enabled');
    if (enabled.state === 'known' && /^false$/i.test(String(enabled.value))) return yield notApplicable();

    const rotation = key.get('EnableKeyRotation');
    if (rotation.state === 'known' && /^true$/i.test(String(rotation.value))) return;
    if (spec.state !== 'absent' && (yield* known(spec)) === undefined) return;
    if (origin.state !== 'absent' && (yield* known(origin)) === undefined) return;
    if (enabled.state !== 'absent' && (yield* knownBoolean(enabled)) === undefined) return;
    const rotates = yield* knownBoolean(rotation);
    if (rotation.state === 'absent' || rotates === false)
      yield finding(rotation, `${key.id} is not rotated: EnableKeyRotation is not true`);
  },
});
