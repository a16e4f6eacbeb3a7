import { defineCheck, finding, knownBoolean, undetermined } from '../../check.ts';

export default defineCheck({
  id: 'cognito-guest-access',
  title: 'Identity pool gives credentials to guests',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::IdentityPool',
  reads: { 'AWS::Cognito::IdentityPool': ['AllowUnauthenticatedIdentities'] },
  docs: {
    why: 'Anyone who knows the id of the pool, which every client carries, gets AWS credentials without signing in.',
    fix: 'Set AllowUnauthenticatedIdentities to false, or keep the role of guests to what everyone may do.',
    fixIn: {
      terraform: 'Set allow_unauthenticated_identities to false, or keep the role of guests to what everyone may do.',
    },
    references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html'],
    frameworks: { fsbp: ['Cognito.2'], owasp: ['A01', 'A07', 'SAS-2'] },
  },
  *check(pool) {
    const guests = pool.get('AllowUnauthenticatedIdentities');
    if (guests.state === 'absent') return yield undetermined(guests, { kind: 'malformed', expected: 'true or false' });
    if (!(yield* knownBoolean(guests))) return;
    yield finding(guests, `${pool.id} gives AWS credentials to anyone: AllowUnauthenticatedIdentities is true`);
  },
});
