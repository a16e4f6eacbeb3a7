import type { Severity } from './check.ts';
import type { Location } from './report.ts';

/** What a user may tune about how checks judge. */
export interface Settings {
  /** Days ahead in which a runtime's deprecation is reported. */
  readonly runtimeEndingDays: number;
  /** Days that a release has to be out before it is locked; 0 lets any be. */
  readonly packageTooNewDays: number;
  /** Years without a release after which a package counts as abandoned. */
  readonly packageAbandonedYears: number;
  /** Account ids (12 digits) that may be let in. */
  readonly trustedAccounts: readonly string[];
  /** Organization ids (`o-...`) that may be let in. */
  readonly trustedOrganizations: readonly string[];
  /** Names of packages that are published to no public registry, as globs: `@acme/*`, `acme-*`. */
  readonly internalPackages: readonly string[];
  /** Whether every function is to be signed, so that an unsigned one is more than hygiene. */
  readonly requireCodeSigning: boolean;
}

/** What holds where a configuration says nothing. */
export const defaultSettings: Settings = {
  runtimeEndingDays: 180,
  packageTooNewDays: 7,
  packageAbandonedYears: 2,
  trustedAccounts: [],
  trustedOrganizations: [],
  internalPackages: [],
  requireCodeSigning: false,
};

/** An ignore of the configuration: the findings of one check, everywhere or where `resource` and `path` match. */
export interface ConfigIgnore {
  readonly check: string;
  /** A glob over the id or the ARN of the subject. */
  readonly resource?: string;
  /** A glob over the file. */
  readonly path?: string;
  readonly reason: string;
  /** ISO date after which it no longer works. */
  readonly until?: string;
  /** Where it stands, for notices about it. */
  readonly location: Location;
}

/** What `parapet.yml` says. */
export interface Config {
  readonly settings: Settings;
  /** The checks that do not run. */
  readonly off: ReadonlySet<string>;
  /** The severity of every finding of a check, in place of the check's own. */
  readonly severities: ReadonlyMap<string, Severity>;
  readonly ignores: readonly ConfigIgnore[];
}

/** The configuration of a run without a configuration file. */
export const defaultConfig: Config = { settings: defaultSettings, off: new Set(), severities: new Map(), ignores: [] };
