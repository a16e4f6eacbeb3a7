import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import { requiredHere } from './required.ts';

/** More than a reader needs to know what to do. */
const WORDS = 200;

const told = (reason: string): string => {
  const text = reason.trim().replace(/\s+/g, ' ');
  return text === '' ? '' : `: ${text.length > WORDS ? `${text.slice(0, WORDS).trimEnd()}…` : text}`;
};

export default defineCheck({
  id: 'package-deprecated',
  title: 'Package is deprecated',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['registry'],
  docs: {
    why: 'The maintainers of a deprecated release warn against using it: it is broken, or nobody mends it any more, not even when it becomes vulnerable.',
    fix: 'Do as the message of the maintainers says: update to a release that is not deprecated, or replace the package.',
    references: ['https://docs.npmjs.com/deprecating-and-undeprecating-packages-or-package-versions'],
    frameworks: { owasp: ['A06', 'SAS-6'], scvs: ['5.8'] },
  },
  *check(subject, { facts }) {
    const { pkg } = subject;
    if (pkg.source !== 'registry') return yield notApplicable();
    const name = pkg.version === undefined ? pkg.name : `${pkg.name} ${pkg.version}`;
    if (pkg.deprecated !== undefined)
      return yield finding(subject.at('deprecated'), `${name} is deprecated${told(pkg.deprecated)}`, {
        related: requiredHere(subject),
        data: { deprecated: pkg.deprecated, from: 'lockfile' },
      });
    const version = subject.at('version');
    const found = facts.registry.lookup(pkg);
    if ('unavailable' in found) return yield undetermined(version, found.unavailable);
    const locked = pkg.version === undefined ? undefined : found.versions.get(pkg.version);
    const all = [...found.versions.values()];
    // A version that was taken back says nothing of its own; where every other is deprecated the package is.
    const whole = all.length > 0 && all.every(({ deprecated }) => deprecated !== undefined);
    const deprecated = locked === undefined && whole ? all.at(-1)?.deprecated : locked?.deprecated;
    if (deprecated !== undefined)
      yield finding(version, `${name} is deprecated${whole ? ', as is every release of it' : ''}${told(deprecated)}`, {
        related: requiredHere(subject),
        data: { deprecated, from: 'registry', whole },
      });
    else if (locked === undefined) yield undetermined(version, { kind: 'not-in-table', table: 'releases in the registry', value: name });
  },
});
