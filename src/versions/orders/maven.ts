import { compareValues, orderBy, type VersionOrder, type Whole, wholeOf } from './order.ts';

interface Qualifier {
  /** Its place among the known ones; unknown ones come last. */
  readonly rank: number;
  readonly word: string;
}
type Item = Whole | Qualifier | readonly Item[];

/** Known qualifiers from the earliest to the latest. */
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const RELEASE = QUALIFIERS.indexOf('');
const ALIASES: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' };
/** What one letter stands for if a number follows it at once. */
const SHORT: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

const qualifier = (text: string, beforeNumber: boolean): Qualifier => {
  const long = beforeNumber && Object.hasOwn(SHORT, text) ? (SHORT[text] ?? text) : text;
  const word = Object.hasOwn(ALIASES, long) ? (ALIASES[long] ?? long) : long;
  const rank = QUALIFIERS.indexOf(word);
  return { rank: rank < 0 ? QUALIFIERS.length : rank, word };
};

const isList = (item: Item): item is readonly Item[] => Array.isArray(item);
const isQualifier = (item: Item): item is Qualifier => typeof item === 'object' && !isList(item);
const isNull = (item: Item): boolean => (isList(item) ? item.length === 0 : isQualifier(item) ? item.rank === RELEASE : item === 0);
const isSeparator = (token: string | undefined): boolean => token === '.' || token === '-';

/** Takes away what says nothing at the end of a list, and before the lists at its end. */
const normalize = (list: Item[]): void => {
  for (let i = list.length - 1; i >= 0; i -= 1) {
    const item = list[i] as Item;
    if (isNull(item)) list.splice(i, 1);
    else if (!isList(item)) break;
  }
};

/** No file name has other characters; a property (`${revision}`), a range or a meta version is no version. */
const SHAPE = /^[\w.+~-]+$/;
const META = /^(?:latest|release)$/i;

/**
 * Numbers and qualifiers, at a hyphen and between digits and letters in a list of their own:
 * https://maven.apache.org/pom.html#version-order-specification
 */
const parse = (text: string): readonly Item[] | undefined => {
  if (!SHAPE.test(text) || META.test(text)) return undefined;
  const root: Item[] = [];
  const lists = [root];
  let list = root;
  const descend = (): void => {
    const inner: Item[] = [];
    list.push(inner);
    list = inner;
    lists.push(inner);
  };
  const tokens = text.toLowerCase().match(/\d+|[^\d.-]+|[.-]/g) ?? [];
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (isSeparator(token)) {
      // What is empty is zero.
      if (i === 0 || isSeparator(tokens[i - 1])) list.push(0);
      if (token === '-') descend();
      return;
    }
    const isNumber = /^\d/.test(token);
    if (!isNumber && !isSeparator(next) && list.length > 0) descend();
    list.push(isNumber ? wholeOf(token) : qualifier(token, next !== undefined && !isSeparator(next)));
    if (next !== undefined && !isSeparator(next)) descend();
  });
  for (const each of lists.toReversed()) normalize(each);
  return root;
};

/** The kinds of items from the lowest to the highest: 1-sp < 1-1 < 1.1. */
const kindOf = (item: Item): number => (isQualifier(item) ? 0 : isList(item) ? 1 : 2);

/** What an item means where the other version has ended. */
const compareToNothing = (item: Item): number => {
  if (isQualifier(item)) return item.rank - RELEASE;
  if (!isList(item)) return compareValues<Whole>(item, 0);
  for (const each of item) {
    const compared = compareToNothing(each);
    if (compared !== 0) return compared;
  }
  return 0;
};

const compareItems = (a: Item, b: Item): number => {
  if (isList(a) && isList(b)) return compareLists(a, b);
  if (isQualifier(a) && isQualifier(b)) return a.rank - b.rank || (a.rank === QUALIFIERS.length ? compareValues(a.word, b.word) : 0);
  if (isList(a) || isList(b) || isQualifier(a) || isQualifier(b)) return kindOf(a) - kindOf(b);
  return compareValues(a, b);
};

const compareLists = (a: readonly Item[], b: readonly Item[]): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const [x, y] = [a[i], b[i]];
    const compared = x === undefined ? -compareToNothing(y ?? 0) : y === undefined ? compareToNothing(x) : compareItems(x, y);
    if (compared !== 0) return compared;
  }
  return 0;
};

const isEarly = (items: readonly Item[]): boolean =>
  items.some((item) => (isList(item) ? isEarly(item) : isQualifier(item) && item.rank < RELEASE));

/** The order of Maven and Gradle's repositories, `ComparableVersion` of Maven 3. */
export const maven: VersionOrder = orderBy(parse, compareLists, isEarly);
