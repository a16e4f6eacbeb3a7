import type { Installed, Project } from './graph.ts';

/** A package while its lockfile is being read. */
export type Draft = { -readonly [K in keyof Omit<Installed, 'dependencies'>]: Installed[K] } & {
  readonly dependencies: Draft[];
  /** Those of its dependencies that it can do without. */
  readonly optionally: Set<Draft>;
};

/** What a manifest asks for, and how. */
export interface Asked {
  readonly to: Draft;
  /** Unknown where the lockfile puts all kinds together and the manifest could not be read. */
  readonly dev: boolean | undefined;
  readonly optional: boolean;
  /** Where the manifest asks for it. */
  readonly at?: NonNullable<Project['requires'][number]['at']>;
}

type Mark = 'dev' | 'optional';

const reached = (asked: readonly Asked[], mark: Mark, follows: (said: boolean | undefined) => boolean): ReadonlySet<Draft> => {
  const seen = new Set<Draft>();
  const open: Draft[] = [];
  const visit = (to: Draft): void => {
    if (seen.has(to)) return;
    seen.add(to);
    // What a workspace needs is asked for by its own manifest.
    if (to.source !== 'workspace') open.push(to);
  };
  for (const one of asked) if (follows(one[mark])) visit(one.to);
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const to of next.dependencies) if (follows(mark === 'optional' && next.optionally.has(to))) visit(to);
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
