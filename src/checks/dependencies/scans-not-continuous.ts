import { defineCheck, finding, notApplicable, passed, undetermined } from '../../check.ts';
import { COMMAND_READS, commandsOf, type Pipeline } from '../pipelines.ts';
import { textOf } from '../repository-files.ts';

/** Actions and programs that look for vulnerable packages. */
const ACTION =
  /^(?:google\/osv-scanner-action|aquasecurity\/trivy-action|snyk\/actions|actions\/dependency-review-action|anchore\/scan-action|pypa\/gh-action-pip-audit|socketdev\/|docker\/scout-action|ossf\/scorecard-action|github\/codeql-action|rustsec\/audit-check|golang\/govulncheck-action|parapet)/i;
const PROGRAMS: ReadonlySet<string> = new Set([
  'osv-scanner',
  'trivy',
  'snyk',
  'grype',
  'pip-audit',
  'safety',
  'govulncheck',
  'bundler-audit',
  'bundle-audit',
  'parapet',
  'socket',
  'audit-ci',
  'better-npm-audit',
  'cargo-audit',
  'local-php-security-checker',
]);
const AUDITS = /^(?:npm|pnpm|yarn|bun|cargo|composer|uv|pipenv) (?:npm )?(?:audit|check|deny)\b/;

const scans = (words: readonly string[]): boolean =>
  words.slice(0, 4).some((word) => PROGRAMS.has(word.replace(/@.*$/, ''))) || AUDITS.test(words.join(' '));

export default defineCheck({
  id: 'scans-not-continuous',
  title: 'Nothing in the repository looks for vulnerable packages',
  family: 'dependencies',
  severity: 'low',
  confidence: 'low',
  persona: 'pedantic',
  sources: ['repository'],
  subject: 'repository',
  reads: { ...COMMAND_READS, repository: ['Partial'], manifest: ['Depends'], dependabot: ['updates'], renovate: ['enabled'] },
  docs: {
    why: 'Vulnerabilities are found in versions that were fine when they were locked: who looks only when something changes does not hear of them.',
    fix: 'Run a scanner on changes and on a schedule, or turn on the alerts of Dependabot or Renovate.',
    references: [
      'https://docs.github.com/code-security/concepts/supply-chain-security/about-dependabot-alerts',
      'https://owasp.org/Top10/2021/A06_2021-Vulnerable_and_Outdated_Components/',
    ],
    frameworks: { owasp: ['A06', 'SAS-6'], scvs: ['5.4'] },
  },
  *check(repository, context) {
    const { resources } = context;
    if (!resources('manifest').some((manifest) => textOf(manifest.get('Depends')) === 'true')) return yield notApplicable();
    if (resources('dependabot').length > 0 || resources('renovate').length > 0) return yield passed();
    const pipelines: readonly Pipeline[] = [
      ...resources('workflow'),
      ...resources('action'),
      ...resources('gitlab-pipeline'),
      ...resources('buildspec'),
      ...resources('dockerfile'),
    ];
    for (const workflow of resources('workflow'))
      for (const [, job] of workflow.get('jobs').entries())
        if (
          [
            job.get('uses'),
            ...job
              .get('steps')
              .items()
              .map((step) => step.get('uses')),
          ].some((uses) => ACTION.test(textOf(uses) ?? ''))
        )
          return yield passed();
    for (const pipeline of pipelines) for (const { words } of commandsOf(pipeline)) if (scans(words)) return yield passed();
    if (!(['workflow', 'dependabot', 'renovate', 'gitlab-pipeline', 'buildspec'] as const).every((type) => context.complete(type))) return;
    if (textOf(repository.get('Partial')) === 'true')
      return yield undetermined(repository, { kind: 'outside', what: "the repository's root" });
    yield finding(
      repository,
      'neither a pipeline nor Dependabot or Renovate looks for vulnerable packages; what the platform does by its own settings is not visible here',
    );
  },
});
