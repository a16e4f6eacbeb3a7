import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AnyCheck } from '../check.ts';
import { UserError } from '../errors.ts';
import type { Advisories } from '../facts/facts.ts';
import type { Gap } from '../model/inventory.ts';
import type { RunOptions } from '../run.ts';
import type { Collected } from '../sources/source.ts';
import type { Io } from './io.ts';
import type { FactOptions } from './options.ts';
import { cacheFolder } from './registry.ts';

/** The advisories of a run, or why there are none. */
export interface AdvisoriesOfRun {
  readonly advisories?: Advisories;
  readonly missing?: NonNullable<RunOptions['missing']>;
  readonly gaps: readonly Gap[];
}

/** What makes and mends the local database. */
export const UPDATE = 'parapet advisories update';

/** The folder of the local database of advisories. */
export const databaseFolder = ({ env, cwd }: Pick<Io, 'env' | 'cwd'>): string | undefined => {
  const cache = cacheFolder(env, cwd);
  return cache === undefined ? undefined : join(cache, 'advisories', 'v1');
};

/** Refuses an advisory source that cannot be one: before the work, not after it. */
export const requireAdvisories = async ({ advisories }: FactOptions, cwd: string): Promise<void> => {
  if (advisories === undefined) return;
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(advisories))
    throw new UserError(`--advisories ${advisories} is an address, and parapet does not ask one yet`, {
      hint: 'Download the advisories, as from https://osv-vulnerabilities.storage.googleapis.com/npm/all.zip, and name the file.',
    });
  await stat(resolve(cwd, advisories)).catch((cause: unknown) => {
    throw new UserError(`--advisories ${advisories}: there is no such file or folder`, { cause });
  });
};

const without = (message: string) => ({ advisories: { reason: 'no-advisories', message } });

/** Reads the advisories about the packages that were found, if any of the checks asks for them. */
export const advisoriesFor = async (
  { packages }: Pick<Collected, 'packages'>,
  checks: readonly AnyCheck[],
  { advisories: path }: FactOptions,
  io: Pick<Io, 'env' | 'cwd'>,
): Promise<AdvisoriesOfRun> => {
  if (packages.length === 0 || !checks.some(({ facts }) => facts?.includes('advisories'))) return { gaps: [] };
  const { ecosystemsIn, loadDatabase } = await import('../facts/advisories/database/load.ts');
  const folder = path === undefined ? databaseFolder(io) : resolve(io.cwd, path);
  if (folder !== undefined && ecosystemsIn(folder).length > 0) return loadDatabase(folder, packages, UPDATE);
  if (path === undefined)
    return {
      missing: without(`There is no local database of advisories: \`${UPDATE}\` makes one, and --advisories names another source`),
      gaps: [],
    };
  const { loadAdvisories } = await import('../facts/advisories/load.ts');
  const { advisories, gaps } = await loadAdvisories(path, io.cwd, packages);
  return advisories === undefined ? { missing: without(`${path} holds no advisory that can be read`), gaps } : { advisories, gaps };
};
