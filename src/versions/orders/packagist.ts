import { compareValues, orderBy, type VersionOrder, type Whole, wholeOf } from './order.ts';

/** A number, or the rank of a word. */
type Part = Whole | { readonly rank: number };

/** Words below a number come before the release, those above after it. */
const NUMBER = 4;
const RANKS: Readonly<Record<string, number>> = { dev: 0, alpha: 1, a: 1, beta: 2, b: 2, rc: 3, patch: 5, pl: 5, p: 5 };
const RELEASE = 4;

const SUFFIX = '[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\\d)*))?([.-]?dev)?';
const CLASSICAL = new RegExp(`^v?(\\d{1,5}(?:\\.\\d+){0,3})${SUFFIX}$`, 'i');
const BY_DATE = new RegExp(`^v?(\\d{4}(?:[.:-]?\\d{2}){1,6}(?:[.:-]?\\d{1,3})?)${SUFFIX}$`, 'i');

const numbersIn = (text: string): readonly Whole[] => (text.match(/\d+/g) ?? []).map(wholeOf);

/**
 * What Composer makes of a version: https://getcomposer.org/doc/articles/versions.md. A branch (`dev-main`, `1.x-dev`) is none: what it
 * holds changes.
 */
const parse = (text: string): readonly Part[] | undefined => {
  const version = text.replace(/\+\S+$/, '');
  const classical = CLASSICAL.exec(version);
  const match = classical ?? BY_DATE.exec(version);
  if (match === null) return undefined;
  const [, release = '', word = '', numbers = '', dev] = match;
  const parts: Part[] = [...numbersIn(release)];
  while (classical !== null && parts.length < RELEASE) parts.push(0);
  const rank = RANKS[word.toLowerCase()];
  if (rank !== undefined) parts.push({ rank }, ...numbersIn(numbers));
  if (dev !== undefined && !/^stable$/i.test(word)) parts.push({ rank: RANKS.dev ?? 0 });
  return parts;
};

const rankOf = (part: Part): number => (typeof part === 'object' ? part.rank : NUMBER);

const compare = (a: readonly Part[], b: readonly Part[]): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const [x, y] = [a[i], b[i]];
    // A further number makes a version later; a further word as its rank says.
    if (x === undefined) return y === undefined || typeof y !== 'object' ? -1 : NUMBER - y.rank;
    if (y === undefined) return typeof x === 'object' ? x.rank - NUMBER : 1;
    const compared = typeof x === 'object' || typeof y === 'object' ? rankOf(x) - rankOf(y) : compareValues(x, y);
    if (compared !== 0) return compared;
  }
  return 0;
};

/** The order of Packagist, which is PHP's (https://www.php.net/version_compare) over what Composer makes of a version. */
export const packagist: VersionOrder = orderBy(parse, compare, (parts) => parts.some((part) => rankOf(part) < NUMBER));
