/** How the versions of an ecosystem are ordered. */
export interface VersionOrder {
  /** Below zero, zero or above it; `undefined` where one of the two is no version. */
  compare(a: string, b: string): number | undefined;
  isVersion(text: string): boolean;
  /** Whether it comes before a release; false for what is no version. */
  isPrerelease(version: string): boolean;
  /** The version that one is a build of with changes of somebody else's, where it is one (PEP 440 calls it a local version). */
  publicOf?(version: string): string | undefined;
}

/** A number of any length. */
export type Whole = number | bigint;

/** Longer ones are no versions: nobody publishes them, and comparing them costs time. */
const MAX_LENGTH = 256;
/** Versions whose parsed form is kept: more than one package has. */
const MAX_KEPT = 50_000;

/** An order by what versions are parsed to. What was parsed is kept, as one version is held against thousands. */
export const orderBy = <T extends object>(
  parse: (text: string) => T | undefined,
  compare: (a: T, b: T) => number,
  isPrerelease: (version: T) => boolean,
): VersionOrder => {
  const kept = new Map<string, T | undefined>();
  const read = (text: string): T | undefined => {
    if (text.length > MAX_LENGTH) return undefined;
    if (kept.has(text)) return kept.get(text);
    if (kept.size >= MAX_KEPT) kept.clear();
    const parsed = parse(text.trim());
    kept.set(text, parsed);
    return parsed;
  };
  return {
    compare: (a, b) => {
      const [left, right] = [read(a), read(b)];
      return left === undefined || right === undefined ? undefined : compare(left, right);
    },
    isVersion: (text) => read(text) !== undefined,
    isPrerelease: (version) => {
      const parsed = read(version);
      return parsed !== undefined && isPrerelease(parsed);
    },
  };
};

export const wholeOf = (digits: string): Whole => {
  const short = digits.replace(/^0+(?=\d)/, '');
  return short.length > 15 ? BigInt(short) : Number(short);
};

/** Below zero, zero or above it. */
export const compareValues = <T extends Whole | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** Lists by their elements; what a shorter one lacks is zero. */
export const compareWholes = (a: readonly Whole[], b: readonly Whole[]): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const compared = compareValues<Whole>(a[i] ?? 0, b[i] ?? 0);
    if (compared !== 0) return compared;
  }
  return 0;
};

/** Lists of numbers and words, the shorter one first where it begins the other. Words come after numbers (1) or before them (-1). */
export const compareIdentifiers = (a: readonly (Whole | string)[], b: readonly (Whole | string)[], words: 1 | -1): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    if ((typeof x === 'string') !== (typeof y === 'string')) return typeof x === 'string' ? words : -words;
    const compared = compareValues(x, y);
    if (compared !== 0) return compared;
  }
  return Math.sign(a.length - b.length);
};
