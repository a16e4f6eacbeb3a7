import { MAX_LENGTH, type VersionOrder } from './order.ts';

interface Semver {
  readonly release: readonly (number | bigint)[];
  readonly pre: readonly (number | bigint | string)[];
}

/** One to three numbers, further ones, a pre-release with or without its hyphen, and build metadata, which orders nothing. */
const SHAPE = /^[v=\s]*(\d+)(?:\.(\d+))?(?:\.(\d+))?((?:\.\d+)*)(?:-([0-9a-z.-]+)|([a-z][0-9a-z.-]*))?(?:\+.*)?$/i;

const numberOf = (digits: string): number | bigint => (digits.length > 15 ? BigInt(digits) : Number(digits));

const identifiers = (text: string): readonly (number | bigint | string)[] =>
  text.split('.').map((part) => (/^\d+$/.test(part) ? numberOf(part) : part));

/**
 * More than Semantic Versioning allows, as advisories hold it: `v1`, `1.2`, `01.2.3`, `1.2.3beta`, numbers of any length. What is
 * missing is zero, and numbers past the third go to the pre-release, as in OSV's own tools.
 */
const parse = (text: string): Semver | undefined => {
  if (text.length > MAX_LENGTH) return undefined;
  const match = SHAPE.exec(text.trim());
  if (match === null) return undefined;
  const [, major = '0', minor = '0', patch = '0', extra = '', hyphened, bare] = match;
  const suffix = [extra.slice(1), hyphened ?? bare ?? ''].filter((part) => part !== '').join('.');
  return { release: [major, minor, patch].map(numberOf), pre: suffix === '' ? [] : identifiers(suffix) };
};

/** https://semver.org/#spec-item-11: numbers by value and below words, words by their characters, the shorter list first. */
const compareParts = (a: readonly (number | bigint | string)[], b: readonly (number | bigint | string)[]): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const [x, y] = [a[i], b[i]];
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    if (typeof x !== typeof y && (typeof x === 'string' || typeof y === 'string')) return typeof x === 'string' ? 1 : -1;
    if (x < y) return -1;
    if (x > y) return 1;
  }
  return 0;
};

const compareParsed = (a: Semver, b: Semver): number => {
  const release = compareParts(a.release, b.release);
  if (release !== 0) return release;
  if (a.pre.length === 0 || b.pre.length === 0) return Math.sign(b.pre.length - a.pre.length);
  return compareParts(a.pre, b.pre);
};

/** The order of npm, Go and crates.io. */
export const semver: VersionOrder = {
  compare: (a, b) => {
    const [left, right] = [parse(a), parse(b)];
    return left === undefined || right === undefined ? undefined : compareParsed(left, right);
  },
  isPrerelease: (version) => (parse(version)?.pre.length ?? 0) > 0,
};
