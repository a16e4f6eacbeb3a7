import { defineCheck, type Field, type Finding, finding, type Resource } from '../../check.ts';
import { commandsOf } from '../pipelines.ts';
import { textOf } from '../repository-files.ts';
import { deploys } from './deployments.ts';

type Workflow = Resource<'workflow', 'jobs' | 'env' | 'permissions'>;
type Texts = Field<Readonly<Record<string, string>>>;

const CREDENTIALS = /^aws-actions\/configure-aws-credentials(?:@|$)/i;
/** What the platform keeps does not end by itself; what a step before this one got does. */
const KEPT = /\$\{\{[^}]*\b(?:secrets|vars)\b/;

/** Keys that live until somebody deletes them, as an input of the action that sets up credentials or as variables. */
function* keysIn(values: Texts, names: readonly string[]): Generator<Finding> {
  if (values.form !== 'object') return;
  const [at] = values.entries().flatMap(([name, value]) => (names.includes(name) && KEPT.test(textOf(value) ?? '') ? [value] : []));
  if (at !== undefined)
    yield finding(at, 'AWS is reached by an access key that does not expire, where a role could be assumed by OIDC', {
      fix: 'Let the workflow assume a role by OIDC: permissions id-token: write and role-to-assume, and delete the access key.',
      data: { what: 'access-key' },
    });
}

const VARIABLES = ['AWS_SECRET_ACCESS_KEY', 'AWS_ACCESS_KEY_ID'];
const INPUTS = ['aws-secret-access-key', 'aws-access-key-id'];

function* broadIn(permissions: Field<string | Readonly<Record<string, string>>>, deploying: boolean): Generator<Finding> {
  if (textOf(permissions as Field<string>)?.trim() !== 'write-all') return;
  yield finding(permissions, "the workflow's token may write everything in the repository", {
    ...(deploying ? {} : { severity: 'low' }),
    data: { what: 'write-all' },
  });
}

const isDeploying = (workflow: Workflow): boolean => {
  for (const [, job] of workflow.get('jobs').entries())
    for (const step of job.get('steps').items()) if (CREDENTIALS.test(textOf(step.get('uses')) ?? '')) return true;
  for (const command of commandsOf(workflow)) if (deploys(command)) return true;
  return false;
};

export default defineCheck({
  id: 'workflow-token-broad',
  title: 'Workflow has more rights than a deployment needs',
  family: 'provenance',
  severity: 'medium',
  confidence: 'high',
  sources: ['repository'],
  subject: 'workflow',
  reads: { workflow: ['jobs', 'env', 'permissions'] },
  docs: {
    why: 'Whoever gets code into one step of the workflow has its rights: to write to the repository, or to the account with a key that works everywhere until somebody deletes it.',
    fix: 'Give each job the permissions that it needs, and let it reach AWS by a role that it assumes by OIDC.',
    references: [
      'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions',
      'https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
    ],
    frameworks: { owasp: ['A01', 'SAS-4'], scvs: ['3.11'] },
  },
  alwaysDetermined: 'what a workflow is given stands in its file; what a repository gives by default is not judged',
  *check(workflow) {
    const deploying = isDeploying(workflow);
    yield* broadIn(workflow.get('permissions'), deploying);
    yield* keysIn(workflow.get('env'), VARIABLES);
    for (const [, job] of workflow.get('jobs').entries()) {
      yield* broadIn(job.get('permissions'), deploying);
      yield* keysIn(job.get('env'), VARIABLES);
      for (const step of job.get('steps').items()) {
        yield* keysIn(step.get('env'), VARIABLES);
        if (CREDENTIALS.test(textOf(step.get('uses')) ?? '')) yield* keysIn(step.get('with'), INPUTS);
      }
    }
  },
});
