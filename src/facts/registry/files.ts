import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { npmEnvironment, ownNpmrc, projectNpmrc } from './npmrc.ts';
import type { Layer, Settings } from './settings.ts';

type Env = Readonly<Record<string, string | undefined>>;

const LARGEST = 1 << 20;

/** A small regular file, or nothing. */
const textOf = async (file: string, follow: boolean): Promise<string | undefined> => {
  const found = await (follow ? stat(file) : lstat(file)).catch(() => undefined);
  if (found === undefined || !found.isFile() || found.size > LARGEST) return undefined;
  return readFile(file, 'utf8').catch(() => undefined);
};

/** npm's settings as files and the environment hold them. */
export interface NpmSettings {
  readonly own: Settings;
  /** Those of a folder with a lockfile: its .npmrc comes between the environment and the user's files, as in npm. */
  within(folder: string): Promise<Settings>;
}

/**
 * Reads npm's settings: the environment, the user's file and the global one. `prefix` is where the running Node is installed, below
 * which npm keeps the global file.
 */
export const readNpmSettings = async (env: Env, prefix?: string): Promise<NpmSettings> => {
  const environment = npmEnvironment(env);
  const home = env.HOME ?? env.USERPROFILE;
  const userFile = environment.get('userconfig') ?? (home === undefined ? undefined : join(home, '.npmrc'));
  const root = environment.get('prefix') ?? env.PREFIX ?? prefix;
  const globalFile = environment.get('globalconfig') ?? (root === undefined ? undefined : join(root, 'etc', 'npmrc'));
  const layer = async (from: Layer['from'], file: string | undefined): Promise<readonly Layer[]> => {
    const text = file === undefined ? undefined : await textOf(atHome(file, home), true);
    return text === undefined ? [] : [{ from, values: ownNpmrc(text, env) }];
  };
  const first: Layer = { from: 'environment', values: environment };
  const files = [...(await layer('user', userFile)), ...(await layer('global', globalFile))];
  const real = userFile === undefined ? undefined : await realpath(atHome(userFile, home)).catch(() => undefined);

  const read = async (folder: string): Promise<Settings> => {
    const file = resolve(folder, '.npmrc');
    // npm takes the user's file for what it is where a project lies in the home folder.
    const own = real !== undefined && (await realpath(file).catch(() => undefined)) === real;
    const text = own ? undefined : await textOf(file, false);
    return [first, ...(text === undefined ? [] : [{ from: 'project' as const, values: projectNpmrc(text) }]), ...files];
  };
  const known = new Map<string, Promise<Settings>>();
  return {
    own: [first, ...files],
    within: (folder) => {
      const settings = known.get(folder) ?? read(folder);
      known.set(folder, settings);
      return settings;
    },
  };
};

const atHome = (file: string, home: string | undefined): string =>
  home !== undefined && file.startsWith('~/') ? join(home, file.slice(2)) : file;

/** The folder of a file that a report names relative to the working directory. */
export const folderOf = (file: string | undefined, cwd: string): string => dirname(resolve(cwd, file ?? '.'));
