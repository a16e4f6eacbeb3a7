import { defineCheck, finding, known } from '../../check.ts';

export default defineCheck({
  id: 'registry-token-committed',
  title: 'Registry token stands in the repository',
  family: 'dependencies',
  severity: 'critical',
  confidence: 'high',
  sources: ['repository'],
  subject: 'package-settings',
  reads: { 'package-settings': ['Credentials'] },
  supersedes: ['secret-in-repository'],
  docs: {
    why: 'Everybody who can read the repository, now or in a copy of its history, can fetch private packages with it, and publish where the token may.',
    fix: 'Revoke the token, and let the setting name a variable of the environment (${NPM_TOKEN}) instead.',
    references: [
      'https://docs.npmjs.com/using-private-packages-in-a-ci-cd-workflow',
      'https://docs.npmjs.com/cli/configuring-npm/npmrc#auth-related-configuration',
    ],
    frameworks: { owasp: ['A07', 'SAS-7'] },
  },
  alwaysDetermined: 'what is a reference to a variable says so',
  *check(settings) {
    for (const each of settings.get('Credentials').items()) {
      const at = each.get('Value');
      const name = yield* known(each.get('Name'));
      if (at.state === 'redacted')
        yield finding(at, `${name} is written out`, { data: { setting: String(name), fingerprint: at.redacted.fingerprint } });
    }
  },
});
