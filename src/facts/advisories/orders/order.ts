/** How the versions of an ecosystem are ordered. */
export interface VersionOrder {
  /** Below zero, zero or above it; `undefined` where one of the two is no version. */
  compare(a: string, b: string): number | undefined;
  /** Whether it comes before a release; false for what is no version. */
  isPrerelease(version: string): boolean;
}

/** Longer ones are no versions: nobody publishes them, and comparing them costs time. */
export const MAX_LENGTH = 256;
