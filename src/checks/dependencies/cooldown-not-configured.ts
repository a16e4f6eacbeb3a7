import { defineCheck, finding, known, notApplicable } from '../../check.ts';
import { textOf } from '../repository-files.ts';
import { MANAGER_COOLDOWNS } from './cooldowns.ts';
import { reaches, SETTINGS_READS, settingFor, versionOf } from './manager-settings.ts';

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
    frameworks: { owasp: ['A08', 'SAS-6'] },
  },
  *check(lockfile, context) {
    const manager = String((yield* known(lockfile.get('Manager'))) ?? '');
    const cooldown = Object.hasOwn(MANAGER_COOLDOWNS, manager) ? MANAGER_COOLDOWNS[manager] : undefined;
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
