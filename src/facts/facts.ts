import type { Ecosystem, Package } from '../model/package.ts';
import type { UnknownReason } from '../model/value.ts';
import type { Exposure } from './advisories/exposure.ts';

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

/** When releases of languages, and CodeBuild's images, get their last security patch. */
export interface Languages {
  /** ISO date of the table. */
  readonly asOf: string;
  /** Whether the table has this language, whatever the release. */
  knows(language: string): boolean;
  /** ISO date; `null` is none that is known, `undefined` a release that is not in the table. */
  endOf(language: string, version: string): string | null | undefined;
  /** The same of an image of CodeBuild, without the `aws/codebuild/` before it. */
  imageEndOf(name: string): string | undefined;
}

/** Names of packages that nearly everybody knows, for which others may be mistaken. */
export interface PopularNames {
  /** ISO date of the table. */
  readonly asOf: string;
  /** Those of an ecosystem, PyPI's in their normal form; `undefined` where there is no table. */
  of(ecosystem: Ecosystem): ReadonlySet<string> | undefined;
}

/** From which accounts AWS publishes layers of its own. */
export interface LayerPublishers {
  /** ISO date of the table. */
  readonly asOf: string;
  /** What AWS publishes from an account. */
  nameOf(account: string): string | undefined;
}

/** What is known to be wrong with packages, from advisories in OSV's format: https://ossf.github.io/osv-schema/ */
export interface Advisories {
  /** ISO instant of the newest record; `null` where nobody can say. */
  readonly asOf: string | null;
  /** What they say about one version of a package. Where the look-up itself failed, the reason. */
  assess(ecosystem: Ecosystem, name: string, version: string): Exposure | { readonly unavailable: string };
  /** Whether there is any advisory about a package, whatever the version. */
  known(ecosystem: Ecosystem, name: string): boolean;
}

/** What a package registry knows of one package. */
export interface PackageMetadata {
  readonly name: string;
  /** The version that an install without a version takes: the distribution tag `latest`. */
  readonly latest?: string;
  /** ISO instant since which nothing of the package has changed: no release is younger. */
  readonly modified?: string;
  /** Why nobody knows when its releases were published, where the registry was asked and failed to say. */
  readonly undated?: UnknownReason;
  readonly versions: ReadonlyMap<string, VersionMetadata>;
}

export interface VersionMetadata {
  /** The maintainers' word on why it is deprecated. */
  readonly deprecated?: string;
  /** ISO instant, where the registry says so. */
  readonly published?: string;
  /**
   * Whether it was published with provenance, or by a publisher whom the registry trusts to be a pipeline. Unknown where the registry
   * leaves out what would say so.
   */
  readonly provenance?: boolean;
}

/** Answers of package registries, fetched before any check runs. */
export interface Registry {
  /** `unavailable` with the reason where there is no answer: never an empty one. Where a name was asked for follows from the package's lockfile. */
  lookup(pkg: Package): PackageMetadata | { readonly unavailable: UnknownReason };
}

/** What is known about the world rather than about the audited application. Loaded before any check runs. */
export interface Facts {
  readonly runtimes: Runtimes;
  /** Shipped with parapet; a library call may do without. */
  readonly popular?: PopularNames;
  readonly languages?: Languages;
  readonly layerPublishers?: LayerPublishers;
  /** Absent where the run has none: whatever needs them is undetermined. */
  readonly advisories?: Advisories;
  /** The one of `closedRegistry` where nothing is looked up, as a lockfile alone may say enough. */
  readonly registry?: Registry;
}
