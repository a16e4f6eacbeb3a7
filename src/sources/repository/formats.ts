import { buildspec } from './buildspec.ts';
import { dockerfile } from './dockerfile.ts';
import type { RepositoryFormat } from './format.ts';
import { action, dependabot, workflow } from './github.ts';
import { gitlabPipeline } from './gitlab.ts';
import { languageVersions } from './language-versions.ts';
import { lockfile } from './lockfiles.ts';
import { manifests } from './manifests.ts';

/** Every kind of file that is read of a repository; of those that know a path the first. */
export const FORMATS: readonly RepositoryFormat[] = [
  // Pipelines:
  ...[workflow, action, gitlabPipeline, buildspec, dockerfile, languageVersions],
  // Packages:
  ...[...manifests, lockfile],
  // Upgrades:
  ...[dependabot],
];
