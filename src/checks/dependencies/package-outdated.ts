import { prerelease, rcompare, valid } from 'semver';
import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import type { PackageMetadata } from '../../facts/facts.ts';
import { behind, distance, libyears } from './distance.ts';
import { requiredHere } from './required.ts';

/** The newest release that an install would take: the tag `latest`, or where that is none, the highest stable version that is not deprecated. */
const newestOf = ({ latest, versions }: PackageMetadata): string | undefined => {
  const stable = (version: string) => valid(version) !== null && prerelease(version) === null;
  if (latest !== undefined && stable(latest)) return latest;
  return [...versions]
    .flatMap(([version, { deprecated }]) => (stable(version) && deprecated === undefined ? [version] : []))
    .sort(rcompare)[0];
};

export default defineCheck({
  id: 'package-outdated',
  title: 'Package has a newer release',
  family: 'dependencies',
  severity: 'low',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['registry'],
  docs: {
    why: 'Fixes are made for current releases first, and often for those alone. The further behind a package is, the more has to change at once on the day that it must be updated.',
    fix: 'Update it to the newest release, or to the newest of its major version first, and test the change.',
    references: ['https://docs.npmjs.com/cli/commands/npm-outdated', 'https://libyear.com/'],
    frameworks: { owasp: ['A06', 'SAS-6'], scvs: ['5.7'] },
  },
  *check(subject, { facts }) {
    const { pkg } = subject;
    // What comes inside another package's archive is that one's to update.
    if (pkg.source !== 'registry' || pkg.bundled === true) return yield notApplicable();
    const version = subject.at('version');
    const locked = pkg.version;
    if (locked === undefined || valid(locked) === null) return yield undetermined(version, { kind: 'malformed', expected: 'a version' });
    const found = facts.registry.lookup(pkg);
    if ('unavailable' in found) return yield undetermined(version, found.unavailable);
    const latest = newestOf(found);
    if (latest === undefined) return yield undetermined(version, { kind: 'not-in-table', table: 'stable releases', value: pkg.name });
    const away = distance(locked, latest);
    if (away === undefined) return;
    const years = libyears(found.versions.get(locked)?.published, found.versions.get(latest)?.published);
    const far = away.major >= 2 || (years !== undefined && years >= 1);
    yield finding(version, `${pkg.name} ${locked} is ${behind(away, years)} behind ${latest}`, {
      severity: far ? 'medium' : 'low',
      persona: pkg.direct === true ? 'regular' : 'auditor',
      related: requiredHere(subject),
      data: { version: locked, latest, ...away, libyears: years ?? null },
    });
  },
});
