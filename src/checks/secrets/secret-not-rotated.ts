import {
  type Anchor,
  defineCheck,
  type Field,
  finding,
  isSet,
  known,
  knownBoolean,
  knownNumber,
  notApplicable,
  type Outcome,
  type Reads,
  related,
  type Subjects,
  type Undetermined,
  undetermined,
} from '../../check.ts';
import { daysBetween } from '../../date.ts';
import { ATTACHED_READS, namesOf } from './attached.ts';
import { isKeptElsewhere } from './kept-elsewhere.ts';

const READS = {
  ...ATTACHED_READS,
  'AWS::SecretsManager::RotationSchedule': [
    'ExternalSecretRotationRoleArn',
    'HostedRotationLambda',
    'RotationLambdaARN',
    'RotationRules',
    'SecretId',
  ],
} as const satisfies Reads;

type Secret = Subjects<typeof READS, 'AWS::SecretsManager::Secret'>;
type Schedule = Subjects<typeof READS, 'AWS::SecretsManager::RotationSchedule'>;

/** Secrets Manager has the whole of a day for a rotation, in a time zone of its own. */
const GRACE_DAYS = 1;

/** What an account says of the rotation. */
function* observed(secret: Secret, today: string): Generator<Outcome> {
  const rotates = yield* knownBoolean(secret.attribute('RotationEnabled') as unknown as Field<boolean>);
  if (rotates === undefined) return;
  const last = secret.attribute('LastRotatedDate');
  const since = last.state === 'known' ? `, the last time was ${String(last.value).slice(0, 10)}` : '';
  if (!rotates) return yield finding(secret, `${secret.id} is not rotated${since}`);
  const due = secret.attribute('NextRotationDate');
  if (due.state === 'absent') return yield undetermined(secret, { kind: 'not-returned' });
  const date: string | undefined = yield* known(due);
  if (date === undefined || daysBetween(date, today) <= GRACE_DAYS) return;
  yield finding(secret, `${secret.id} was to be rotated by ${date.slice(0, 10)} and was not${since}`, {
    fix: 'Find out why the rotation fails, in the logs of its function or in CloudTrail, and rotate the secret at once when that is mended.',
    data: { due: date.slice(0, 10) },
  });
}

/** What a schedule lacks to rotate anything, if it does. */
function* lackOf(schedule: Schedule): Generator<Undetermined, { readonly at: Anchor; readonly message: string } | undefined> {
  const rules = schedule.get('RotationRules');
  if (rules.state === 'unknown') yield undetermined(rules, rules.reason);
  const [days, expression] = [rules.get('AutomaticallyAfterDays'), rules.get('ScheduleExpression')];
  if (!(yield* isSet(expression)) && !(yield* knownNumber(days)) && ![rules, days, expression].some(({ state }) => state === 'unknown'))
    return { at: rules, message: 'its rotation schedule says no time' };
  const hosted = schedule.get('HostedRotationLambda').get('RotationType');
  const role = schedule.get('ExternalSecretRotationRoleArn');
  if (yield* isSet(hosted)) return undefined;
  // The partner that made the secret rotates it: https://docs.aws.amazon.com/secretsmanager/latest/userguide/managed-external-secrets.html
  if (yield* isSet(role)) return undefined;
  const fn = schedule.get('RotationLambdaARN');
  if (yield* isSet(fn)) return undefined;
  const sure = [fn, hosted, role].every(({ state }) => state !== 'unknown');
  return sure ? { at: fn, message: 'its rotation schedule names no function' } : undefined;
}

export default defineCheck({
  id: 'secret-not-rotated',
  title: 'Secret is never rotated',
  family: 'secrets',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::SecretsManager::Secret',
  reads: READS,
  observes: {
    'AWS::SecretsManager::Secret': ['LastRotatedDate', 'NextRotationDate', 'OwningService', 'PrimaryRegion', 'RotationEnabled'],
  },
  docs: {
    why: 'A credential that never changes serves whoever got hold of it, from a log, a backup or an old laptop, for as long as it exists.',
    fix: 'Give the secret a rotation schedule, with a function that changes the credential where it is used.',
    fixIn: {
      terraform: 'Add an aws_secretsmanager_secret_rotation, with a function that changes the credential where it is used.',
    },
    limits: 'What another template adds to a secret is not seen; of an account all is.',
    references: [
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1',
    ],
    frameworks: { fsbp: ['SecretsManager.1', 'SecretsManager.2'], owasp: ['A07', 'SAS-7'] },
  },
  *check(secret, context) {
    if (yield* isKeptElsewhere(secret)) return yield notApplicable();
    if (secret.attribute('RotationEnabled').state !== 'absent') return yield* observed(secret, context.today);
    const schedules = namesOf(secret, context).flatMap((name) =>
      context.referrers(name, 'AWS::SecretsManager::RotationSchedule', 'SecretId'),
    );
    for (const schedule of schedules) {
      const lack = yield* lackOf(schedule);
      if (lack !== undefined)
        yield finding(lack.at, `${secret.id} is not rotated: ${lack.message}`, { related: [related(secret, 'the secret')] });
    }
    if (schedules.length > 0 || !context.complete('AWS::SecretsManager::RotationSchedule')) return;
    yield finding(secret, `${secret.id} is not rotated: it has no rotation schedule`, { confidence: 'medium' });
  },
});
