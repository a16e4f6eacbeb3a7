import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Side } from '../comparison/sides.ts';
import { UserError } from '../errors.ts';
import { discover } from '../sources/discover.ts';
import { type CollectedLockfiles, collectLockfiles } from '../sources/lockfile/index.ts';
import { isRevisionOf, lockfilesAt } from '../sources/revision/index.ts';
import type { Io } from './io.ts';

/** A side with what the text of its files says. */
export type ReadSide = Side & CollectedLockfiles;

const nameOf = (path: string, cwd: string): string => relative(cwd, path).split(sep).join('/') || '.';

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isDirectory() === true;

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

/** A text that can only be meant as a path. */
const isPath = (text: string): boolean => isAbsolute(text) || /^\.{1,2}(?:[/\\]|$)/.test(text);

/** Where some paths meet, and the one that is a file by itself: what both sides of a comparison are told apart by. */
export const placeOf = async (paths: readonly string[], cwd: string): Promise<Pick<Side, 'root' | 'single'>> => {
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0) return { root: '.' };
  const at = resolve(cwd, path);
  return (await isFolder(at)) ? { root: nameOf(at, cwd) } : { root: nameOf(dirname(at), cwd), single: nameOf(at, cwd) };
};

/** What a file holds, or the folders below one. That it holds no lockfile at all, or a broken one, is the user's to know at once. */
const readFiles = async (named: string, { cwd }: Pick<Io, 'cwd'>): Promise<ReadSide> => {
  const { files, tree, gaps } = await discover([named], cwd);
  const found = await collectLockfiles(files, { tree });
  const place = await placeOf([named], cwd);
  const broken = place.single === undefined ? undefined : found.gaps.find(({ scope }) => scope.file === place.single);
  if (broken !== undefined && found.packages.length === 0)
    throw new UserError(`${named} cannot be compared with: ${broken.message ?? broken.reason}`);
  if (found.inputs.length === 0)
    throw new UserError(`there is no lockfile in ${named}`, { hint: 'Name a lockfile, a folder with lockfiles, or a revision of git.' });
  return { ...found, name: named, ...place, gaps: [...gaps, ...found.gaps] };
};

/** What lies below some paths now. */
export const readWorkingTree = async (paths: readonly string[], { cwd }: Pick<Io, 'cwd'>): Promise<ReadSide> => {
  const { files, tree, gaps } = await discover(paths, cwd);
  const found = await collectLockfiles(files, { tree });
  return { ...found, name: 'the working tree', ...(await placeOf(paths, cwd)), gaps: [...gaps, ...found.gaps] };
};

/**
 * One side of a comparison: a lockfile, a folder of them, or what a revision of git holds at the given paths. A text that may be both a file
 * and a revision is refused.
 */
export const readSide = async (named: string, paths: readonly string[], io: Pick<Io, 'cwd' | 'env'>): Promise<ReadSide> => {
  const { cwd, env } = io;
  const absolute = paths.map((path) => resolve(cwd, path));
  if (isPath(named) || named === '-') return readFiles(named, io);
  if (await exists(resolve(cwd, named))) {
    const both = await isRevisionOf(named, absolute[0] ?? cwd, env).catch(() => false);
    if (!both) return readFiles(named, io);
    throw new UserError(`'${named}' is a file and a revision`, {
      hint: `Write ./${named} for the file, refs/heads/${named} for the branch.`,
    });
  }
  return { ...(await lockfilesAt(named, { paths: absolute, cwd, env })), name: named, ...(await placeOf(paths, cwd)) };
};
