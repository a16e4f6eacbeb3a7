import type { AnyCheck, FactName, FixFormat, Severity } from '../check.ts';
import type { Registry } from '../facts/facts.ts';
import type { Anchor } from '../model/field.ts';
import { type Gap, inputOf } from '../model/inventory.ts';
import type { Package } from '../model/package.ts';
import { type Audited, idOf, isPackage } from '../model/subject.ts';
import type {
  Evaluated,
  Location,
  Notice,
  Report,
  ReportedFinding,
  ReportedGap,
  ReportedProvenance,
  ReportedUndetermined,
  Subject,
} from '../report.ts';
import type { RunOptions } from '../run.ts';
import type { TriageInput, Whereabouts } from '../triage.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Judged, judges, type Verdicts } from './judge.ts';
import type { Failed, Judgement, Lacking } from './judgement.ts';

/** The library that made a resource for itself. */
const libraryOf = (subject: Audited): string | undefined => {
  const library = isPackage(subject) ? undefined : subject.metadata?.['aws:cdk:library'];
  return typeof library === 'string' ? library : undefined;
};

/** What its users can do about what a library makes for itself. */
const upgrade = (library: string | undefined): string | undefined =>
  library && `Upgrade ${library}, which makes this for itself, and synthesize again; its newest release may have the same.`;

const subjects = new WeakMap<Audited, Subject>();

/** A subject as reports have it: the same for all verdicts on it, of which there may be many. */
export const subjectOf = (subject: Audited): Subject => {
  const known = subjects.get(subject) ?? described(subject);
  subjects.set(subject, known);
  return known;
};

const described = (subject: Audited): Subject => {
  const { account, region } = subject.origin;
  const common = { account: account ?? null, region: region ?? null };
  if (!isPackage(subject)) {
    const construct = subject.metadata?.['aws:cdk:path'];
    const library = libraryOf(subject);
    const made = { ...(typeof construct === 'string' ? { construct } : {}), ...(library === undefined ? {} : { library }) };
    return { type: subject.type, id: subject.id, arn: subject.arn ?? null, ...common, ...made };
  }
  const { purl, name, version, ecosystem, dev, direct, paths } = subject;
  return {
    type: 'package',
    id: purl,
    arn: null,
    ...common,
    name,
    version: version ?? null,
    ecosystem,
    dev: dev ?? null,
    direct: direct ?? null,
    paths: paths ?? [],
  };
};

const whereabouts = (subject: Audited): Whereabouts => ({
  input: inputOf(subject.origin),
  ...(isPackage(subject) || subject.madeBy === undefined ? {} : { madeBy: subject.madeBy }),
});

/** What to do in the format that a subject was written in. SAM makes some of a template's resources; the others are CloudFormation's. */
const fixIn = (
  { docs: { fixIn = {} } }: AnyCheck,
  subject: Audited,
  formatOf: (input: string) => string | undefined,
): string | undefined => {
  const format = formatOf(inputOf(subject.origin));
  if (format === undefined || !Object.hasOwn(fixIn, format)) return undefined;
  const made = !isPackage(subject) && subject.madeBy !== undefined;
  return format !== 'sam' || made ? fixIn[format as FixFormat] : undefined;
};

const NO_DATA: TriageInput['data'] = {};

/** A finding as triage takes it. `locate` finds its place in the user's text, `formatOf` names the format of an input. */
export const reported = (
  check: AnyCheck,
  finding: Judged,
  locate: (anchor: Anchor) => Location | null,
  formatOf: (input: string) => string | undefined,
): TriageInput => ({
  check: check.id,
  family: check.family,
  title: check.title,
  message: sentence(finding),
  fix: upgrade(libraryOf(finding.subject)) ?? finding.fix ?? fixIn(check, finding.subject, formatOf) ?? check.docs.fix,
  severity: finding.severity ?? check.severity,
  confidence: finding.confidence,
  persona: finding.persona ?? check.persona ?? 'regular',
  subject: subjectOf(finding.subject),
  path: finding.at.path,
  location: locate(finding.at),
  related: (finding.related ?? []).map((place) => ({
    label: place.label,
    subject: subjectOf(place.subject),
    path: place.path,
    location: locate(place),
  })),
  fingerprint: fingerprintOf(check.id, finding.subject, finding.at),
  data: finding.data ?? NO_DATA,
  ...whereabouts(finding.subject),
  ...(finding.at.subject === finding.subject ? {} : { evidence: idOf(finding.at.subject) }),
});

