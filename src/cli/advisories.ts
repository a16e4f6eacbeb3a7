import { setMaxListeners } from 'node:events';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { AnyCheck } from '../check.ts';
import { UserError } from '../errors.ts';
import { addressOf, isAddress } from '../facts/advisories/address.ts';
import type { Advisories } from '../facts/facts.ts';
import type { Gap } from '../model/inventory.ts';
import type { RunOptions } from '../run.ts';
import type { Collected } from '../sources/source.ts';
import type { Io } from './io.ts';
import type { CommonOptions, FactOptions, JudgeOptions } from './options.ts';
import { progressOf } from './progress.ts';
import { cacheFolder, npmSettingsFor } from './registry.ts';

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

/** In place of a path: the registries that npm would ask. */
const NPM = 'npm';

/** Refuses an advisory source that cannot be one: before the work, not after it. */
export const requireAdvisories = async (
  { advisories, offline }: FactOptions & Pick<JudgeOptions, 'offline'>,
  cwd: string,
): Promise<void> => {
  if (advisories === undefined) return;
  const asked = advisories === NPM || isAddress(advisories);
  if (asked && offline)
    throw new UserError('--offline opens no connection, and --advisories names what is asked over one', {
      hint: `\`${UPDATE}\` makes a database that needs none.`,
    });
  if (isAddress(advisories) && addressOf(advisories) === undefined)
    throw new UserError('--advisories names an address that is none of an API', { hint: 'Write it as https://api.osv.dev.' });
  if (asked) return;
  await stat(resolve(cwd, advisories)).catch((cause: unknown) => {
    throw new UserError(`--advisories ${advisories}: there is no such file or folder`, { cause });
  });
};

const without = (message: string) => ({ advisories: { reason: 'no-advisories', message } });

/** Brings the advisories about the packages that were found, if any of the checks asks for them. */
export const advisoriesFor = async (
  { packages }: Pick<Collected, 'packages'>,
  checks: readonly AnyCheck[],
  { advisories: source, quiet }: FactOptions & Pick<CommonOptions, 'quiet'>,
  io: Io,
): Promise<AdvisoriesOfRun> => {
  if (packages.length === 0 || !checks.some(({ facts, consults }) => [...(facts ?? []), ...(consults ?? [])].includes('advisories')))
    return { gaps: [] };
  if (source === NPM || (source !== undefined && isAddress(source))) return askService(source, packages, quiet, io);
  const { ecosystemsIn, loadDatabase } = await import('../facts/advisories/database/load.ts');
  const folder = source === undefined ? databaseFolder(io) : resolve(io.cwd, source);
  if (folder !== undefined && ecosystemsIn(folder).length > 0) return loadDatabase(folder, packages, UPDATE);
  if (source === undefined)
    return {
      missing: without(`There is no local database of advisories: \`${UPDATE}\` makes one, and --advisories names another source`),
      gaps: [],
    };
  const { loadAdvisories } = await import('../facts/advisories/load.ts');
  const { advisories, gaps } = await loadAdvisories(source, io.cwd, packages);
  return advisories === undefined ? { missing: without(`${source} holds no advisory that can be read`), gaps } : { advisories, gaps };
};

/** In milliseconds: what a run may take to ask for advisories. Without them there is no verdict. */
const TIME = 180_000;

const askService = async (source: string, packages: Collected['packages'], quiet: boolean, io: Io): Promise<AdvisoriesOfRun> => {
  const cache = cacheFolder(io.env, io.cwd);
  const stop = AbortSignal.timeout(TIME);
  // Each request in flight listens.
  setMaxListeners(0, stop);
  const progress = progressOf(io, quiet, 'looking up');
  const options = { env: io.env, stop, now: io.now, onProgress: progress, ...(cache === undefined ? {} : { cache }) };
  try {
    if (source === NPM) {
      const [{ loadFromNpm }, settings] = await Promise.all([import('../facts/advisories/services/npm.ts'), npmSettingsFor(packages, io)]);
      return await loadFromNpm(packages, settings, options);
    }
    const { loadFromOsv } = await import('../facts/advisories/services/osv.ts');
    return await loadFromOsv(addressOf(source) as URL, packages, options);
  } finally {
    progress.done();
  }
};
