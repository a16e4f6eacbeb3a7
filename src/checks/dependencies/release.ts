import { type NotApplicable, notApplicable, type PackageSubject, type Undetermined, undetermined } from '../../check.ts';
import { daysBetween } from '../../date.ts';
import type { PackageMetadata, Registry, VersionMetadata } from '../../facts/facts.ts';
import type { UnknownReason } from '../../model/value.ts';

const NO_DATES: UnknownReason = {
  kind: 'missing-fact',
  fact: 'registry',
  why: 'no-dates',
  message: 'The registry does not say when releases were published',
};

/** The locked version of a package, as its registry knows it. */
export interface Release extends VersionMetadata {
  readonly version: string;
  readonly metadata: PackageMetadata;
}

/** Looks a package up. What comes inside another one's archive is that one's, and no business of this registry's. */
export function* lookedUp(
  { pkg, at }: PackageSubject,
  registry: Registry,
): Generator<NotApplicable | Undetermined, PackageMetadata | undefined> {
  if (pkg.source !== 'registry' || pkg.bundled === true) {
    yield notApplicable();
    return undefined;
  }
  const metadata = registry.lookup(pkg);
  if (!('unavailable' in metadata)) return metadata;
  yield undetermined(at('version'), metadata.unavailable);
  return undefined;
}

/** The same, and the locked version in it. */
export function* lockedRelease(subject: PackageSubject, registry: Registry): Generator<NotApplicable | Undetermined, Release | undefined> {
  const metadata = yield* lookedUp(subject, registry);
  if (metadata === undefined) return undefined;
  const { pkg, at } = subject;
  const { name, version } = pkg;
  if (version === undefined) {
    yield undetermined(at('version'), { kind: 'malformed', expected: 'a version' });
    return undefined;
  }
  const release = metadata.versions.get(version);
  if (release !== undefined) return { ...release, version, metadata };
  yield undetermined(at('version'), { kind: 'not-in-table', table: 'releases in the registry', value: `${name} ${version}` });
  return undefined;
}

/**
 * How many days ago a release was published: at least so many where a registry says only when it last changed anything of the package,
 * as long as that is `enough` to know. Negative for one that is younger than `today`.
 */
export const ageOf = ({ published, metadata }: Release, today: string, enough: number): number | UnknownReason => {
  if (published !== undefined) return daysBetween(published, today);
  const least = metadata.modified === undefined ? undefined : daysBetween(metadata.modified, today);
  return least !== undefined && least >= enough ? least : undatedOf(metadata);
};

/** Why nobody knows when the releases of a package were published. */
export const undatedOf = ({ undated = NO_DATES }: PackageMetadata): UnknownReason => undated;
