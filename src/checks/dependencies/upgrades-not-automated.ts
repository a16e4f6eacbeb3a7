import { type Context, defineCheck, finding, notApplicable, passed, related, undetermined } from '../../check.ts';
import { matchesGlob } from '../../glob.ts';
import { folderOf, pathOf, textOf } from '../repository-files.ts';
import { type Manifest, UPGRADABLE_READS, upgradableManifest, upgradableRequirements, upgradableWorkflow } from './upgradables.ts';
import { BOT_READS, type Coverage, dependabotCoverage, renovateCoverage, type Upgradable } from './upgrade-bots.ts';

const READS = { ...UPGRADABLE_READS, ...BOT_READS } as const;
type Around = Pick<Context<typeof READS>, 'resources'>;

/** Whether a manifest above names this one's folder as a workspace: bots raise both together. */
const isWorkspace = (manifest: Manifest, { resources }: Around): boolean =>
  resources('manifest').some((other) => {
    const folder = folderOf(pathOf(manifest));
    const above = folderOf(pathOf(other));
    const below = above === '' ? folder : folder.startsWith(`${above}/`) ? folder.slice(above.length + 1) : undefined;
    if (below === undefined || below === '' || other.id === manifest.id) return false;
    return other
      .get('Workspaces')
      .items()
      .some((glob) => matchesGlob((textOf(glob) ?? '').replace(/^\.\//, '').replace(/\/$/, ''), below));
  });

/** One of several that stand for the same: the first by name. */
const isFirst = (id: string, others: readonly { readonly id: string }[]): boolean => others.every((other) => other.id >= id);

const coverageOf = (what: Upgradable, { resources }: Around): readonly Coverage[] => [
  ...resources('dependabot').map((each) => dependabotCoverage(each, what)),
  ...resources('renovate').map((each) => renovateCoverage(each, what)),
];

/** The lines of Dependabot's configuration that would cover it. */
const fixFor = ({ path, ecosystems }: Upgradable): string => {
  const directory = path.startsWith('.github/') ? '/' : `/${folderOf(path)}`;
  return `Add to updates in .github/dependabot.yml: { package-ecosystem: ${ecosystems[0]}, directory: ${directory}, schedule: { interval: weekly }, cooldown: { default-days: 7 } }; or let Renovate do it.`;
};

export default defineCheck({
  id: 'upgrades-not-automated',
  title: 'Nobody raises the versions of this project by itself',
  family: 'dependencies',
  severity: 'medium',
  confidence: 'high',
  sources: ['repository'],
  subject: ['manifest', 'workflow', 'lockfile'],
  reads: READS,
  docs: {
    why: 'Fixed versions of what is vulnerable arrive only when somebody remembers to look, and the further behind a project is, the harder the next upgrade.',
    fix: 'Let Dependabot or Renovate propose upgrades for every ecosystem and folder, some days after the release.',
    references: [
      'https://docs.github.com/code-security/reference/supply-chain-security/dependabot-options-reference',
      'https://docs.renovatebot.com/configuration-options/',
    ],
    frameworks: { owasp: ['A06', 'SAS-6'], scvs: ['5.7'] },
  },
  *check(subject, context) {
    const { resources } = context;
    let what: Upgradable | undefined;
    if (subject.type === 'manifest') what = isWorkspace(subject, context) ? undefined : upgradableManifest(subject);
    else if (subject.type === 'workflow') {
      // One entry covers all workflows: one finding says so.
      const others = resources('workflow').filter((other) => upgradableWorkflow(other) !== undefined);
      what = isFirst(subject.id, others) ? upgradableWorkflow(subject) : undefined;
    } else {
      const beside = resources('manifest').some(
        (other) => folderOf(pathOf(other)) === folderOf(pathOf(subject)) && textOf(other.get('Ecosystem')) === 'PyPI',
      );
      const others = resources('lockfile').filter(
        (other) => folderOf(pathOf(other)) === folderOf(pathOf(subject)) && textOf(other.get('Manager')) === 'pip',
      );
      what = !beside && isFirst(subject.id, others) ? upgradableRequirements(subject) : undefined;
    }
    if (what === undefined) return yield notApplicable();
    const coverage = coverageOf(what, context);
    if (coverage.some(({ kind }) => kind === 'covered')) return yield passed();
    const open = coverage.find((each) => each.kind === 'unknown');
    if (open !== undefined) return yield undetermined(subject, { kind: 'outside', what: open.why });
    if (!context.complete('dependabot') || !context.complete('renovate')) return;
    const why = coverage.flatMap((each) => (each.kind === 'not' ? [each] : []));
    const telling = why.find((each) => each.at !== undefined);
    const message = coverage.length === 0 ? 'neither Dependabot nor Renovate is told to raise it' : (telling ?? why[0])?.why;
    yield finding(subject, message ?? 'nobody raises it', {
      fix: fixFor(what),
      data: { ecosystem: what.ecosystems[0] ?? null },
      ...(telling?.at === undefined ? {} : { related: [related(telling.at, 'says so')] }),
    });
  },
});
