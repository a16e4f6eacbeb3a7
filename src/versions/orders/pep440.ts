import { compareIdentifiers, compareValues, compareWholes, orderBy, type VersionOrder, type Whole, wholeOf } from './order.ts';

/** A version as PEP 440 reads it. */
export interface Pep440 {
  readonly epoch: Whole;
  readonly release: readonly Whole[];
  readonly pre: readonly [letter: string, number: Whole] | undefined;
  readonly post: Whole | undefined;
  readonly dev: Whole | undefined;
  readonly local: readonly (Whole | string)[] | undefined;
}

/** https://packaging.python.org/en/latest/specifications/version-specifiers/#appendix-parsing-version-strings-with-regular-expressions */
const SHAPE = new RegExp(
  [
    /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)/,
    /(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d+)?)?/,
    /(?:-(?<bare>\d+)|(?<post>[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\d+)?))?/,
    /(?<dev>[-_.]?dev[-_.]?(?<devNumber>\d+)?)?/,
    /(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/,
  ]
    .map(({ source }) => source)
    .join(''),
);

const LETTERS: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

/** `undefined` for what is no version. */
export const parsePep440 = (text: string): Pep440 | undefined => {
  const groups = SHAPE.exec(text.toLowerCase())?.groups;
  if (groups === undefined) return undefined;
  const { epoch = '0', release = '', pre, preNumber = '0', bare, post, postNumber, dev, devNumber = '0', local } = groups;
  const after = bare ?? (post === undefined ? undefined : (postNumber ?? '0'));
  return {
    epoch: wholeOf(epoch),
    release: release.split('.').map(wholeOf),
    pre: pre === undefined ? undefined : [LETTERS[pre] ?? pre, wholeOf(preNumber)],
    post: after === undefined ? undefined : wholeOf(after),
    dev: dev === undefined ? undefined : wholeOf(devNumber),
    local: local?.split(/[-_.]/).map((part) => (/^\d+$/.test(part) ? wholeOf(part) : part)),
  };
};

/** Where a version without a pre-release stands among those with one: a development release of the release itself is before them all. */
const rankOf = ({ pre, post, dev }: Pep440): number => {
  if (pre !== undefined) return 1;
  return post === undefined && dev !== undefined ? 0 : 2;
};

const comparePre = (a: Pep440, b: Pep440): number => {
  const compared = rankOf(a) - rankOf(b);
  if (compared !== 0 || a.pre === undefined || b.pre === undefined) return compared;
  return compareValues(a.pre[0], b.pre[0]) || compareValues(a.pre[1], b.pre[1]);
};

/** What is absent is below everything, or above it. */
const compareOptional = (a: Whole | undefined, b: Whole | undefined, absent: 1 | -1): number => {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? absent : -absent;
  return compareValues(a, b);
};

export const comparePep440 = (a: Pep440, b: Pep440): number =>
  compareValues(a.epoch, b.epoch) ||
  compareWholes(a.release, b.release) ||
  comparePre(a, b) ||
  compareOptional(a.post, b.post, -1) ||
  compareOptional(a.dev, b.dev, 1) ||
  compareIdentifiers(a.local ?? [], b.local ?? [], -1);

/** PyPI's order: https://packaging.python.org/en/latest/specifications/version-specifiers/ */
export const pep440: VersionOrder = {
  ...orderBy(parsePep440, comparePep440, ({ pre, dev }) => pre !== undefined || dev !== undefined),
  publicOf: (version) => {
    const at = version.indexOf('+');
    return at < 0 ? undefined : version.slice(0, at);
  },
};
