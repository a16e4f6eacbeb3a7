import table from './trust-root.json' with { type: 'json' };

/** What signatures are verified by: authorities, logs and keys, as Sigstore's TUF repository hands them out. */
export interface TrustRoot {
  /** ISO date on which it was so. */
  readonly asOf: string;
  /** https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto */
  readonly trustedRoot: unknown;
  /** npm's keys. */
  readonly npmKeys: unknown;
  /** Why it may be out of date, as a sentence without its full stop; absent where it was brought up to date. */
  readonly stale?: string;
}

/** The one that parapet ships with. */
export const embedded: TrustRoot = {
  asOf: table.asOf,
  trustedRoot: table.trustedRoot,
  npmKeys: table.npmKeys,
  stale: 'it is the one that parapet ships with',
};
