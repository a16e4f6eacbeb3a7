import type { Context, Field, Reads, Resource } from '../../check.ts';
import type { SettingsTree } from '../../model/repository.ts';
import { folderOf, isAbove, pathOf, textOf } from '../repository-files.ts';

/** What a check reads to know how the package manager of a lockfile is told to behave. */
export const SETTINGS_READS = {
  lockfile: ['Manager', 'Generation'],
  'package-settings': ['Manager', 'Settings'],
  manifest: ['PackageManager'],
} as const satisfies Reads;

type Around = Pick<Context<typeof SETTINGS_READS>, 'resources'>;
type Lockfile = Resource<'lockfile', 'Manager' | 'Generation'>;

/** A setting by its way through tables, as `['install', 'minimumReleaseAge']`. */
export interface Way {
  /** Whose file it is: the manager of `package-settings`. */
  readonly file: string;
  readonly keys: readonly string[];
  /** It counts for its own folder alone. */
  readonly notInherited?: true;
}

/** The setting that holds for a lockfile: that of the nearest file at or above it. */
export const settingFor = (lockfile: Lockfile, ways: readonly Way[], { resources }: Around): Field<string> | undefined => {
  const files = resources('package-settings')
    .filter((file) => isAbove(folderOf(pathOf(file)), pathOf(lockfile)))
    .toSorted((a, b) => folderOf(pathOf(b)).length - folderOf(pathOf(a)).length);
  for (const file of files)
    for (const { file: manager, keys, notInherited } of ways) {
      if (textOf(file.get('Manager')) !== manager) continue;
      if (notInherited === true && folderOf(pathOf(file)) !== folderOf(pathOf(lockfile))) continue;
      let at: Field<SettingsTree> | undefined = file.get('Settings');
      for (const key of keys) at = at?.form === 'object' ? at.get(key) : undefined;
      if (at !== undefined && at.state !== 'absent') return at as unknown as Field<string>;
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

/** Whether a version is another or a later one, by its first two numbers. */
export const reaches = (version: readonly number[], least: readonly number[]): boolean =>
  (version[0] ?? 0) > (least[0] ?? 0) || (version[0] === least[0] && (version[1] ?? 0) >= (least[1] ?? 0));
