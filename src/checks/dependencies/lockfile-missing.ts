import { type Context, defineCheck, finding, known, notApplicable, passed } from '../../check.ts';
import { folderOf, isAbove, pathOf, textOf } from '../repository-files.ts';

const READS = { manifest: ['Ecosystem', 'Managers', 'Depends'], lockfile: ['Manager'] } as const;

/** What each ecosystem's users would run. */
const HOW: Readonly<Record<string, string>> = {
  npm: 'Run npm install (or the like of your package manager) once and commit the lockfile that it writes.',
  PyPI: 'Lock with uv, Poetry, PDM, Pipenv or pip-compile and commit the lockfile.',
  'crates.io': 'Commit the Cargo.lock that cargo writes.',
  Go: 'Run go mod tidy and commit go.sum.',
  RubyGems: 'Run bundle lock and commit Gemfile.lock.',
  Packagist: 'Run composer update once and commit composer.lock.',
};

const lockedBy = ({ resources }: Pick<Context<typeof READS>, 'resources'>, path: string): readonly string[] =>
  resources('lockfile').flatMap((one) => (isAbove(folderOf(pathOf(one)), path) ? (textOf(one.get('Manager')) ?? []) : []));

export default defineCheck({
  id: 'lockfile-missing',
  title: 'Project has no lockfile',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'high',
  sources: ['repository'],
  subject: 'manifest',
  reads: READS,
  alwaysDetermined: 'whether there is a lockfile is seen, up to the folder of the repository',
  docs: {
    why: 'Each install chooses versions anew: what is deployed is not what was tested, and nobody can say afterwards what it was.',
    fix: 'Lock the versions and commit the lockfile.',
    references: [
      'https://docs.npmjs.com/cli/configuring-npm/package-lock-json',
      'https://packaging.python.org/en/latest/specifications/pylock-toml/',
      'https://owasp.org/www-project-software-component-verification-standard/',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['1.1', '3.1', '4.19'] },
  },
  *check(manifest, context) {
    const ecosystem = yield* known(manifest.get('Ecosystem'));
    const depends = yield* known(manifest.get('Depends'));
    // Maven has no lockfile, and those of Gradle and NuGet few projects turn on.
    const how = ecosystem === undefined ? undefined : HOW[String(ecosystem)];
    if (how === undefined || depends !== true) return yield notApplicable();
    const managers = manifest.get('Managers').items().map(textOf);
    if (lockedBy(context, pathOf(manifest)).some((manager) => managers.includes(manager))) return yield passed();
    if (!context.complete('lockfile')) return;
    yield finding(
      manifest.get('Ecosystem'),
      `${manifest.id} asks for packages, and no lockfile in its folder or above says which versions`,
      { fix: how },
    );
  },
});
