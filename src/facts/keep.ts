import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file of a cache, readable by its owner alone. Never fails: a run without a cache is slower, and that is all. */
export const keep = async (file: string, text: string): Promise<void> => {
  const beside = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(beside, text, { mode: 0o600, flag: 'wx' });
    await rename(beside, file);
  } catch {
    await rm(beside, { force: true }).catch(() => {});
  }
};
