/**
 * A record in OSV's format, as far as parapet reads it: https://ossf.github.io/osv-schema/
 */
export interface Advisory {
  readonly id: string;
  /** ISO instant. */
  readonly modified?: string;
  readonly withdrawn?: string;
  readonly aliases?: readonly string[];
  readonly summary?: string;
  readonly severity?: readonly { readonly type: string; readonly score: string }[];
  readonly affected?: readonly Affected[];
  readonly database_specific?: Readonly<Record<string, unknown>>;
}

export interface Affected {
  readonly package?: { readonly ecosystem: string; readonly name: string; readonly purl?: string };
  readonly ranges?: readonly Range[];
  readonly versions?: readonly string[];
  readonly severity?: readonly { readonly type: string; readonly score: string }[];
  readonly database_specific?: Readonly<Record<string, unknown>>;
}

export interface Range {
  readonly type: 'SEMVER' | 'ECOSYSTEM' | 'GIT';
  readonly events: readonly RangeEvent[];
  readonly database_specific?: Readonly<Record<string, unknown>>;
}

/** Exactly one of its members is there. */
export interface RangeEvent {
  readonly introduced?: string;
  readonly fixed?: string;
  readonly last_affected?: string;
  readonly limit?: string;
}
