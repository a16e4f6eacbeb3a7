import { compareValues, compareWholes, orderBy, type VersionOrder, type Whole, wholeOf } from './order.ts';

export interface Semver {
  readonly release: readonly Whole[];
  readonly pre: readonly (Whole | string)[];
}

/** One to three numbers, a pre-release with or without its hyphen, and build metadata, which orders nothing. */
const SHAPE = /^[v=\s]*(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-?([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z.-]*)?$/i;

/** The parts of a pre-release: numbers and words. */
export const identifiersOf = (text: string): readonly (Whole | string)[] =>
  text.split('.').map((part) => (/^\d+$/.test(part) ? wholeOf(part) : part));

/**
 * More than Semantic Versioning allows, as advisories hold it: `v1`, `1.2`, `01.2.3`, `1.2.3beta`, numbers of any length. What is
 * missing is zero. A fourth number is none that anybody could order: nothing with one can be published where this order holds.
 */
export const parseSemver = (text: string): Semver | undefined => {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const [, major = '0', minor = '0', patch = '0', pre] = match;
  return { release: [major, minor, patch].map(wholeOf), pre: pre === undefined ? [] : identifiersOf(pre) };
};

/** https://semver.org/#spec-item-11: numbers by value and below words, words by their characters, the shorter list first. */
const comparePre = (a: Semver['pre'], b: Semver['pre']): number => {
  // A release is above its own pre-releases.
  if (a.length === 0 || b.length === 0) return Math.sign(b.length - a.length);
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const [x, y] = [a[i], b[i]];
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    if ((typeof x === 'string') !== (typeof y === 'string')) return typeof x === 'string' ? 1 : -1;
    const compared = compareValues(x, y);
    if (compared !== 0) return compared;
  }
  return 0;
};

export const compareSemver = (a: Semver, b: Semver): number => compareWholes(a.release, b.release) || comparePre(a.pre, b.pre);

/** The order of npm and crates.io. */
export const semver: VersionOrder = orderBy(parseSemver, compareSemver, ({ pre }) => pre.length > 0);
