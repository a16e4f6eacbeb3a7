import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

const isWithin = (folder: string, path: string): boolean => {
  const below = relative(folder, path);
  return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
};

/** A path with its links followed; `undefined` where it leads to nothing that can be reached. */
export const realOf = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};

/** Whether a path, its links followed, lies in one of the folders that are audited. */
export const withinTree = (tree: readonly string[]): ((path: string) => boolean) => {
  const folders = tree.flatMap((folder) => realOf(folder) ?? []);
  return (path) => folders.some((folder) => isWithin(folder, path));
};
