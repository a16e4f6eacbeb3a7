import type { Gap } from '../../model/inventory.ts';
import { positionOf } from '../text/lines.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Installed } from './graph.ts';

/** More packages than any project has. */
export const MAX_PACKAGES = 200_000;

/** More dependencies than any project has: names that stand for many packages multiply. */
const MAX_EDGES = 2_000_000;

/** A package of the tree while it is put together. */
export interface Node extends Installed {
  source: Installed['source'];
  version: string | undefined;
  integrity: string | undefined;
  resolved: string | undefined;
  dev: boolean | undefined;
  optional: boolean | undefined;
  readonly dependencies: Installed[];
  readonly ranges: Map<Installed, string>;
}

/** A package of which nothing is said but what is given: from a registry, without a hash, for nobody knows what. */
export const nodeOf = (given: Pick<Node, 'name' | 'version' | 'span'> & Partial<Omit<Node, 'dependencies'>>): Node => ({
  source: 'registry',
  integrity: undefined,
  resolved: undefined,
  dev: undefined,
  optional: undefined,
  installScript: undefined,
  deprecated: undefined,
  bundled: false,
  ranges: new Map(),
  ...given,
  dependencies: [],
});

/** Makes one package need another, as often as any project has it: what is beyond is left out, and a gap. */
export const linkerIn = (source: SourceFile, gaps: Gap[]): ((from: Node, to: Installed, range?: string) => void) => {
  let left = MAX_EDGES;
  return (from, to, range) => {
    if (to === from || left < 0) return;
    left -= 1;
    if (left < 0) gaps.push(gapAt(source, 0, 'too-large', 'Not every dependency is followed: there are more than any project has'));
    from.dependencies.push(to);
    if (range !== undefined) from.ranges.set(to, range);
  };
};

/** Everything that some packages bring in, themselves included. */
export const reachedFrom = (roots: Iterable<Installed>): ReadonlySet<Installed> => {
  const reached = new Set(roots);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const one of reached) for (const next of one.dependencies) reached.add(next);
  return reached;
};

/** A gap in what a lockfile says of packages, with its place. */
export const gapAt = (source: SourceFile, offset: number, reason: string, message: string): Gap => ({
  source: 'lockfile',
  scope: { file: source.file, ...positionOf(source, offset) },
  reason,
  message,
  types: ['package'],
});

/** That a format is newer than what is known of it; `offset` where it says so, or below 0 where that is not found. */
export const newerGap = (source: SourceFile, offset: number, what: string): Gap =>
  gapAt(source, Math.max(0, offset), 'unknown-version', `${what} is newer than parapet knows`);

/** A gap in what a manifest says: it hides who asks for a package, and no package. */
export const manifestGap = (source: SourceFile, offset: number, reason: string, message: string): Gap => {
  const { types: _, ...gap } = gapAt(source, offset, reason, message);
  return gap;
};

/** What several entries have in common that cannot be read, as one gap at the first of them. */
export const oddEntries = (source: SourceFile, offsets: readonly number[], what: string): readonly Gap[] => {
  const [first] = offsets;
  if (first === undefined) return [];
  const others = offsets.length === 1 ? '' : ` (${(offsets.length - 1).toLocaleString('en')} more like it)`;
  return [gapAt(source, first, 'malformed', `${what}${others}`)];
};
