import type { Dirent } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

/** Where CDK puts what it synthesizes unless told otherwise, and what it marks such a folder with. */
export const ASSEMBLY = 'cdk.out';

/** What tells how CDK synthesizes a project. */
export const CDK_PROJECT = 'cdk.json';
const MAX_CDK_PROJECT = 100_000;
/** What every assembly has. */
const MANIFEST = 'manifest.json';

/** Whether a folder, whose path ends so, is what CDK made of an application or a stage of it: its assets are no templates. */
export const isAssembly = (path: string, entries: readonly Dirent[]): boolean =>
  path.split(sep).includes(ASSEMBLY) || entries.some((entry) => entry.name === ASSEMBLY && entry.isFile());

/** Whether a path lies in a folder, and is not the folder itself. */
export const isBelow = (folder: string, path: string): boolean => {
  const below = relative(folder, path);
  return below !== '' && below.split(sep)[0] !== '..' && !isAbsolute(below);
};

/** The folders below a CDK project's that its `cdk.json` says it is synthesized to, or deployed from without being synthesized. */
export const outputsOf = async (folder: string): Promise<readonly string[]> => {
  const text = await readFile(join(folder, CDK_PROJECT), 'utf8').catch(() => '');
  // One that cannot be read is a gap of its own.
  const project: unknown = text.length > MAX_CDK_PROJECT ? undefined : parsed(text);
  const named = Object(project) as Readonly<Record<string, unknown>>;
  const folders = [named.output, named.app].filter((each) => typeof each === 'string').map((each) => resolve(folder, each));
  const manifests = await Promise.all(folders.map((each) => realpath(join(each, MANIFEST)).catch(() => undefined)));
  const base = await realpath(folder);
  // Links are not followed here either.
  return folders.filter((each, at) => isBelow(folder, each) && manifests[at] === join(base, relative(folder, each), MANIFEST));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
};
