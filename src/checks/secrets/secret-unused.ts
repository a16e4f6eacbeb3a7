import { defineCheck, finding, known, notApplicable, undetermined } from '../../check.ts';
import { daysBetween } from '../../date.ts';
import { isKeptElsewhere } from './kept-elsewhere.ts';

/** As Security Hub has it: https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-3 */
const UNUSED_DAYS = 90;

export default defineCheck({
  id: 'secret-unused',
  title: 'Secret is read by nobody',
  family: 'secrets',
  severity: 'low',
  confidence: 'high',
  sources: ['live'],
  subject: 'AWS::SecretsManager::Secret',
  reads: { 'AWS::SecretsManager::Secret': [] },
  observes: { 'AWS::SecretsManager::Secret': ['CreatedDate', 'LastAccessedDate', 'OwningService', 'PrimaryRegion'] },
  docs: {
    why: 'A credential that nobody needs can still be stolen, and nobody would notice; it costs money as well.',
    fix: 'Make sure that nothing needs the credential, revoke it where it is valid, and delete the secret.',
    limits: `A secret counts as unused after ${UNUSED_DAYS} days without a read in its own Region; what is read once a year looks the same.`,
    references: [
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-3',
    ],
    frameworks: { fsbp: ['SecretsManager.3'], owasp: ['A05'] },
  },
  *check(secret, { today }) {
    if (yield* isKeptElsewhere(secret)) return yield notApplicable();
    const last = secret.attribute('LastAccessedDate');
    const accessed: string | undefined = yield* known(last);
    if (accessed === undefined && last.state !== 'absent') return;
    const since: string | undefined = accessed ?? (yield* known(secret.attribute('CreatedDate')));
    if (since === undefined) return yield undetermined(secret, { kind: 'not-returned' });
    const days = daysBetween(since, today);
    if (days <= UNUSED_DAYS) return;
    const message =
      accessed === undefined
        ? `${secret.id} has never been read since it was made ${days} days ago`
        : `${secret.id} has not been read for ${days} days`;
    yield finding(secret, message, { data: { days, lastAccessed: accessed?.slice(0, 10) ?? null } });
  },
});
