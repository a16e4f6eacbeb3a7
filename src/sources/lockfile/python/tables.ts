import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { ReadLockfile } from '../format.ts';
import { type Located, packagesOf } from '../graph.ts';
import { isMembers, type Members, memberIn, textIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, oddEntries } from '../node.ts';
import { readToml, type TablePlace, tablesOf, valueIn } from '../toml.ts';
import { type Asker, type Entry, treeOf } from './tree.ts';

/** A package's table in a lockfile. */
export interface PackageTable {
  readonly members: Members;
  /** Its name as the lockfile writes it. */
  readonly name: string;
  readonly span: Span;
}

/** A lockfile in TOML, with one table for each package. */
export interface PackageTables {
  readonly members: Members;
  readonly packages: readonly PackageTable[];
  readonly gaps: readonly Gap[];
  /** Something is broken or left unfinished: what other tables would add may be missing. */
  readonly isCut: boolean;
  /** Where in a table the first of some keys stands, else the table's name. */
  spanOf(entry: Span, keys: readonly string[]): { readonly start: number; readonly end: number };
}

/** Reads the tables `[[key]]`. `isLockfile` tells from the other members whether a document without any is a lockfile all the same. */
export const readTables = (source: SourceFile, key: string, isLockfile: (members: Members) => boolean): PackageTables => {
  const { text } = source;
  const gaps: Gap[] = [];
  const { members, failure, end } = readToml(source);
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, 'syntax', failure.message));
  const given = memberIn(members, key);
  const listed: readonly unknown[] = Array.isArray(given) ? given : [];
  // Where what is broken may be a table of the last package's own, half of the package is left.
  const isWhole =
    failure === undefined || new RegExp(String.raw`^(?:\[\[(?!${key}\.)|\[(?!${key}\.)[^\]\r\n]+\])`).test(text.slice(end, end + 200));
  const list = isWhole ? listed : listed.slice(0, -1);
  if (failure === undefined && !Array.isArray(given) && (given !== undefined || !isLockfile(members)))
    gaps.push(gapAt(source, 0, 'malformed', 'Not a lockfile: it has no list of packages'));
  if (list.length > MAX_PACKAGES)
    gaps.push(gapAt(source, 0, 'too-large', `Only the first ${MAX_PACKAGES.toLocaleString('en')} packages are read`));

  const places = tablesOf(text, key, end, listed.length);
  const byStart = new Map<number, TablePlace>();
  const packages: PackageTable[] = [];
  const odd: number[] = [];
  for (const [index, table] of list.slice(0, MAX_PACKAGES).entries()) {
    const place = places[index];
    const name = isMembers(table) ? textIn(table, 'name') : undefined;
    if (!isMembers(table) || name === undefined) {
      odd.push(place?.header.start ?? 0);
      continue;
    }
    const span = { source, ...((place && (valueIn(text, place, 'name') ?? place.header)) ?? { start: 0, end: 1 }) };
    if (place !== undefined) byStart.set(span.start, place);
    packages.push({ members: table, name, span });
  }
  gaps.push(...oddEntries(source, odd, 'This package has no name'));
  const spanOf = (entry: Span, keys: readonly string[]) => {
    const place = byStart.get(entry.start);
    const found = place === undefined ? undefined : keys.flatMap((name) => valueIn(text, place, name) ?? [])[0];
    return found ?? { start: entry.start, end: entry.end };
  };
  return { members, packages, gaps, isCut: gaps.length > 0, spanOf };
};

/** The packages of a lockfile of tables; `keys` are the keys of a table by the members of a package that they are about. */
export const lockfileOf = (
  source: SourceFile,
  tables: PackageTables,
  entries: readonly Entry[],
  askers: readonly Asker[] | undefined,
  more: {
    readonly gaps: readonly Gap[];
    readonly keys: Readonly<Record<string, readonly string[]>> /** No entry says what it needs. */;
    readonly unlinked?: boolean;
  },
): ReadLockfile => {
  const gaps = [...tables.gaps, ...more.gaps];
  const tree = treeOf(entries, askers, () =>
    gaps.push(gapAt(source, 0, 'too-large', 'Not every dependency is followed: there are more than any project has')),
  );
  return {
    packages: packagesOf({ ...tree, unlinked: more.unlinked === true }),
    gaps,
    spanOf: ({ entry }: Located, member) => tables.spanOf(entry, Object.hasOwn(more.keys, member) ? (more.keys[member] ?? []) : []),
  };
};
