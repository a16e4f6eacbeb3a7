import { basename, resolve } from 'node:path';
import { checks } from '../../checks/index.ts';
import { UserError } from '../../errors.ts';
import type { Inventory } from '../../model/inventory.ts';
import { toJson } from '../../reporters/escape.ts';
import { bills, isBill } from '../../reporters/sbom/index.ts';
import type { ReadAccountOptions } from '../account-options.ts';
import { isEmpty } from '../exit.ts';
import { writeWhole } from '../files.ts';
import type { Io } from '../io.ts';
import type { CommonOptions, FormatOption, SourceOptions } from '../options.ts';
import { planOf } from '../output.ts';
import { version } from '../version.ts';
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

/** What is found in a format that the user asks for. */
const textOf = (format: string, found: Inventory, paths: readonly string[], today: string, cwd: string): string => {
  if (!isBill(format)) return toJson(found);
  const name = basename(resolve(cwd, paths.length === 1 ? (paths[0] ?? '.') : '.'));
  return bills[format](found, { name: name === '' ? 'project' : name, today, version });
};

/** `parapet inventory`: prints what the sources found, unjudged. */
export const inventory = async (
  paths: readonly string[],
  options: SourceOptions &
    CommonOptions &
    ReadAccountOptions & { readonly account: boolean; readonly today?: string; readonly format: readonly FormatOption[] },
  io: Io,
): Promise<number> => {
  if (options.account && paths.length > 0)
    throw new UserError('--account reads an account in place of paths', { hint: 'Leave out one of them.' });
  refuseWithoutAccount(options);
  const plan = await planOf(options.format, 'json', io.cwd);
  const bill = plan.find(({ format }) => isBill(format));
  if (options.account && bill !== undefined)
    throw new UserError(`--format ${bill.format} lists packages, and an account has none`, { hint: 'Give the paths of the sources.' });
  const today = options.today ?? io.now().toISOString().slice(0, 10);
  const { resources, packages, gaps, inputs } = options.account
    ? await (await import('./account.ts')).readAccount(checks, options, () => false, io)
    : await collectFrom(paths, options, io);
  const found: Inventory = { version: 1, resources, packages, gaps, inputs };
  for (const { format, file } of plan) {
    const text = textOf(format, found, paths, today, io.cwd);
    if (file === undefined) io.stdout.write(text);
    else await writeWhole(file, io.cwd, text);
  }
  if (!isEmpty(found)) return 0;
  sayEmpty(paths, io);
  return 3;
};
