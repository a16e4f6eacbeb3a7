import { lt, prerelease, rcompare, valid } from 'semver';
import type { Advisories } from '../../facts/facts.ts';
import { idsOf } from './advice.ts';
import type { Release } from './release.ts';

/**
 * The ids of what a release is the first to mend: advisories that affect the stable release before it, and not this one. Empty where
 * there are none, or no advisories at hand.
 */
export const firstFixOf = ({ version, metadata }: Release, advisories: Advisories | undefined): readonly string[] => {
  if (valid(version) === null || advisories?.known('npm', metadata.name) !== true) return [];
  const before = [...metadata.versions.keys()]
    .filter((other) => valid(other) !== null && prerelease(other) === null && lt(other, version))
    .sort(rcompare)[0];
  const [old, now] = [before, version].map((each) => (each === undefined ? undefined : issuesOf(advisories, metadata.name, each)));
  if (old === undefined || now === undefined) return [];
  return old.filter((id) => !now.includes(id));
};

const issuesOf = (advisories: Advisories, name: string, version: string): readonly string[] | undefined => {
  const exposure = advisories.assess('npm', name, version);
  return 'unavailable' in exposure ? undefined : idsOf([...exposure.vulnerabilities, ...exposure.malware]);
};
