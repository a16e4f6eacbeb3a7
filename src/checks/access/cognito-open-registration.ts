import { defineCheck, finding, known, knownBoolean, undetermined } from '../../check.ts';

export default defineCheck({
  id: 'cognito-open-registration',
  title: 'Anyone can register a client',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPool',
  reads: { 'AWS::Cognito::UserPool': ['DcrConfiguration'] },
  docs: {
    why: 'With open registration whoever reaches the endpoint makes an app client of the pool for himself, and asks its users for consent in your name.',
    fix: 'Set OpenDcrEnabled to false, so that a client registers with a token that has the scope aws.cognito/dcr/register.',
    references: [
      'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-dynamic-client-registration.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpool-dcrconfiguration.html',
    ],
    frameworks: { owasp: ['A01', 'A07', 'SAS-2'] },
  },
  *check(pool) {
    const registration = pool.get('DcrConfiguration');
    if (registration.state === 'unknown') return yield undetermined(registration, registration.reason);
    const open = registration.get('OpenDcrEnabled');
    if (!(yield* knownBoolean(open))) return;
    const enabled = registration.get('EnableStatus');
    const status = yield* known(enabled);
    if (status === 'Disabled' || (status === undefined && enabled.state !== 'absent')) return;
    // No page says what holds where EnableStatus is absent.
    yield finding(
      open,
      `anyone can register a client of ${pool.id}: OpenDcrEnabled is true`,
      status === undefined ? { confidence: 'medium' } : {},
    );
  },
});
