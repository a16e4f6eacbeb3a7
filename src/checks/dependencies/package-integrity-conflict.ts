import { defineCheck, finding, notApplicable, type PackageSubject, related, undetermined } from '../../check.ts';
import { contradicts } from '../../model/integrity.ts';
import type { Package } from '../../model/package.ts';
import { registryOf } from '../../model/registries.ts';
import { packageSubject } from '../../model/subject.ts';
import { nameOf, requiredHere } from './required.ts';

/** Ecosystems in which a version is one archive, which nobody packs anew. */
const ONE_ARCHIVE: ReadonlySet<string> = new Set(['npm', 'crates.io', 'Go', 'NuGet']);

const differs = (one: Package, other: Package): boolean =>
  one.integrity !== undefined && other.integrity !== undefined && contradicts(one.integrity, other.integrity);

/** Whether two packages have one registry: a name and version in two of them may be two things. Unknown where only one says which. */
const sameRegistry = (one: Package, other: Package): boolean | undefined => {
  const [ours, theirs] = [registryOf(one), registryOf(other)];
  if (ours === theirs) return true;
  return ours !== undefined && theirs !== undefined ? false : undefined;
};

/** More lockfiles than these hold the same for the others to be held against. */
const MAX_COPIES = 200;

/** The copies in lockfiles that come before: of two that contradict each other one finding is enough. */
const before = ({ pkg }: PackageSubject, copies: readonly Package[]): readonly Package[] => {
  const first = copies.slice(0, MAX_COPIES);
  return first.slice(0, first.includes(pkg) ? first.indexOf(pkg) : MAX_COPIES);
};

export default defineCheck({
  id: 'package-integrity-conflict',
  title: 'One version of a package has two hashes',
  family: 'dependencies',
  severity: 'high',
  confidence: 'high',
  sources: ['package'],
  subject: 'package',
  reads: {},
  consults: ['base'],
  docs: {
    why: 'What was published under a version never changes. Two hashes mean that one was edited by hand, or that a registry or a proxy handed out something else.',
    fix: 'Find out which of the two the registry gives (`npm view NAME@VERSION dist.integrity`) and who wrote the other.',
    limits:
      'Holds lockfiles of the run against each other, and with --base against what they were. Judged are npm, Cargo, Go and NuGet; of a version of Python or Ruby there are several files, and Composer and Maven have their archives made anew.',
    references: [
      'https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages',
      'https://go.dev/ref/mod#go-sum-files',
      'https://doc.rust-lang.org/cargo/reference/registry-index.html#json-schema',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['3.18', '4.13'] },
  },
  *check(subject, { copies, facts }) {
    const { pkg } = subject;
    const { ecosystem, source, integrity, otherIntegrity = [], bundled } = pkg;
    if (!ONE_ARCHIVE.has(ecosystem) || source !== 'registry' || bundled === true || integrity === undefined) return yield notApplicable();
    const at = subject.at('integrity');
    const conflict = (where: string, other: string, more: Parameters<typeof finding>[2] = {}) =>
      finding(at, `${nameOf(pkg)} has another hash ${where}`, {
        ...more,
        related: [...(more.related ?? []), ...requiredHere(subject)],
        data: { integrity, other, resolved: pkg.resolved ?? null },
      });

    const within = otherIntegrity.find((other) => contradicts(integrity, other));
    if (within !== undefined) yield conflict('at another place of the same lockfile', within);

    const was = facts.base?.before(pkg);
    if (was?.kind === 'unknown') yield undetermined(at, was.reason);
    if (was?.kind === 'same' && differs(pkg, was.pkg)) {
      const same = sameRegistry(pkg, was.pkg);
      if (same === true) yield conflict(`than in ${facts.base?.name}`, was.pkg.integrity ?? '');
      if (same === undefined) yield undetermined(at, { kind: 'outside', what: `from which registry ${facts.base?.name} had it` });
    }

    const different = before(subject, copies).filter((other) => other.source === 'registry' && differs(pkg, other));
    const other = different.find((each) => sameRegistry(pkg, each) === true);
    const unclear = different.find((each) => sameRegistry(pkg, each) === undefined);
    if (other !== undefined)
      yield conflict(`in ${other.origin.file ?? 'another lockfile'}`, other.integrity ?? '', {
        // Where lockfiles leave out the registry that is set, each may mean another one.
        ...(registryOf(pkg) === undefined && ecosystem !== 'Go' ? { confidence: 'medium' } : {}),
        related: [related(packageSubject(other).at('integrity'), 'the other hash')],
      });
    else if (unclear !== undefined)
      yield undetermined(at, {
        kind: 'outside',
        what: `whether ${unclear.origin.file ?? 'another lockfile'} has it from the same registry`,
      });
  },
});
