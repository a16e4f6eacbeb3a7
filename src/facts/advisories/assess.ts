import { byRank, grouped } from './aliases.ts';
import type { Exposure, Issue } from './exposure.ts';
import { fixedIn } from './fixed.ts';
import { type Match, match, type Version } from './match.ts';
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
