import type { AnyCheck } from '../../check.ts';
import type { Base } from '../../facts/facts.ts';
import type { Report } from '../../report.ts';
import { collect, collectInBatches } from '../../sources/collect.ts';
import type { Collected } from '../../sources/source.ts';
import { say } from '../complain.ts';
import { exitCodeOf, isEmpty } from '../exit.ts';
import type { Io } from '../io.ts';
import type { BaseOptions, CommonOptions, GateOptions, JobOptions, JudgeOptions, SourceOptions } from '../options.ts';
import { planOf, writeReports } from '../output.ts';
import { parametersOf } from '../parameters/index.ts';
import { progressOf } from '../progress.ts';
import { judgeInBatches, openSession, type Watched } from '../session.ts';

/** Reads what lies below the paths, telling a watching person how far it is. */
export const collectFrom = async (
  paths: readonly string[],
  options: SourceOptions & Pick<CommonOptions, 'quiet'>,
  io: Io,
): Promise<Collected> => {
  const parameters = await parametersOf(options, io.cwd);
  const progress = progressOf(io, options.quiet);
  try {
    return await collect(pathsOf(paths), { cwd: io.cwd, parameters, onProgress: progress });
  } finally {
    progress.done();
  }
};

/** As `collectFrom`, templates in batches. */
export const collectInBatchesFrom = async (
  paths: readonly string[],
  options: SourceOptions & Pick<CommonOptions, 'quiet'>,
  io: Io,
  { checks, quotes }: { readonly checks: readonly AnyCheck[]; readonly quotes: boolean },
): Promise<Watched> => {
  // Every file is searched for credentials where a check asks for them.
  const credentials = checks.some(({ reads }) => Object.hasOwn(reads, 'file'));
  const parameters = await parametersOf(options, io.cwd);
  const progress = progressOf(io, options.quiet);
  try {
    const found = await collectInBatches(pathsOf(paths), { cwd: io.cwd, parameters, credentials, quotes, onProgress: progress });
    return { ...found, progress };
  } finally {
    progress.done();
  }
};

const pathsOf = (paths: readonly string[]): readonly string[] => (paths.length === 0 ? ['.'] : paths);

/** Tells that nothing was recognised, and where it was looked for. */
export const sayEmpty = (paths: readonly string[], io: Io): void => {
  say(io, 'error', `nothing to audit in ${pathsOf(paths).join(', ')}: no template and no lockfile was recognised`);
  say(io, 'hint', 'Name the folder or the file of a CloudFormation or SAM template, or of a lockfile.');
};

/** Reads what the lockfiles were before, and refuses what cannot be that: before the work. */
const readBase = async (
  paths: readonly string[],
  { base: named, quiet }: BaseOptions & Pick<CommonOptions, 'quiet'>,
  io: Io,
): Promise<((collected: Pick<Collected, 'inputs' | 'packages' | 'gaps'>) => Promise<Base>) | undefined> => {
  if (named === undefined) return undefined;
  const [{ placeOf, readSide }, { baseOf }] = await Promise.all([import('../sides.ts'), import('../../comparison/before.ts')]);
  const base = await readSide(named, pathsOf(paths), io);
  if (base.inputs.length === 0 && !quiet) say(io, 'note', `${named} holds no lockfile there: every package is new`);
  return async ({ inputs, packages, gaps }) =>
    baseOf({ name: '', ...(await placeOf(pathsOf(paths), io.cwd)), inputs, packages, gaps }, base);
};

/** Tells that a check which the user named had nothing to compare with. */
const sayWithoutBase = (checks: readonly AnyCheck[], named: readonly string[], { evaluated }: Report, io: Io): void => {
  const idle = new Set(evaluated.filter(({ subjects }) => subjects === 0).map(({ check }) => check));
  for (const { id, consults } of checks)
    if (named.includes(id) && idle.has(id) && consults?.includes('base') === true)
      say(io, 'note', `${id} judges what a change brings: name what was before with --base`);
};

/** `parapet scan`: audits what lies below the paths. */
export const scan = async (
  paths: readonly string[],
  options: JudgeOptions & SourceOptions & JobOptions & BaseOptions & GateOptions & CommonOptions,
  io: Io,
): Promise<number> => {
  const plan = await planOf(options.format, 'terminal', io.cwd);
  const session = await openSession(options, io);
  const base = await readBase(paths, options, io);
  const quotes = plan.some(({ format }) => format !== 'json');
  const found = await collectInBatchesFrom(paths, options, io, { checks: session.checks, quotes });
  const result = await judgeInBatches(found, session, options, io, await base?.(found.rest));
  await writeReports(result, plan, session, options, io);
  if (isEmpty(result.report)) sayEmpty(paths, io);
  else if (options.base === undefined && !options.quiet) sayWithoutBase(session.checks, options.check, result.report, io);
  return exitCodeOf(result, options);
};
