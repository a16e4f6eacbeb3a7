import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Excerpt, shortened, unmarked } from './excerpt.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  yml: 'yaml',
  yaml: 'yaml',
  json: 'json',
  toml: 'toml',
  npmrc: 'ini',
  conf: 'ini',
  js: 'javascript',
  ts: 'typescript',
  py: 'python',
};

const extensionOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What a fixture says of the world and expects, beside what a repository holds. */
const isOfRepository = (path: string): boolean => !/^(?:expected\.json|registry\.json|advisories\/.*)$/.test(path);

/** The files of a repository, sorted. */
export const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .filter(isOfRepository)
    .sort();

/** What a file of a repository holds around a line. */
export const fileExcerpt = (folder: string, path: string, line = 1): Excerpt => ({
  language: LANGUAGES[extensionOf(path)] ?? '',
  lines: shortened(readFileSync(join(folder, path), 'utf8').trimEnd().split('\n').map(unmarked), line - 1),
});

/** The file that is most like another one. */
export const likest = (files: readonly string[], path: string): string | undefined =>
  files.find((file) => file === path) ??
  files.find((file) => nameOf(file) === nameOf(path)) ??
  files.find((file) => extensionOf(file) === extensionOf(path)) ??
  files[0];

interface Entry {
  readonly version?: string;
}

const entriesOf = (text: string): readonly (readonly [string, Entry])[] =>
  Object.entries((JSON.parse(text) as { readonly packages?: Readonly<Record<string, Entry>> }).packages ?? {}).filter(([at]) => at !== '');

/** The entry of a package in npm's lockfile: that of a version, else of the name, else the first. */
export const lockfileExcerpt = (folder: string, file: string, name: string, version?: string | null): Excerpt | undefined => {
  const entries = entriesOf(readFileSync(join(folder, file), 'utf8'));
  const meant = entries.filter(([at]) => at.endsWith(`node_modules/${name}`));
  const entry = meant.find(([, each]) => each.version === version) ?? meant[0] ?? entries[0];
  if (entry === undefined) return undefined;
  const [at, members] = entry;
  return { language: 'json', lines: `${JSON.stringify(at)}: ${JSON.stringify(members, null, 2)}`.split('\n') };
};
