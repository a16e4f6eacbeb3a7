import { type Command, Option } from 'commander';
import type { Confidence, Family, Persona, Severity } from '../check.ts';
import { isDate } from '../date.ts';
import { UserError } from '../errors.ts';
import type { FrameworkName } from '../facts/frameworks/index.ts';
import type { Assessable } from '../frameworks/assess.ts';
import { SEVERITIES } from '../severity.ts';
import { didYouMean } from '../suggest.ts';

export const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];
export const PERSONAS: readonly Persona[] = ['regular', 'pedantic', 'auditor'];
export const FAMILIES: readonly Family[] = [
  'dependencies',
  'runtimes',
  'provenance',
  'access',
  'requests',
  'messaging',
  'encryption',
  'keys',
  'secrets',
  'privileges',
];

/** The frameworks whose controls are listed, which are not loaded to read a command line. */
export const FRAMEWORKS: readonly FrameworkName[] = ['fsbp', 'cis', 'owasp', 'serverless-top-10', 'scvs', 'slsa'];

/** Those of which a run can say what it saw. */
const ASSESSABLE: readonly Assessable[] = ['scvs', 'slsa'];

/** The report formats: the names of `reporters`, which is not loaded to read a command line. */
export const REPORTS: readonly string[] = ['terminal', 'json', 'sarif'];

/** The formats of a review of changes: the names of `reviews`. */
export const REVIEWS: readonly string[] = ['terminal', 'markdown', 'json'];

/** One `--format`: where there is no file it goes to stdout. */
export interface FormatOption {
  readonly format: string;
  readonly file?: string;
}

