import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type Baseline, parseBaseline } from '../baseline.ts';
import { type Config, defaultConfig } from '../config.ts';
import { UserError } from '../errors.ts';

const NAMES = ['parapet.yml', 'parapet.yaml'];

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** What a file system's error code means, for people. */
const because = (error: unknown): string => {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'a part of the path is no folder';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EROFS':
      return 'the file system is read-only';
    default:
      return error instanceof Error ? error.message : String(error);
  }
};

/** Reads a file that the user named. */
export const readText = async (file: string, cwd: string): Promise<string> =>
  readFile(resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new UserError(`${file} cannot be read: ${because(cause)}`, { cause });
  });

/** The configuration that the user named, or that of the working directory: one further down the audited tree never counts. */
export const loadConfig = async (
  named: string | undefined,
  cwd: string,
  checks: readonly string[],
): Promise<{ readonly config: Config; readonly file?: string }> => {
  const found = named === undefined ? NAMES.filter((name) => existsSync(join(cwd, name))) : [named];
  const [file, other] = found;
  if (file === undefined) return { config: defaultConfig };
  if (other !== undefined)
    throw new UserError(`there are both ${file} and ${other}`, { hint: 'Keep one of them, or name it with --config.' });
  const text = await readText(file, cwd);
  const { parseConfig } = await import('../config/parse.ts');
  return { config: parseConfig(text, file, checks), file };
};

/** The baseline that the user named. */
export const loadBaseline = async (file: string | undefined, cwd: string): Promise<Baseline | undefined> =>
  file === undefined ? undefined : parseBaseline(await readText(file, cwd), file);

/** Refuses a file that could not be written later: before the work, not after it. */
export const requireWritable = async (file: string, cwd: string): Promise<void> => {
  const path = resolve(cwd, file);
  const folder = await stat(dirname(path)).catch(() => undefined);
  if (folder === undefined || !folder.isDirectory())
    throw new UserError(`${file} cannot be written: there is no folder ${dirname(file)}`, { hint: 'Create it first.' });
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw new UserError(`${file} cannot be written: it is a folder`);
};

/**
 * Writes a file whole or not at all: beside it first, then in its place. A link is written through, and what is no regular file
 * (a pipe, /dev/stdout) is written to as it is. `text` may come in pieces.
 */
export const writeWhole = async (file: string, cwd: string, text: string | Iterable<string>): Promise<void> => {
  const target = await realpath(resolve(cwd, file)).catch(() => resolve(cwd, file));
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const there = await stat(target).catch(() => undefined);
    if (there !== undefined && !there.isFile()) return await writeFile(target, text);
    const handle = await open(beside, 'wx', there?.mode);
    try {
      await writeFile(handle, text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  } catch (cause) {
    await rm(beside, { force: true });
    throw new UserError(`${file} cannot be written: ${because(cause)}`, { cause });
  }
};
