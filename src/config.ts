/** What a user may tune about how checks judge. */
export interface Settings {
  /** Days ahead in which a runtime's deprecation is reported. */
  readonly runtimeEndingDays: number;
  /** Account ids (12 digits) that may be let in. */
  readonly trustedAccounts: readonly string[];
  /** Organization ids (`o-...`) that may be let in. */
  readonly trustedOrganizations: readonly string[];
  /** Whether every function is to be signed, so that an unsigned one is more than hygiene. */
  readonly requireCodeSigning: boolean;
}

export const defaultSettings: Settings = {
  runtimeEndingDays: 180,
  trustedAccounts: [],
  trustedOrganizations: [],
  requireCodeSigning: false,
};
