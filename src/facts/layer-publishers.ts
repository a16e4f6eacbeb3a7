import type { LayerPublishers } from './facts.ts';
import table from './layer-publishers.json' with { type: 'json' };

const BY_ACCOUNT: ReadonlyMap<string, string> = new Map(
  table.publishers.flatMap(({ name, accounts }) => accounts.split(' ').map((account) => [account, name] as const)),
);

/** The accounts from which AWS publishes layers of its own, as its pages had them on the table's date. */
export const layerPublishers: LayerPublishers = { asOf: table.asOf, nameOf: (account) => BY_ACCOUNT.get(account) };
