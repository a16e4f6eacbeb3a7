import type { Way } from './manager-settings.ts';

/** How something that chooses versions is told to leave young releases alone: the setting as one writes it, for seven days. */
export interface CooldownSetting {
  /** Its own name. */
  readonly of: string;
  readonly file: string;
  readonly setting: string;
  /** In its own words: days of npm, minutes of pnpm. */
  readonly unit: string;
  readonly example: readonly string[];
  /** The release from which on it knows the setting, where it did not always. */
  readonly since?: string;
  /** What it does by itself, without the setting. */
  readonly byDefault: string;
  /** How single packages are let through. */
  readonly exceptions?: string;
  /** What one might expect otherwise, as a clause. */
  readonly mind?: string;
  readonly link: string;
}

/** The same of a package manager whose settings are judged. */
export interface ManagerCooldown extends CooldownSetting {
  /** Where the setting may stand. */
  readonly ways: readonly Way[];
  /** What to write, and where. */
  readonly fix: string;
  /** The version from which on it waits by itself, if any does. */
  readonly byItself?: readonly number[];
}

const NOTHING = 'takes a release at once';

/** By the managers' names in lockfiles. */
export const MANAGER_COOLDOWNS: Readonly<Record<string, ManagerCooldown>> = {
  npm: {
    of: 'npm',
    ways: [
      { file: 'npm', keys: ['min-release-age'] },
      { file: 'npm', keys: ['before'] },
    ],
    fix: 'Put min-release-age=7 (days) into .npmrc; npm 11.10 and later know it.',
    file: '.npmrc',
    setting: 'min-release-age',
    unit: 'days',
    example: ['min-release-age=7'],
    since: '11.10',
    byDefault: NOTHING,
    exceptions: '`min-release-age-exclude[]=NAME` (11.17)',
    mind: '`before` is a fixed day, and stands still',
    link: 'https://docs.npmjs.com/cli/v11/using-npm/config#min-release-age',
  },
  pnpm: {
    of: 'pnpm',
    ways: [
      { file: 'pnpm', keys: ['minimumReleaseAge'] },
      { file: 'npm', keys: ['minimum-release-age'] },
    ],
    fix: 'Put minimumReleaseAge: 10080 (minutes) into pnpm-workspace.yaml; pnpm 10.16 and later know it.',
    byItself: [11, 0],
    file: 'pnpm-workspace.yaml',
    setting: 'minimumReleaseAge',
    unit: 'minutes',
    example: ['minimumReleaseAge: 10080'],
    since: '10.16',
    byDefault: `${NOTHING}; from 11 on 1440 minutes, unless nothing older fits`,
    exceptions: '`minimumReleaseAgeExclude`: a list',
    link: 'https://pnpm.io/settings#minimumreleaseage',
  },
  yarn: {
    of: 'Yarn',
    ways: [{ file: 'yarn', keys: ['npmMinimalAgeGate'] }],
    fix: 'Put npmMinimalAgeGate: 7d into .yarnrc.yml; Yarn 4.10 and later know it.',
    byItself: [4, 15],
    file: '.yarnrc.yml',
    setting: 'npmMinimalAgeGate',
    unit: 'a duration (`7d`); a bare number is minutes',
    example: ['npmMinimalAgeGate: 7d'],
    since: '4.10',
    byDefault: `${NOTHING}; from 4.15 on one day`,
    exceptions: '`npmPreapprovedPackages`: a list',
    mind: 'Yarn 1 has no such setting',
    link: 'https://yarnpkg.com/configuration/yarnrc#npmMinimalAgeGate',
  },
  bun: {
    of: 'Bun',
    ways: [{ file: 'bun', keys: ['install', 'minimumReleaseAge'], notInherited: true }],
    fix: 'Put minimumReleaseAge = 604800 (seconds) below [install] into bunfig.toml.',
    file: 'bunfig.toml',
    setting: '`minimumReleaseAge` below `[install]`',
    unit: 'seconds',
    example: ['[install]', 'minimumReleaseAge = 604800'],
    byDefault: NOTHING,
    exceptions: '`minimumReleaseAgeExcludes`: a list of exact names',
    mind: 'a `bunfig.toml` of a folder above does not count',
    link: 'https://bun.com/docs/runtime/bunfig#install-minimumreleaseage',
  },
  uv: {
    of: 'uv',
    ways: [
      { file: 'uv', keys: ['exclude-newer'] },
      { file: 'pyproject', keys: ['uv', 'exclude-newer'] },
    ],
    fix: 'Put exclude-newer = "7 days" below [tool.uv] into pyproject.toml.',
    file: 'pyproject.toml',
    setting: '`exclude-newer` below `[tool.uv]` (in `uv.toml` at the top)',
    unit: 'a duration, or a day, which stands still',
    example: ['[tool.uv]', 'exclude-newer = "7 days"'],
    since: '0.9.17, for durations',
    byDefault: NOTHING,
    exceptions: '`exclude-newer-package`: a table',
    link: 'https://docs.astral.sh/uv/reference/settings/#exclude-newer',
  },
  poetry: {
    of: 'Poetry',
    ways: [{ file: 'poetry', keys: ['solver', 'min-release-age'] }],
    fix: 'Put min-release-age = 7 (days) below [solver] into poetry.toml; Poetry 2.4 and later know it.',
    file: 'poetry.toml',
    setting: '`min-release-age` below `[solver]`',
    unit: 'days',
    example: ['[solver]', 'min-release-age = 7'],
    since: '2.4',
    byDefault: NOTHING,
    link: 'https://python-poetry.org/docs/configuration/',
  },
};

