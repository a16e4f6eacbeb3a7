import { compareValues, orderBy, type VersionOrder, type Whole, wholeOf } from './order.ts';

type Segment = Whole | string;

const SHAPE = /^\d+(?:\.[0-9a-z]+)*(?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i;

const withoutZeros = (segments: readonly Segment[]): readonly Segment[] =>
  segments.slice(0, segments.findLastIndex((segment) => segment !== 0) + 1);

/** Runs of digits and of letters. Zeros that end the numbers, or what follows them, count for nothing. */
const parse = (text: string): readonly Segment[] | undefined => {
  if (!SHAPE.test(text)) return undefined;
  const segments = (text.replaceAll('-', '.pre.').match(/\d+|[a-z]+/gi) ?? []).map((part) => (/^\d/.test(part) ? wholeOf(part) : part));
  const word = segments.findIndex((segment) => typeof segment === 'string');
  return word < 0 ? withoutZeros(segments) : [...withoutZeros(segments.slice(0, word)), ...withoutZeros(segments.slice(word))];
};

const compare = (a: readonly Segment[], b: readonly Segment[]): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    if ((typeof x === 'string') !== (typeof y === 'string')) return typeof x === 'string' ? -1 : 1;
    const compared = compareValues(x, y);
    if (compared !== 0) return compared;
  }
  return 0;
};

/** The order of RubyGems: https://docs.ruby-lang.org/en/master/Gem/Version.html */
export const rubygems: VersionOrder = orderBy(parse, compare, (segments) => segments.some((segment) => typeof segment === 'string'));