/** What shapes the output of every command. */
export interface CommonOptions {
  readonly color: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** What decides which checks run. */
export interface SelectionOptions {
  readonly check: readonly string[];
  readonly skip: readonly string[];
  readonly family: readonly Family[];
  readonly config?: string;
  readonly plugin: readonly string[];
}

/** What decides how files are read. */
export interface SourceOptions {
  readonly parameter: readonly (readonly [string, string])[];
  readonly parameters?: string;
  /** Of SAM's configuration. */
  readonly environment?: string;
}

/** How many threads work at once; parapet decides unless said. */
export interface JobOptions {
  readonly jobs?: number;
}

/** What is known about packages besides what names them. */
export interface FactOptions {
  readonly advisories?: string;
  /** Files about attacks on vulnerabilities. */
  readonly exploited: readonly string[];
}

/** What lockfiles are compared with. */
export interface BaseOptions {
  /** A revision of git, a lockfile or a folder of them. */
  readonly base?: string;
}

/** What decides how findings are judged and shown. */
export interface JudgeOptions extends SelectionOptions, FactOptions {
  readonly persona: Persona;
  readonly minSeverity: Severity;
  readonly minConfidence: Confidence;
  readonly baseline?: string;
  readonly ignores: boolean;
  readonly today?: string;
  readonly offline: boolean;
  /** Whose controls the run is held against. */
  readonly framework?: readonly Assessable[];
}

/** What a gate decides by. */
export interface GateOptions {
  readonly failOn: Severity | 'never';
  readonly strict: boolean;
  readonly format: readonly FormatOption[];
}

/** Takes one of the words of an option; anything else is refused with what was probably meant. */
export const oneOf =
  <T extends string>(option: string, options: readonly T[]) =>
  (value: string): T => {
    const found = options.find((known) => known === value);
    if (found === undefined)
      throw new UserError(`${option} has no ${value}${didYouMean(value, options)}`, { hint: `It is one of ${options.join(', ')}.` });
    return found;
  };

/** Comma lists, and the option once more for each: both add up. */
export const listOf = (value: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
];

/** The formats of a command; anything else is refused with what was probably meant. */
const formatOf =
  (formats: readonly string[]) =>
  (value: string, before: readonly FormatOption[]): readonly FormatOption[] => {
    const at = value.indexOf('=');
    const format = oneOf('--format', formats)(at < 0 ? value : value.slice(0, at));
    if (at < 0) return [...before, { format }];
    const file = value.slice(at + 1);
    if (file === '') throw new UserError(`--format ${format}= names no file`, { hint: `Write --format ${format}=FILE.` });
    return [...before, { format, file }];
  };

const parameterOf = (value: string, before: SourceOptions['parameter']): SourceOptions['parameter'] => {
  const at = value.indexOf('=');
  if (at < 1) throw new UserError(`--parameter ${value} names no value`, { hint: 'Write --parameter Name=value.' });
  return [...before, [value.slice(0, at), value.slice(at + 1)]];
};

const dateOf = (value: string): string => {
  if (!isDate(value)) throw new UserError(`--today ${value} is no date`, { hint: 'Write it as 2026-11-22.' });
  return value;
};

const today = (what: string): Option => new Option('--today <date>', `${what} (default: today, UTC)`).argParser(dateOf);

/** `--today`, with what it is for. */
export const addToday = (command: Command, what: string): Command => command.addOption(today(what));

/** `--format`, with the formats that the command has. */
export const addFormat = (command: Command, formats: readonly string[], byDefault: string): Command =>
  command
    .optionsGroup('Output:')
    .addOption(
      new Option('--format <format[=file]>', `${formats.join(', ')}; repeatable, with =FILE for all but one (default: ${byDefault})`)
        .argParser(formatOf(formats))
        .default([]),
    );

/** What every command has. */
export const addCommon = (command: Command): Command =>
  command
    .optionsGroup('Output:')
    .option('--no-color', 'no colours; NO_COLOR does the same')
    .option('--quiet', 'nothing on stderr but errors', false)
    .option('--verbose', 'more detail, and where an internal error happened', false)
    .optionsGroup('Help:')
    .helpOption('-h, --help', 'show this');

/** `--family`, in the group of options that is open. */
export const addFamily = (command: Command): Command =>
  command.addOption(
    new Option('--family <names>', `only checks of these families: ${FAMILIES.join(', ')}`)
      .argParser((value: string, before: readonly Family[]) => [...before, ...listOf(value, []).map(oneOf('--family', FAMILIES))])
      .default([]),
  );

/** `--plugin`, in the group of options that is open. */
export const addPlugin = (command: Command): Command =>
  command.addOption(
    new Option('--plugin <module>', 'load more checks from a module; repeatable')
      .argParser((value: string, before: readonly string[]) => [...before, value])
      .default([]),
  );

/** Which checks there are and which of them run. */
export const addSelection = (command: Command): Command =>
  addPlugin(
    addFamily(
      command
        .optionsGroup('Checks:')
        .addOption(new Option('--check <ids>', 'run only these; repeatable or with commas').argParser(listOf).default([]))
        .addOption(new Option('--skip <ids>', 'run all but these').argParser(listOf).default([])),
    ),
  ).option('--config <file>', 'the configuration (default: parapet.yml or parapet.yaml of the working directory)');

/** How templates are read. */
export const addSources = (command: Command): Command =>
  command
    .optionsGroup('Templates:')
    .addOption(new Option('--parameter <name=value>', 'the value of a template parameter; repeatable').argParser(parameterOf).default([]))
    .option('--parameters <file>', 'template parameters from a JSON, YAML or samconfig.toml file')
    .option('--environment <name>', 'the environment of that samconfig file (default: default)');

/** More would take more memory than time is gained. */
const MOST_JOBS = 64;

const jobsOf = (value: string): number => {
  if (!/^\d{1,3}$/.test(value) || Number(value) < 1 || Number(value) > MOST_JOBS)
    throw new UserError(`--jobs ${value} is no number of threads`, { hint: `Write a number from 1 to ${MOST_JOBS}.` });
  return Number(value);
};

/** `--jobs`, in the group of options that is open. */
export const addJobs = (command: Command): Command =>
  command.addOption(
    new Option('--jobs <n>', 'how many threads read and judge templates (default: as many as pay, at most 4)').argParser(jobsOf),
  );

/** `--persona`, in the group of options that is open. */
export const addPersona = (command: Command): Command =>
  command.addOption(
    new Option('--persona <persona>', `who reads: ${PERSONAS.join(', ')} (default: regular)`)
      .argParser(oneOf('--persona', PERSONAS))
      .default('regular'),
  );

/** How findings are judged. */
export const addJudging = (command: Command): Command =>
  addPersona(addSelection(command).optionsGroup('Findings:'))
    .addOption(
      new Option('--min-severity <severity>', `show from: ${[...SEVERITIES].reverse().join(', ')} (default: low)`)
        .argParser(oneOf('--min-severity', SEVERITIES))
        .default('low'),
    )
    .addOption(
      new Option('--min-confidence <confidence>', `show from: ${[...CONFIDENCES].reverse().join(', ')} (default: low)`)
        .argParser(oneOf('--min-confidence', CONFIDENCES))
        .default('low'),
    )
    .option('--baseline <file>', 'hold back what parapet baseline has written down')
    .option('--no-ignores', 'judge as if nothing were ignored or switched off, in comments, metadata or configuration')
    .addOption(today('judge as on this day'))
    .option('--offline', 'look nothing up in registries or elsewhere', false);

/** What a command that is about packages alone has of how findings are judged. */
export const addLooking = (command: Command): Command =>
  command
    .option('--config <file>', 'the configuration (default: parapet.yml or parapet.yaml of the working directory)')
    .option('--no-ignores', 'judge as if nothing were ignored or switched off by the configuration')
    .addOption(today('judge as on this day'))
    .option('--offline', 'look nothing up in registries', false);

/** `--framework` of what reads repositories and lockfiles. */
export const addAssessment = (command: Command): Command =>
  command
    .optionsGroup('Findings:')
    .addOption(
      new Option('--framework <names>', `say what the run shows of ${ASSESSABLE.join(', ')}, control by control`)
        .argParser((value: string, before: readonly Assessable[]) => [
          ...new Set([...before, ...listOf(value, []).map(oneOf('--framework', ASSESSABLE))]),
        ])
        .default([]),
    );

/** What packages are held against. */
export const addFacts = (command: Command): Command =>
  command
    .optionsGroup('Packages:')
    .option(
      '--advisories <source>',
      'a folder, zip archive or file of OSV records, the address of an OSV API, or npm for its registries (default: what parapet advisories update made)',
    )
    .option(
      '--exploited <file>',
      "which vulnerabilities are attacked: CISA's catalogue (JSON) or FIRST's EPSS scores (CSV, .gz); repeatable",
      (file: string, before: readonly string[]) => [...before, file],
      [],
    );

/** `--base`, in the group of options that is open. */
export const addBase = (command: Command): Command =>
  command.option(
    '--base <rev|file>',
    'what lockfiles were before: a revision of git, a lockfile or a folder of them; judges what the change brings',
  );

/** When a gate closes, and what it writes. */
export const addGate = (command: Command, formats: readonly string[]): Command =>
  addFormat(
    command
      .optionsGroup('Exit code:')
      .addOption(
        new Option('--fail-on <severity>', `exit with 1 from here on: ${[...SEVERITIES].reverse().join(', ')}, never (default: high)`)
          .argParser(oneOf('--fail-on', [...SEVERITIES, 'never']))
          .default('high'),
      )
      .option('--strict', 'exit with 4 if something could not be evaluated', false),
    formats,
    'terminal',
  );