/** What a check judges elsewhere (the bots), or not at all, as it stands in no file of a project (pip). */
export const OTHER_COOLDOWNS: readonly CooldownSetting[] = [
  {
    of: 'pip',
    file: 'pip.conf',
    setting: '`uploaded-prior-to` below `[install]`',
    unit: 'an ISO 8601 duration, or an instant, which stands still',
    example: ['[install]', 'uploaded-prior-to = P7D'],
    since: '26.1, for durations',
    byDefault: NOTHING,
    mind: 'pip finds no `pip.conf` in a project: name it by `PIP_CONFIG_FILE`, or set `PIP_UPLOADED_PRIOR_TO`; not judged',
    link: 'https://pip.pypa.io/en/stable/cli/pip_install/',
  },
  {
    of: 'Dependabot',
    file: '.github/dependabot.yml',
    setting: '`cooldown.default-days` of each entry of `updates`',
    unit: 'days',
    example: [
      'version: 2',
      'updates:',
      '  - package-ecosystem: npm',
      '    directory: /',
      '    schedule: { interval: weekly }',
      '    cooldown: { default-days: 7 }',
    ],
    byDefault: 'not stated in the repository: an entry without `cooldown` is flagged',
    exceptions: '`cooldown.exclude`: a list; `semver-major-days` and the like differ by size where the ecosystem has versions of that kind',
    mind: 'fixes of vulnerabilities are not held back',
    link: 'https://docs.github.com/code-security/reference/supply-chain-security/dependabot-options-reference#cooldown-',
  },
  {
    of: 'Renovate',
    file: 'renovate.json',
    setting: 'minimumReleaseAge',
    unit: 'a duration (`7 days`)',
    example: ['{', '  "extends": ["config:recommended"],', '  "minimumReleaseAge": "7 days"', '}'],
    byDefault: `${NOTHING}; \`config:best-practices\` holds releases of npm back`,
    exceptions: '`packageRules` with a `minimumReleaseAge` of their own',
    mind: '`lockFileMaintenance` takes what the package manager takes: give that one its setting as well',
    link: 'https://docs.renovatebot.com/configuration-options/#minimumreleaseage',
  },
];
