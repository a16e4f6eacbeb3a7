import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../errors.ts';
import type { Gap } from '../model/inventory.ts';
import { closest } from '../suggest.ts';
import { ASSEMBLY, CDK_PROJECT, isAssembly, isBelow, outputsOf } from './assemblies.ts';
import { gitignore, type Ignores } from './gitignore.ts';

/** A file that a source may know. */
export interface Candidate {
  /** Where it is read from. */
  readonly path: string;
  /** What it is called in reports: relative to the working directory, with forward slashes. */
  readonly file: string;
  /** The user named it himself. */
  readonly explicit: boolean;
}

/** The files below some paths, in a stable order, and the folders that could not be read. */
export interface Discovered {
  readonly files: readonly Candidate[];
  /** The folders that are audited: the working directory where the paths lie below it, else those of the paths. */
  readonly tree: readonly string[];
  /** The folders below which every file is found. */
  readonly searched: readonly string[];
  readonly gaps: readonly Gap[];
}

const MAX_DEPTH = 64;
const MAX_FILES = 200_000;

/** Dependencies, caches and what builds make: never what the user wrote. */
export const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.aws-sam',
  '.serverless',
  '.terraform',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.cache',
  '.next',
  '.nuxt',
  'dist',
  'coverage',
]);

interface Above {
  readonly folder: string;
  readonly ignores: Ignores;
}

/** Finds the files below the paths. A file that is named is taken as it is, a folder as git sees it. */
export const discover = async (paths: readonly string[], cwd: string): Promise<Discovered> => {
  const files = new Map<string, Candidate>();
  const tree = new Set<string>();
  const whole = new Set<string>();
  const gaps: Gap[] = [];
  /** The folders that projects are synthesized to, and those that were searched. */
  const outputs = new Set<string>();
  const searched = new Set<string>();
  const name = (path: string): string => relative(cwd, path).split(sep).join('/') || '.';
  const gap = (path: string, reason: string, message: string): void =>
    void gaps.push({ source: 'template', scope: { file: name(path) }, reason, message });
  const add = (path: string, explicit: boolean): void => {
    if (explicit || !files.has(path)) files.set(path, { path, file: name(path), explicit });
  };

  const walk = async (folder: string, above: readonly Above[], depth: number): Promise<void> => {
    let entries: readonly Dirent[];
    try {
      entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    } catch (error) {
      return gap(folder, 'unreadable', `${name(folder)} cannot be read (${codeOf(error)})`);
    }
    searched.add(folder);
    const assembly = outputs.has(folder) || isAssembly(join(basename(cwd), relative(cwd, folder)), entries);
    if (!assembly && entries.some((entry) => entry.name === CDK_PROJECT && entry.isFile()))
      for (const output of await outputsOf(folder)) outputs.add(output);
    const own = entries.some((entry) => entry.name === '.gitignore' && entry.isFile()) ? await ignoresOf(folder) : undefined;
    const rules = assembly ? [] : own === undefined ? above : [...above, own];
    for (const entry of entries) {
      const path = join(folder, entry.name);
      // Links are not followed: what lies in the tree is found where it lies.
      if (entry.isDirectory()) {
        const skipped = SKIPPED.has(entry.name) || (assembly && !entry.name.startsWith('assembly-'));
        // CDK's own .gitignore names its assembly: what was not written by hand, and is deployed.
        if (skipped || (entry.name !== ASSEMBLY && ignored(rules, path, true))) continue;
        if (depth >= MAX_DEPTH) gap(path, 'too-deep', `${name(path)} is not searched: it lies deeper than ${MAX_DEPTH} folders`);
        else await walk(path, rules, depth + 1);
      } else if (entry.isFile()) {
        if ((assembly && !/^manifest\.json$|\.template\.json$/.test(entry.name)) || ignored(rules, path, false)) continue;
        if (files.size >= MAX_FILES) return;
        add(path, false);
      }
    }
  };

  for (const given of paths) {
    const path = resolve(cwd, given);
    const found = await stat(path).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
      throw new UserError(`${given} cannot be read (${codeOf(error)})`, { cause: error });
    });
    if (found === undefined) throw await missing(given, path);
    tree.add(name(path).startsWith('..') ? (found.isDirectory() ? path : dirname(path)) : cwd);
    if (found.isDirectory()) {
      whole.add(path);
      await walk(path, await rulesAbove(path), 0);
    } else add(path, true);
    // Whatever git ignores, what a project is synthesized to is deployed.
    for (const output of outputs) if (!searched.has(output) && isBelow(path, output)) await walk(output, [], 0);
  }
  if (files.size >= MAX_FILES)
    gap(cwd, 'too-many-files', `Only the first ${MAX_FILES.toLocaleString('en')} files are read: name the folders that matter`);
  return { files: [...files.values()], tree: [...tree], searched: [...whole], gaps };
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));

const ignoresOf = async (folder: string): Promise<Above | undefined> => {
  const path = join(folder, '.gitignore');
  // A link could lead git's rules astray; git itself does not follow it.
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : { folder, ignores: gitignore(text) };
};

/** The .gitignore files between the repository's root and a folder; none where they ignore the folder itself, which the user asks for. */
const rulesAbove = async (folder: string): Promise<readonly Above[]> => {
  const real = await realpath(folder);
  if (real !== folder) return [];
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (at !== folder) folders.unshift(at);
    const isRoot = await stat(join(at, '.git')).then(
      () => true,
      () => false,
    );
    if (isRoot) break;
    if (dirname(at) === at) return [];
  }
  const rules = (await Promise.all(folders.map(ignoresOf))).filter((rule) => rule !== undefined);
  const parts = [...folders.slice(1), folder];
  return parts.some((part) => ignored(rules, part, true)) ? [] : rules;
};

/** The nearest .gitignore file that says anything decides. */
const ignored = (rules: readonly Above[], path: string, isFolder: boolean): boolean => {
  for (let at = rules.length - 1; at >= 0; at -= 1) {
    const { folder, ignores } = rules[at] as Above;
    const below = relative(folder, path);
    if (below === '' || below.startsWith('..')) continue;
    const said = ignores(below.split(sep), isFolder);
    if (said !== undefined) return said;
  }
  return false;
};

const missing = async (given: string, path: string): Promise<UserError> => {
  const folder = dirname(path);
  const siblings: readonly string[] = await readdir(folder).catch(() => []);
  const meant = closest(basename(path), siblings);
  const parent = dirname(given);
  const hint =
    meant === undefined
      ? 'Give files or folders that exist.'
      : `Did you mean '${parent === '.' && !given.startsWith('.') ? meant : join(parent, meant)}'?`;
  return new UserError(`There is no file or folder '${given}'`, { hint });
};
