import type { Context, Field, Reads } from '../../check.ts';
import type { Ecosystem } from '../../model/package.ts';
import { COMMAND_READS } from '../pipelines.ts';
import { folderOf, isAbove, pathOf, textOf } from '../repository-files.ts';

/** What a check reads to know which registries a project names. */
export const REGISTRY_READS = {
  ...COMMAND_READS,
  lockfile: ['Manager'],
  manifest: ['Ecosystem', 'PublishConfig'],
  'package-settings': ['Manager', 'Settings', 'Credentials'],
} as const satisfies Reads;

type Around = Pick<Context<typeof REGISTRY_READS>, 'resources'>;

/** Whose settings count for an ecosystem; those of others are not read. */
const MANAGERS: Readonly<Partial<Record<Ecosystem, readonly string[]>>> = {
  npm: ['npm', 'yarn', 'yarn-classic', 'pnpm', 'bun'],
  PyPI: ['pip', 'uv', 'poetry', 'pyproject', 'pipenv'],
  'crates.io': ['cargo'],
};

/** Settings that name where packages come from, at whatever depth. */
const NAMING = /index|source|regist|find-links|mirror|server|scopes|publish/i;
const ADDRESS = /(?:https?:)?\/\/(?:[^/@\s"']*@)?([A-Za-z0-9.-]+)(?![A-Za-z0-9.${%-])\S*/g;
/** A part of an address that only whoever installs fills in. */
const OPEN = /\$\{?\w|%\w+%/;

/** What a file says of registries. */
interface Named {
  readonly folder: string;
  readonly manager: string;
  readonly hosts: ReadonlySet<string>;
  /** An address that the file leaves open, as it is written. */
  readonly open?: string;
}

/** The registries that a repository names, and where its lockfiles lie. */
interface Registries {
  readonly paths: ReadonlyMap<string, string>;
  readonly files: readonly Named[];
  /** What pipelines run, in which a registry may be named by an option, a variable or an action's input. */
  readonly pipelines: string;
}

interface Gathered {
  readonly hosts: Set<string>;
  open?: string;
}

const note = (text: string, into: Gathered): void => {
  for (const [, host = ''] of text.matchAll(ADDRESS)) into.hosts.add(host.toLowerCase());
  if (OPEN.test(text.replaceAll(ADDRESS, ''))) into.open ??= text;
};

/** Every address below a setting that names registries: keys are addresses as well (`//host/:_authToken`). */
const gather = (at: Field<string>, isNaming: boolean, into: Gathered): void => {
  if (at.form === 'object')
    for (const [key, value] of at.entries()) {
      if (/\/\//.test(key)) note(key.replace(/:_\w+$/, ''), into);
      gather(value, isNaming || NAMING.test(key), into);
    }
  else if (at.form === 'list') for (const item of at.items()) gather(item, isNaming, into);
  else if (isNaming && at.state === 'known') note(textOf(at) ?? '', into);
  else if (isNaming && at.state !== 'absent') into.open ??= 'an address that is hidden here';
};

/** The folder for which a settings file holds: Cargo's lies in one of its own. */
const settled = (folder: string): string => folder.replace(/(?:^|\/)\.cargo$/, '');

/** The registries that all files of a repository name. A function of the module, for `common`. */
export const registriesIn = ({ resources }: Around): Registries => {
  const files: Named[] = [];
  for (const file of resources('package-settings')) {
    const into: Gathered = { hosts: new Set() };
    gather(file.get('Settings') as unknown as Field<string>, false, into);
    for (const credential of file.get('Credentials').items()) note((textOf(credential.get('Name')) ?? '').replace(/:_\w+$/, ''), into);
    files.push({ folder: settled(folderOf(pathOf(file))), manager: textOf(file.get('Manager')) ?? '', ...into });
  }
  for (const manifest of resources('manifest')) {
    const into: Gathered = { hosts: new Set() };
    gather(manifest.get('PublishConfig') as unknown as Field<string>, true, into);
    if (into.hosts.size > 0) files.push({ folder: folderOf(pathOf(manifest)), manager: textOf(manifest.get('Ecosystem')) ?? '', ...into });
  }
  const pipelines = [
    ...resources('workflow').map((one) => [one.get('jobs').json(), one.get('env').json()]),
    ...resources('action').map((one) => one.get('runs').json()),
    ...resources('gitlab-pipeline').map((one) => [one.get('jobs').json(), one.get('default').json(), one.get('variables').json()]),
    ...resources('buildspec').map((one) => [one.get('phases').json(), one.get('env').json()]),
    ...resources('dockerfile').map((one) => one.get('Instructions').json()),
  ];
  const lockfiles = [...resources('lockfile'), ...resources('manifest')];
  return {
    paths: new Map(lockfiles.map((one) => [one.id, pathOf(one)])),
    files,
    pipelines: JSON.stringify(pipelines).toLowerCase(),
  };
};

/** Whether settings of an ecosystem are read at all. */
export const readsSettingsOf = (ecosystem: Ecosystem): boolean => MANAGERS[ecosystem] !== undefined;

/** The settings that hold for a lockfile of a repository; `undefined` where the file is none of its lockfiles. */
export const settingsFor = ({ paths, files }: Registries, file: string | undefined, ecosystem: Ecosystem): readonly Named[] | undefined => {
  const path = file === undefined ? undefined : paths.get(file);
  if (path === undefined) return undefined;
  return files.filter(
    ({ folder, manager }) => isAbove(folder, path) && (manager === ecosystem || MANAGERS[ecosystem]?.includes(manager) === true),
  );
};
