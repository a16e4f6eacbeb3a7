import type { Gap } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';
import { keyOf, onlyEcosystemOf } from './names.ts';
import type { Advisory } from './osv.ts';
import { instantOf, isLater, losses, type RecordSink } from './texts.ts';

/** What was read so far: the records about the packages that are asked for, and what could not be read. */
export interface Records extends RecordSink {
  /** How many records there were, whichever package they are about. */
  readonly count: number;
  readonly newest: string | null;
  /** Ecosystems that some record is about alone. */
  readonly ecosystems: ReadonlySet<string>;
  readonly wanted: readonly Advisory[];
  /** By package: what is about it and could not be read. */
  readonly unreadable: ReadonlyMap<string, readonly string[]>;
  readonly gaps: readonly Gap[];
}

/** Collects records, and keeps those about some packages: of 200,000 a run needs a few hundred. */
export const recordsAbout = (packages: readonly Pick<Package, 'ecosystem' | 'name'>[]): Records => {
  const keys = new Set<string>();
  const keysByName = new Map<string, Set<string>>();
  for (const { ecosystem, name } of packages) {
    const key = keyOf(ecosystem, name);
    keys.add(key);
    keysByName.set(name, (keysByName.get(name) ?? new Set()).add(key));
  }
  /** Every record's newest version: one that no longer names a package must not leave an older one that does. */
  const seen = new Map<string, { readonly modified: string; readonly record: Advisory | undefined }>();
  const unreadable = new Map<string, string[]>();
  const lost = losses();
  const ecosystems = new Set<string>();
  const state = { count: 0, newest: null as string | null };

  const isWanted = ({ affected = [] }: Advisory) =>
    affected.some(({ package: of }) => of !== undefined && keys.has(keyOf(of.ecosystem, of.name)));

  return {
    take: (record) => {
      state.count += 1;
      const only = onlyEcosystemOf(record);
      if (only !== undefined) ecosystems.add(only);
      const modified = instantOf(record.modified);
      if (isLater(modified, state.newest ?? '')) state.newest = modified;
      const known = seen.get(record.id);
      if (known === undefined || isLater(modified, known.modified))
        seen.set(record.id, { modified, record: isWanted(record) ? record : undefined });
    },
    lose: (what, message, names = new Set()) => {
      for (const key of [...names].flatMap((each) => [...(keysByName.get(each) ?? [])]))
        unreadable.set(key, [...(unreadable.get(key) ?? []), what.member ?? what.file]);
      lost.add(what, message);
    },
    get count() {
      return state.count;
    },
    get newest() {
      return state.newest;
    },
    ecosystems,
    get wanted() {
      return [...seen.values()].flatMap(({ record }) => record ?? []);
    },
    unreadable,
    get gaps() {
      return lost.gaps;
    },
  };
};
