import { statSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';

/** The repository that a file belongs to. */
export interface Root {
  readonly folder: string;
  /** Not all of it is searched: what is missing in what is says nothing. */
  readonly partial: boolean;
  /** It has a `.git`. */
  readonly git: boolean;
}

const holdsGit = (folder: string): boolean => statSync(`${folder}${sep}.git`, { throwIfNoEntry: false }) !== undefined;

/** Whether a path is a folder or lies in it. */
export const isWithin = (folder: string, above: string): boolean => {
  const below = relative(above, folder);
  return below !== '..' && !below.startsWith(`..${sep}`);
};

/**
 * Tells the repositories of files: the nearest folder above one with a `.git`. Where there is none, as in an archive, the folder that is
 * searched (`searched`, those that the user named) is taken for one.
 */
export const rootsOf = (searched: readonly string[]): ((path: string) => Root) => {
  const git = new Map<string, string | undefined>();
  const gitOf = (folder: string): string | undefined => {
    if (git.has(folder)) return git.get(folder);
    const found = holdsGit(folder) ? folder : dirname(folder) === folder ? undefined : gitOf(dirname(folder));
    git.set(folder, found);
    return found;
  };
  return (path) => {
    const top = searched.find((folder) => isWithin(path, folder));
    const git = gitOf(dirname(path));
    const folder = git ?? top ?? dirname(path);
    return { folder, git: git !== undefined, partial: !searched.some((each) => isWithin(folder, each)) };
  };
};

/** Names the repository of a file: its folder from the working directory on, with forward slashes. */
export const repositoriesOf = (searched: readonly string[], cwd: string): ((path: string) => string) => {
  const rootOf = rootsOf(searched);
  return (path) => repositoryName(rootOf(path).folder, cwd);
};

/** What a repository's folder is called in an inventory. */
export const repositoryName = (folder: string, cwd: string): string => relative(cwd, folder).split(sep).join('/') || '.';
