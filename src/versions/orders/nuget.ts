import { compareWholes, orderBy, type VersionOrder } from './order.ts';
import { comparePre } from './semver.ts';

interface Nuget {
  readonly release: readonly number[];
  readonly pre: readonly (number | string)[];
}

const SHAPE = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?(?:\+[0-9a-z.-]*)?$/i;
/** .NET reads numbers of 32 bits with their sign: a larger one is a word in a pre-release, and no version in a release. */
const MAX = 2 ** 31 - 1;

const parse = (text: string): Nuget | undefined => {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  const release = match.slice(1, 5).map((part) => Number(part ?? 0));
  if (release.some((part) => part > MAX)) return undefined;
  const pre = (match[5]?.toLowerCase().split('.') ?? []).map((part) => (/^-?\d+$/.test(part) && Number(part) <= MAX ? Number(part) : part));
  return { release, pre };
};

/** The order of NuGet: up to four numbers, a pre-release in any case. https://learn.microsoft.com/nuget/concepts/package-versioning */
export const nuget: VersionOrder = orderBy(
  parse,
  (a, b) => compareWholes(a.release, b.release) || comparePre(a.pre, b.pre),
  ({ pre }) => pre.length > 0,
);
