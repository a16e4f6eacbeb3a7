import { defineCheck, finding, known, notApplicable } from '../../check.ts';
import { textOf } from '../repository-files.ts';
import { reaches, SETTINGS_READS, settingFor, versionOf, type Way } from './manager-settings.ts';

interface Cooldown {
  readonly ways: readonly Way[];
  /** What to write, and where. */
  readonly fix: string;
  /** The version from which on it waits by itself, if any does. */
  readonly byItself?: readonly number[];
}

/** Each in its own unit: days of npm, minutes of pnpm, durations of Yarn, seconds of Bun. */
const COOLDOWNS: Readonly<Record<string, Cooldown>> = {
  npm: {
    ways: [
      { file: 'npm', keys: ['min-release-age'] },
      { file: 'npm', keys: ['before'] },
    ],
    fix: 'Put min-release-age=7 (days) into .npmrc; npm 11.10 and later know it.',
  },
  pnpm: {
    ways: [
      { file: 'pnpm', keys: ['minimumReleaseAge'] },
      { file: 'npm', keys: ['minimum-release-age'] },
    ],
    fix: 'Put minimumReleaseAge: 10080 (minutes) into pnpm-workspace.yaml; pnpm 10.16 and later know it.',
    byItself: [11, 0],
  },
  yarn: {
    ways: [{ file: 'yarn', keys: ['npmMinimalAgeGate'] }],
    fix: 'Put npmMinimalAgeGate: 7d into .yarnrc.yml; Yarn 4.10 and later know it.',
    byItself: [4, 15],
  },
  bun: {
    ways: [{ file: 'bun', keys: ['install', 'minimumReleaseAge'] }],
    fix: 'Put minimumReleaseAge = 604800 (seconds) below [install] into bunfig.toml.',
  },
  uv: {
    ways: [
      { file: 'uv', keys: ['exclude-newer'] },
      { file: 'pyproject', keys: ['uv', 'exclude-newer'] },
    ],
    fix: 'Put exclude-newer = "7 days" below [tool.uv] into pyproject.toml.',
  },
  poetry: {
    ways: [{ file: 'poetry', keys: ['solver', 'min-release-age'] }],
    fix: 'Put min-release-age = 7 (days) below [solver] into poetry.toml; Poetry 2.4 and later know it.',
  },
};

export default defineCheck({
  id: 'cooldown-not-configured',
  title: 'Package manager takes releases of the same hour',
  family: 'dependencies',
  severity: 'low',
  confidence: 'medium',
  persona: 'pedantic',
  sources: ['repository'],
  subject: 'lockfile',
  reads: SETTINGS_READS,
  alwaysDetermined: 'a setting is seen where it is, up to the folder of the repository',
  docs: {
    why: 'A release that was taken over is mostly withdrawn within days: a package manager that waits that long never locks it, whoever asks for the upgrade.',
    fix: 'Tell the package manager how old a release has to be.',
    references: [
      'https://docs.npmjs.com/cli/v11/using-npm/config#min-release-age',
      'https://pnpm.io/settings#minimumreleaseage',
      'https://yarnpkg.com/configuration/yarnrc#npmMinimalAgeGate',
      'https://docs.astral.sh/uv/reference/settings/#exclude-newer',
    ],
    frameworks: { owasp: ['A08'] },
  },
  *check(lockfile, context) {
    const manager = String((yield* known(lockfile.get('Manager'))) ?? '');
    const cooldown = Object.hasOwn(COOLDOWNS, manager) ? COOLDOWNS[manager] : undefined;
    // Yarn 1 cannot wait; nor do other package managers say how.
    if (cooldown === undefined || textOf(lockfile.get('Generation')) === 'classic') return yield notApplicable();
    const setting = settingFor(lockfile, cooldown.ways, context);
    const version = versionOf(manager, lockfile, context);
    if (setting !== undefined) {
      if (/^0(?:\D|$)/.test(textOf(setting) ?? ''))
        yield finding(setting, `${manager} is told not to wait after a release`, { fix: cooldown.fix });
      return;
    }
    if (cooldown.byItself !== undefined && version !== undefined && reaches(version, cooldown.byItself)) return;
    if (!context.complete('package-settings')) return;
    yield finding(lockfile, `${manager} is not told to wait after a release`, { fix: cooldown.fix });
  },
});
