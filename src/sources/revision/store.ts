import { isAbsolute, join, relative, sep } from 'node:path';
import type { Store } from '../lockfile/store.ts';
import type { Blob, Blobs } from './blobs.ts';

/** Files of a revision by their paths in the working tree, with the ids of what they hold. */
export type Files = ReadonlyMap<string, string>;

/** More files than any repository has that people work in. */
const MAX_FILES = 1_000_000;

/** What `git ls-tree -r -z` lists below a folder: regular files alone, as links and submodules hold no text. https://git-scm.com/docs/git-ls-tree */
export const filesListed = (listing: Buffer, top: string): Files => {
  const files = new Map<string, string>();
  for (const entry of listing.toString('utf8').split('\0')) {
    const [, id, name] = /^100\d{3} blob ([0-9a-f]{40,64})\t(.+)$/s.exec(entry) ?? [];
    if (id === undefined || name === undefined || files.size >= MAX_FILES) continue;
    files.set(join(top, name), id);
  }
  return files;
};

const unreadable = (path: string): Error => Object.assign(new Error(`git has not kept ${path}`), { code: 'EIO', syscall: 'read' });

/** The files of a revision as the source of lockfiles reads them: each when it is asked for. */
export const storeOf = (files: Files, blobs: Blobs): Store => {
  /** What was read to know how large it is, until it is taken. */
  const waiting = new Map<string, Blob>();
  const load = async (path: string): Promise<Blob | undefined> => {
    const id = files.get(path);
    if (id === undefined) return undefined;
    const blob = waiting.get(path) ?? (await blobs.read(id));
    if (blob === undefined) throw unreadable(path);
    waiting.set(path, blob);
    return blob;
  };
  const size = async (path: string): Promise<number | undefined> => (await load(path))?.size;
  return {
    sizeOf: size,
    sizeNearby: size,
    read: async (path) => {
      const { bytes } = (await load(path)) ?? {};
      waiting.delete(path);
      if (bytes === undefined) throw unreadable(path);
      return bytes;
    },
    foldersIn: async (folder) => {
      const names = new Set<string>();
      for (const path of files.keys()) {
        const below = relative(folder, path);
        if (below.startsWith('..') || isAbsolute(below)) continue;
        const [name, ...more] = below.split(sep);
        if (name !== undefined && more.length > 0) names.add(name);
      }
      return [...names];
    },
  };
};
