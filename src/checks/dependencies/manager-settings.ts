import type { Context, Field, Reads, Resource } from '../../check.ts';
import { folderOf, pathOf, textOf } from '../pipelines.ts';

/** What a check reads to know how the package manager of a lockfile is told to behave. */
export const SETTINGS_READS = {
  lockfile: ['Manager', 'Generation'],
  'package-settings': ['Manager', 'Settings'],
  manifest: ['PackageManager'],
} as const satisfies Reads;

type Around = Pick<Context<typeof SETTINGS_READS>, 'resources'>;
type Lockfile = Resource<'lockfile', 'Manager' | 'Generation'>;

const isAbove = (folder: string, path: string): boolean =>
  folder === '' || folderOf(path) === folder || folderOf(path).startsWith(`${folder}/`);

/** A setting by its way through tables, as `['install', 'minimumReleaseAge']`. */
export interface Way {
  /** Whose file it is: the manager of `package-settings`. */
  readonly file: string;
  readonly keys: readonly string[];
}

/** The setting that holds for a lockfile: that of the nearest file at or above it. */
export const settingFor = (lockfile: Lockfile, ways: readonly Way[], { resources }: Around): Field<string> | undefined => {
  const files = resources('package-settings')
    .filter((file) => isAbove(folderOf(pathOf(file)), pathOf(lockfile)))
    .toSorted((a, b) => folderOf(pathOf(b)).length - folderOf(pathOf(a)).length);
  for (const file of files)
    for (const { file: manager, keys } of ways) {
      if (textOf(file.get('Manager')) !== manager) continue;
      let at = file.get('Settings') as unknown as Field<Readonly<Record<string, never>>>;
      for (const key of keys) at = (at.form === 'object' ? at.get(key) : undefined) as unknown as typeof at;
      const found = at as unknown as Field<string> | undefined;
      if (found !== undefined && found.state !== 'absent') return found;
    }
  return undefined;
};

/** The version that Corepack is to take, of the nearest manifest that says so. */
export const versionOf = (manager: string, lockfile: Lockfile, { resources }: Around): readonly number[] | undefined => {
  const said = resources('manifest')
    .filter((file) => isAbove(folderOf(pathOf(file)), pathOf(lockfile)))
    .map((manifest) => new RegExp(`^${manager}@(\\d+)\\.(\\d+)`).exec(textOf(manifest.get('PackageManager')) ?? ''))
    .find((match) => match !== null);
  return said === undefined || said === null ? undefined : [Number(said[1]), Number(said[2])];
};
