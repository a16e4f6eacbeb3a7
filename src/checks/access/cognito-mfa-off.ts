import { defineCheck, finding, known, undetermined } from '../../check.ts';
import { isMachine, OAUTH_READS } from './user-pool-client.ts';

export default defineCheck({
  id: 'cognito-mfa-off',
  title: 'User pool asks for no second factor',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPool',
  reads: {
    'AWS::Cognito::UserPool': ['MfaConfiguration'],
    'AWS::Cognito::UserPoolClient': [...OAUTH_READS, 'GenerateSecret', 'UserPoolId'],
  },
  docs: {
    why: 'Where a password is all that a user needs, a guessed, phished or reused one is the account.',
    fix: 'Set MfaConfiguration to "ON", with SOFTWARE_TOKEN_MFA in EnabledMfas.',
    fixIn: {
      terraform: 'Set mfa_configuration to "ON", with a software_token_mfa_configuration.',
    },
    limits: 'Factors that an external identity provider asks for are not seen.',
    references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html'],
    frameworks: { fsbp: ['Cognito.5'], owasp: ['A07', 'SAS-2'] },
  },
  *check(pool, context) {
    const mfa = pool.get('MfaConfiguration');
    const value: unknown = yield* known(mfa);
    if (value === undefined && mfa.state !== 'absent') return;
    // YAML reads OFF and ON without quotes as booleans.
    if (value === undefined || value === 'OFF' || value === false || value === 'false') {
      const because = value === undefined ? 'it has no MfaConfiguration' : 'MfaConfiguration is OFF';
      const clients = context.referrers(pool, 'AWS::Cognito::UserPoolClient', 'UserPoolId');
      // A pool for machines has no users.
      const machines = clients.length > 0 && clients.every(isMachine);
      yield finding(mfa, `users of ${pool.id} sign in with a password alone: ${because}`, machines ? { persona: 'pedantic' } : {});
    } else if (value === 'OPTIONAL') {
      yield finding(mfa, `users of ${pool.id} may leave out the second factor: MfaConfiguration is OPTIONAL`, { persona: 'pedantic' });
    } else if (value !== 'ON' && value !== true && value !== 'true')
      yield undetermined(mfa, { kind: 'malformed', expected: '"ON", "OFF" or "OPTIONAL"' });
  },
});
