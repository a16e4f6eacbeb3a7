import type { Gap } from '../../../model/inventory.ts';
import { baseOf, keyOf, onlyEcosystemOf } from '../names.ts';
import type { Advisory, Affected } from '../osv.ts';
import { readRecord } from '../record.ts';
import { instantOf, isLater, losses, type Origin, type RecordSink } from '../texts.ts';
import type { Held } from './format.ts';

/** What is written of one package: its records as JSON with their ids, and the ids of those that could not be read. */
export interface PackageContent {
  readonly name: string;
  readonly records: readonly (readonly [id: string, json: string])[];
  readonly unreadable: readonly string[];
}

/** The advisories of an ecosystem, as they are written. */
export interface Content {
  packages(): Iterable<PackageContent>;
  /** There are no more packages than this. */
  readonly most: number;
  /** Every record's id with its date, those without a package among them. */
  readonly ids: ReadonlyMap<string, string>;
  readonly newest: string | null;
  readonly unreadable: number;
  /** Some record is about this ecosystem alone: what was collected is not just what others have in common with it. */
  readonly own: boolean;
}

/** What an older database holds, where the new one begins with it. */
export interface Base {
  held(): Iterable<Held>;
  readonly packages: number;
  readonly ids: ReadonlyMap<string, string>;
}

/** In place of a date, of what could not be read. */
const UNREADABLE = '!';

/** The name that a package has in an ecosystem's database. */
export const nameIn = (ecosystem: string, name: string): string => keyOf(ecosystem, name).slice(ecosystem.length + 1);

const nonempty = <T>(list: readonly T[] | undefined): readonly T[] | undefined => (list?.length === 0 ? undefined : list);

/** What is kept of a record for one package. The package is known where it is read. */
const packed = ({ modified: _, aliases, severity, ...rest }: Advisory, entries: readonly Affected[]): string =>
  JSON.stringify({
    ...rest,
    aliases: nonempty(aliases),
    severity: nonempty(severity),
    affected: entries.map(({ package: _, ranges, versions, ...entry }) => ({
      ...entry,
      ranges: nonempty(ranges),
      versions: nonempty(versions),
    })),
  });

/** The record that was packed for a package; `undefined` for what is none. */
export const unpacked = (value: unknown, ecosystem: string, name: string): Advisory | undefined => {
  const record = readRecord(value);
  if ('malformed' in record) return undefined;
  return { ...record, affected: (record.affected ?? []).map((entry) => ({ ...entry, package: { ecosystem, name } })) };
};

