import { type Finding, type PackageSubject, related } from '../../check.ts';

/** The lines of the manifests that bring a package in, as the `related` places of a finding about it. */
export const requiredHere = (subject: PackageSubject): NonNullable<Finding['related']> =>
  (subject.pkg.requiredBy ?? []).map((_, index) => related(subject.at('requiredBy', index), 'required here'));
