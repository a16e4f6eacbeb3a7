import { realpath, stat } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { UserError } from '../../errors.ts';
import { type Candidate, SKIPPED } from '../discover.ts';
import { MAX_BYTES } from '../lockfile/choose.ts';
import { type CollectedLockfiles, collectLockfiles } from '../lockfile/index.ts';
import { blobsIn } from './blobs.ts';
import { type Git, gitIn } from './git.ts';
import { filesListed, storeOf } from './store.ts';

/** Where lockfiles of a revision are looked for. */
export interface RevisionOptions {
  /** Folders and files; those that are gone from the working tree too. */
  readonly paths: readonly string[];
  /** Files are named relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const LONGEST = 1_000;

/** A revision as it may be handed to git. */
const isRevision = (text: string): boolean => text !== '' && text.length <= LONGEST && !text.startsWith('-') && !/[\0\r\n]/.test(text);

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isDirectory() === true;

/** A path with its links followed, as far as it is there. */
const realOf = async (path: string): Promise<string> => {
  const real = await realpath(path).catch(() => undefined);
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return `${await realOf(dirname(path))}${path.slice(dirname(path).length)}`;
};

const nearestFolder = async (path: string): Promise<string> => ((await isFolder(path)) ? path : nearestFolder(dirname(path)));

const lineOf = (answer: Buffer): string => answer.toString('utf8').replace(/\r?\n$/, '');

/** The commit that a revision names in the repository that holds a folder; `undefined` where it names none there. */
const commitIn = async (git: Git, revision: string): Promise<string | undefined> => {
  if (!isRevision(revision)) return undefined;
  const answer = await git.ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const id = answer === undefined ? '' : lineOf(answer);
  return /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
};

/** Whether a text names a revision of the repository that holds a path. */
export const isRevisionOf = async (revision: string, path: string, env: RevisionOptions['env']): Promise<boolean> =>
  (await commitIn(gitIn(await nearestFolder(path), env), revision)) !== undefined;

/** The paths that are read of one repository, and its folder. */
const topOf = async (git: Git, folder: string): Promise<string> => {
  const answer = await git.ask(['rev-parse', '--show-toplevel']);
  if (answer === undefined) throw new UserError(`${folder} lies in no git repository`, { hint: 'Name a lockfile in place of a revision.' });
  return realpath(lineOf(answer));
};

const isBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/**
 * The lockfiles of a revision at or below some paths, with the manifests beside them. Nothing is checked out, and nothing that the
 * repository configures is run. An unknown revision is a `UserError`; a lockfile that cannot be read is a gap.
 */
export const lockfilesAt = async (revision: string, { paths, cwd, env }: RevisionOptions): Promise<CollectedLockfiles> => {
  const real = await Promise.all(paths.map(realOf));
  const base = await realOf(cwd);
  const git = gitIn(await nearestFolder(real[0] ?? base), env);
  const top = await topOf(git, paths[0] ?? cwd);
  const outside = real.find((path) => !isBelow(path, top));
  if (outside !== undefined)
    throw new UserError(`${relative(base, outside) || '.'} lies outside of the repository whose revision is ${revision}`, {
      hint: 'Scan one repository at a time.',
    });
  const commit = await commitIn(git, revision);
  if (commit === undefined)
    throw new UserError(`there is no file and no revision '${revision}'`, {
      hint: 'A pipeline may have to fetch it first: actions/checkout does so with fetch-depth: 0.',
    });
  const listing = await git.ask(['ls-tree', '-r', '-z', '--full-tree', commit]);
  if (listing === undefined)
    throw new UserError(`git cannot list the files of ${revision}`, { hint: 'A partial clone lacks them: fetch them first.' });
  const files = filesListed(listing, top);
  const skips = (path: string, root: string): boolean =>
    relative(root, path)
      .split(sep)
      .some((name) => SKIPPED.has(name));
  const candidates: Candidate[] = [];
  for (const path of files.keys()) {
    const root = real.find((each) => isBelow(path, each));
    if (root === undefined || skips(path, root)) continue;
    candidates.push({ path, file: relative(base, path).split(sep).join('/'), explicit: path === root });
  }
  const blobs = blobsIn(git, MAX_BYTES);
  try {
    return await collectLockfiles(candidates, { tree: [top], store: storeOf(files, blobs) });
  } finally {
    blobs.close();
  }
};
