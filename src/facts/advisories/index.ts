import type { Advisories } from '../facts.ts';
import { assess } from './assess.ts';
import type { Exposure } from './exposure.ts';
import { keyOf } from './names.ts';
import type { Advisory } from './osv.ts';

/**
 * Advisories that are at hand, by package. `unreadable`: the keys of packages that a record is about which could not be read, with
 * what it is called. `lost`: the keys of packages about which nothing could be looked up, with the reason as a sentence without its stop.
 */
export const advisoriesOf = (
  records: readonly Advisory[],
  asOf: string | null,
  unreadable: ReadonlyMap<string, readonly string[]> = new Map(),
  lost: ReadonlyMap<string, string> = new Map(),
): Advisories => {
  const byPackage = new Map<string, Advisory[]>();
  for (const record of records) {
    if (record.withdrawn !== undefined) continue;
    const keys = new Set((record.affected ?? []).flatMap(({ package: of }) => (of === undefined ? [] : keyOf(of.ecosystem, of.name))));
    for (const key of keys) {
      const known = byPackage.get(key);
      if (known === undefined) byPackage.set(key, [record]);
      else known.push(record);
    }
  }
  const assessed = new Map<string, Exposure>();
  return {
    asOf,
    assess: (ecosystem, name, version) => {
      const key = keyOf(ecosystem, name);
      const unavailable = lost.get(key);
      if (unavailable !== undefined) return { unavailable };
      const at = `${key}\n${version}`;
      const known = assessed.get(at);
      if (known !== undefined) return known;
      const found = assess(byPackage.get(key) ?? [], { ecosystem, name, version });
      const malformed = (unreadable.get(key) ?? []).map((id) => ({ id, why: 'malformed' as const }));
      const exposure = malformed.length === 0 ? found : { ...found, unclear: [...found.unclear, ...malformed] };
      assessed.set(at, exposure);
      return exposure;
    },
    known: (ecosystem, name) => [byPackage, unreadable, lost].some((about) => about.has(keyOf(ecosystem, name))),
  };
};
