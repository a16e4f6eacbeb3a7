import { type Command, Option } from 'commander';
import { UserError } from '../errors.ts';
import type { AccountOptions } from '../sources/live/index.ts';
import type { Io } from './io.ts';
import { listOf } from './options.ts';

/** How an account is reached and read. */
export interface ReadAccountOptions {
  readonly profile?: string;
  readonly region: readonly string[];
  readonly roleArn?: string;
  readonly apiShare?: number;
  readonly maxCalls?: number;
  readonly timeout?: number;
}

const numberOf =
  (option: string, accepts: (value: number) => boolean, expected: string) =>
  (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!accepts(value)) throw new UserError(`${option} ${text} is not ${expected}`);
    return value;
  };

/** How an account is reached and read, in a group of its own. */
export const addAccount = (command: Command): Command =>
  command
    .optionsGroup('Account:')
    .option('--profile <name>', 'the profile of the AWS configuration (default: AWS_PROFILE)')
    .addOption(
      new Option('--region <regions>', 'the Regions to read; repeatable or with commas (default: that of the environment or the profile)')
        .argParser(listOf)
        .default([]),
    )
    .option('--role-arn <arn>', 'a role to assume before anything is read')
    .addOption(
      new Option(
        '--api-share <share>',
        "how much of AWS's API quotas may be used (default: 0.5, the rest is left to deployments)",
      ).argParser(numberOf('--api-share', (value) => value > 0 && value <= 1, 'a number above 0 and at most 1')),
    )
    .addOption(
      new Option('--max-calls <count>', 'make no more calls than this; what is left unread is undetermined').argParser(
        numberOf('--max-calls', (value) => Number.isSafeInteger(value) && value > 0, 'a whole number above 0'),
      ),
    )
    .addOption(
      new Option('--timeout <seconds>', 'read no longer than this; what is left unread is undetermined').argParser(
        numberOf('--timeout', (value) => value > 0 && Number.isFinite(value), 'a number of seconds above 0'),
      ),
    );

/** The options as the source takes them. */
export const accountOptionsOf = (options: ReadAccountOptions, io: Io): Omit<AccountOptions, 'checks'> => {
  const { profile, region, roleArn, apiShare, maxCalls, timeout } = options;
  if (roleArn !== undefined && !/^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(roleArn))
    throw new UserError(`--role-arn ${roleArn} is not the ARN of a role`, { hint: 'Write it as arn:aws:iam::123456789012:role/audit.' });
  return {
    env: io.env,
    regions: region,
    ...(profile === undefined ? {} : { profile }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(apiShare === undefined ? {} : { apiShare }),
    ...(maxCalls === undefined ? {} : { maxCalls }),
    ...(timeout === undefined ? {} : { timeout }),
  };
};
