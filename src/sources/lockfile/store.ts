import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { realOf, withinTree } from '../tree.ts';

/**
 * Where lockfiles and the files beside them are read from: the disk, or a revision that git keeps. Paths are absolute. What cannot be read
 * fails with the code of a system call.
 */
export interface Store {
  /** The bytes of a file; `undefined` of what is none. */
  sizeOf(path: string): Promise<number | undefined>;
  /** The same of a file that a lockfile names: `undefined` also of links, of what is not there, and of what lies outside of the tree. */
  sizeNearby(path: string): Promise<number | undefined>;
  /** The names of the folders in a folder of the tree; none where it cannot be read. Links are none. */
  foldersIn(path: string): Promise<readonly string[]>;
  read(path: string): Promise<Buffer>;
}

/** The system's code of an error that a system call gave. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;

/** The disk. What a lockfile names is read only within the folders of `tree`. */
export const diskOf = (tree: readonly string[]): Store => {
  const within = withinTree(tree);
  return {
    sizeOf: async (path) => {
      const found = await stat(path);
      return found.isFile() ? found.size : undefined;
    },
    sizeNearby: async (path) => {
      try {
        const entry = await lstat(path);
        // A folder on the way may be a link, and lead out of the tree.
        const real = realOf(path);
        return entry.isFile() && real !== undefined && within(real) ? entry.size : undefined;
      } catch (error) {
        const missing = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? '');
        // What lies outside is not even said to be unreadable.
        if (missing || !within(realOf(dirname(path)) ?? path)) return undefined;
        throw error;
      }
    },
    foldersIn: async (path) => {
      const real = realOf(path);
      if (real === undefined || !within(real)) return [];
      const entries = await readdir(real, { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    },
    read: (path) => readFile(path),
  };
};
