import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { ECOSYSTEMS } from '../facts/advisories/database/ecosystems.ts';
import { addAccount } from './account-options.ts';
import { complain, say, usageSentence } from './complain.ts';
import { colorOf, type Io, widthOf } from './io.ts';
import {
  addAssessment,
  addBase,
  addCommon,
  addFacts,
  addFamily,
  addFormat,
  addGate,
  addJobs,
  addJudging,
  addLooking,
  addPersona,
  addPlugin,
  addSelection,
  addSources,
  addToday,
  FRAMEWORKS,
  listOf,
  oneOf,
  PERSONAS,
  REPORTS,
  REVIEWS,
} from './options.ts';
import { version } from './version.ts';

/** A command's work: its arguments and options in, its exit code out. */
type Run<O> = (args: readonly string[], options: O, io: Io) => Promise<number>;

const EXAMPLES = `
Examples:
  parapet scan                                      audit what lies below the working directory
  parapet scan template.yaml --persona pedantic     one template, hygiene as well
  parapet scan --format terminal --format sarif=parapet.sarif
  parapet account --profile audit                   audit a live account, reading only
  parapet baseline && parapet scan --baseline parapet-baseline.json
  parapet explain lambda-url-no-auth

Exit codes: 0 nothing at or above --fail-on · 1 findings · 2 wrong usage or an internal error ·
3 nothing to audit · 4 with --strict, something could not be evaluated`;

const SCAN_EXAMPLES = `
Examples:
  parapet scan infra/ services/orders/template.yaml
  parapet scan --parameter Stage=prod --fail-on medium --strict
  parapet scan --check api-route-no-auth,lambda-url-no-auth --format json
  parapet scan --base origin/main                   what upgrades since then bring, too`;

const ACCOUNT_EXAMPLES = `
Examples:
  parapet account --profile audit --region eu-west-1,us-east-1
  parapet account --check key-rotation-off --strict
  parapet account --role-arn arn:aws:iam::123456789012:role/audit --format json=report.json
  parapet account --dry-run                         which calls would be made`;

const PERMISSIONS_EXAMPLES = `
Examples:
  parapet permissions                               for all that parapet account asks
  parapet permissions --check lambda-public --format terraform`;

const BASELINE_EXAMPLES = `
Examples:
  parapet baseline                                  then: parapet scan --baseline parapet-baseline.json
  parapet baseline --from report.json --output accepted.json`;

const DIFF_EXAMPLES = `
Examples:
  parapet diff main                                 what changed since then in the working tree
  parapet diff origin/main HEAD --format markdown=comment.md
  parapet diff old/package-lock.json package-lock.json

Exit codes: 0 nothing at or above --fail-on was found of what changed · 1 something was · 2 wrong usage or an internal error ·
3 no lockfile on either side · 4 with --strict, something could not be compared or looked up`;

const UPDATE_EXAMPLES = `
Examples:
  parapet advisories update                         from OSV's dumps, of all ecosystems
  parapet advisories update --ecosystem npm,PyPI
  parapet advisories update --from npm.zip --from our-advisories/`;

