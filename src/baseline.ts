/** A finding that was there when the baseline was written. Only `fingerprint` is compared; the rest is for people who read the file. */
export interface BaselineEntry {
  readonly check: string;
  readonly fingerprint: string;
  /** The id of the subject. */
  readonly subject: string;
  readonly file: string | null;
}

/** The findings that a project has accepted for now: two identical findings are two entries. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}
