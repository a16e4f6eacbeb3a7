import { major, prerelease, valid } from 'semver';
import { defineCheck, finding, undetermined } from '../../check.ts';
import { daysBetween } from '../../date.ts';
import type { VersionMetadata } from '../../facts/facts.ts';
import type { UnknownReason } from '../../model/value.ts';
import { ageOf, lockedRelease, type Release } from './release.ts';
import { requiredHere } from './required.ts';

/** Days in which a release without provenance is news. What has been out for longer was seen by others, and is how its maintainers work. */
const NEWS = 60;

const UNSAID: UnknownReason = {
  kind: 'missing-fact',
  fact: 'registry',
  why: 'no-provenance',
  message: 'The registry does not say which releases were published with provenance',
};

type Earlier = VersionMetadata & { readonly version: string };

const instantOf = ({ published }: VersionMetadata): number => (published === undefined ? Number.NaN : Date.parse(published));

/** The releases of the same major version before one, the latest first, and after them those that nobody can say it of. */
const before = (release: Release): readonly Earlier[] => {
  const { version, metadata } = release;
  const line = [...metadata.versions]
    .map(([other, known]): Earlier => ({ ...known, version: other }))
    .filter((other) => other.version !== version && valid(other.version) !== null && major(other.version) === major(version))
    // Nightly builds may come from a pipeline where people publish the releases themselves.
    .filter((other) => prerelease(other.version) === null || prerelease(version) !== null);
  return [
    ...line.filter((other) => instantOf(other) < instantOf(release)).sort((a, b) => instantOf(b) - instantOf(a)),
    ...line.filter(({ published }) => published === undefined),
  ];
};

/**
 * The latest earlier release that was published with provenance. One without it that is no news any more ends the search: it was lost
 * before. `unknown` where the registry does not say enough.
 */
const lostSince = (release: Release, today: string): Earlier | 'unknown' | undefined => {
  let unknown = false;
  for (const earlier of before(release)) {
    if (earlier.published === undefined) unknown ||= earlier.provenance !== false;
    else if (earlier.provenance === true) return earlier;
    else if (earlier.provenance === undefined) unknown = true;
    else if (daysBetween(earlier.published, today) >= NEWS) break;
  }
  return unknown ? 'unknown' : undefined;
};

export default defineCheck({
  id: 'package-provenance-lost',
  title: 'Package lost its provenance',
  family: 'dependencies',
  severity: 'high',
  confidence: 'medium',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['registry'],
  datesWithin: () => NEWS,
  docs: {
    why: 'Provenance says which pipeline built a release from which commit. A release without it, after others that had it, was published by other means: so it is when somebody has stolen a token of the maintainers.',
    fix: 'Go back to the last release with provenance until the maintainers have said why this one has none, and compare the two.',
    limits: `Only releases of the last ${NEWS} days are judged, against those of the same major version. That there was provenance is the registry's word: only that of the locked release is verified. Maintainers who publish by hand once in a while are found too.`,
    references: [
      'https://docs.npmjs.com/generating-provenance-statements',
      'https://docs.npmjs.com/trusted-publishers',
      'https://pnpm.io/settings#trustpolicy',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['4.10', '6.1'], slsa: ['Build L1'] },
  },
  *check(subject, { facts, today }) {
    const release = yield* lockedRelease(subject, facts.registry);
    if (release === undefined) return;
    // Whoever publishes with a stolen token may well attach somebody else's.
    const forged =
      release.provenance === true && facts.registry.verificationOf(subject.pkg).failures.some(({ of }) => of === 'attestation');
    if (release.provenance === true && !forged) return;
    const at = subject.at('version');
    if (valid(release.version) === null) return yield undetermined(at, { kind: 'malformed', expected: 'a version' });
    const days = ageOf(release, today, NEWS);
    if (typeof days !== 'number') return yield undetermined(at, days);
    if (days >= NEWS) return;
    const lost = lostSince(release, today);
    if (lost === undefined) return;
    if (lost === 'unknown' || release.provenance === undefined) return yield undetermined(at, UNSAID);
    const how = forged ? 'with provenance that does not verify, unlike' : 'without provenance, which';
    yield finding(at, `${subject.pkg.name} ${release.version} was published ${how} ${lost.version}${forged ? '' : ' had'}`, {
      related: requiredHere(subject),
      data: { version: release.version, published: release.published ?? null, before: lost.version },
    });
  },
});
