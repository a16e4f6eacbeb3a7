import { dirname, posix, resolve } from 'node:path';
import type { Gap } from '../../model/inventory.ts';
import type { Candidate } from '../discover.ts';
import { decoded } from '../text/decode.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { FoldersIn, ReadBeside } from './format.ts';
import { codeOf, type Store } from './store.ts';

const MAX_MANIFEST_BYTES = 4_000_000;

/** A path from a lockfile's folder that can lead anywhere at all. */
const isRelative = (path: string): boolean => !path.includes('\0') && !posix.isAbsolute(path);

/** Reads files beside a lockfile, each once. */
export const besideOf = (store: Store, keep: (source: SourceFile) => void, gaps: Gap[]) => {
  return ({ path, file }: Candidate): ReadBeside => {
    const found = new Map<string, SourceFile | undefined>();
    const read = async (relative: string): Promise<SourceFile | undefined> => {
      if (!isRelative(relative)) return undefined;
      const name = posix.join(posix.dirname(file), relative);
      const gap = (reason: string, message: string) => void gaps.push({ source: 'lockfile', scope: { file: name }, reason, message });
      const at = resolve(dirname(path), relative);
      try {
        const size = await store.sizeNearby(at);
        if (size === undefined) return undefined;
        if (size <= MAX_MANIFEST_BYTES) return { file: name, text: decoded(await store.read(at)) };
        gap('too-large', `${name} is not read: it has ${Math.round(size / 1e6)} MB`);
      } catch (error) {
        const code = codeOf(error);
        if (code === undefined) throw error;
        gap('unreadable', `${name} cannot be read (${code})`);
      }
      return undefined;
    };
    return async (relative) => {
      const known = found.get(relative);
      if (known !== undefined || found.has(relative)) return known;
      const source = await read(relative);
      if (source !== undefined) keep(source);
      found.set(relative, source);
      return source;
    };
  };
};

/** Lists folders beside a lockfile. What cannot be read, or lies outside of the tree, has none. */
export const foldersBeside =
  (store: Store) =>
  ({ path }: Candidate): FoldersIn =>
  async (relative) =>
    isRelative(relative) ? store.foldersIn(resolve(dirname(path), relative)) : [];
