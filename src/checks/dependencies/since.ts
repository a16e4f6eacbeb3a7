import { type NotApplicable, notApplicable, type PackageSubject, type Undetermined, undetermined } from '../../check.ts';
import type { Base, PackageMetadata, Registry } from '../../facts/facts.ts';
import type { Package } from '../../model/package.ts';
import type { UnknownReason } from '../../model/value.ts';

/** The version that stood in the place of a package, where the run has a base and that held another one. */
export function* changedFrom(
  { pkg, at }: PackageSubject,
  base: Base | undefined,
): Generator<NotApplicable | Undetermined, Package | undefined> {
  const before = pkg.source === 'workspace' || pkg.source === 'link' ? undefined : base?.before(pkg);
  if (before?.kind === 'changed') return before.from;
  yield before?.kind === 'unknown' ? undetermined(at('version'), before.reason) : notApplicable();
  return undefined;
}

const NO_SCRIPTS: UnknownReason = {
  kind: 'missing-fact',
  fact: 'registry',
  why: 'no-scripts',
  message: 'Neither the lockfile nor the registry says which releases run scripts',
};

/** Whether a version runs a script when it is installed: by the registry where it says so, else by the lockfile. */
const scriptOf = (pkg: Package, metadata: PackageMetadata | undefined): boolean | undefined => {
  const release = pkg.source !== 'registry' || pkg.version === undefined ? undefined : metadata?.versions.get(pkg.version);
  return pkg.installScript === true || (release?.installScript ?? pkg.installScript);
};

/** Whether a version runs a script and the one before it did not; the reason where that cannot be said. */
export const addsScript = (pkg: Package, from: Package, registry: Registry): boolean | UnknownReason => {
  const answer = registry.lookup(pkg);
  const metadata = 'unavailable' in answer ? undefined : answer;
  const now = scriptOf(pkg, metadata);
  if (now === false) return false;
  const then = scriptOf(from, metadata);
  if (then === true) return false;
  return now === undefined || then === undefined ? ('unavailable' in answer ? answer.unavailable : NO_SCRIPTS) : true;
};
