import type { Ecosystem } from '../model/package.ts';
import type { Advisory } from './advisories/osv.ts';

/** When AWS deprecates a Lambda runtime and closes it. ISO dates; `null` is not scheduled. */
export interface RuntimeLifecycle {
  readonly id: string;
  readonly deprecated: string | null;
  /** Functions can no longer be created on it from this day on. AWS keeps moving it: projected. */
  readonly blockCreate: string | null;
  /** Functions on it can no longer be updated from this day on. AWS keeps moving it: projected. */
  readonly blockUpdate: string | null;
}

export interface Runtimes {
  /** ISO date of the table. */
  readonly asOf: string;
  readonly byId: ReadonlyMap<string, RuntimeLifecycle>;
}

/** Advisories in OSV's format (https://ossf.github.io/osv-schema/), looked up by package. */
export interface Advisories {
  /** ISO instant of the newest record or of the download; `null` where nobody can say. */
  readonly asOf: string | null;
  /**
   * The records that have an `affected` entry for this package, withdrawn ones left out, unmatched against any version.
   * Where the look-up itself failed, the reason.
   */
  lookup(ecosystem: Ecosystem, name: string): readonly Advisory[] | { readonly unavailable: string };
}

/** What a package registry knows of one package. */
export interface PackageMetadata {
  readonly name: string;
  /** The version that an install without a version takes. */
  readonly latest?: string;
  readonly versions: ReadonlyMap<string, VersionMetadata>;
}

export interface VersionMetadata {
  /** The maintainers' word on why it is deprecated. */
  readonly deprecated?: string;
  /** ISO instant, where the registry says so. */
  readonly published?: string;
}

/** Answers of package registries, fetched before any check runs. */
export interface Registry {
  /** `unavailable` with the reason where there is no answer: never an empty one. */
  lookup(ecosystem: Ecosystem, name: string): PackageMetadata | { readonly unavailable: string };
}

/** What is known about the world rather than about the audited application. Loaded before any check runs. */
export interface Facts {
  readonly runtimes: Runtimes;
  /** Absent where the run has none: whatever needs them is undetermined. */
  readonly advisories?: Advisories;
  readonly registry?: Registry;
}
