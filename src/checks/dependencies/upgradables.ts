import type { Reads, Resource } from '../../check.ts';
import type { RenovateManager } from '../../model/repository.ts';
import { pathOf, textOf } from '../repository-files.ts';
import type { Upgradable } from './upgrade-bots.ts';

/** What a check reads to know what there is to raise. */
export const UPGRADABLE_READS = {
  manifest: ['Ecosystem', 'Managers', 'Depends', 'Workspaces'],
  workflow: ['jobs'],
  lockfile: ['Ecosystem', 'Manager'],
} as const satisfies Reads;

export type Manifest = Resource<'manifest', 'Ecosystem' | 'Managers' | 'Depends' | 'Workspaces'>;

/** By ecosystem: what Dependabot and Renovate call those who read its manifests. */
const BOTS: Readonly<Record<string, { readonly ecosystems: readonly string[]; readonly managers: readonly RenovateManager[] }>> = {
  npm: { ecosystems: ['npm', 'bun'], managers: ['npm', 'bun'] },
  PyPI: { ecosystems: ['pip', 'uv'], managers: ['pep621', 'poetry', 'pipenv', 'pip_requirements', 'pip-compile'] },
  'crates.io': { ecosystems: ['cargo'], managers: ['cargo'] },
  Go: { ecosystems: ['gomod'], managers: ['gomod'] },
  RubyGems: { ecosystems: ['bundler'], managers: ['bundler'] },
  Packagist: { ecosystems: ['composer'], managers: ['composer'] },
  Maven: { ecosystems: ['maven', 'gradle'], managers: ['maven', 'gradle'] },
  NuGet: { ecosystems: ['nuget'], managers: ['nuget'] },
};

/** A manifest as bots know it; `undefined` of one that asks for nothing or that no bot reads. */
export const upgradableManifest = (manifest: Manifest): Upgradable | undefined => {
  const bots = BOTS[textOf(manifest.get('Ecosystem')) ?? ''];
  return bots === undefined || textOf(manifest.get('Depends')) !== 'true' ? undefined : { path: pathOf(manifest), ...bots };
};

/** A requirements file that nothing else in its folder stands for. */
export const upgradableRequirements = (lockfile: Resource<'lockfile', 'Ecosystem' | 'Manager'>): Upgradable | undefined => {
  const bots = BOTS.PyPI;
  return bots === undefined || textOf(lockfile.get('Manager')) !== 'pip' ? undefined : { path: pathOf(lockfile), ...bots };
};

/** The actions that a workflow uses. */
export const upgradableWorkflow = (workflow: Resource<'workflow', 'jobs'>): Upgradable | undefined => {
  const uses = workflow
    .get('jobs')
    .entries()
    .some(([, job]) =>
      [
        job.get('uses'),
        ...job
          .get('steps')
          .items()
          .map((step) => step.get('uses')),
      ].some((each) => /^[^./]/.test(textOf(each) ?? '')),
    );
  return uses ? { path: pathOf(workflow), ecosystems: ['github-actions'], managers: ['github-actions'] } : undefined;
};
