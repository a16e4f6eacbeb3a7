import { defineCheck, finding, known, knownBoolean, knownNumber, notApplicable } from '../../check.ts';

/** Days of the period that KMS has by itself: https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html */
const YEAR = 365;

export default defineCheck({
  id: 'key-rotation-slow',
  title: 'Key is rotated less than once a year',
  family: 'keys',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['template', 'live'],
  subject: 'AWS::KMS::Key',
  reads: { 'AWS::KMS::Key': ['EnableKeyRotation', 'KeySpec', 'Origin', 'RotationPeriodInDays'] },
  docs: {
    why: 'The longer key material stays, the more data it protects; standards ask for a new one at least once a year.',
    fix: 'Set RotationPeriodInDays to 365 or less, or leave it out.',
    fixIn: { terraform: 'Set rotation_period_in_days to 365 or less, or leave it out.' },
    references: [
      'https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html#cfn-kms-key-rotationperiodindays',
    ],
    frameworks: { owasp: ['A02'] },
  },
  *check(key) {
    // A key that does not rotate at all is key-rotation-off's, if it can.
    const period = key.get('RotationPeriodInDays');
    const spec = key.get('KeySpec');
    const origin = key.get('Origin');
    if (spec.state === 'known' && spec.value !== 'SYMMETRIC_DEFAULT') return yield notApplicable();
    if (origin.state === 'known' && origin.value !== 'AWS_KMS') return yield notApplicable();
    const rotation = key.get('EnableKeyRotation');
    if (period.state === 'absent' || rotation.state === 'absent') return;
    if (rotation.state === 'known' && /^false$/i.test(String(rotation.value))) return;
    if (period.state === 'known' && Number(period.value) <= YEAR) return;
    const days = yield* knownNumber(period);
    if (days === undefined || days <= YEAR || (yield* knownBoolean(rotation)) !== true) return;
    if (spec.state !== 'absent' && (yield* known(spec)) === undefined) return;
    if (origin.state !== 'absent' && (yield* known(origin)) === undefined) return;
    yield finding(period, `${key.id} is rotated every ${days} days only`);
  },
});
