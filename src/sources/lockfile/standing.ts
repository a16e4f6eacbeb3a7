/** How a lockfile stands to the manifest beside it, where it says of itself what it was written for. */
export interface Standing {
  /** The manifest's name, in the lockfile's folder: `composer.json`. */
  readonly manifest: string;
  /** The lockfile's own name, where packages are read by another file. */
  readonly lockfile?: string;
  /** Whether it was written for what the manifest says now. */
  readonly current: boolean;
  /** What the manifest asks for and the lockfile does not hold, in its words; empty where only a hash tells that it is another one. */
  readonly unmet: readonly string[];
}

/** A lockfile that holds all of what is asked for, or lacks some of it. */
export const standingOf = (manifest: string, unmet: readonly string[], lockfile?: string): Standing => ({
  manifest,
  ...(lockfile === undefined ? {} : { lockfile }),
  current: unmet.length === 0,
  unmet,
});

/** A lockfile that keeps the hash of its manifest; `expected` are those of any version of the package manager. */
export const standingByHash = (manifest: string, given: string, expected: readonly string[]): Standing => ({
  manifest,
  current: expected.includes(given),
  unmet: [],
});
