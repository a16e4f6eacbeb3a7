import { type PackageSubject, type Undetermined, undetermined } from '../../check.ts';
import type { Exposure, Issue } from '../../facts/advisories/exposure.ts';
import type { Package } from '../../model/package.ts';
import type { Json } from '../../model/value.ts';

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

/** That somebody exploits a vulnerability, and since when that is known. */
export const attacked = ({ since, ransomware }: NonNullable<Issue['exploited']>): string =>
  `known to be exploited${ransomware ? ', for ransomware too' : ''} (CISA, ${since})`;

/** How likely it is that a package's vulnerabilities are exploited, for machines: the worst of them. */
export const likelihoodOf = (issues: readonly Issue[]): Readonly<Record<'exploited' | 'epss', Json>> => {
  const exploited = issues.flatMap((issue) => issue.exploited ?? []).toSorted((a, b) => (a.since < b.since ? -1 : 1))[0];
  const epss = issues.flatMap((issue) => issue.epss ?? []).toSorted((a, b) => b.score - a.score)[0];
  return {
    exploited: exploited === undefined ? null : { ...exploited },
    epss: epss === undefined ? null : { ...epss },
  };
};

/** What a package is to the project: whether it is needed to run it, and what brings it in. */
export const roleOf = ({ dev, paths }: Package): string => {
  const between = paths?.[0]?.slice(1, -1) ?? [];
  const way = between.length > NAMED + 1 ? [...between.slice(0, NAMED), '…'] : between;
  return [
    ...(dev === undefined ? [] : [dev ? 'development only' : 'production']),
    ...(way.length === 0 ? [] : [`through ${way.join(' > ')}`]),
  ].join(', ');
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

/** A version that is not said, or is none. */
export const noVersion = (subject: PackageSubject): Undetermined => {
  const { name, version = '' } = subject.pkg;
  return undetermined(
    subject.at('version'),
    version === ''
      ? { kind: 'outside', what: `which version of ${name} is installed` }
      : { kind: 'malformed', expected: 'a version that can be compared' },
  );
};

/** Advisories that a run has not got for a package. */
export const lacking = (subject: PackageSubject, why: string, message: string): Undetermined =>
  undetermined(subject, { kind: 'missing-fact', fact: 'advisories', why, message });
