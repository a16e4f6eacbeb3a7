import { replay } from '../../sources/inventory/replay.ts';
import { say } from '../complain.ts';
import { exitCodeOf, isEmpty } from '../exit.ts';
import type { Io } from '../io.ts';
import type { CommonOptions, GateOptions, JudgeOptions } from '../options.ts';
import { planOf, writeReports } from '../output.ts';
import { judgeAll, openSession } from '../session.ts';

/** `parapet check`: runs the checks over saved inventories. */
export const check = async (files: readonly string[], options: JudgeOptions & GateOptions & CommonOptions, io: Io): Promise<number> => {
  const plan = await planOf(options.format, 'terminal', io.cwd);
  const session = await openSession(options, io);
  const result = await judgeAll(await replay(files, io.cwd), session, options, io);
  await writeReports(result, plan, session, options, io);
  if (isEmpty(result.report)) say(io, 'error', `nothing to audit in ${files.join(', ')}: no inventory there has an input`);
  return exitCodeOf(result, options);
};
