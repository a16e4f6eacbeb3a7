import type { Ecosystem, Package } from '../model/package.ts';
import type { Policy } from '../model/policy.ts';
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

/** What AWS calls the kind of a thing that an action does. */
export type AccessLevel = 'list' | 'read' | 'write' | 'tagging' | 'permissions';

/** An action of a service. */
export interface IamAction {
  /** With the service's prefix, as AWS spells it: `dynamodb:GetItem`. */
  readonly name: string;
  readonly level: AccessLevel;
  /** The ARNs of what it may be limited to, from the service on, with `*` for what is somebody's choice; none where it is about all or nothing. */
  readonly resources: readonly string[];
}

/** What IAM knows: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
export interface Iam {
  /** ISO date of the older of its tables. */
  readonly asOf: string;
  /** The actions of a service by its prefix; none if there is no such service. */
  actionsOf(service: string): readonly IamAction[];
  /** What a managed policy of AWS's says, by its name; `undefined` where the table does not have it. */
  managedPolicy(name: string): Policy | undefined;
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
  /** Who published it, where the registry says so. */
  readonly publisher?: Publisher;
  /** Whether it runs a script when it is installed; unknown where the registry leaves out what would say so. */
  readonly installScript?: boolean;
  /** Whether the registry hands out a signature of it. */
  readonly signed?: boolean;
  /** Of the versions only whose signatures were asked about. */
  readonly dist?: Dist;
}

/** A version's archive, and what its registry says was signed of it. */
export interface Dist {
  /** Subresource integrity, which is what the registry's signatures are about. */
  readonly integrity?: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
  /** Whether the registry says that it has attestations of it, and that provenance is among them. */
  readonly attested: boolean;
  readonly claimsProvenance: boolean;
}

/** What a signature, or a statement that was signed, does not hold up to. */
export type Defect =
  /** The signature is not one of this name, version and archive by that key. */
  | 'signature'
  /** The signature is right, of another archive than the one that is locked. */
  | 'integrity'
  | 'unknown-key'
  /** The key had expired when the release was published. */
  | 'expired-key'
  /** The registry signs, and has no signature of this version. */
  | 'unsigned'
  /** The statement is about another package, version or archive. */
  | 'subject'
  /** The certificate was not issued by an authority that is trusted, or not for then. */
  | 'certificate'
  | 'transparency-log'
  /** The time of signing is not vouched for by anybody. */
  | 'timestamp'
  /** The statement contradicts the certificate that it was signed with. */
  | 'statement'
  /** What should be a signed statement is built like none. */
  | 'malformed';

/** Something signed that does not verify. */
export interface Failure {
  readonly defect: Defect;
  readonly of: 'signature' | 'attestation';
  /** A sentence without its full stop. */
  readonly message: string;
}

/**
 * What a build platform vouches for: who built a release, of what. It was verified, and comes from the certificate that the platform's
 * identity got, but for what is said of a member.
 */
export interface Provenance {
  /** The kind of the statement: `https://slsa.dev/provenance/v1`. */
  readonly predicateType: string;
  /** The builder, in the statement's own words: a workflow that makes its statement itself could name another. */
  readonly builder?: string;
  /** Who vouched for the identity of the build: `https://token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** The address of the source repository. */
  readonly repository: string;
  readonly commit: string;
  /** The branch or tag: `refs/tags/v1.0.0`. */
  readonly ref?: string;
  /** The workflow that signed, with its revision: `https://github.com/owner/repo/.github/workflows/release.yml@refs/tags/v1.0.0`. */
  readonly workflow: string;
  /** The address of the run. */
  readonly run?: string;
  /** `github-hosted` or `self-hosted`. */
  readonly runner?: string;
}

/** What became of the verification of all that was signed of a release. It is verified where there are neither failures nor unknowns. */
export interface Verification {
  readonly failures: readonly Failure[];
  /** What could not be verified: each reason why. */
  readonly unknown: readonly UnknownReason[];
  /** Absent where the release has none, or none that was verified. */
  readonly provenance?: Provenance;
}

/** Who published a release. */
export interface Publisher {
  /** A user of the registry. */
  readonly name: string;
  /** The platform whose pipeline the registry trusts in the place of a user, as it calls it: `github`. */
  readonly trusted?: string;
}

/** Answers of package registries, fetched before any check runs. */
export interface Registry {
  /** `unavailable` with the reason where there is no answer: never an empty one. Where a name was asked for follows from the package's lockfile. */
  lookup(pkg: Package): PackageMetadata | { readonly unavailable: UnknownReason };
  /** What of the signatures and attestations of a package's locked version holds up. */
  verificationOf(pkg: Package): Verification;
  /** What attestations were verified by, where there were any. */
  readonly trust?: Trust;
}

/** The authorities, logs and keys that attestations are verified by. */
export interface Trust {
  /** ISO date on which they were those. */
  readonly asOf: string;
  /** Why they may be out of date, as a sentence without its full stop. */
  readonly stale?: string;
}

/** What stood in the place of a package before: nothing, the same version, or another one. */
export type Before =
  | { readonly kind: 'new' }
  | { readonly kind: 'same'; readonly pkg: Package }
  | { readonly kind: 'changed'; readonly from: Package }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** What the lockfiles held before a change: at a revision, or as other files have it. */
export interface Base {
  /** As the user named it: `main`. */
  readonly name: string;
  before(pkg: Package): Before;
}

/** What is known about the world rather than about the audited application. Loaded before any check runs. */
export interface Facts {
  readonly runtimes: Runtimes;
  /** Shipped with parapet; a library call may do without. */
  readonly popular?: PopularNames;
  readonly languages?: Languages;
  readonly layerPublishers?: LayerPublishers;
  readonly iam?: Iam;
  /** Absent where the run has none: whatever needs them is undetermined. */
  readonly advisories?: Advisories;
  /** The one of `closedRegistry` where nothing is looked up, as a lockfile alone may say enough. */
  readonly registry?: Registry;
  /** Absent where the user named none: nothing is said of changes then. */
  readonly base?: Base;
}
