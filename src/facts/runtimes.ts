import type { Runtimes } from './facts.ts';
import table from './runtimes.json' with { type: 'json' };

/** The lifecycle of Lambda's runtimes, as AWS's page had it on the table's date. */
export const runtimes: Runtimes = {
  asOf: table.asOf,
  byId: new Map(
    table.runtimes.map(({ id, deprecated, blockCreate, blockUpdate }) => [id, { id, deprecated, blockCreate, blockUpdate }] as const),
  ),
};
