import { defineCheck, type Field, finding, known, knownBoolean, knownNumber, type Undetermined, undetermined } from '../../check.ts';

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const HOUR = 3600;
const MONTH = 30 * 86_400;

/** How long a token is valid, in seconds; nothing where the default holds. */
function* validityOf(value: Field<number>, unit: Field<string>, byDefault: string): Generator<Undetermined, number | undefined> {
  const count = yield* knownNumber(value);
  // Absent and 0 are the defaults: an hour, 30 days.
  if (count === undefined || count === 0) return undefined;
  const name = yield* known(unit);
  if (name === undefined && unit.state !== 'absent') return undefined;
  const seconds = SECONDS[name ?? byDefault];
  if (seconds === undefined) yield undetermined(unit, { kind: 'malformed', expected: 'seconds, minutes, hours or days' });
  return seconds === undefined ? undefined : count * seconds;
}

export default defineCheck({
  id: 'cognito-client-long-tokens',
  title: "App client's tokens live long",
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPoolClient',
  reads: {
    'AWS::Cognito::UserPoolClient': ['AccessTokenValidity', 'RefreshTokenValidity', 'TokenValidityUnits', 'EnableTokenRevocation'],
  },
  docs: {
    why: 'Whoever gets hold of a token uses it until it ends: API Gateway asks nobody whether it still holds, and without revocation nobody can end it.',
    fix: 'Keep access tokens to an hour and refresh tokens to 30 days, and leave EnableTokenRevocation on.',
    fixIn: {
      terraform: 'Keep access tokens to an hour and refresh tokens to 30 days, and leave enable_token_revocation on.',
    },
    references: [
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html',
      'https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html',
    ],
    frameworks: { owasp: ['A07', 'SAS-2'] },
  },
  *check(client) {
    const units = client.get('TokenValidityUnits');
    const access = client.get('AccessTokenValidity');
    const refresh = client.get('RefreshTokenValidity');
    const revocation = client.get('EnableTokenRevocation');
    if (((yield* validityOf(access, units.get('AccessToken'), 'hours')) ?? 0) > HOUR)
      yield finding(access, `${client.id} gives access tokens that hold for more than an hour`);
    if (((yield* validityOf(refresh, units.get('RefreshToken'), 'days')) ?? 0) > MONTH)
      yield finding(refresh, `${client.id} gives refresh tokens that hold for more than 30 days`);
    if ((yield* knownBoolean(revocation)) === false) yield finding(revocation, `nobody can revoke the tokens of ${client.id}`);
  },
});
