import { orderOf } from '../../versions/orders/index.ts';
import type { VersionOrder } from '../../versions/orders/order.ts';
import type { Fix } from './exposure.ts';
import { entriesOf, firmIntervals, match, rangesOf, type Version } from './match.ts';
import type { Advisory } from './osv.ts';
import { compareEnds, hasEnded, type Interval } from './range.ts';

/**
 * The smallest version above one that no record is known to affect. Only what records name as fixed is known to exist. A pre-release
 * serves only where nothing else does, or where one is in use. Records and versions are each sorted once and walked side by side: there
 * may be many thousands of both.
 */
export const fixedIn = (records: readonly Advisory[], subject: Version): Fix | null => {
  const order = orderOf(subject.ecosystem);
  const entries = records.flatMap((record) => entriesOf(record, subject));
  const named = entries.flatMap((entry) => rangesOf(entry).flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? [])));
  const above = [...new Set(named)]
    .filter((version) => (order.compare(version, subject.version) ?? 0) > 0)
    .sort((a, b) => order.compare(a, b) ?? 0);
  const clean = outside(
    above,
    entries.flatMap((entry) => firmIntervals(entry, subject.ecosystem)),
    order,
  );
  const early = order.isPrerelease(subject.version);
  const version = clean.find((each) => early || !order.isPrerelease(each)) ?? clean[0];
  if (version === undefined) return null;
  const unsure = records.filter((record) => match(record, { ...subject, version }).kind !== 'unaffected').map(({ id }) => id);
  return { version, unsure };
};

/** Those of some versions, from the oldest to the newest, that lie in no interval. */
const outside = (versions: readonly string[], intervals: readonly Interval[], order: VersionOrder): readonly string[] => {
  const sorted = intervals.toSorted((a, b) => compareStarts(a.from, b.from, order));
  let next = 0;
  /** The one that ends last of those that have begun. */
  let longest: Interval | undefined;
  return versions.filter((version) => {
    for (let each = sorted[next]; each !== undefined && compareStarts(each.from, version, order) <= 0; each = sorted[next]) {
      if (longest === undefined || compareEnds(longest.to, each.to, order) < 0) longest = each;
      next += 1;
    }
    return longest === undefined || hasEnded(longest, version, order);
  });
};

const compareStarts = (a: string | undefined, b: string | undefined, order: VersionOrder): number =>
  a === undefined || b === undefined ? Number(b === undefined) - Number(a === undefined) : (order.compare(a, b) ?? 0);
