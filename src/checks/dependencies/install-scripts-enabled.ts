import { defineCheck, finding, known, notApplicable, undetermined } from '../../check.ts';
import { textOf } from '../repository-files.ts';
import { reaches, SETTINGS_READS, settingFor, versionOf, type Way } from './manager-settings.ts';

const isOn = (text: string | undefined): boolean => /^(?:true|1)$/i.test(text ?? '');
/** From this version on Yarn runs no scripts by itself. */
const QUIET_YARN = [4, 15];
const IGNORE: readonly Way[] = [
  { file: 'npm', keys: ['ignore-scripts'] },
  { file: 'yarn-classic', keys: ['ignore-scripts'] },
];

export default defineCheck({
  id: 'install-scripts-enabled',
  title: 'Every package may run code when it is installed',
  family: 'dependencies',
  severity: 'low',
  confidence: 'medium',
  persona: 'pedantic',
  sources: ['repository'],
  subject: 'lockfile',
  reads: SETTINGS_READS,
  docs: {
    why: 'Worms in package registries spread by install scripts: they run on the machines of developers and in the pipeline before anything of the package is used.',
    fix: 'Switch install scripts off and run those that are needed by name.',
    references: [
      'https://docs.npmjs.com/cli/using-npm/config#ignore-scripts',
      'https://pnpm.io/settings#allowbuilds',
      'https://yarnpkg.com/configuration/yarnrc#enableScripts',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['4.18'] },
  },
  *check(lockfile, context) {
    const manager = String((yield* known(lockfile.get('Manager'))) ?? '');
    const classic = textOf(lockfile.get('Generation')) === 'classic';
    if (manager === 'npm' || classic) {
      const setting = settingFor(lockfile, IGNORE, context);
      if (setting !== undefined && isOn(textOf(setting))) return;
      if (setting === undefined && !context.complete('package-settings')) return;
      yield finding(setting ?? lockfile, `${manager} runs the install scripts of every package`, {
        fix: `Put ignore-scripts=true into ${classic ? '.yarnrc or .npmrc' : '.npmrc'}, and run those that are needed with ${manager} rebuild.`,
      });
    } else if (manager === 'yarn') {
      const setting = settingFor(lockfile, [{ file: 'yarn', keys: ['enableScripts'] }], context);
      const version = versionOf('yarn', lockfile, context);
      if (setting !== undefined ? !isOn(textOf(setting)) : version !== undefined && reaches(version, QUIET_YARN)) return;
      if (setting === undefined && !context.complete('package-settings')) return;
      if (setting === undefined && version === undefined)
        return yield undetermined(lockfile, { kind: 'outside', what: 'which Yarn installs: 4.15 and later run no scripts by themselves' });
      yield finding(setting ?? lockfile, 'yarn runs the install scripts of every package', {
        fix: 'Put enableScripts: false into .yarnrc.yml.',
      });
    } else if (manager === 'pnpm') {
      const setting = settingFor(
        lockfile,
        [
          { file: 'pnpm', keys: ['dangerouslyAllowAllBuilds'] },
          { file: 'npm', keys: ['dangerously-allow-all-builds'] },
        ],
        context,
      );
      if (setting !== undefined && isOn(textOf(setting)))
        yield finding(setting, 'pnpm is told to run the install scripts of every package', {
          fix: 'Name those that are needed below allowBuilds in pnpm-workspace.yaml.',
        });
    } else yield notApplicable();
  },
});
