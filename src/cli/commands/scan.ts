import { setFlagsFromString } from 'node:v8';
import type { AnyCheck } from '../../check.ts';
import type { Base } from '../../facts/facts.ts';
import type { Report } from '../../report.ts';
import { collect, collectInParts, type InParts } from '../../sources/collect.ts';
import type { Collected } from '../../sources/source.ts';
import { say } from '../complain.ts';
import { exitCodeOf, isEmpty } from '../exit.ts';
import type { Io } from '../io.ts';
import type { BaseOptions, CommonOptions, GateOptions, JudgeOptions, SourceOptions } from '../options.ts';
import { planOf, writeReports } from '../output.ts';
import { parametersOf } from '../parameters/index.ts';
import { progressOf } from '../progress.ts';
import { judgeInParts, openSession } from '../session.ts';

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

/** As `collectFrom`, templates part by part. The first part is read, so that what is wrong with the options is said at once. */
export const collectInPartsFrom = async (
  paths: readonly string[],
  options: SourceOptions & Pick<CommonOptions, 'quiet'>,
  io: Io,
  { checks, quotes }: { readonly checks: readonly AnyCheck[]; readonly quotes: boolean },
): Promise<InParts> => {
  // Every file is searched for credentials where a check asks for them.
  const credentials = checks.some(({ reads }) => Object.hasOwn(reads, 'file'));
  const parameters = await parametersOf(options, io.cwd);
  const progress = progressOf(io, options.quiet);
  try {
    const { rest, parts } = await collectInParts(pathsOf(paths), { cwd: io.cwd, parameters, credentials, quotes, onProgress: progress });
    let first: ReturnType<typeof parts.next> | undefined = parts.next();
    const next = (): ReturnType<typeof parts.next> => {
      if (first === undefined) keepSmall();
      const now = first ?? parts.next();
      first = undefined;
      progress.done();
      return now;
    };
    return { rest, parts: { next } };
  } finally {
    progress.done();
  }
};

/**
 * What was let go is no longer there only once it is collected, and by default that is when there is four times as much as is in use. Of
 * a run that reads much and holds little it is worth a few hundredths of its time.
 */
const keepSmall = (): void => setFlagsFromString('--heap-growing-percent=60');

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
  options: JudgeOptions & SourceOptions & BaseOptions & GateOptions & CommonOptions,
  io: Io,
): Promise<number> => {
  const plan = await planOf(options.format, 'terminal', io.cwd);
  const session = await openSession(options, io);
  const base = await readBase(paths, options, io);
  const quotes = plan.some(({ format }) => format !== 'json');
  const collected = await collectInPartsFrom(paths, options, io, { checks: session.checks, quotes });
  const result = await judgeInParts(collected, session, options, io, await base?.(collected.rest));
  await writeReports(result, plan, session, options, io);
  if (isEmpty(result.report)) sayEmpty(paths, io);
  else if (options.base === undefined && !options.quiet) sayWithoutBase(session.checks, options.check, result.report, io);
  return exitCodeOf(result, options);
};