/** The message with what it depends on: a parameter's default, the worlds that it holds in. */
const sentence = ({ message, at, when }: Judged): string => {
  const byDefault = at.byDefault === undefined ? '' : ` (by default of parameter ${at.byDefault})`;
  const worlds =
    when === undefined || when.length === 0
      ? ''
      : ` (when ${when.slice(0, 3).join(', or ')}${when.length > 3 ? ', or in other cases' : ''})`;
  return message + byDefault + worlds;
};

/** What a check could not judge, of its subjects and of collections that could not be listed. */
export const undeterminedOf = (
  { check, undetermined, unlisted }: Verdicts,
  locate: (anchor: Anchor) => Location | null,
): readonly (ReportedUndetermined & Whereabouts)[] => [
  ...undetermined.map(({ subject, at, reason }) => ({
    ...whereabouts(subject),
    check: check.id,
    subject: subjectOf(subject),
    path: at.path,
    location: locate(at),
    reason,
  })),
  ...unlisted.map(({ type, gap }) => ({
    input: inputOf(gap.scope),
    check: check.id,
    subject: {
      type,
      id: '*',
      arn: (gap.scope.file === undefined ? gap.scope.resource : undefined) ?? null,
      account: gap.scope.account ?? null,
      region: gap.scope.region ?? null,
    },
    path: [],
    location: gapLocation(gap),
    reason: { kind: 'unlisted', type, reason: gap.reason, ...(gap.action === undefined ? {} : { action: gap.action }) } as const,
  })),
];

const gapLocation = ({ scope: { file, line, column } }: Gap): Location | null =>
  file === undefined || line === undefined
    ? null
    : { file, startLine: line, startColumn: column ?? 1, endLine: line, endColumn: (column ?? 1) + 1 };

/** What a run does not know of packages that its checks ask about: one gap for each reason, with their number. */
export const factGaps = (blind: readonly Lacking[], missing: RunOptions['missing']): readonly ReportedGap[] => {
  const gaps = new Map<string, { readonly reason: string; readonly message: string; checks: Set<string>; subjects: Set<object> }>();
  for (const lacking of blind) {
    const told = { ...whyOf(lacking, missing), checks: new Set<string>(), subjects: new Set<object>() };
    const key = JSON.stringify([lacking.fact, told.reason, told.message]);
    const gap = gaps.get(key) ?? told;
    gap.checks.add(lacking.check);
    for (const subject of lacking.subjects) gap.subjects.add(subject);
    gaps.set(key, gap);
  }
  return [...gaps.values()]
    .filter(({ subjects }) => subjects.size > 0)
    .map(({ reason, message, checks, subjects }) => ({
      source: 'facts',
      scope: {},
      reason,
      message: `${message} (${subjects.size === 1 ? '1 package' : `${subjects.size} packages`})`,
      checks: [...checks],
    }));
};

const whyOf = ({ fact, why, message }: Lacking, missing: RunOptions['missing']): { readonly reason: string; readonly message: string } =>
  why === undefined
    ? (missing?.[fact as FactName] ?? { reason: 'not-loaded', message: `There are no ${fact} to judge by` })
    : { reason: why, message: message ?? why };

/** How many subjects each check has no verdict about. */
const blindOf = (blind: readonly Lacking[]): ReadonlyMap<string, number> => {
  const subjects = new Map<string, Set<object>>();
  for (const lacking of blind) {
    const known = subjects.get(lacking.check) ?? new Set();
    for (const subject of lacking.subjects) known.add(subject);
    subjects.set(lacking.check, known);
  }
  return new Map([...subjects].map(([check, known]) => [check, known.size]));
};

