import { callsOf } from '../../sources/live/index.ts';
import { type PolicyFormat, permissionsFor } from '../../sources/live/permissions.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import type { CommonOptions, FormatOption, JudgeOptions } from '../options.ts';
import { planOf } from '../output.ts';
import { openSession } from '../session.ts';
import { liveChecks, optInOf } from './account.ts';

/** `parapet permissions`: the least that a principal needs to audit an account with the selected checks. */
export const permissions = async (
  _: readonly string[],
  options: JudgeOptions & CommonOptions & { readonly format: readonly FormatOption[] },
  io: Io,
): Promise<number> => {
  const plan = await planOf(options.format, 'json', io.cwd);
  const { checks } = await openSession({ ...options, quiet: true, ignores: true }, io);
  const calls = callsOf({ checks: liveChecks(checks), optIn: optInOf(options) });
  for (const { format, file } of plan) {
    const text = permissionsFor(calls, format as PolicyFormat);
    if (file === undefined) io.stdout.write(text);
    else await writeWhole(file, io.cwd, text);
  }
  return 0;
};
