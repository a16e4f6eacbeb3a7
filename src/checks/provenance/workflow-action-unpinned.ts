import { defineCheck, type Field, type Finding, finding, known, type Undetermined } from '../../check.ts';

/** A full commit: Git's SHA-1, and the SHA-256 that GitHub prepares for. */
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const DIGEST = /@sha256:[0-9a-f]{64}$/i;

/** Whose code a reference brings in: `docker://` names an image, `./` the repository's own, all else another repository. */
const judgeUse = (uses: Field<string>, text: string): Finding | undefined => {
  if (text.startsWith('./') || text.startsWith('../')) return undefined;
  if (text.startsWith('docker://'))
    return DIGEST.test(text)
      ? undefined
      : finding(uses, `${text} is an image by its tag, which its owner can move`, {
          data: { uses: text },
          fix: 'Name the image by its digest.',
        });
  const [, name = text, ref] = /^([^@]+)@(.+)$/.exec(text) ?? [];
  if (ref !== undefined && COMMIT.test(ref)) return undefined;
  // GitHub's own actions are a smaller risk than anyone's: what can move them can move the runner.
  const own = /^(?:actions|github)\//i.test(name);
  const what = ref === undefined ? `${name} names no version` : `${name} is pinned to ${ref}, which its owner can move`;
  return finding(uses, what, { data: { uses: text }, ...(own ? { severity: 'low', persona: 'pedantic' } : {}) });
};

function* judge(uses: Field<string>): Generator<Finding | Undetermined> {
  const text = yield* known(uses);
  const found = text === undefined ? undefined : judgeUse(uses, String(text).trim());
  if (found !== undefined) yield found;
}

export default defineCheck({
  id: 'workflow-action-unpinned',
  title: 'Workflow runs an action that its owner can change',
  family: 'provenance',
  severity: 'medium',
  confidence: 'high',
  sources: ['repository'],
  subject: ['workflow', 'action'],
  reads: { workflow: ['jobs'], action: ['runs'] },
  docs: {
    why: 'A tag or branch of another repository can be moved to code that nobody here has seen, and runs with the secrets and the rights of the workflow.',
    fix: 'Pin it to the full commit, with the version in a comment, and let Dependabot or Renovate move it.',
    references: [
      'https://docs.github.com/actions/reference/security/secure-use#using-third-party-actions',
      'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsuses',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'], scvs: ['3.1'] },
  },
  *check(subject) {
    if (subject.type === 'action') {
      const runs = subject.get('runs');
      for (const step of runs.get('steps').items()) yield* judge(step.get('uses'));
      return;
    }
    for (const [, job] of subject.get('jobs').entries()) {
      yield* judge(job.get('uses'));
      for (const step of job.get('steps').items()) yield* judge(step.get('uses'));
    }
  },
});
