import { defineCheck, finding, notApplicable, undetermined } from '../../check.ts';
import type { PackageMetadata, Publisher, VersionMetadata } from '../../facts/facts.ts';
import type { UnknownReason } from '../../model/value.ts';
import { ageOf, lockedRelease, type Release } from './release.ts';
import { nameOf, requiredHere } from './required.ts';
import { addsScript, changedFrom } from './since.ts';

/** Where the settings let any release be, one of so many days ago is still young. */
const YOUNG = 7;

const UNSAID: UnknownReason = {
  kind: 'missing-fact',
  fact: 'registry',
  why: 'no-publishers',
  message: 'The registry does not say who published which release',
};

const who = ({ name, trusted }: Publisher): string => (trusted === undefined ? name : `a pipeline (${trusted})`);

/** Whether a release changed hands. A pipeline that takes over from people is how the registry would have it. */
const isAnother = (now: Publisher, then: Publisher): boolean =>
  now.trusted === undefined
    ? then.trusted !== undefined || now.name !== then.name
    : then.trusted !== undefined && now.trusted !== then.trusted;

const instant = (release: VersionMetadata | undefined): number => Date.parse(release?.published ?? '');

/** Whether a user published releases of the package before both of those that are compared: one of its maintainers, as far as anybody can see. */
const isEstablished = ({ name, trusted }: Publisher, { versions }: PackageMetadata, releases: readonly VersionMetadata[]): boolean =>
  trusted === undefined &&
  releases.every(({ publisher }) => publisher?.trusted === undefined) &&
  [...versions.values()].some(
    (other) =>
      other.publisher?.name === name && other.publisher.trusted === undefined && releases.every((each) => instant(other) < instant(each)),
  );

const isYoung = (release: Release, today: string, enough: number): boolean => {
  const days = ageOf(release, today, enough);
  return typeof days === 'number' && days < enough;
};

export default defineCheck({
  id: 'package-publisher-changed',
  title: 'Upgrade was published by somebody else',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'medium',
  sources: ['package'],
  subject: 'package',
  reads: {},
  facts: ['registry'],
  consults: ['base'],
  docs: {
    why: 'Packages are handed over, sold and stolen. A release by somebody who had published none before is worth a look at what it changed, the more so when it is days old or brings a script.',
    fix: 'Compare the two releases and look at who the new publisher is before you merge; stay with the version before until you know.',
    limits:
      'Runs with --base, and for npm packages. High for releases of the last days and such as bring an install script; for pedants where the publisher is known from earlier releases. A pipeline that takes over from people is no finding.',
    references: [
      'https://docs.npmjs.com/trusted-publishers',
      'https://docs.npmjs.com/transferring-a-package-from-a-user-account-to-another-user-account',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['6.1'] },
  },
  *check(subject, { facts, today, settings }) {
    const { pkg } = subject;
    if (pkg.ecosystem !== 'npm') return yield notApplicable();
    const from = yield* changedFrom(subject, facts.base);
    if (from === undefined) return;
    // What came from elsewhere before was published by nobody there.
    if (from.source !== 'registry') return yield notApplicable();
    const release = yield* lockedRelease(subject, facts.registry);
    if (release === undefined) return;
    const earlier = release.metadata.versions.get(from.version ?? '');
    const at = subject.at('version');
    if (earlier === undefined)
      return yield undetermined(at, { kind: 'not-in-table', table: 'releases in the registry', value: nameOf(from) });
    const [now, then] = [release.publisher, earlier.publisher];
    if (now === undefined || then === undefined) return yield undetermined(at, UNSAID);
    if (!isAnother(now, then)) return;
    const brings = addsScript(pkg, from, facts.registry) === true;
    const young = isYoung(release, today, settings.packageTooNewDays || YOUNG);
    const established = isEstablished(now, release.metadata, [release, earlier]);
    const more = [...(young ? ['it is days old'] : []), ...(brings ? ['it brings an install script'] : [])];
    yield finding(at, [`${nameOf(pkg)} was published by ${who(now)}, ${from.version} by ${who(then)}`, ...more].join('; '), {
      ...(brings || (young && !established) ? { severity: 'high' } : established ? { severity: 'low', persona: 'pedantic' } : {}),
      related: requiredHere(subject),
      data: { publisher: now.name, before: then.name, from: from.version ?? null, published: release.published ?? null },
    });
  },
});
