import { type Finding, type PackageSubject, related } from '../../check.ts';
import type { Package } from '../../model/package.ts';

/** The lines of the manifests that bring a package in, as the `related` places of a finding about it. */
export const requiredHere = (subject: PackageSubject): NonNullable<Finding['related']> =>
  (subject.pkg.requiredBy ?? []).map((_, index) => related(subject.at('requiredBy', index), 'required here'));

/** A package in a message: its name and its version, where it has one. */
export const nameOf = ({ name, version }: Package): string => (version === undefined ? name : `${name} ${version}`);
