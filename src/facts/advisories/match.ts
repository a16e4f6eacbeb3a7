import type { Ecosystem } from '../../model/package.ts';
import { orderOf } from '../../versions/orders/index.ts';
import type { VersionOrder } from '../../versions/orders/order.ts';
import type { Obstacle } from './exposure.ts';
import { keyOf } from './names.ts';
import type { Advisory, Affected, Range } from './osv.ts';
import { clipped, contains, endOf, type Interval, intervalsOf } from './range.ts';

/** One version of a package, to be held against records. */
export interface Version {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
}

/** What a record says of a version. */
export type Match =
  | { readonly kind: 'unaffected' }
  | {
      readonly kind: 'affected';
      /** The entries that say so. */
      readonly entries: readonly Affected[];
      /** See `Issue.lastKnown`; absent where an entry includes the version without doubt. */
      readonly lastKnown?: string;
    }
  | { readonly kind: 'unclear'; readonly why: Obstacle };

type EntryMatch = { readonly affected: boolean; readonly lastKnown?: string } | { readonly unclear: Obstacle };

/** Holds a record against a version as OSV's evaluation says: any entry of the package, any of its versions and ranges. */
export const match = (advisory: Advisory, subject: Version): Match => {
  const entries = entriesOf(advisory, subject).map((entry) => ({ entry, result: matchEntry(entry, subject) }));
  const hits = entries.flatMap(({ entry, result }) => ('affected' in result && result.affected ? [{ entry, ...result }] : []));
  if (hits.length > 0) {
    const lastKnown = hits.every((hit) => hit.lastKnown !== undefined) ? hits[0]?.lastKnown : undefined;
    return { kind: 'affected', entries: hits.map(({ entry }) => entry), ...(lastKnown === undefined ? {} : { lastKnown }) };
  }
  for (const { result } of entries) if ('unclear' in result) return { kind: 'unclear', why: result.unclear };
  return { kind: 'unaffected' };
};

/** The entries of a record that are about a package. */
export const entriesOf = ({ affected = [] }: Advisory, { ecosystem, name }: Omit<Version, 'version'>): readonly Affected[] => {
  const key = keyOf(ecosystem, name);
  return affected.filter((entry) => entry.package !== undefined && keyOf(entry.package.ecosystem, entry.package.name) === key);
};

/** The ranges of an entry that are of versions. Commits say nothing of a version. */
export const rangesOf = ({ ranges = [] }: Affected): readonly Range[] => ranges.filter(({ type }) => type !== 'GIT');

const matchEntry = (entry: Affected, { ecosystem, version: given }: Version): EntryMatch => {
  const order = orderOf(ecosystem);
  const { versions = [] } = entry;
  const ranges = rangesOf(entry);
  if (versions.includes(given)) return { affected: true };
  if (versions.length === 0 && ranges.length === 0) return { unclear: (entry.ranges ?? []).length > 0 ? 'commits' : 'malformed' };
  const version = judgedBy(given, entry, order);
  if (!order.isVersion(version)) return { unclear: 'no-version' };
  // 1.0 is listed where 1.0.0 is: versions are compared, not texts.
  if (versions.some((listed) => order.compare(listed, version) === 0)) return { affected: true };
  const found = ranges.map((range) => matchRange(range, entry, version, order));
  const hits = found.filter((result) => 'affected' in result && result.affected);
  const firm = hits.find((result) => !('lastKnown' in result));
  return firm ?? hits[0] ?? found.find((result) => 'unclear' in result) ?? { affected: false };
};

/** The version that somebody's own build is of, unless the entry tells such builds apart: 1.0+cu118 is as good as 1.0. */
const judgedBy = (version: string, entry: Affected, order: VersionOrder): string => {
  const of = order.publicOf?.(version);
  if (of === undefined) return version;
  const named = [...(entry.versions ?? []), ...rangesOf(entry).flatMap(({ events }) => events.flatMap((event) => Object.values(event)))];
  return named.some((each) => order.publicOf?.(each) !== undefined) ? version : of;
};

const matchRange = (range: Range, entry: Affected, version: string, order: VersionOrder): EntryMatch => {
  const intervals = intervalsOf(range, order);
  if (intervals === undefined) return { unclear: 'malformed' };
  const interval = intervals.find((each) => contains(each, version, order));
  if (interval === undefined) return { affected: false };
  const lastKnown = interval.to === undefined ? lastKnownOf(range, entry) : undefined;
  if (lastKnown === undefined) return { affected: true };
  const sure = sureOf(interval, lastKnown, order);
  return sure !== undefined && contains(sure, version, order) ? { affected: true } : { affected: true, lastKnown };
};

/** GitHub's own bound of a range that has no fix. OSV's evaluation does not know it. */
const lastKnownOf = (range: Range, entry: Affected): string | undefined => {
  const said = range.database_specific?.last_known_affected_version_range ?? entry.database_specific?.last_known_affected_version_range;
  return typeof said === 'string' && said.trim() !== '' ? said.trim() : undefined;
};

/** What of an open interval is known to be affected. */
const sureOf = (interval: Interval, lastKnown: string, order: VersionOrder): Interval | undefined => {
  const end = endOf(lastKnown, order);
  return end === undefined ? undefined : clipped(interval, end, order);
};

/** Everything that an entry says without doubt. What it cannot say is left out. */
export const firmIntervals = (entry: Affected, ecosystem: Ecosystem): readonly Interval[] => {
  const order = orderOf(ecosystem);
  const listed = (entry.versions ?? []).filter(order.isVersion).map((at): Interval => ({ from: at, to: { at, included: true } }));
  const ranged = rangesOf(entry).flatMap((range) =>
    (intervalsOf(range, order) ?? []).flatMap((interval) => {
      const lastKnown = interval.to === undefined ? lastKnownOf(range, entry) : undefined;
      return lastKnown === undefined ? interval : (sureOf(interval, lastKnown, order) ?? []);
    }),
  );
  return [...listed, ...ranged];
};
