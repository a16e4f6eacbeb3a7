import { baselineOf, baselineOfReport } from '../../baseline.ts';
import { UserError } from '../../errors.ts';
import { toJson } from '../../reporters/escape.ts';
import { say } from '../complain.ts';
import { isEmpty } from '../exit.ts';
import { readText, requireWritable, writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import type { CommonOptions, JobOptions, JudgeOptions, SourceOptions } from '../options.ts';
import { judgeInBatches, openSession } from '../session.ts';
import { collectInBatchesFrom, sayEmpty } from './scan.ts';

interface BaselineOptions {
  readonly from?: string;
  readonly output: string;
}

/** `parapet baseline`: writes down the findings of a run, or of a saved report, as accepted for now. */
export const baseline = async (
  paths: readonly string[],
  options: JudgeOptions & SourceOptions & JobOptions & CommonOptions & BaselineOptions,
  io: Io,
): Promise<number> => {
  if (options.from !== undefined && paths.length > 0)
    throw new UserError('--from takes a report in place of paths', { hint: 'Leave out one of them.' });
  await requireWritable(options.output, io.cwd);
  const write = async (accepted: ReturnType<typeof baselineOf>): Promise<number> => {
    await writeWhole(options.output, io.cwd, toJson(accepted));
    const count = accepted.findings.length;
    if (!options.quiet)
      say(
        io,
        'note',
        `${options.output} holds ${count === 1 ? '1 finding' : `${count} findings`}; parapet scan --baseline ${options.output} holds them back`,
      );
    return 0;
  };
  if (options.from !== undefined) return write(baselineOfReport(await readText(options.from, io.cwd), options.from));

  const session = await openSession(options, io);
  const found = await collectInBatchesFrom(paths, options, io, { checks: session.checks, quotes: false });
  const { report, failures } = await judgeInBatches(found, session, options, io);
  if (isEmpty(report)) {
    sayEmpty(paths, io);
    return 3;
  }
  const written = await write(baselineOf(report.findings));
  for (const id of new Set(failures.map(({ check }) => check))) say(io, 'error', `internal error in ${id}, please report`);
  return failures.length > 0 ? 2 : written;
};
