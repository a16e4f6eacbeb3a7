import { checks } from '../../checks/index.ts';
import { UserError } from '../../errors.ts';
import type { Inventory } from '../../model/inventory.ts';
import { toJson } from '../../reporters/escape.ts';
import type { ReadAccountOptions } from '../account-options.ts';
import { isEmpty } from '../exit.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import type { CommonOptions, FormatOption, SourceOptions } from '../options.ts';
import { planOf } from '../output.ts';
import { collectFrom, sayEmpty } from './scan.ts';

/** An option about an account without one to read would be silently without effect. */
const refuseWithoutAccount = ({
  account,
  profile,
  region,
  roleArn,
  apiShare,
  maxCalls,
  timeout,
}: ReadAccountOptions & { readonly account: boolean }): void => {
  if (account) return;
  const given = Object.entries({ profile, region: region[0], 'role-arn': roleArn, 'api-share': apiShare, 'max-calls': maxCalls, timeout });
  const meant = given.find(([, value]) => value !== undefined);
  if (meant !== undefined) throw new UserError(`--${meant[0]} is about an account`, { hint: 'Add --account, or leave it out.' });
};

/** `parapet inventory`: prints what the sources found, unjudged. */
export const inventory = async (
  paths: readonly string[],
  options: SourceOptions & CommonOptions & ReadAccountOptions & { readonly account: boolean; readonly format: readonly FormatOption[] },
  io: Io,
): Promise<number> => {
  if (options.account && paths.length > 0)
    throw new UserError('--account reads an account in place of paths', { hint: 'Leave out one of them.' });
  refuseWithoutAccount(options);
  const plan = await planOf(options.format, 'json', io.cwd);
  const { resources, packages, gaps, inputs } = options.account
    ? await (await import('./account.ts')).readAccount(checks, options, () => false, io)
    : await collectFrom(paths, options, io);
  const found: Inventory = { version: 1, resources, packages, gaps, inputs };
  for (const { file } of plan) {
    if (file === undefined) io.stdout.write(toJson(found));
    else await writeWhole(file, io.cwd, toJson(found));
  }
  if (!isEmpty(found)) return 0;
  sayEmpty(paths, io);
  return 3;
};
