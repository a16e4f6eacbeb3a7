import { openAddress } from './address.ts';

/** A name that a project asked for when its lockfile was written; without a range where the lockfile does not say which. */
interface Asked {
  readonly name: string;
  readonly range: string | undefined;
}

/** What a lockfile was written for, as the property of its resource. */
export interface Locked {
  /** The ranges of each name, by the folder of who asked for it: `.`, or a workspace's from the lockfile's folder on. */
  readonly ranges: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Names of which it says something else than the manifests: what is forced by overrides, or lies in the repository itself. */
  readonly overridden: readonly string[];
}

/** Gathers what a lockfile was written for. Addresses are told without what may be a login. */
export const lockedFor = (
  projects: readonly { readonly folder: string; readonly asked: readonly Asked[] }[],
  overridden: Iterable<string> = [],
): Locked => {
  const untold = new Set(overridden);
  const byFolder = new Map<string, Map<string, Set<string>>>();
  for (const { folder, asked } of projects) {
    const at = folder === '' ? '.' : folder;
    const ranges = byFolder.get(at) ?? new Map<string, Set<string>>();
    byFolder.set(at, ranges);
    // No package is called so, and the inventory has words that begin so.
    for (const { name, range } of asked)
      if (name.startsWith('$')) continue;
      else if (range === undefined) untold.add(name);
      else ranges.set(name, (ranges.get(name) ?? new Set()).add(/[:/]/.test(range) ? openAddress(range) : range));
  }
  const plain = (ranges: ReadonlyMap<string, ReadonlySet<string>>) =>
    Object.fromEntries([...ranges].map(([name, all]) => [name, [...all]] as const));
  return { ranges: Object.fromEntries([...byFolder].map(([at, ranges]) => [at, plain(ranges)] as const)), overridden: [...untold] };
};
