import type { Review, ReviewedChange } from '../../comparison/review.ts';

const versionOf = (side: ReviewedChange['from']): string => side?.version ?? (side === null ? '' : `(${side.source})`);

/** The versions of a change: `1.0.0 → 1.1.0`, or the one that there is. */
export const versionsOf = ({ from, to }: ReviewedChange): readonly string[] =>
  [from, to].flatMap((side) => (side === null ? [] : [versionOf(side)]));

/** What a package is to the project: `direct, for development`. */
export const roleOf = ({ direct, dev }: ReviewedChange): string =>
  [...(direct === null ? [] : [direct ? 'direct' : 'transitive']), ...(dev === true ? ['for development'] : [])].join(', ');

/** The licence of what is new, where it is known: that of others did not change, or is a remark. */
export const licenseOf = ({ kind, to }: ReviewedChange): string | undefined => (kind === 'added' ? (to?.license ?? undefined) : undefined);

const counted = (counts: readonly (readonly [number, string])[]): string =>
  counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');

/** How much changed: `2 upgraded, 1 added (1 transitive)`. */
export const totalsOf = (changes: readonly ReviewedChange[]): string => {
  const of = (kind: ReviewedChange['kind']) => changes.filter((change) => change.kind === kind);
  const transitive = of('added').filter(({ direct }) => direct === false).length;
  return counted([
    [of('upgraded').length, 'upgraded'],
    [of('downgraded').length, 'downgraded'],
    [of('changed').length, 'changed'],
    [of('added').length, transitive === 0 ? 'added' : `added (${transitive} transitive)`],
    [of('removed').length, 'removed'],
  ]);
};

/** The severities of what was found: `1 high, 2 medium`; empty where nothing was. */
export const severitiesOf = ({ summary }: Review): string =>
  counted((['critical', 'high', 'medium', 'low'] as const).map((severity) => [summary[severity], severity]));

/** What is compared with what. */
export const sidesOf = ({ base, head }: Review): readonly [string, string] => [base, head ?? 'the working tree'];
