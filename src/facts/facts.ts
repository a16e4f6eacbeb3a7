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

/** What is known about the world rather than about the audited application. Loaded before any check runs. */
export interface Facts {
  readonly runtimes: Runtimes;
}
