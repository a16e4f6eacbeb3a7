import { lstat, readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { Gap } from '../../model/inventory.ts';
import type { Candidate } from '../discover.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { ReadBeside } from './format.ts';

const MAX_MANIFEST_BYTES = 4_000_000;

/** The system's code of an error that a system call gave. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;

/** Reads manifests beside a lockfile, each once and never outside of its folder. */
export const besideOf = ({ path, file }: Candidate, keep: (source: SourceFile) => void, gaps: Gap[]): ReadBeside => {
  const manifests = new Map<string, SourceFile | undefined>();
  return async (relative) => {
    if (manifests.has(relative)) return manifests.get(relative);
    let source: SourceFile | undefined;
    const inside = !relative.includes('\0') && !posix.isAbsolute(relative) && !relative.split(/[\\/]/).includes('..');
    const name = posix.join(posix.dirname(file), relative);
    const gap = (reason: string, message: string) => void gaps.push({ source: 'lockfile', scope: { file: name }, reason, message });
    try {
      const at = join(dirname(path), relative);
      const found = inside ? await lstat(at) : undefined;
      if (found?.isFile() && found.size > MAX_MANIFEST_BYTES)
        gap('too-large', `${name} is not read: it has ${Math.round(found.size / 1e6)} MB`);
      else if (found?.isFile()) source = { file: name, text: await readFile(at, 'utf8') };
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      if (!['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) gap('unreadable', `${name} cannot be read (${code})`);
    }
    if (source !== undefined) keep(source);
    manifests.set(relative, source);
    return source;
  };
};
