import type { Obstacle } from './exposure.ts';
import type { VersionOrder } from './orders/order.ts';
import type { Range, RangeEvent } from './osv.ts';

/** What a range says of a version. `open`: nothing in the range ends the interval that the version lies in. */
export type Verdict = { readonly affected: false } | { readonly affected: true; readonly open: boolean } | { readonly unclear: Obstacle };

const KINDS = ['introduced', 'last_affected', 'fixed', 'limit'] as const;
type Kind = (typeof KINDS)[number];

interface Step {
  readonly kind: Kind;
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

/**
 * Whether a version lies in a range: https://ossf.github.io/osv-schema/#evaluation. Events may come in any order and make several
 * intervals; where two are at one version the earlier of `KINDS` counts first.
 */
export const evaluate = ({ events }: Range, version: string, order: VersionOrder): Verdict => {
  if (order.compare(version, version) === undefined) return { unclear: 'no-version' };
  const steps = stepsOf(events);
  const comparable = (step: Step) =>
    isStart(step) || (step.kind === 'limit' && step.at === '*') || order.compare(step.at, step.at) !== undefined;
  if (!steps.every(comparable)) return { unclear: 'malformed' };

  const limits = steps.filter(({ kind }) => kind === 'limit');
  if (limits.length > 0 && !limits.some(({ at }) => at === '*' || below(version, at, order))) return { affected: false };

  const sorted = steps.filter(({ kind }) => kind !== 'limit').sort((a, b) => compareSteps(a, b, order));
  let affected = false;
  let since = 0;
  sorted.forEach((step, index) => {
    const reached = isStart(step) || !below(version, step.at, order);
    if (step.kind === 'introduced' && reached) {
      affected = true;
      since = index;
    }
    if (step.kind === 'fixed' && reached) affected = false;
    if (step.kind === 'last_affected' && below(step.at, version, order)) affected = false;
  });
  if (!affected) return { affected: false };
  return { affected: true, open: limits.length === 0 && !sorted.slice(since + 1).some(({ kind }) => kind !== 'introduced') };
};

const below = (a: string, b: string, order: VersionOrder): boolean => (order.compare(a, b) ?? 0) < 0;

const compareSteps = (a: Step, b: Step, order: VersionOrder): number => {
  if (isStart(a) || isStart(b)) return Number(isStart(b)) - Number(isStart(a));
  return order.compare(a.at, b.at) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
};

const TERM = /^(<=|>=|<|>|=)?\s*([^\s<>=,]+)$/;

/** Whether a version lies in a range as GitHub writes it (`>= 1.0.0, < 1.2.6`); `undefined` where that cannot be said. */
export const within = (text: string, version: string, order: VersionOrder): boolean | undefined => {
  let inside = true;
  for (const term of text.split(',')) {
    const match = TERM.exec(term.trim());
    const compared = match?.[2] === undefined ? undefined : order.compare(version, match[2]);
    if (compared === undefined) return undefined;
    const operator = match?.[1] ?? '=';
    const holds =
      (operator.includes('=') && compared === 0) ||
      (operator.startsWith('<') && compared < 0) ||
      (operator.startsWith('>') && compared > 0);
    inside &&= holds;
  }
  return inside;
};
