import { statSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';

/** The repository that a file belongs to. */
export interface Root {
  readonly folder: string;
  /** Its settings may lie above what is audited: what is missing below says nothing. */
  readonly partial: boolean;
}

const holdsGit = (folder: string): boolean => statSync(`${folder}${sep}.git`, { throwIfNoEntry: false }) !== undefined;

/**
 * Tells the repositories of files: the nearest folder with a `.git` of those that are audited. Where there is none and none above either,
 * as in an archive, the audited folder is taken for one.
 */
export const rootsWithin = (tree: readonly string[]): ((path: string) => Root | undefined) => {
  const known = new Map<string, Root>();
  const rootOf = (folder: string, top: string): Root => {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const root = holdsGit(folder)
      ? { folder, partial: false }
      : folder === top || dirname(folder) === folder
        ? { folder: top, partial: liesInGit(dirname(top)) }
        : rootOf(dirname(folder), top);
    known.set(folder, root);
    return root;
  };
  const liesInGit = (folder: string): boolean => holdsGit(folder) || (dirname(folder) !== folder && liesInGit(dirname(folder)));
  return (path) => {
    const top = tree.find((folder) => !relative(folder, path).startsWith('..'));
    return top === undefined ? undefined : rootOf(dirname(path), top);
  };
};
