import { posix, relative, sep } from 'node:path';
import { isPackage } from '../model/subject.ts';
import { archivesAmong, collectCode } from './deployed/index.ts';
import { discover } from './discover.ts';
import { collectLockfiles } from './lockfile/index.ts';
import { type CollectedCredentials, collectCredentials } from './repository/credentials.ts';
import { collectRepositories } from './repository/index.ts';
import { repositoriesOf } from './repository/root.ts';
import type { Collected } from './source.ts';
import { maybeTemplate } from './template/candidates.ts';
import type { CollectedTemplates } from './template/index.ts';

/** What a user may say about collecting. */
export interface CollectOptions {
  /** Paths are relative to this folder, and files are named relative to it. */
  readonly cwd: string;
  /** Values of template parameters, in place of their defaults. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Whether every text file is searched for credentials; they are unless said. */
  readonly credentials?: boolean;
  /** Told how many files were read, and which was the last. */
  readonly onProgress?: (read: number, file: string) => void;
}

const NO_TEMPLATES: CollectedTemplates = {
  resources: [],
  gaps: [],
  inputs: [],
  ignores: [],
  locate: () => undefined,
  quote: () => undefined,
};

const NO_CREDENTIALS: CollectedCredentials = { ...NO_TEMPLATES };

/** Reads everything below the paths that a source knows. What cannot be read is a gap; a path that does not exist is a `UserError`. */
export const collect = async (
  paths: readonly string[],
  { cwd, parameters, credentials = true, onProgress }: CollectOptions,
): Promise<Collected> => {
  const { files, tree, searched, gaps } = await discover(paths, cwd);
  const lockfiles = await collectLockfiles(files, { tree, ...(onProgress === undefined ? {} : { onProgress }) });
  const archives = await archivesAmong(lockfiles.others);
  const locked = new Set(lockfiles.inputs.map(({ file }) => posix.dirname(file ?? '')));
  const folders = searched.map((path) => ({ path, file: relative(cwd, path).split(sep).join('/') || '.', explicit: true }));
  const code = await collectCode(
    [...archives],
    folders.filter(({ file }) => !locked.has(file)),
  );
  const others = lockfiles.others.filter((file) => !archives.has(file));
  const options = { tree, ...(parameters === undefined ? {} : { parameters }), ...(onProgress === undefined ? {} : { onProgress }) };
  const templates = others.some(maybeTemplate) ? (await import('./template/index.ts')).collectTemplates(others, options) : NO_TEMPLATES;
  const repositories = collectRepositories(files, { tree, searched, cwd, locked: lockfiles.locked });
  const found = credentials ? collectCredentials(files, repositoriesOf(searched, cwd), onProgress) : NO_CREDENTIALS;
  // What another source has told of a file is not told again.
  const told = new Set([...templates.inputs, ...lockfiles.inputs, ...code.inputs, ...repositories.inputs].map(({ file }) => file));
  const untold = ({ file }: { readonly file?: string }): boolean => !told.has(file);
  return {
    resources: [...templates.resources, ...repositories.resources, ...found.resources],
    packages: [...lockfiles.packages, ...code.packages],
    gaps: [...gaps, ...templates.gaps, ...lockfiles.gaps, ...code.gaps, ...repositories.gaps, ...found.gaps],
    inputs: [...templates.inputs, ...lockfiles.inputs, ...code.inputs, ...repositories.inputs, ...found.inputs.filter(untold)],
    ignores: [...templates.ignores, ...repositories.ignores, ...found.ignores.filter(untold)],
    locate: (subject, trail) =>
      isPackage(subject)
        ? (lockfiles.locate(subject, trail) ?? code.locate(subject, trail))
        : (templates.locate(subject, trail) ?? repositories.locate(subject, trail) ?? found.locate(subject, trail)),
    quote: (file, line) =>
      lockfiles.quote(file, line) ??
      code.quote(file, line) ??
      templates.quote(file, line) ??
      repositories.quote(file, line) ??
      found.quote(file, line),
  };
};
