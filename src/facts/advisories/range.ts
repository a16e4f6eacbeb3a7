import type { VersionOrder } from '../../versions/orders/order.ts';
import type { Range, RangeEvent } from './osv.ts';

/** Where an interval ends: the last version in it, or the first one after it. */
export interface End {
  readonly at: string;
  readonly included: boolean;
}

/** Versions in a row that are affected. Without `from` it begins before every version, without `to` nothing is known to end it. */
export interface Interval {
  readonly from?: string;
  readonly to?: End;
}

const KINDS = ['introduced', 'last_affected', 'fixed', 'limit'] as const;

interface Step {
  readonly kind: (typeof KINDS)[number];
  readonly at: string;
}

const stepsOf = (events: readonly RangeEvent[]): readonly Step[] =>
  events.flatMap((event) =>
    KINDS.flatMap((kind) => {
      const at = event[kind];
      return at === undefined ? [] : [{ kind, at }];
    }),
  );

/** `0` as a start comes before every version, pre-releases of 0.0.0 included; anywhere else it is a version. */
const isStart = ({ kind, at }: Step): boolean => kind === 'introduced' && at === '0';
const isUnlimited = ({ kind, at }: Step): boolean => kind === 'limit' && at === '*';

/**
 * The affected versions of a range, from the oldest on: https://ossf.github.io/osv-schema/#evaluation. Events may come in any order and
 * make several intervals; where two are at one version the earlier of `KINDS` counts first. `undefined` where an event is no version.
 */
export const intervalsOf = ({ events }: Range, order: VersionOrder): readonly Interval[] | undefined => {
  const steps = stepsOf(events);
  if (!steps.every((step) => isStart(step) || isUnlimited(step) || order.isVersion(step.at))) return undefined;
  const intervals: Interval[] = [];
  let open: Interval | undefined;
  for (const step of steps.filter(({ kind }) => kind !== 'limit').sort((a, b) => compareSteps(a, b, order))) {
    const { kind, at } = step;
    if (kind === 'introduced') open ??= isStart(step) ? {} : { from: at };
    else if (open !== undefined) {
      intervals.push({ ...open, to: { at, included: kind === 'last_affected' } });
      open = undefined;
    } else if (kind === 'fixed') {
      // What is fixed where it is also the last one affected is fixed.
      const last = intervals.at(-1);
      if (last?.to?.included && order.compare(last.to.at, at) === 0)
        intervals[intervals.length - 1] = { ...last, to: { at, included: false } };
    }
  }
  if (open !== undefined) intervals.push(open);

  const limits = steps.filter(({ kind }) => kind === 'limit');
  if (limits.length === 0 || limits.some(isUnlimited)) return intervals;
  const limit = limits.map(({ at }) => at).reduce((highest, at) => (below(highest, at, order) ? at : highest));
  return intervals.map((interval) => clipped(interval, { at: limit, included: false }, order));
};

const below = (a: string, b: string, order: VersionOrder): boolean => (order.compare(a, b) ?? 0) < 0;

const compareSteps = (a: Step, b: Step, order: VersionOrder): number => {
  if (isStart(a) || isStart(b)) return Number(isStart(b)) - Number(isStart(a));
  return order.compare(a.at, b.at) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
};

/** The earlier end first; none is the latest. */
export const compareEnds = (a: End | undefined, b: End | undefined, order: VersionOrder): number => {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return order.compare(a.at, b.at) || Number(a.included) - Number(b.included);
};

/** The part of an interval that lies before an end. */
export const clipped = (interval: Interval, to: End, order: VersionOrder): Interval =>
  compareEnds(interval.to, to, order) <= 0 ? interval : { ...interval, to };

/** Whether an interval has come to its end at a version. */
export const hasEnded = ({ to }: Interval, version: string, order: VersionOrder): boolean => {
  if (to === undefined) return false;
  return to.included ? below(to.at, version, order) : !below(version, to.at, order);
};

export const contains = (interval: Interval, version: string, order: VersionOrder): boolean =>
  (interval.from === undefined || !below(version, interval.from, order)) && !hasEnded(interval, version, order);

const TERM = /^(<=|>=|<|>|=)?\s*([^\s<>=,]+)$/;

/** The end of a range as GitHub writes it (`>= 1.0.0, < 1.2.6`); `undefined` where it says none. */
export const endOf = (text: string, order: VersionOrder): End | undefined => {
  const ends = text.split(',').flatMap((term) => {
    const [, operator = '=', at = ''] = TERM.exec(term.trim()) ?? [];
    return operator.startsWith('>') || !order.isVersion(at) ? [] : [{ at, included: operator !== '<' }];
  });
  return ends.reduce<End | undefined>((first, end) => (compareEnds(first, end, order) <= 0 ? first : end), undefined);
};
