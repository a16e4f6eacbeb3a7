import type { AnyCheck } from '../../check.ts';
import { UserError } from '../../errors.ts';
import { typesOf } from '../../sources/live/call.ts';
import { collectAccount, planAccount } from '../../sources/live/index.ts';
import type { Collected } from '../../sources/source.ts';
import { accountOptionsOf, type ReadAccountOptions } from '../account-options.ts';
import { exitCodeOf } from '../exit.ts';
import type { Io } from '../io.ts';
import type { CommonOptions, GateOptions, JudgeOptions } from '../options.ts';
import { planOf, writeReports } from '../output.ts';
import { progressOf } from '../progress.ts';
import { judgeAll, openSession } from '../session.ts';

/** For which checks calls are made that cost one for each resource: those that the user names, and all for an auditor. */
export const optInOf =
  ({ check, persona }: Pick<JudgeOptions, 'check' | 'persona'>) =>
  ({ id }: { readonly id: string }): boolean =>
    persona === 'auditor' || check.includes(id);

/** Those of the checks that judge accounts; refused if there is none. */
export const liveChecks = (checks: readonly AnyCheck[]): readonly AnyCheck[] => {
  const live = checks.filter(({ sources }) => sources.includes('live'));
  if (live.length === 0)
    throw new UserError('none of these checks judges an account', { hint: '`parapet checks` says what each of them judges.' });
  return live;
};

/** Reads an account, telling a watching person how far it is. */
export const readAccount = async (
  checks: readonly AnyCheck[],
  options: ReadAccountOptions & Pick<CommonOptions, 'quiet'>,
  optIn: (check: { readonly id: string }) => boolean,
  io: Io,
): Promise<Collected> => {
  const progress = progressOf(io, options.quiet);
  try {
    return await collectAccount({ ...accountOptionsOf(options, io), checks, optIn, onProgress: progress });
  } finally {
    progress.done();
  }
};

/** `parapet account`: audits a live account. */
export const account = async (
  _: readonly string[],
  options: JudgeOptions & GateOptions & CommonOptions & ReadAccountOptions & { readonly dryRun: boolean },
  io: Io,
): Promise<number> => {
  const plan = await planOf(options.format, 'terminal', io.cwd);
  const session = await openSession(options, io);
  const checks = liveChecks(session.checks);
  if (options.dryRun) {
    io.stdout.write(await dryRun(checks, options, io));
    return 0;
  }
  const collected = await readAccount(checks, options, optInOf(options), io);
  const result = await judgeAll(collected, session, options, io);
  await writeReports(result, plan, session, options, io);
  return exitCodeOf(result, options);
};

/** The calls that a run would make, each with how often. */
const dryRun = async (checks: readonly AnyCheck[], options: ReadAccountOptions & JudgeOptions, io: Io): Promise<string> => {
  const { regions, calls } = await planAccount({ ...accountOptionsOf(options, io), checks, optIn: optInOf(options) });
  const most = Math.max(...calls.map(({ action }) => action.length));
  const lines = calls.map((call) => {
    const often =
      call.insteadOf !== undefined
        ? `only where ${call.insteadOf} is not known`
        : call.action === 'sts:GetCallerIdentity'
          ? 'once'
          : call.kind === 'list' && call.after === undefined
            ? 'once for each page'
            : `once for each resource${call.kind === 'list' ? ' and page' : ''} that it is needed for (${typesOf(call).join(', ')})`;
    return `  ${call.action.padEnd(most)}  ${often}`;
  });
  return `${[`Calls in ${regions.length === 1 ? regions[0] : `each of ${regions.join(', ')}`}:`, ...lines].join('\n')}\n`;
};
