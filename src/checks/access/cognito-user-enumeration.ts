import { defineCheck, finding, known } from '../../check.ts';
import { isMachine, OAUTH_READS } from './user-pool-client.ts';

export default defineCheck({
  id: 'cognito-user-enumeration',
  title: 'Errors tell which users exist',
  family: 'access',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPoolClient',
  reads: { 'AWS::Cognito::UserPoolClient': [...OAUTH_READS, 'GenerateSecret', 'PreventUserExistenceErrors'] },
  docs: {
    why: 'An answer that differs for a name that exists lets anyone collect the names of your users, to guess their passwords or to write to them.',
    fix: 'Set PreventUserExistenceErrors to ENABLED.',
    fixIn: {
      terraform: 'Set prevent_user_existence_errors to "ENABLED".',
    },
    references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html'],
    frameworks: { owasp: ['A07', 'SAS-2'] },
  },
  *check(client) {
    const prevent = client.get('PreventUserExistenceErrors');
    const value = yield* known(prevent);
    if (value === 'ENABLED' || (value === undefined && prevent.state !== 'absent')) return;
    if (isMachine(client)) return;
    // Absent is LEGACY for clients that the API makes.
    const because = value === undefined ? 'it has no PreventUserExistenceErrors' : `PreventUserExistenceErrors is ${value || 'empty'}`;
    yield finding(prevent, `${client.id} tells anyone whether a user exists: ${because}`);
  },
});
