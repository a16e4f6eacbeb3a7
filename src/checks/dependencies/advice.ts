import { type PackageSubject, type Undetermined, undetermined } from '../../check.ts';
import type { Exposure, Issue } from '../../facts/advisories/exposure.ts';
import type { Package } from '../../model/package.ts';

const SUMMARY = 120;
const NAMED = 3;

/** An issue in a few words: its id, what it is called, how bad it is. Of malware nobody says how bad it is. */
export const inShort = ({ ids, summary, rating: { score, known, severity } }: Issue): string => {
  const [id = '', ...others] = ids;
  const cve = id.startsWith('CVE-') ? undefined : others.find((other) => other.startsWith('CVE-'));
  const bad = score !== undefined ? `CVSS ${score.toFixed(1)}` : known ? `${severity} severity` : 'unknown severity';
  const about = [
    ...(cve === undefined ? [] : [cve]),
    ...(summary === undefined ? [] : [summary.length > SUMMARY ? `${summary.slice(0, SUMMARY - 1).trimEnd()}…` : summary]),
    ...(id.startsWith('MAL-') ? [] : [bad]),
  ];
  return about.length === 0 ? id : `${id} (${about.join(', ')})`;
};

/** The ids of issues with all their aliases. */
export const idsOf = (issues: readonly Issue[]): readonly string[] => [...new Set(issues.flatMap(({ ids }) => ids))];

/** What a package is to the project: whether it is needed to run it, and what brings it in. */
export const roleOf = ({ dev, paths }: Package): string => {
  const between = paths?.[0]?.slice(1, -1) ?? [];
  const way = between.length > NAMED + 1 ? [...between.slice(0, NAMED), '…'] : between;
  return [
    ...(dev === undefined ? [] : [dev ? 'development only' : 'production']),
    ...(way.length === 0 ? [] : [`through ${way.join(' > ')}`]),
  ].join(', ');
};

/** How to come to another version: of a direct dependency, or of one that others bring in. */
export const upgradeTo = ({ name, version, ecosystem, source, direct, bundled, paths = [] }: Package, fixed: string): string => {
  if (source !== 'registry') return `Take a revision of ${name} that has the fixes of ${fixed}.`;
  if (ecosystem !== 'npm' || direct === undefined) return `Update ${name} to ${fixed}.`;
  if (direct) return `Run \`npm install ${name}@${fixed}\`.`;
  const above = [...new Set(paths.flatMap((path) => path[1] ?? []))];
  const named = above.length > NAMED ? `${above.slice(0, NAMED).join(', ')} and others` : above.join(' and ');
  const bringers = named === '' ? 'what brings it in' : `${named}, which ${above.length === 1 ? 'brings' : 'bring'} it in`;
  if (bundled) return `Update ${bringers}: it lies in the archive of another package.`;
  return `Update ${bringers}; until that helps, put \`"overrides": { "${name}@${version}": "${fixed}" }\` into package.json.`;
};

const MALWARE = /(?:^|\/)MAL-/;

/** The records about malware, or those about anything else, that could not be held against the version. */
export const unclearOf = ({ unclear }: Exposure, malware: boolean): Exposure['unclear'] =>
  unclear.filter(({ id }) => MALWARE.test(id) === malware);

/** Why a package has no verdict, where nothing was found and something could not be compared. */
export const unsettled = (subject: PackageSubject, { id, why }: Exposure['unclear'][number]): Undetermined => {
  switch (why) {
    case 'no-version':
      return noVersion(subject);
    case 'commits':
      return lacking(subject, 'commits-only', `${id} is about the package and names commits, but no versions`);
    case 'malformed':
      return lacking(subject, 'unreadable', `${id} is about the package and cannot be read`);
  }
};

/** A version that is missing or is none. */
export const noVersion = (subject: PackageSubject): Undetermined =>
  undetermined(subject.at('version'), { kind: 'malformed', expected: 'a version that can be compared' });

/** Advisories that a run has not got for a package. */
export const lacking = (subject: PackageSubject, why: string, message: string): Undetermined =>
  undetermined(subject, { kind: 'missing-fact', fact: 'advisories', why, message });
