import type { Advisory } from './osv.ts';

/** The order in which the ids of one vulnerability are named. */
const FAMILIES = [/^MAL-/, /^GHSA-/, /^(?:PYSEC|GO|RUSTSEC)-/, /^CVE-/];

const rankOf = (id: string): number => {
  const rank = FAMILIES.findIndex((family) => family.test(id));
  return rank < 0 ? FAMILIES.length : rank;
};

/** Better known ids first. */
export const byRank = (a: string, b: string): number => rankOf(a) - rankOf(b) || (a < b ? -1 : a > b ? 1 : 0);

/**
 * Records that are about the same thing. Aliases hold in both directions and over others
 * (https://ossf.github.io/osv-schema/#aliases-field), so what counts is whether any chain of ids joins two records.
 */
export const grouped = (records: readonly Advisory[]): readonly (readonly Advisory[])[] => {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    for (let each = id; each !== root; ) {
      const next = parent.get(each) ?? root;
      parent.set(each, root);
      each = next;
    }
    return root;
  };
  for (const { id, aliases = [] } of records) for (const alias of aliases) parent.set(rootOf(alias), rootOf(id));

  const groups = new Map<string, Advisory[]>();
  for (const record of records) {
    const root = rootOf(record.id);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [record]);
    else group.push(record);
  }
  return [...groups.values()];
};
