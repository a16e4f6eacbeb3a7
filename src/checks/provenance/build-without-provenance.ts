import { defineCheck, type Field, type Finding, finding, type Resource } from '../../check.ts';
import { attests, inputOf, isOn, mayIdentify, NPM_PUBLISHES, npmAttests } from '../attesters.ts';
import { type Command, commandsOf } from '../pipelines.ts';
import { textOf } from '../repository-files.ts';
import { deploys, isOneOf } from './deployments.ts';

type Workflow = Resource<'workflow', 'jobs' | 'env' | 'permissions'>;
type Step = Field<{ readonly uses?: string; readonly with?: Readonly<Record<string, string>> }>;

const OTHERS: readonly { readonly likes: readonly (readonly string[])[]; readonly what: string }[] = [
  {
    likes: [
      ['twine', 'upload'],
      ['poetry', 'publish'],
      ['uv', 'publish'],
      ['pdm', 'publish'],
      ['cargo', 'publish'],
      ['gem', 'push'],
      ['dotnet', 'nuget', 'push'],
    ],
    what: 'a package',
  },
  {
    likes: [
      ['docker', 'push'],
      ['podman', 'push'],
      ['buildah', 'push'],
    ],
    what: 'an image',
  },
  {
    likes: [
      ['gh', 'release', 'create'],
      ['gh', 'release', 'upload'],
    ],
    what: 'a release',
  },
];

const publishedBy = (command: Command, tokenless: boolean): string | undefined => {
  if (isOneOf(command, NPM_PUBLISHES))
    return npmAttests(command, tokenless) || command.words.includes('--dry-run') ? undefined : 'a package';
  const other = OTHERS.find(({ likes }) => isOneOf(command, likes));
  if (other !== undefined) return other.what;
  return deploys(command) && !/^s3$/.test(command.words[1] ?? '') ? 'what it built' : undefined;
};

/** What an action publishes without saying how it was built. */
const publishedByStep = (step: Step): { readonly at: Field<string>; readonly what: string } | undefined => {
  const at: Field<string> = step.get('uses');
  const name = textOf(at)?.split('@', 1)[0]?.toLowerCase();
  // https://docs.docker.com/build/ci/github-actions/attestations/
  if (name === 'docker/build-push-action')
    return isOn(inputOf(step, 'push')) && inputOf(step, 'provenance') === 'false' ? { at, what: 'an image' } : undefined;
  // https://docs.pypi.org/attestations/producing-attestations/
  if (name === 'pypa/gh-action-pypi-publish')
    return inputOf(step, 'attestations') === 'false' || inputOf(step, 'password') !== undefined ? { at, what: 'a package' } : undefined;
  return name === 'softprops/action-gh-release' && inputOf(step, 'files') !== undefined ? { at, what: 'a release' } : undefined;
};

function* publishes(workflow: Workflow): Generator<Finding> {
  const say = (at: Parameters<typeof finding>[0], what: string) =>
    finding(at, `the workflow publishes ${what} and no attestation of how it was built`, { data: { published: what } });
  const tokenless = mayIdentify(workflow);
  for (const [, job] of workflow.get('jobs').entries())
    for (const step of job.get('steps').items()) {
      const published = publishedByStep(step);
      if (published !== undefined) yield say(published.at, published.what);
    }
  for (const command of commandsOf(workflow)) {
    const what = publishedBy(command, tokenless);
    if (what !== undefined) yield say(command.at, what);
  }
}

export default defineCheck({
  id: 'build-without-provenance',
  title: 'Workflow publishes what nobody can trace to its source',
  family: 'provenance',
  severity: 'low',
  confidence: 'medium',
  sources: ['repository'],
  subject: 'workflow',
  reads: { workflow: ['jobs', 'env', 'permissions'] },
  docs: {
    why: 'Without a signed statement of the source and the build, nobody who deploys the result can tell it from one that was built elsewhere.',
    fix: "Attest what is built (actions/attest-build-provenance, npm's provenance, PyPI's trusted publishing) and verify it before it is deployed.",
    references: [
      'https://docs.github.com/actions/how-tos/secure-your-work/use-artifact-attestations/use-artifact-attestations',
      'https://slsa.dev/spec/v1.1/levels',
      'https://docs.npmjs.com/generating-provenance-statements',
    ],
    frameworks: { owasp: ['A08'], slsa: ['Build L1'] },
  },
  alwaysDetermined: 'the steps of a workflow stand in its file; a workflow that it calls is judged where it stands',
  *check(workflow) {
    if (attests(workflow)) return;
    const seen = new Set<string>();
    for (const found of publishes(workflow)) {
      const key = JSON.stringify([found.at.path, found.message]);
      if (!seen.has(key)) yield found;
      seen.add(key);
    }
  },
});
