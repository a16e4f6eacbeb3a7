import { buildspec } from './buildspec.ts';
import { dockerfile } from './dockerfile.ts';
import type { RepositoryFormat } from './format.ts';
import { action, dependabot, workflow } from './github.ts';
import { gitlabPipeline } from './gitlab.ts';
import { languageVersions } from './language-versions.ts';
import { lockfile } from './lockfiles.ts';
import { manifests } from './manifests.ts';
import { renovate, renovateInManifest } from './renovate.ts';
import { packageSettings } from './settings/index.ts';

/** Every kind of file that is read of a repository. One file may be several things: a pyproject asks for packages and holds settings. */
export const FORMATS: readonly RepositoryFormat[] = [
  // Pipelines:
  ...[workflow, action, gitlabPipeline, buildspec, dockerfile, languageVersions],
  // Packages:
  ...[...manifests, lockfile, ...packageSettings],
  // Upgrades:
  ...[dependabot, renovate, renovateInManifest],
];
