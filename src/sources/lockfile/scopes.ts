import type { Span } from '../text/source-file.ts';
import type { Installed } from './graph.ts';
import { type Node, nodeOf } from './node.ts';
import { rangeIn } from './range.ts';

/** A package while its lockfile is being read, which says how its dependencies are needed, and not yet what for. */
export interface Draft extends Node {
  /** Those of its dependencies that it can do without. */
  readonly optionally: Set<Installed>;
}

/** The kinds of dependencies of a manifest, in the order in which one wins over another. */
export const KINDS = [
  { key: 'optionalDependencies', dev: false, optional: true },
  { key: 'dependencies', dev: false, optional: false },
  { key: 'devDependencies', dev: true, optional: false },
] as const;

/** A package of which nothing is said but what is given. */
export const draftOf = (given: Parameters<typeof nodeOf>[0]): Draft => ({ ...nodeOf(given), optionally: new Set() });

/** Notes that a package asks for another one. */
export const depend = (on: Draft, to: Draft, range: string | undefined, optional: boolean): void => {
  if (to === on) return;
  on.dependencies.push(to);
  if (optional) on.optionally.add(to);
  const said = rangeIn(range);
  if (said !== undefined) on.ranges.set(to, said);
};

/** What a manifest asks for, and how. */
export interface Asked {
  readonly to: Draft;
  /** Unknown where the lockfile puts all kinds together and the manifest could not be read. */
  readonly dev: boolean | undefined;
  readonly optional: boolean;
  /** Where the manifest asks for it. */
  readonly at?: Span;
  /** In which versions: what `rangeIn` makes of it. */
  readonly range?: string;
}

/** What a manifest asks for by a specifier, with the line of the manifest where it could be read. */
export const askedFor = (
  { to, dev, optional }: Pick<Asked, 'to' | 'dev' | 'optional'>,
  spec: string | undefined,
  at: Span | undefined,
): Asked => {
  const range = rangeIn(spec);
  return { to, dev, optional, ...(at === undefined ? {} : { at }), ...(range === undefined ? {} : { range }) };
};

const isDraft = (one: Installed): one is Draft => 'optionally' in one;

type Mark = 'dev' | 'optional';

/** What can be said of a package, the strongest first: that it is needed plainly, that nobody knows, that it is needed for this alone. */
const LEVELS = [false, undefined, true] as const;
const levelOf = (said: boolean | undefined): number => LEVELS.indexOf(said);

/** The strongest that any way from a manifest says of each package. Each is visited once, the strongest ways first. */
const levelsOf = (asked: readonly Asked[], mark: Mark): ReadonlyMap<Installed, number> => {
  const levels = new Map<Installed, number>();
  const queues: Installed[][] = LEVELS.map(() => []);
  for (const one of asked) queues[levelOf(one[mark])]?.push(one.to);
  for (const [level, queue] of queues.entries())
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (levels.has(next)) continue;
      levels.set(next, level);
      // What a workspace needs is asked for by its own manifest.
      if (next.source === 'workspace') continue;
      const optionally = mark === 'optional' && isDraft(next) ? next.optionally : undefined;
      for (const to of next.dependencies) if (!levels.has(to)) queues[optionally?.has(to) ? levelOf(true) : level]?.push(to);
    }
  return levels;
};

/**
 * Says of each package whether it is needed for development alone, or optionally alone: whether every way to it from a manifest has such a
 * step. It stays unknown of those that no known way leads to.
 */
export const markScopes = (drafts: Iterable<Draft>, asked: readonly Asked[], marks: readonly Mark[] = ['dev', 'optional']): void => {
  for (const mark of marks) {
    const levels = levelsOf(asked, mark);
    for (const draft of drafts) {
      const level = levels.get(draft);
      draft[mark] = level === undefined ? undefined : LEVELS[level];
    }
  }
};
