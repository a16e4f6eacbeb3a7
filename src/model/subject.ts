import type { RawResource } from './inventory.ts';
import type { Package } from './package.ts';
import type { Path } from './value.ts';

/** What a verdict is about, as a source emits it. */
export type Audited = RawResource | Package;

/** Tells a package from a resource. */
export const isPackage = (subject: Audited): subject is Package => 'ecosystem' in subject;
/** What the subject is called within its input: a resource's id, a package's purl. */
export const idOf = (subject: Audited): string => (isPackage(subject) ? subject.purl : subject.id);
/** The CloudFormation type, or `package`. */
export const typeOf = (subject: Audited): string => (isPackage(subject) ? 'package' : subject.type);

interface Place {
  readonly subject: Package;
  readonly path: Path;
  readonly trail: Path;
}

/** A package as a check sees it. Its members are known or absent: a lockfile has no conditions. */
export interface PackageSubject extends Place {
  readonly type: 'package';
  /** The purl. */
  readonly id: string;
  readonly pkg: Package;
  /** The place of one of its members in the lockfile; of `requiredBy` and an index that line of a manifest. */
  at(member: keyof Package, index?: number): Place;
}

/** A package as checks see it. */
export const packageSubject = (pkg: Package): PackageSubject => ({
  type: 'package',
  id: pkg.purl,
  pkg,
  subject: pkg,
  path: [],
  trail: [],
  at: (member, index) => {
    const path: Path = index === undefined ? [member] : [member, index];
    return { subject: pkg, path, trail: path };
  },
});