/** Collects the records about one ecosystem: all of them, or what is new to those of a base, which is not taken into memory. */
export const collecting = (ecosystem: string, base?: Base) => {
  const records = new Map<string, Map<string, string>>();
  const unreadable = new Map<string, Set<string>>();
  /** By id: the packages that it is about, as far as it is not of the base. */
  const names = new Map<string, readonly string[]>();
  const dates = new Map<string, string>(base?.ids);
  /** Ids whose records in the base no longer count. */
  const replaced = new Set<string>();
  const lost = losses();
  let isOwn = base !== undefined;
  const put = (name: string, id: string, json: string): void => {
    const held = records.get(name);
    if (held === undefined) records.set(name, new Map([[id, json]]));
    else held.set(id, json);
  };
  const putUnreadable = (name: string, id: string): void => void unreadable.set(name, (unreadable.get(name) ?? new Set()).add(id));

  /** Forgets all that a record said. */
  const remove = (id: string): void => {
    for (const name of names.get(id) ?? [])
      for (const held of [records, unreadable]) if (held.get(name)?.delete(id) && held.get(name)?.size === 0) held.delete(name);
    names.delete(id);
    dates.delete(id);
    if (base !== undefined) replaced.add(id);
  };

  const isAbout = ({ affected = [] }: Advisory): boolean =>
    affected.some(({ package: of }) => of !== undefined && baseOf(of.ecosystem) === ecosystem);

  /** The entries of a record about each package of the ecosystem. */
  const entriesIn = ({ affected = [], withdrawn }: Advisory): ReadonlyMap<string, readonly Affected[]> => {
    const entries = new Map<string, Affected[]>();
    if (withdrawn !== undefined) return entries;
    for (const entry of affected) {
      if (entry.package === undefined || baseOf(entry.package.ecosystem) !== ecosystem) continue;
      const name = nameIn(ecosystem, entry.package.name);
      const known = entries.get(name);
      if (known === undefined) entries.set(name, [entry]);
      else known.push(entry);
    }
    return entries;
  };

  const sink: RecordSink = {
    take: (record) => {
      const modified = instantOf(record.modified);
      const before = dates.get(record.id);
      if (before === undefined && !isAbout(record)) return;
      if (before !== undefined && before !== UNREADABLE && !isLater(modified, before)) return;
      remove(record.id);
      isOwn ||= onlyEcosystemOf(record) === ecosystem;
      const about = entriesIn(record);
      for (const [name, entries] of about) put(name, record.id, packed(record, entries));
      names.set(record.id, [...about.keys()]);
      dates.set(record.id, modified);
    },
    lose: (what, message, seeming = new Set()) => {
      lost.add(what, message);
      const id = idIn(what);
      const about = [...seeming].map((name) => nameIn(ecosystem, name));
      for (const name of about) putUnreadable(name, id);
      // What was read of it before stays: a package that it affected is not acquitted.
      names.set(id, [...new Set([...(names.get(id) ?? []), ...about])]);
      dates.set(id, UNREADABLE);
    },
  };

  const own = (name: string): PackageContent => ({
    name,
    records: [...(records.get(name) ?? [])],
    unreadable: [...(unreadable.get(name) ?? [])],
  });

  /** Packages of the base with what is new to them, then those that it has not got. */
  function* packages(): Generator<PackageContent> {
    const rest = new Set([...records.keys(), ...unreadable.keys()]);
    for (const [name, kept, lacking] of base?.held() ?? []) {
      rest.delete(name);
      const more = own(name);
      const all = {
        name,
        records: [...kept.map(idOf).filter(([id]) => !replaced.has(id)), ...more.records],
        unreadable: [...new Set([...lacking.filter((id) => !replaced.has(id)), ...more.unreadable])],
      };
      if (all.records.length + all.unreadable.length > 0) yield all;
    }
    for (const name of rest) yield own(name);
  }

  return {
    ...sink,
    remove,
    has: (id: string) => dates.has(id),
    all: (): readonly string[] => [...dates.keys()],
    /** The date of a record; less than any where there is none, or the record could not be read. */
    dateOf: (id: string): string => dates.get(id) ?? '',
    /** Says when a record was changed last, where the record itself does not. */
    date: (id: string, modified: string): void => void dates.set(id, modified),
    /** What was said of records that could not be read. */
    get gaps(): readonly Gap[] {
      return lost.gaps;
    },
    get content(): Content {
      let newest = '';
      let unread = 0;
      for (const modified of dates.values()) {
        if (modified === UNREADABLE) unread += 1;
        else if (isLater(modified, newest)) newest = modified;
      }
      return {
        packages,
        most: (base?.packages ?? 0) + records.size + unreadable.size,
        ids: dates,
        newest: newest === '' ? null : newest,
        unreadable: unread,
        own: isOwn,
      };
    },
  };
};

const idOf = (record: unknown): readonly [id: string, json: string] => [(record as { readonly id: string }).id, JSON.stringify(record)];

export type Collecting = ReturnType<typeof collecting>;

/** Hands each record to many, unless a newer one of its id came before: one that no longer names a package must not be undone. */
export const newestTo = (sinks: readonly RecordSink[]): RecordSink => {
  const seen = new Map<string, string>();
  return {
    take: (record) => {
      const modified = instantOf(record.modified);
      const before = seen.get(record.id);
      if (before !== undefined && !isLater(modified, before)) return;
      seen.set(record.id, modified);
      for (const sink of sinks) sink.take(record);
    },
    lose: (what, message, names) => {
      for (const sink of sinks) sink.lose(what, message, names);
    },
  };
};

/** What a record is called that cannot be read: by its file, as OSV names files by their ids. */
const idIn = ({ file, member = file }: Origin): string => (member.split('/').at(-1) ?? member).replace(/\.json$/, '');
