import { byRank, grouped } from './aliases.ts';
import type { Exposure, Issue } from './exposure.ts';
import { entriesOf, type Match, match, type Version } from './match.ts';
import { orderOf } from './orders/index.ts';
import type { Advisory } from './osv.ts';
import { ratingOf, worstFirst } from './rating.ts';

type Affecting = Extract<Match, { readonly kind: 'affected' }>;

/** Holds every record about a package against one version of it. */
export const assess = (records: readonly Advisory[], subject: Version): Exposure => {
  const matches = new Map(records.map((record) => [record, match(record, subject)]));
  const issues = grouped(records).flatMap((group) => {
    const affecting = group.flatMap((record) => {
      const matched = matches.get(record);
      return matched?.kind === 'affected' ? [{ record, matched }] : [];
    });
    const malware = affecting.some(({ record: { id, aliases = [] } }) => [id, ...aliases].some((each) => each.startsWith('MAL-')));
    return affecting.length === 0 ? [] : [{ malware, issue: issueOf(group, affecting) }];
  });
  const worst = (malware: boolean) =>
    issues
      .flatMap((each) => (each.malware === malware ? [each.issue] : []))
      .sort((a, b) => worstFirst(a.rating, b.rating) || byRank(a.ids[0] ?? '', b.ids[0] ?? ''));
  return {
    vulnerabilities: worst(false),
    malware: worst(true),
    unclear: records.flatMap((record) => {
      const matched = matches.get(record);
      return matched?.kind === 'unclear' ? [{ id: record.id, why: matched.why }] : [];
    }),
    fixed: issues.length === 0 ? null : fixedIn(records, subject),
  };
};

const issueOf = (group: readonly Advisory[], affecting: readonly { readonly record: Advisory; readonly matched: Affecting }[]): Issue => {
  const ids = [...new Set(group.flatMap(({ id, aliases = [] }) => [id, ...aliases]))].sort(byRank);
  const best = affecting.toSorted((a, b) => byRank(a.record.id, b.record.id));
  const summary = best.map(({ record }) => record.summary?.trim()).find((text) => text !== undefined && text !== '');
  const [rating = { severity: 'medium', known: false }] = affecting
    .map(({ record, matched }) => ratingOf(record, matched.entries))
    .sort(worstFirst);
  const bounds = affecting.map(({ matched }) => matched.lastKnown);
  const lastKnown = bounds.every((bound) => bound !== undefined) ? bounds[0] : undefined;
  return { ids, rating, ...(summary === undefined ? {} : { summary }), ...(lastKnown === undefined ? {} : { lastKnown }) };
};

/** Only what records name as fixed is known to exist. A pre-release serves only where nothing else does, or where one is in use. */
const fixedIn = (records: readonly Advisory[], subject: Version): string | null => {
  const order = orderOf(subject.ecosystem);
  if (order === undefined) return null;
  const named = records.flatMap((record) =>
    entriesOf(record, subject).flatMap(({ ranges = [] }) =>
      ranges.filter(({ type }) => type !== 'GIT').flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? [])),
    ),
  );
  const above = [...new Set(named)]
    .filter((version) => (order.compare(version, subject.version) ?? 0) > 0)
    .sort((a, b) => order.compare(a, b) ?? 0);
  const early = order.isPrerelease(subject.version);
  const releases = above.filter((version) => early || !order.isPrerelease(version));

  // The record that ruled out the last version rules out most others as well: it is asked first.
  let suspects = records;
  const safe = (version: string): boolean => {
    const at = suspects.findIndex((record) => match(record, { ...subject, version }).kind !== 'unaffected');
    const against = suspects[at];
    if (against === undefined) return true;
    if (at > 0) suspects = [against, ...suspects.slice(0, at), ...suspects.slice(at + 1)];
    return false;
  };
  return [...releases, ...above.filter((version) => !releases.includes(version))].find(safe) ?? null;
};
