import type { PopularNames } from './facts.ts';
import table from './popular.json' with { type: 'json' };

const NAMES: Readonly<Record<string, ReadonlySet<string>>> = {
  npm: new Set(table.npm.split(' ')),
  PyPI: new Set(table.PyPI.split(' ')),
};

/** Well-known packages, of our own choosing, as they were on the table's date. */
export const popular: PopularNames = {
  asOf: table.asOf,
  of: (ecosystem) => (Object.hasOwn(NAMES, ecosystem) ? NAMES[ecosystem] : undefined),
};
