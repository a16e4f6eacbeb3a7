import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { nameOf, requiredHere } from './required.ts';
import { addsScript, changedFrom } from './since.ts';

export default defineCheck({
  id: 'package-install-script-added',
  title: 'Upgrade brings a script that runs on install',
  family: 'dependencies',
  severity: 'high',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['registry'],
  consults: ['base'],
  docs: {
    why: 'This is how worms in registries spread: a release of a package that never had one brings a script, which runs with all rights of whoever installs.',
    fix: 'Read the script before you merge the upgrade; stay with the version before, or switch its script off, if you need not have it.',
    limits:
      'Runs with --base, and for npm packages: where their lockfile does not tell of scripts, the registry is asked. A package that the base does not hold at all is none of these findings.',
    references: [
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages',
      'https://docs.npmjs.com/cli/using-npm/scripts#npm-install',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['4.18'] },
  },
  *check(subject, { facts }) {
    const { pkg } = subject;
    if (pkg.ecosystem !== 'npm') return yield notApplicable();
    const from = yield* changedFrom(subject, facts.base);
    if (from === undefined) return;
    const added = addsScript(pkg, from, facts.registry);
    if (typeof added !== 'boolean') return yield undetermined(subject.at('version'), added);
    if (!added) return;
    const at = subject.at(pkg.installScript === true ? 'installScript' : 'version');
    yield finding(at, `${nameOf(pkg)} runs a script when it is installed, ${from.version ?? 'what it replaces'} did not`, {
      related: requiredHere(subject),
      data: { version: pkg.version ?? null, before: from.version ?? null },
    });
  },
});
