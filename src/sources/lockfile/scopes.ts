import type { Span } from '../text/source-file.ts';
import type { Installed } from './graph.ts';
import { type Node, nodeOf } from './node.ts';
import { rangeIn } from './range.ts';

/** A package while its lockfile is being read, which says how its dependencies are needed, and not yet what for. */
export interface Draft extends Node {
  /** Those of its dependencies that it can do without. */
  readonly optionally: Set<Installed>;
}

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

const reached = (asked: readonly Asked[], mark: Mark, follows: (said: boolean | undefined) => boolean): ReadonlySet<Installed> => {
  const seen = new Set<Installed>();
  const open: Installed[] = [];
  const visit = (to: Installed): void => {
    if (seen.has(to)) return;
    seen.add(to);
    // What a workspace needs is asked for by its own manifest.
    if (to.source !== 'workspace') open.push(to);
  };
  for (const one of asked) if (follows(one[mark])) visit(one.to);
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const to of next.dependencies) if (follows(mark === 'optional' && isDraft(next) && next.optionally.has(to))) visit(to);
  return seen;
};

/**
 * Says of each package whether it is needed for development alone, or optionally alone: whether every way to it from a manifest has such a
 * step. It stays unknown of those that no known way leads to.
 */
export const markScopes = (drafts: Iterable<Draft>, asked: readonly Asked[], marks: readonly Mark[] = ['dev', 'optional']): void => {
  for (const mark of marks) {
    const plainly = reached(asked, mark, (said) => said === false);
    const perhaps = reached(asked, mark, (said) => said !== true);
    const somehow = reached(asked, mark, () => true);
    for (const draft of drafts) draft[mark] = plainly.has(draft) ? false : perhaps.has(draft) || !somehow.has(draft) ? undefined : true;
  }
};
