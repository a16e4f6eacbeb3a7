import { defineCheck, finding, knownBoolean, knownNumber, undetermined } from '../../check.ts';

const CLASSES = {
  RequireLowercase: 'lower case',
  RequireUppercase: 'upper case',
  RequireNumbers: 'numbers',
  RequireSymbols: 'symbols',
} as const;

export default defineCheck({
  id: 'cognito-weak-password',
  title: 'User pool accepts weak passwords',
  family: 'access',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Cognito::UserPool',
  reads: { 'AWS::Cognito::UserPool': ['Policies'] },
  docs: {
    why: 'Short passwords of few kinds of characters are guessed.',
    fix: 'Demand at least 8 characters (better 12) and every class in Policies.PasswordPolicy, or leave the policy out: the default does.',
    fixIn: {
      terraform: 'Demand at least 8 characters (better 12) and every class in password_policy, or leave the block out: the default does.',
    },
    limits: 'No documentation names the length that a policy without MinimumLength demands, so that it is undetermined.',
    references: [
      'https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpool-passwordpolicy.html',
    ],
    frameworks: { fsbp: ['Cognito.3'], owasp: ['A07', 'SAS-2'] },
  },
  *check(pool) {
    const policy = pool.get('Policies').get('PasswordPolicy');
    if (policy.state === 'unknown') return yield undetermined(policy, policy.reason);
    // Without a policy Cognito demands 8 characters and every class; with one it demands what that says.
    if (policy.state === 'absent') return;
    const length = policy.get('MinimumLength');
    const least = yield* knownNumber(length);
    if (least !== undefined && least < 8) yield finding(length, `${pool.id} accepts passwords of ${least} characters`);
    const missing: string[] = [];
    for (const [name, what] of Object.entries(CLASSES) as [keyof typeof CLASSES, string][]) {
      const demanded = policy.get(name);
      const value = yield* knownBoolean(demanded);
      if (value === false || demanded.state === 'absent') missing.push(what);
    }
    if (missing.length > 0) yield finding(policy, `${pool.id} accepts passwords without ${missing.join(', ')}`);
    else if (length.state === 'absent')
      yield undetermined(length, { kind: 'missing-fact', fact: 'the default of MinimumLength in a password policy' });
  },
});
