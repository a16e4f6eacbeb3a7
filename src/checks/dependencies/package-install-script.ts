import { defineCheck, finding, notApplicable, passed } from '../../check.ts';
import { isDecided, rulesFor, SCRIPT_READS, scriptRulesIn } from './allowed-scripts.ts';
import { nameOf, requiredHere } from './required.ts';

/** Ecosystems in which to fetch a package runs nothing of it: https://go.dev/blog/supply-chain */
const NEVER: ReadonlySet<string> = new Set(['Go', 'Maven']);

export default defineCheck({
  id: 'package-install-script',
  title: 'Package runs a script when it is installed',
  family: 'dependencies',
  severity: 'low',
  confidence: 'high',
  persona: 'auditor',
  sources: ['package'],
  subject: 'package',
  reads: SCRIPT_READS,
  docs: {
    why: 'An install script runs with all rights of whoever installs, on machines of developers and in the pipeline, before anything of the package is used.',
    fix: 'Look at what the script does; allow those that are needed by name, and switch off the others.',
    limits:
      'Only lockfiles of npm (versions 2 and 3) and of pnpm (up to lockfile version 6) tell of scripts. What is allowed or denied by name (allowScripts, onlyBuiltDependencies, allowBuilds, trustedDependencies, LavaMoat) is none of these.',
    references: [
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages',
      'https://docs.npmjs.com/cli/using-npm/config#ignore-scripts',
      'https://docs.npmjs.com/cli/v12/commands/npm-approve-scripts',
      'https://pnpm.io/settings#allowbuilds',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['4.18'] },
  },
  *check(subject, context) {
    const { pkg } = subject;
    if (NEVER.has(pkg.ecosystem)) return;
    // That it is not said means either that there is none or that the lockfile does not tell.
    if (pkg.installScript !== true || pkg.source === 'workspace' || pkg.source === 'link') return yield notApplicable();
    if (isDecided(pkg, rulesFor(context.common(scriptRulesIn), pkg.origin.file))) return yield passed();
    if (!context.complete('manifest') || !context.complete('package-settings')) return;
    yield finding(subject.at('installScript'), `${nameOf(pkg)} runs a script when it is installed`, { related: requiredHere(subject) });
  },
});
