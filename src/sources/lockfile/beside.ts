import { lstat, readdir, readFile } from 'node:fs/promises';
import { dirname, posix, resolve } from 'node:path';
import type { Gap } from '../../model/inventory.ts';
import type { Candidate } from '../discover.ts';
import { decoded } from '../text/decode.ts';
import type { SourceFile } from '../text/source-file.ts';
import { realOf, withinTree } from '../tree.ts';
import type { FoldersIn, ReadBeside } from './format.ts';

const MAX_MANIFEST_BYTES = 4_000_000;

/** The system's code of an error that a system call gave. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;

/** Reads files beside a lockfile, each once. None is read that lies outside of the folders of `tree`, and no link. */
export const besideOf = (tree: readonly string[], keep: (source: SourceFile) => void, gaps: Gap[]) => {
  const within = withinTree(tree);
  return ({ path, file }: Candidate): ReadBeside => {
    const found = new Map<string, SourceFile | undefined>();
    const read = async (relative: string): Promise<SourceFile | undefined> => {
      if (relative.includes('\0') || posix.isAbsolute(relative)) return undefined;
      const name = posix.join(posix.dirname(file), relative);
      const gap = (reason: string, message: string) => void gaps.push({ source: 'lockfile', scope: { file: name }, reason, message });
      const at = resolve(dirname(path), relative);
      try {
        const entry = await lstat(at);
        // A folder on the way may be a link, and lead out of the tree.
        const real = realOf(at);
        if (!entry.isFile() || real === undefined || !within(real)) return undefined;
        if (entry.size <= MAX_MANIFEST_BYTES) return { file: name, text: decoded(await readFile(at)) };
        gap('too-large', `${name} is not read: it has ${Math.round(entry.size / 1e6)} MB`);
      } catch (error) {
        const code = codeOf(error);
        if (code === undefined) throw error;
        const missing = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(code);
        // What lies outside is not even said to be unreadable.
        if (!missing && within(realOf(dirname(at)) ?? at)) gap('unreadable', `${name} cannot be read (${code})`);
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
export const foldersBeside = (tree: readonly string[]) => {
  const within = withinTree(tree);
  return ({ path }: Candidate): FoldersIn =>
    async (relative) => {
      if (relative.includes('\0') || posix.isAbsolute(relative)) return [];
      const real = realOf(resolve(dirname(path), relative));
      if (real === undefined || !within(real)) return [];
      const entries = await readdir(real, { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    };
};
