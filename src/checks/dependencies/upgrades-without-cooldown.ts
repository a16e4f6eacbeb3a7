import { defineCheck, type Field, type Finding, finding, type Resource, type Undetermined, undetermined } from '../../check.ts';
import { textOf } from '../repository-files.ts';

/** Presets of Renovate that hold young releases back: https://docs.renovatebot.com/presets-security/ */
const WAITING = /^(?:config:best-practices|security:minimumReleaseAgeNpm)$/;

function* ofDependabot(dependabot: Resource<'dependabot', 'updates'>): Generator<Finding> {
  for (const update of dependabot.get('updates').items()) {
    if (textOf(update.get('open-pull-requests-limit')) === '0') continue;
    const days = update.get('cooldown').get('default-days');
    const ecosystem = textOf(update.get('package-ecosystem')) ?? 'this entry';
    if (textOf(days) === '0') yield finding(days, `upgrades of ${ecosystem} do not wait at all after a release`);
    else if (update.get('cooldown').state === 'absent')
      yield finding(update.get('package-ecosystem'), `upgrades of ${ecosystem} are not told to wait after a release`);
  }
}

/** Whether an age is one: `0 days` is none. */
const waits = (age: Field<string>, days: Field<number>): boolean => [age, days].some((each) => /[1-9]/.test(textOf(each) ?? ''));

function* ofRenovate(
  renovate: Resource<'renovate', 'extends' | 'enabled' | 'automerge' | 'minimumReleaseAge' | 'stabilityDays' | 'packageRules'>,
): Generator<Finding | Undetermined> {
  const presets = renovate.get('extends').items();
  if (textOf(renovate.get('enabled')) === 'false') return;
  if (
    waits(renovate.get('minimumReleaseAge'), renovate.get('stabilityDays')) ||
    presets.some((preset) => WAITING.test(textOf(preset) ?? ''))
  )
    return;
  const rules = renovate.get('packageRules').items();
  const waiting = rules.filter((rule) => waits(rule.get('minimumReleaseAge'), rule.get('stabilityDays')));
  // A rule that waits for some packages does not wait for the others.
  const merging = [renovate.get('automerge'), ...rules.filter((rule) => !waiting.includes(rule)).map((rule) => rule.get('automerge'))].find(
    (each) => textOf(each) === 'true',
  );
  const foreign = presets.find((preset) => /^(?:github>|gitlab>|gitea>|local>|bitbucket>|[\w-]+\/|https?:|@)/.test(textOf(preset) ?? ''));
  if (merging !== undefined)
    yield finding(merging, 'upgrades are merged by themselves, and are not told to wait after a release', { severity: 'medium' });
  else if (foreign !== undefined) yield undetermined(foreign, { kind: 'outside', what: `what the preset ${textOf(foreign)} says` });
  else if (waiting.length === 0) yield finding(renovate, 'upgrades are not told to wait after a release');
}

export default defineCheck({
  id: 'upgrades-without-cooldown',
  title: 'Automated upgrades take releases of the same hour',
  family: 'dependencies',
  severity: 'low',
  confidence: 'medium',
  sources: ['repository'],
  subject: ['dependabot', 'renovate'],
  reads: {
    dependabot: ['updates'],
    renovate: ['extends', 'enabled', 'automerge', 'minimumReleaseAge', 'stabilityDays', 'packageRules'],
  },
  docs: {
    why: 'A package that was taken over is mostly found out within hours or days: who waits that long before an upgrade never installs it.',
    fix: 'Set a cooldown of some days (Dependabot: cooldown.default-days; Renovate: minimumReleaseAge); fixes of vulnerabilities are not held back by it.',
    references: [
      'https://docs.github.com/code-security/reference/supply-chain-security/dependabot-options-reference#cooldown-',
      'https://docs.renovatebot.com/key-concepts/minimum-release-age/',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'] },
  },
  *check(bot) {
    if (bot.type === 'dependabot') yield* ofDependabot(bot);
    else yield* ofRenovate(bot);
  },
});
