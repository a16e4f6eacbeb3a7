import { posix } from 'node:path';
import type { Manifest } from '../package-json.ts';
import { KINDS } from '../scopes.ts';
import { mapIn, memberOf, membersOf, textAt, textOf, type YamlValue } from '../yaml/tree.ts';

/** What a project asks for: a name in its manifest, and what that is resolved to. */
export interface Wanted {
  readonly name: string;
  readonly reference: string;
  readonly specifier: string | undefined;
  readonly dev: boolean;
  readonly optional: boolean;
}

/** A project of a lockfile: the root (`''`), or a workspace by its folder. */
export interface Importer {
  readonly folder: string;
  readonly wanted: readonly Wanted[];
  readonly place: { readonly start: number; readonly end: number };
  manifest?: Manifest;
}

/** What only sets up the package manager is not for production. */
const PROJECT_KINDS = [
  ...KINDS,
  { key: 'configDependencies', dev: true, optional: false },
  { key: 'packageManagerDependencies', dev: true, optional: false },
];

const wantedIn = (importer: YamlValue): readonly Wanted[] => {
  const specifiers = memberOf(importer, 'specifiers');
  return PROJECT_KINDS.flatMap(({ key, dev, optional }) =>
    [...mapIn(importer, key)].flatMap(([name, { value }]) => {
      const reference = textOf(value) ?? textAt(value, 'version');
      const specifier = textAt(value, 'specifier') ?? textAt(specifiers, name);
      return reference === undefined ? [] : [{ name, reference, specifier, dev, optional }];
    }),
  );
};

/** The projects of a document: its importers, or the root alone before version 5.1 and where there is one project. */
export const importersIn = (document: YamlValue): readonly Importer[] => {
  const importers = [...mapIn(document, 'importers')];
  if (importers.length === 0) return [{ folder: '', wanted: wantedIn(document), place: { start: 0, end: 1 } }];
  return importers.map(([path, { keyStart, keyEnd, value }]) => {
    const folder = posix.normalize(path).replace(/\/$/, '');
    return { folder: folder === '.' ? '' : folder, wanted: wantedIn(value), place: { start: keyStart, end: keyEnd } };
  });
};

/** Where a link leads: from the folder of who asks, to a folder beside the lockfile. */
export const linkTarget = (from: string, reference: string): string | undefined => {
  if (!reference.startsWith('link:')) return undefined;
  const folder = posix.join(from, reference.slice('link:'.length)).replace(/\/$/, '');
  return folder === '.' ? '' : folder;
};

/** Whether a document is a lockfile of pnpm's. */
export const isLockfile = (document: YamlValue | undefined): boolean => membersOf(document).has('lockfileVersion');
