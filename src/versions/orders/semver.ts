import { compareIdentifiers, compareWholes, orderBy, type VersionOrder, type Whole, wholeOf } from './order.ts';

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

/** https://semver.org/#spec-item-11: numbers below words; a release, which has neither, is above its own pre-releases. */
export const comparePre = (a: readonly (Whole | string)[], b: readonly (Whole | string)[]): number =>
  a.length === 0 || b.length === 0 ? Math.sign(b.length - a.length) : compareIdentifiers(a, b, 1);

export const compareSemver = (a: Semver, b: Semver): number => compareWholes(a.release, b.release) || comparePre(a.pre, b.pre);

/** The order of npm and crates.io. */
export const semver: VersionOrder = orderBy(parseSemver, compareSemver, ({ pre }) => pre.length > 0);