/** The checks that a gap makes undetermined: those that need a type that is missing, or, where nobody can say what is missing, all that judge such a source. */
export const checksOf = (gap: Gap, checks: readonly AnyCheck[]): readonly string[] =>
  checks
    .filter((check) =>
      gap.types === undefined
        ? check.sources.some((source) => source === gap.source)
        : judges(check, gap.source) &&
          gap.types.some(
            (type) =>
              Object.hasOwn(check.reads, type) ||
              [check.subject].flat().some((each) => each === type || (each === 'resource' && gap.source === 'template')),
          ),
    )
    .map(({ id }) => id);

/** How many subjects each check judged, and with what result. */
export const evaluatedOf = (
  checks: readonly AnyCheck[],
  judgements: readonly Judgement[],
  undetermined: readonly ReportedUndetermined[],
): readonly Evaluated[] => {
  const blind = blindOf(judgements.flatMap((judgement) => judgement.blind));
  const undecided = new Map<string, number>();
  for (const { check } of undetermined) undecided.set(check, (undecided.get(check) ?? 0) + 1);
  return checks.map(({ id }) => {
    const counts = judgements.flatMap((judgement) => judgement.counts.get(id) ?? []);
    return {
      check: id,
      subjects: counts.reduce((sum, { subjects }) => sum + subjects, 0),
      passed: counts.reduce((sum, { passed }) => sum + passed, 0),
      findings: counts.reduce((sum, { findings }) => sum + findings, 0),
      undetermined: (undecided.get(id) ?? 0) + (blind.get(id) ?? 0),
    };
  });
};

/** The figures of the footer. */
export const summarize = (
  judgements: readonly Judgement[],
  findings: readonly ReportedFinding[],
  undetermined: readonly ReportedUndetermined[],
  gaps: readonly ReportedGap[],
): Report['summary'] => {
  const having = (kind: ReportedFinding['disposition']['kind']) => findings.filter(({ disposition }) => disposition.kind === kind);
  const shown = having('reported');
  const of = (severity: Severity) => shown.filter((finding) => finding.severity === severity).length;
  const blind = blindOf(judgements.flatMap((judgement) => judgement.blind));
  return {
    subjects: judgements.reduce((sum, { subjects }) => sum + subjects, 0),
    critical: of('critical'),
    high: of('high'),
    medium: of('medium'),
    low: of('low'),
    undetermined: undetermined.length + [...blind.values()].reduce((sum, count) => sum + count, 0),
    gaps: gaps.length,
    suppressed: having('ignored').length,
    baseline: having('baseline').length,
    filtered: having('filtered').length,
    superseded: having('superseded').length,
  };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of verdicts that have no severity: check, file, subject, path. */
export const byPlace = (a: ReportedUndetermined | ReportedFinding, b: ReportedUndetermined | ReportedFinding): number =>
  compare(a.check, b.check) ||
  compare(a.location?.file ?? '', b.location?.file ?? '') ||
  compare(a.subject.id, b.subject.id) ||
  compare(JSON.stringify(a.path), JSON.stringify(b.path));

/** As `byPlace`; what stands in one place and belongs to several templates, as code of CDK's stacks does, by these. */
export const byPlaceAndInput = (a: ReportedUndetermined & Whereabouts, b: ReportedUndetermined & Whereabouts): number =>
  byPlace(a, b) || (a.location === null ? 0 : compare(a.input, b.input));

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** The order of findings: the worst first, then as `byPlace`. */
export const bySeverityAndPlace = (a: ReportedFinding, b: ReportedFinding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || byPlace(a, b);

/** A check that threw, in a sentence. */
export const failureNotice = ({ check, subject, message }: Failed): Notice => ({
  kind: 'check-failed',
  message: `internal error in ${check} on ${subject.id}: ${message}`,
  location: null,
});

/** The packages whose provenance was verified: each once, however many lockfiles hold it. */
export const provenanceIn = (packages: readonly Package[], registry: Registry | undefined): readonly ReportedProvenance[] => {
  const found = packages.flatMap((pkg): readonly (readonly [string, ReportedProvenance])[] => {
    const provenance = pkg.source === 'registry' ? registry?.verificationOf(pkg).provenance : undefined;
    return provenance === undefined ? [] : [[pkg.purl, { package: pkg.purl, ...provenance }]];
  });
  return [...new Map(found).values()].sort((a, b) => (a.package < b.package ? -1 : 1));
};
