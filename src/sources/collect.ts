import { posix, relative, sep } from 'node:path';
import type { Gap } from '../model/inventory.ts';
import { isPackage } from '../model/subject.ts';
import { archivesAmong, collectCode } from './deployed/index.ts';
import { type Candidate, discover } from './discover.ts';
import { collectLockfiles } from './lockfile/index.ts';
import { type CollectedCredentials, collectCredentials } from './repository/credentials.ts';
import { collectRepositories } from './repository/index.ts';
import { repositoriesOf } from './repository/root.ts';
import type { Collected } from './source.ts';
import { maybeTemplate } from './template/candidates.ts';
import type { TemplatesInBatches } from './template/index.ts';

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

/** What is read but templates. */
interface Surveyed {
  /** The files that may be templates. */
  readonly candidates: readonly Candidate[];
  readonly tree: readonly string[];
  /** What keeps folders from being searched. */
  readonly unsearched: readonly Gap[];
  readonly rest: Collected;
  /** What is read of credentials alone, which is not told again of a file that another source has told of. */
  readonly found: Pick<Collected, 'inputs' | 'ignores'>;
}

const NO_CREDENTIALS: CollectedCredentials = {
  resources: [],
  gaps: [],
  inputs: [],
  ignores: [],
  locate: () => undefined,
  quote: () => undefined,
};

const survey = async (paths: readonly string[], { cwd, credentials = true, onProgress }: CollectOptions): Promise<Surveyed> => {
  const { files, tree, searched, gaps } = await discover(paths, cwd);
  const lockfiles = await collectLockfiles(files, { tree, ...(onProgress === undefined ? {} : { onProgress }) });
  const archives = await archivesAmong(lockfiles.others);
  const locked = new Set(lockfiles.inputs.map(({ file }) => posix.dirname(file ?? '')));
  const folders = searched.map((path) => ({ path, file: relative(cwd, path).split(sep).join('/') || '.', explicit: true }));
  const code = await collectCode(
    [...archives],
    folders.filter(({ file }) => !locked.has(file)),
  );
  const repositories = collectRepositories(files, { tree, searched, cwd, locked: lockfiles.locked, standing: lockfiles.standing });
  const found = credentials ? collectCredentials(files, repositoriesOf(searched, cwd), onProgress) : NO_CREDENTIALS;
  return {
    candidates: lockfiles.others.filter((file) => !archives.has(file)),
    tree,
    unsearched: gaps,
    rest: {
      resources: [...repositories.resources, ...found.resources],
      packages: [...lockfiles.packages, ...code.packages],
      gaps: [...lockfiles.gaps, ...code.gaps, ...repositories.gaps, ...found.gaps],
      inputs: [...lockfiles.inputs, ...code.inputs, ...repositories.inputs],
      ignores: repositories.ignores,
      locate: (subject, trail) =>
        isPackage(subject)
          ? (lockfiles.locate(subject, trail) ?? code.locate(subject, trail))
          : (repositories.locate(subject, trail) ?? found.locate(subject, trail)),
      quote: (file, line) =>
        lockfiles.quote(file, line) ?? code.quote(file, line) ?? repositories.quote(file, line) ?? found.quote(file, line),
    },
    found,
  };
};

/** What reads templates is loaded only where one may be. */
const readersFor = async (candidates: readonly Candidate[]) =>
  candidates.some(maybeTemplate) ? await import('./template/index.ts') : undefined;

type Told = Pick<Collected, 'gaps' | 'inputs' | 'ignores' | 'quote'>;

const NO_TEMPLATES: Told = { gaps: [], inputs: [], ignores: [], quote: () => undefined };

/** Everything but what is the templates' own, with what was told of these before it. */
const joined = ({ rest, unsearched, found }: Surveyed, templates: Told): Collected => {
  const told = new Set([...templates.inputs, ...rest.inputs].map(({ file }) => file));
  const untold = ({ file }: { readonly file?: string }): boolean => !told.has(file);
  return {
    ...rest,
    gaps: [...unsearched, ...templates.gaps, ...rest.gaps],
    inputs: [...templates.inputs, ...rest.inputs, ...found.inputs.filter(untold)],
    ignores: [...templates.ignores, ...rest.ignores, ...found.ignores.filter(untold)],
    // A file of a repository may be a template as well: what it quotes is what it masks.
    quote: (file, line) => templates.quote(file, line) ?? rest.quote(file, line),
  };
};

/** Reads everything below the paths that a source knows. What cannot be read is a gap; a path that does not exist is a `UserError`. */
export const collect = async (paths: readonly string[], options: CollectOptions): Promise<Collected> => {
  const surveyed = await survey(paths, options);
  const { candidates, rest } = surveyed;
  const templates = (await readersFor(candidates))?.collectTemplates(candidates, templateOptions(surveyed, options));
  if (templates === undefined) return joined(surveyed, NO_TEMPLATES);
  return {
    ...joined(surveyed, templates),
    resources: [...templates.resources, ...rest.resources],
    locate: (subject, trail) => templates.locate(subject, trail) ?? rest.locate(subject, trail),
  };
};

const templateOptions = ({ tree }: Surveyed, { parameters, onProgress }: CollectOptions) => ({
  tree,
  ...(parameters === undefined ? {} : { parameters }),
  ...(onProgress === undefined ? {} : { onProgress }),
});

/** What may be said about collecting in batches. */
export interface BatchesOptions extends CollectOptions {
  /** Whether lines of templates are going to be quoted. */
  readonly quotes: boolean;
  /** How much of templates is a batch, in bytes. */
  readonly batch?: number;
}

/** What was collected but templates, and these to be read in batches. */
export interface InBatches {
  readonly rest: Collected;
  /** Absent where no file may be one. */
  readonly templates?: TemplatesInBatches;
  /** What was collected, with what was told of templates. */
  whole(templates: Told): Collected;
}

/**
 * As `collect`, templates in batches: no more memory is taken for many than for some. Where they are one batch it is read at once, so that
 * what is wrong with the options is said before any other work.
 */
export const collectInBatches = async (paths: readonly string[], { quotes, batch, ...options }: BatchesOptions): Promise<InBatches> => {
  const surveyed = await survey(paths, options);
  const whole = (templates: Told): Collected => joined(surveyed, templates);
  const readers = await readersFor(surveyed.candidates);
  const templates = readers?.templatesInBatches(surveyed.candidates, {
    ...templateOptions(surveyed, options),
    quotes,
    ...(batch === undefined ? {} : { batch }),
  });
  return { rest: whole(NO_TEMPLATES), whole, ...(templates === undefined ? {} : { templates }) };
};