/** Every command with its options. A command's own code is loaded when it runs. `ended` takes its exit code. */
const programFor = (io: Io, ended: (code: number) => void): Command => {
  const program = new Command('parapet');
  program
    .description('Audits AWS serverless applications: infrastructure templates before they are deployed, and live accounts.')
    .optionsGroup('Help:')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this')
    .addHelpCommand(new Command('help').argument('[command]').description('show the options of a command').helpGroup('Help:'))
    // Defaults stand in the descriptions, in words.
    .configureHelp({ optionDescription: ({ description }) => description })
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // What went wrong is said once, by complain().
      outputError: () => {},
      getOutHelpWidth: () => widthOf(io.stdout),
      getErrHelpWidth: () => widthOf(io.stderr),
      getOutHasColors: () => colorOf(io.stdout, io.env, true),
      getErrHasColors: () => colorOf(io.stderr, io.env, true),
    });

  const command = <O>(name: string, group: string, description: string, load: () => Promise<Run<O>>, parent = program): Command =>
    parent
      .command(name)
      .helpGroup(group)
      .description(description)
      .action(async (...given: readonly unknown[]) => {
        const self = given.at(-1) as Command;
        const run = await load();
        ended(await run(self.args, self.opts() as O, io));
      });

  const scan = command('scan', 'Audit:', 'audit the templates below the paths', async () => (await import('./commands/scan.ts')).scan)
    .argument('[path...]', 'folders and files (default: the working directory)')
    .addHelpText('after', SCAN_EXAMPLES);
  addCommon(addGate(addBase(addFacts(addJobs(addSources(addAssessment(addJudging(scan)))))), REPORTS));

  const account = command('account', 'Audit:', 'audit a live AWS account', async () => (await import('./commands/account.ts')).account)
    .optionsGroup('Account:')
    .option('--dry-run', 'print the calls that would be made, and make none', false)
    .addHelpText('after', ACCOUNT_EXAMPLES);
  addCommon(addGate(addJudging(addAccount(account)), REPORTS));

  const permissions = command(
    'permissions',
    'Audit:',
    'print the IAM policy that parapet account needs',
    async () => (await import('./commands/permissions.ts')).permissions,
  ).addHelpText('after', PERMISSIONS_EXAMPLES);
  addCommon(addFormat(addPersona(addSelection(permissions)), ['json', 'cloudformation', 'terraform'], 'json'));

  const inventory = command(
    'inventory',
    'Audit:',
    'print what is there, unjudged',
    async () => (await import('./commands/inventory.ts')).inventory,
  )
    .argument('[path...]', 'folders and files (default: the working directory)')
    .optionsGroup('Account:')
    .option('--account', 'read a live AWS account in place of paths', false)
    // It never looks anything up; a script may say so all the same.
    .addOption(new Option('--offline').hideHelp());
  addCommon(
    addToday(
      addFormat(addSources(addAccount(inventory)), ['json', 'cyclonedx', 'spdx'], 'json'),
      'date a bill of materials as of this day',
    ),
  );

  const check = command('check', 'Audit:', 'audit saved inventories', async () => (await import('./commands/check.ts')).check).argument(
    '<file...>',
    'what parapet inventory printed',
  );
  addCommon(addGate(addFacts(addAssessment(addJudging(check))), REPORTS));

  const diff = command(
    'diff',
    'Audit:',
    'tell what changed of the packages, for a review',
    async () => (await import('./commands/diff.ts')).diff,
  )
    .argument('<base>', 'a revision of git, a lockfile or a folder of them')
    .argument('[head]', 'the same (default: the working tree)')
    .optionsGroup('Packages:')
    .addOption(
      new Option('--path <path>', 'where revisions and the working tree are looked at; repeatable (default: the working directory)')
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([]),
    )
    .addHelpText('after', DIFF_EXAMPLES);
  addCommon(addGate(addLooking(diff), REVIEWS));

  const baseline = command(
    'baseline',
    'Audit:',
    'accept the findings of today, to hear of new ones only',
    async () => (await import('./commands/baseline.ts')).baseline,
  )
    .argument('[path...]', 'folders and files (default: the working directory)')
    .optionsGroup('Baseline:')
    .option('--from <report>', 'take the findings from a saved JSON report')
    .option('--output <file>', 'where to write it (default: parapet-baseline.json)', 'parapet-baseline.json')
    .addHelpText('after', BASELINE_EXAMPLES);
  addCommon(addFacts(addJobs(addSources(addJudging(baseline)))));

  const advisories = program.command('advisories').helpGroup('Data:').description('the local database of advisories about packages');
  // No option of its own: it would take those of its commands.
  advisories.optionsGroup('Help:').helpOption('-h, --help', 'show this').addHelpCommand(false);
  const update = command(
    'update',
    'Data:',
    'make or refresh the local database',
    async () => (await import('./commands/advisories.ts')).update,
    advisories,
  )
    .optionsGroup('Advisories:')
    .addOption(
      new Option('--from <path|url>', "a zip archive, folder or file of OSV records, or the address of dumps laid out as OSV's; repeatable")
        .argParser((value: string, before: readonly string[]) => [...before, value])
        .default([]),
    )
    .addOption(new Option('--ecosystem <names>', `only these: ${ECOSYSTEMS.join(', ')}`).argParser(listOf).default([]))
    .addHelpText('after', UPDATE_EXAMPLES);
  addCommon(update);
  const status = command(
    'status',
    'Data:',
    'say what the local database holds and how old it is',
    async () => (await import('./commands/advisories.ts')).status,
    advisories,
  );
  addCommon(addFormat(status, ['terminal', 'json'], 'terminal'));

  const checks = command('checks', 'Catalogue:', 'list the checks', async () => (await import('./commands/checks.ts')).checks)
    .optionsGroup('Checks:')
    .option('--persona <persona>', `only checks for this reader: ${PERSONAS.join(', ')}`, oneOf('--persona', PERSONAS))
    .option('--framework <name>', `what they cover of ${FRAMEWORKS.join(', ')}, control by control`, oneOf('--framework', FRAMEWORKS));
  addCommon(addFormat(addPlugin(addFamily(checks)), ['terminal', 'json'], 'terminal'));

  const explain = command(
    'explain',
    'Catalogue:',
    'say what a check is about and what to do',
    async () => (await import('./commands/explain.ts')).explain,
  ).argument('<id>', 'the id of a check');
  addCommon(addFormat(addPlugin(explain.optionsGroup('Checks:')), ['terminal', 'json'], 'terminal'));
  return program;
};

/**
 * Runs a command line and returns its exit code. Everything of the process that it touches is in `io`, so that it can be run,
 * and tested, in any process.
 */
export const runCli = async (argv: readonly string[], io: Io): Promise<number> => {
  let code = 0;
  const program = programFor(io, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return complain(io, error, argv.includes('--verbose'));
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return 0;
    // Bare `parapet`, which has shown its help on stderr: in a pipeline it has audited nothing.
    if (error.code === 'commander.help') return error.exitCode === 0 ? 0 : 2;
    complain(io, error, false);
    const hint = hintFor(error, program, argv, io);
    if (hint !== undefined) say(io, 'hint', hint);
    return 2;
  }
};

/** What probably was meant, where commander cannot know. */
const hintFor = (error: CommanderError, program: Command, argv: readonly string[], io: Io): string | undefined => {
  const [first = ''] = argv;
  const known = program.commands.find((command) => command.name() === argv.find((arg) => !arg.startsWith('-')));
  if (error.code === 'commander.unknownCommand' && existsSync(resolve(io.cwd, first))) return `\`parapet scan ${first}\` audits it.`;
  if (usageSentence(error).includes('did you mean')) return undefined;
  if (error.code === 'commander.unknownOption' && first.startsWith('-'))
    return 'Options come after the command: `parapet scan --format json`.';
  return `\`parapet ${known === undefined ? '' : `${known.name()} `}--help\` shows what there is.`;
};
