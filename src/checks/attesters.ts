import type { Field, Resource } from '../check.ts';
import { type Command, commandsOf } from './pipelines.ts';
import { isOneOf } from './provenance/deployments.ts';
import { textOf } from './repository-files.ts';

type Workflow = Resource<'workflow', 'jobs' | 'env' | 'permissions'>;
type Permissions = Field<string | Readonly<Record<string, string>>>;

/** What leaves a statement of how something was built. */
export interface Attester {
  /** The action or reusable workflow without its version, or the command. */
  readonly by: string;
  /** Whether the platform vouches for the run, by an identity that it gives to no other. */
  readonly platform: boolean;
  /** Whether it is made so that the build cannot reach what signs. */
  readonly isolates: boolean;
  readonly runner: 'hosted' | 'self-hosted' | 'unknown';
}

/** Actions that attest what was built: https://docs.github.com/actions/concepts/security/artifact-attestations */
const ACTIONS = /^(?:actions\/attest(?:-[\w-]+)?|anchore\/sbom-attest-action)$/i;
/** https://github.com/slsa-framework/slsa-github-generator */
const GENERATORS = /^slsa-framework\/slsa-github-generator\//i;
const ISOLATING = /^slsa-framework\/slsa-github-generator\/\.github\/workflows\/[\w-]+_slsa3\.ya?ml$/i;
/** Programs that sign such a statement; by which identity does not show. */
const SIGNERS: readonly (readonly string[])[] = [['cosign', 'attest'], ['witness', 'run'], ['slsa-generator']];

/** Commands that publish to npm's registry. */
export const NPM_PUBLISHES: readonly (readonly string[])[] = [
  ['npm', 'publish'],
  ['pnpm', 'publish'],
  ['pnpm', '-r', 'publish'],
  ['yarn', 'npm', 'publish'],
  ['lerna', 'publish'],
  ['changeset', 'publish'],
];

/** Whether an input or a variable switches something on. */
export const isOn = (text: string | undefined): boolean => text !== undefined && !/^(?:false|0|no|)$/i.test(text.trim());

/** npm attests by itself where it publishes by OIDC, without a token: https://docs.npmjs.com/trusted-publishers */
export const npmAttests = ({ words, environment }: Command, tokenless: boolean): boolean => {
  if (words.some((word) => /^--provenance(?:=true)?$/.test(word)) || isOn(environment.get('NPM_CONFIG_PROVENANCE'))) return true;
  return tokenless && !environment.has('NODE_AUTH_TOKEN') && !environment.has('NPM_TOKEN') && !words.includes('--no-provenance');
};

const grantsIdentity = (permissions: Permissions): boolean =>
  textOf(permissions as Field<string>) === 'write-all' ||
  (permissions.form === 'object' && textOf((permissions as Field<Readonly<Record<string, string>>>).get('id-token')) === 'write');

/** Whether a job may ask for an identity of its own. */
export const mayIdentify = (workflow: Workflow): boolean =>
  [
    workflow.get('permissions'),
    ...workflow
      .get('jobs')
      .entries()
      .map(([, job]) => job.get('permissions')),
  ].some((permissions) => grantsIdentity(permissions as Permissions));

const HOSTED = /^(?:ubuntu|windows|macos)-/;

/** GitHub's own machines have these labels: https://docs.github.com/actions/reference/runners/github-hosted-runners */
const runnerOf = (labels: Field<string | readonly string[]>): Attester['runner'] => {
  const all = labels.form === 'list' ? (labels as Field<readonly string[]>).items().map(textOf) : [textOf(labels as Field<string>)];
  if (all.includes('self-hosted')) return 'self-hosted';
  const [label] = all;
  return all.length === 1 && label !== undefined && HOSTED.test(label) ? 'hosted' : 'unknown';
};

const withoutVersion = (uses: Field<string>): string => textOf(uses)?.split('@', 1)[0] ?? '';

type Step = Field<{ readonly uses?: string; readonly with?: Readonly<Record<string, string>> }>;

/** What a step says of one of its action's inputs. */
export const inputOf = (step: Step, key: string): string | undefined => {
  const inputs: Field<Readonly<Record<string, string>>> = step.get('with');
  return inputs.form === 'object' ? textOf(inputs.get(key)) : undefined;
};

/** What an action does that leaves a statement where it is not told otherwise. */
const ofAction = (step: Step): Pick<Attester, 'by' | 'platform'> | undefined => {
  const by = withoutVersion(step.get('uses'));
  if (ACTIONS.test(by) || GENERATORS.test(by)) return { by, platform: true };
  // https://docs.pypi.org/attestations/producing-attestations/
  if (by === 'pypa/gh-action-pypi-publish')
    return inputOf(step, 'attestations') === 'false' || inputOf(step, 'password') !== undefined ? undefined : { by, platform: true };
  // What BuildKit writes is not signed: https://docs.docker.com/build/ci/github-actions/attestations/
  if (by === 'docker/build-push-action')
    return isOn(inputOf(step, 'push')) && inputOf(step, 'provenance') !== 'false' ? { by, platform: false } : undefined;
  return undefined;
};

const ofCommand = (command: Command, tokenless: boolean): Pick<Attester, 'by' | 'platform'> | undefined => {
  const by = command.words.slice(0, 2).join(' ');
  if (isOneOf(command, SIGNERS)) return { by, platform: false };
  return isOneOf(command, NPM_PUBLISHES) && !command.words.includes('--dry-run') && npmAttests(command, tokenless)
    ? { by, platform: true }
    : undefined;
};

/** Everything in a workflow that attests what was built. */
export function* attestersOf(workflow: Workflow): Generator<Attester> {
  const tokenless = mayIdentify(workflow);
  const runners = new Map<string, Attester['runner']>();
  for (const [name, job] of workflow.get('jobs').entries()) {
    const runner = runnerOf(job.get('runs-on'));
    runners.set(name, runner);
    const called = withoutVersion(job.get('uses'));
    if (GENERATORS.test(called)) yield { by: called, platform: true, isolates: ISOLATING.test(called), runner: 'hosted' };
    for (const step of job.get('steps').items()) {
      const found = ofAction(step);
      if (found !== undefined) yield { ...found, isolates: false, runner };
    }
  }
  for (const command of commandsOf(workflow)) {
    const found = ofCommand(command, tokenless);
    if (found !== undefined) yield { ...found, isolates: false, runner: runners.get(String(command.at.path[1])) ?? 'unknown' };
  }
}

/** Whether something in a workflow attests all that it builds: npm, PyPI and BuildKit attest only what they publish themselves. */
export const attests = (workflow: Workflow): boolean => {
  for (const [, job] of workflow.get('jobs').entries()) {
    if (GENERATORS.test(withoutVersion(job.get('uses')))) return true;
    for (const step of job.get('steps').items()) {
      const by = withoutVersion(step.get('uses'));
      if (ACTIONS.test(by) || GENERATORS.test(by)) return true;
    }
  }
  for (const command of commandsOf(workflow)) if (isOneOf(command, SIGNERS)) return true;
  return false;
};
