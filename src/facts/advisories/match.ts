import type { Ecosystem } from '../../model/package.ts';
import type { Obstacle } from './exposure.ts';
import { keyOf } from './names.ts';
import { orderOf } from './orders/index.ts';
import type { VersionOrder } from './orders/order.ts';
import { semver } from './orders/semver.ts';
import type { Advisory, Affected, Range } from './osv.ts';
import { evaluate, within } from './range.ts';

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

const matchEntry = (entry: Affected, { ecosystem, version }: Version): EntryMatch => {
  const order = orderOf(ecosystem);
  const { versions = [], ranges = [] } = entry;
  // 1.0 is listed where 1.0.0 is: versions are compared, not texts.
  if (versions.some((listed) => listed === version || order?.compare(listed, version) === 0)) return { affected: true };
  const found: EntryMatch[] = ranges.filter(({ type }) => type !== 'GIT').map((range) => matchRange(range, entry, version, order));
  const firm = found.find((result) => 'affected' in result && result.affected && result.lastKnown === undefined);
  const weak = found.find((result) => 'affected' in result && result.affected);
  const obstacle = found.find((result) => 'unclear' in result) ?? obstacleTo(versions, version, order);
  return firm ?? weak ?? obstacle ?? { affected: false };
};

/** A list that a version is not on says something only where their versions can be compared. */
const obstacleTo = (versions: readonly string[], version: string, order: VersionOrder | undefined): EntryMatch | undefined => {
  if (versions.length === 0) return undefined;
  if (order === undefined) return { unclear: 'no-order' };
  return order.compare(version, version) === undefined ? { unclear: 'no-version' } : undefined;
};

const matchRange = (range: Range, entry: Affected, version: string, own: VersionOrder | undefined): EntryMatch => {
  // A range of type SEMVER says itself how it is ordered.
  const order = own ?? (range.type === 'SEMVER' ? semver : undefined);
  if (order === undefined) return { unclear: 'no-order' };
  const verdict = evaluate(range, version, order);
  if ('unclear' in verdict || !verdict.affected) return verdict;
  const lastKnown = verdict.open ? lastKnownOf(range, entry) : undefined;
  return lastKnown === undefined || within(lastKnown, version, order) === true ? { affected: true } : { affected: true, lastKnown };
};

/** GitHub's own bound of a range that has no fix. OSV's evaluation does not know it. */
const lastKnownOf = (range: Range, entry: Affected): string | undefined => {
  const said = range.database_specific?.last_known_affected_version_range ?? entry.database_specific?.last_known_affected_version_range;
  return typeof said === 'string' && said.trim() !== '' ? said.trim() : undefined;
};
