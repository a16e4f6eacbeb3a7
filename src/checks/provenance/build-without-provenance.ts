import { defineCheck, type Field, type Finding, finding, type Resource } from '../../check.ts';
import { type Command, commandsOf } from '../pipelines.ts';
import { textOf } from '../repository-files.ts';
import { deploys, isOneOf } from './deployments.ts';

type Workflow = Resource<'workflow', 'jobs' | 'env' | 'permissions'>;
type Step = Field<{ readonly uses?: string; readonly with?: Readonly<Record<string, string>> }>;

/** Actions and programs that attest what was built, or sign such a statement: https://docs.github.com/actions/concepts/security/artifact-attestations */
const ATTESTS = /^(?:actions\/attest(?:-[\w-]+)?|slsa-framework\/slsa-github-generator\/.*|anchore\/sbom-attest-action)(?:@|$)/i;
const SIGNERS: readonly (readonly string[])[] = [['cosign', 'attest'], ['gh', 'attestation'], ['witness', 'run'], ['slsa-generator']];

const NPM: readonly (readonly string[])[] = [
  ['npm', 'publish'],
  ['pnpm', 'publish'],
  ['pnpm', '-r', 'publish'],
  ['yarn', 'npm', 'publish'],
  ['lerna', 'publish'],
  ['changeset', 'publish'],
];
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

const on = (text: string | undefined): boolean => text !== undefined && !/^(?:false|0|no|)$/i.test(text.trim());

/** npm attests by itself where it publishes by OIDC, without a token: https://docs.npmjs.com/trusted-publishers */
const npmAttests = ({ words, environment }: Command, tokenless: boolean): boolean => {
  if (words.some((word) => /^--provenance(?:=true)?$/.test(word)) || on(environment.get('NPM_CONFIG_PROVENANCE'))) return true;
  return tokenless && !environment.has('NODE_AUTH_TOKEN') && !environment.has('NPM_TOKEN') && !words.includes('--no-provenance');
};

const publishedBy = (command: Command, tokenless: boolean): string | undefined => {
  if (isOneOf(command, NPM)) return npmAttests(command, tokenless) || command.words.includes('--dry-run') ? undefined : 'a package';
  const other = OTHERS.find(({ likes }) => isOneOf(command, likes));
  if (other !== undefined) return other.what;
  return deploys(command) && !/^s3$/.test(command.words[1] ?? '') ? 'what it built' : undefined;
};

/** What an action publishes without saying how it was built. */
const publishedByStep = (step: Step): { readonly at: Field<string>; readonly what: string } | undefined => {
  const at: Field<string> = step.get('uses');
  const name = textOf(at)?.split('@', 1)[0]?.toLowerCase();
  const input = (key: string): string | undefined => {
    const values: Field<Readonly<Record<string, string>>> = step.get('with');
    return values.form === 'object' ? textOf(values.get(key)) : undefined;
  };
  // https://docs.docker.com/build/ci/github-actions/attestations/
  if (name === 'docker/build-push-action')
    return on(input('push')) && input('provenance') === 'false' ? { at, what: 'an image' } : undefined;
  // https://docs.pypi.org/attestations/producing-attestations/
  if (name === 'pypa/gh-action-pypi-publish')
    return input('attestations') === 'false' || input('password') !== undefined ? { at, what: 'a package' } : undefined;
  return name === 'softprops/action-gh-release' && input('files') !== undefined ? { at, what: 'a release' } : undefined;
};

const attests = (workflow: Workflow): boolean => {
  for (const [, job] of workflow.get('jobs').entries()) {
    if (ATTESTS.test(textOf(job.get('uses')) ?? '')) return true;
    for (const step of job.get('steps').items()) if (ATTESTS.test(textOf(step.get('uses')) ?? '')) return true;
  }
  for (const command of commandsOf(workflow)) if (isOneOf(command, SIGNERS)) return true;
  return false;
};

/** Whether a job may ask for an identity of its own. */
const mayIdentify = (workflow: Workflow): boolean =>
  [
    workflow.get('permissions'),
    ...workflow
      .get('jobs')
      .entries()
      .map(([, job]) => job.get('permissions')),
  ].some(
    (permissions) =>
      textOf(permissions as Field<string>) === 'write-all' ||
      (permissions.form === 'object' && textOf((permissions as Field<Readonly<Record<string, string>>>).get('id-token')) === 'write'),
  );

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
