import type { Gap } from '../../../model/inventory.ts';
import { keyOf } from '../names.ts';
import type { Advisory, Affected } from '../osv.ts';
import { readRecord } from '../record.ts';
import { instantOf, isLater, losses, type Origin, type RecordSink } from '../texts.ts';

/** The advisories of an ecosystem, as they are written. */
export interface Content {
  /** By package: its records as JSON, by id. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By package: the ids of records about it that could not be read. */
  readonly unreadable: ReadonlyMap<string, ReadonlySet<string>>;
  /** Every record's id with its date, those without a package among them. */
  readonly ids: ReadonlyMap<string, string>;
  readonly newest: string | null;
  readonly recordCount: number;
  readonly unreadableCount: number;
}

/** In place of a date, of what could not be read. */
const UNREADABLE = '!';

/** The name that a package has in an ecosystem's database. */
export const nameIn = (ecosystem: string, name: string): string => keyOf(ecosystem, name).slice(ecosystem.length + 1);

const ecosystemOf = (ecosystem: string): string => ecosystem.split(':', 1)[0] ?? ecosystem;

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

/** Collects the records about one ecosystem. */
export const collecting = (ecosystem: string) => {
  const records = new Map<string, Map<string, string>>();
  const unreadable = new Map<string, Set<string>>();
  /** By id: its date, and the packages that it is about. */
  const known = new Map<string, { readonly modified: string; readonly names: readonly string[] }>();
  const lost = losses();
  const put = (name: string, id: string, json: string): void => {
    const held = records.get(name);
    if (held === undefined) records.set(name, new Map([[id, json]]));
    else held.set(id, json);
  };
  const putUnreadable = (name: string, id: string): void => void unreadable.set(name, (unreadable.get(name) ?? new Set()).add(id));

  /** Forgets all that a record said. */
  const remove = (id: string): void => {
    for (const name of known.get(id)?.names ?? [])
      for (const held of [records, unreadable]) if (held.get(name)?.delete(id) && held.get(name)?.size === 0) held.delete(name);
    known.delete(id);
  };

  const isAbout = ({ affected = [] }: Advisory): boolean =>
    affected.some(({ package: of }) => of !== undefined && ecosystemOf(of.ecosystem) === ecosystem);

  /** The entries of a record about each package of the ecosystem. */
  const entriesIn = ({ affected = [], withdrawn }: Advisory): ReadonlyMap<string, readonly Affected[]> => {
    const entries = new Map<string, Affected[]>();
    if (withdrawn !== undefined) return entries;
    for (const entry of affected) {
      if (entry.package === undefined || ecosystemOf(entry.package.ecosystem) !== ecosystem) continue;
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
      const before = known.get(record.id);
      if (before === undefined && !isAbout(record)) return;
      if (before !== undefined && before.modified !== UNREADABLE && !isLater(modified, before.modified)) return;
      remove(record.id);
      const about = entriesIn(record);
      for (const [name, entries] of about) put(name, record.id, packed(record, entries));
      known.set(record.id, { modified, names: [...about.keys()] });
    },
    lose: (what, message, names = new Set()) => {
      lost.add(what, message);
      const id = idIn(what);
      const about = [...names].map((name) => nameIn(ecosystem, name));
      for (const name of about) putUnreadable(name, id);
      // What was read of it before stays: a package that it affected is not acquitted.
      known.set(id, { modified: UNREADABLE, names: [...new Set([...(known.get(id)?.names ?? []), ...about])] });
    },
  };

  return {
    ...sink,
    remove,
    has: (id: string) => known.has(id),
    all: (): readonly string[] => [...known.keys()],
    /** The date of a record; less than any where there is none, or the record could not be read. */
    dateOf: (id: string): string => known.get(id)?.modified ?? '',
    /** Takes what an older database holds of a package. */
    keep: (name: string, held: readonly (readonly [id: string, json: string])[], lacking: readonly string[]): void => {
      for (const [id, json] of held) put(name, id, json);
      for (const id of lacking) putUnreadable(name, id);
      for (const id of [...held.map(([id]) => id), ...lacking]) {
        const before = known.get(id);
        known.set(id, { modified: before?.modified ?? '', names: [...(before?.names ?? []), name] });
      }
    },
    /** Says when a record was changed last, where the record itself does not. */
    date: (id: string, modified: string): void => {
      known.set(id, { modified, names: known.get(id)?.names ?? [] });
    },
    /** What was said of records that could not be read. */
    get gaps(): readonly Gap[] {
      return lost.gaps;
    },
    get content(): Content {
      const dates = [...known.values()];
      const newest = dates.reduce((latest, { modified }) => (isLater(modified, latest) ? modified : latest), '');
      return {
        records,
        unreadable,
        ids: new Map([...known].map(([id, { modified }]) => [id, modified])),
        newest: instantOf(newest) === '' ? null : newest,
        recordCount: dates.filter(({ names }) => names.length > 0).length,
        unreadableCount: dates.filter(({ modified }) => modified === UNREADABLE).length,
      };
    },
  };
};

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
