import { type Attester, attestersOf } from '../checks/attesters.ts';
import { view } from '../model/field.ts';
import type { RawResource } from '../model/inventory.ts';
import { explore } from '../model/world.ts';
import { type Evidence, plural, type Seen, some, speaks } from './evidence.ts';

const PIPELINES: ReadonlySet<string> = new Set(['workflow', 'gitlab-pipeline', 'buildspec']);

/** Files of pipelines are there. */
export const pipelines: Evidence = {
  told: 'a workflow of GitHub Actions, a pipeline of GitLab or a buildspec is among what was read',
  see: ({ resources }) => {
    const files = resources.filter(({ type }) => PIPELINES.has(type)).map(({ id }) => id);
    return [
      files.length === 0
        ? speaks('open', 'no file of a pipeline is among what was read')
        : speaks('for', `${plural(files.length, 'pipeline')}: ${some(files)}`),
    ];
  },
};

/** A repository's files have no conditions: there is one world. */
const attestersIn = (workflow: RawResource): readonly Attester[] => {
  const [first] = explore((world) => [...attestersOf(view<'workflow'>(workflow, world))], 1).worlds;
  return first?.result ?? [];
};

const attesting = ({ resources }: Seen): readonly (Attester & { readonly file: string })[] =>
  resources
    .filter(({ type, origin }) => type === 'workflow' && origin.context !== true)
    .flatMap((workflow) => attestersIn(workflow).map((attester) => ({ ...attester, file: workflow.id })));

const said = (attesters: readonly (Attester & { readonly file: string })[]): string =>
  some([...new Set(attesters.map(({ file, by }) => `${file} (${by})`))]);

const NONE = 'no workflow of GitHub Actions attests anything; other pipelines are not judged';

/** Workflows attest what they build. */
export const attested: Evidence = {
  told: 'a workflow attests what it builds (actions/attest, slsa-github-generator, provenance of npm and PyPI, cosign and the like)',
  see: (seen) => {
    const attesters = attesting(seen);
    return [attesters.length === 0 ? speaks('open', NONE) : speaks('for', `${said(attesters)}`)];
  },
};

/** The platform itself signs, on hosted runners. */
export const signedByPlatform: Evidence = {
  told: 'the job that attests runs on a runner of GitHub, and what it uses signs by the identity of the run',
  see: (seen) => {
    const attesters = attesting(seen);
    if (attesters.length === 0) return [speaks('open', NONE)];
    const signing = attesters.filter(({ platform, runner }) => platform && runner === 'hosted');
    const others = attesters.filter((attester) => !signing.includes(attester));
    return [
      ...(signing.length === 0 ? [] : [speaks('for', said(signing))]),
      ...(others.length === 0 ? [] : [speaks('open', `who signs, or where it runs, is not visible of ${said(others)}`)]),
    ];
  },
};

/** A reusable workflow builds that is made to isolate builds. */
export const builtInIsolation: Evidence = {
  told: 'a reusable workflow of slsa-github-generator builds or attests',
  see: (seen) => {
    const attesters = attesting(seen);
    if (attesters.length === 0) return [speaks('open', NONE)];
    const isolated = attesters.filter(({ isolates }) => isolates);
    const others = attesters.filter(({ isolates }) => !isolates);
    return [
      ...(isolated.length === 0 ? [] : [speaks('for', said(isolated))]),
      ...(others.length === 0 ? [] : [speaks('open', `whether the build can reach what signs is not visible of ${said(others)}`)]),
    ];
  },
};

/** Whether the files are a git repository's. */
export const versioned: Evidence = {
  told: 'the folder, or one above it, is a git repository',
  see: ({ resources }) => {
    const repositories = resources.filter(({ type }) => type === 'repository');
    const git = repositories.filter(({ properties }) => properties.Git === true);
    const others = repositories.filter((each) => !git.includes(each));
    return [
      ...(git.length === 0
        ? []
        : [speaks('for', `${plural(git.length, 'git repository', 'git repositories')}: ${some(git.map(({ id }) => id))}`)]),
      ...(others.length === 0 ? [] : [speaks('open', `${some(others.map(({ id }) => id))} has no .git`)]),
      ...(repositories.length === 0 ? [speaks('open', 'no file of a repository was read')] : []),
    ];
  },
};
