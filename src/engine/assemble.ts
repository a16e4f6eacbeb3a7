import type { AnyCheck, FactName, FixFormat } from '../check.ts';
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
  ReportedRelated,
  ReportedUndetermined,
  Subject,
} from '../report.ts';
import type { RunOptions } from '../run.ts';
import type { TriageInput, Whereabouts } from '../triage.ts';
import { fingerprintOf, partOf } from './fingerprint.ts';
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

/** What reports say of a subject, whatever was found of it. */
export interface Described {
  readonly subject: Subject;
  readonly input: string;
  /** See `partOf`. */
  readonly part: string;
}

/** What it takes to say where in the user's text something is, and in which format it is written. */
export interface Places {
  locate(anchor: Anchor): Location | null;
  formatOf(input: string): string | undefined;
}

/** What it takes to say in a report what a verdict is about as well. */
export interface Telling extends Places {
  of(subject: Audited): Described;
}

/**
 * Describes each subject once, as there may be many verdicts on it. What it remembers goes with it: of what is remembered for as long as
 * subjects live the garbage collector has to ask each time whether they still do.
 */
export const describing = (): ((subject: Audited) => Described) => {
  const known = new Map<Audited, Described>();
  return (subject) => {
    const before = known.get(subject);
    if (before !== undefined) return before;
    const made = { subject: described(subject), input: inputOf(subject.origin), part: partOf(subject) };
    known.set(subject, made);
    return made;
  };
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

/** The resource that a subject was made from. */
const madeBy = (subject: Audited): string | undefined => (isPackage(subject) ? undefined : subject.madeBy);

/** What to do in the format that a subject was written in. SAM makes some of a template's resources; the others are CloudFormation's. */
const fixIn = ({ docs: { fixIn = {} } }: AnyCheck, subject: Audited, format: string | undefined): string | undefined => {
  if (format === undefined || !Object.hasOwn(fixIn, format)) return undefined;
  return format !== 'sam' || madeBy(subject) !== undefined ? fixIn[format as FixFormat] : undefined;
};

const NO_DATA: TriageInput['data'] = {};

/**
 * A finding as triage takes it. Written out member by member, what few have aside: there may be a hundred thousand, and copies by spread
 * take most of the time.
 */
export const reported = (check: AnyCheck, finding: Judged, telling: Telling): TriageInput => {
  const { at, related } = finding;
  const { subject, input, part } = telling.of(finding.subject);
  const elsewhere = at.subject === finding.subject ? undefined : at.subject;
  const found: TriageInput = {
    check: check.id,
    family: check.family,
    title: check.title,
    message: sentence(finding),
    fix: upgrade(libraryOf(finding.subject)) ?? finding.fix ?? fixIn(check, finding.subject, telling.formatOf(input)) ?? check.docs.fix,
    severity: finding.severity ?? check.severity,
    confidence: finding.confidence,
    persona: finding.persona ?? check.persona ?? 'regular',
    subject,
    path: at.path,
    location: telling.locate(at),
    related: related === undefined || related.length === 0 ? NONE : related.map((place) => relatedTo(place, telling)),
    fingerprint: fingerprintOf(check.id, part, at.path, elsewhere),
    data: finding.data ?? NO_DATA,
    input,
  };
  const maker = madeBy(finding.subject);
  if (maker === undefined && elsewhere === undefined) return found;
  return { ...found, ...(maker === undefined ? {} : { madeBy: maker }), ...(elsewhere === undefined ? {} : { evidence: idOf(elsewhere) }) };
};

const NONE: readonly never[] = [];

const relatedTo = (place: NonNullable<Judged['related']>[number], { locate, of }: Telling): ReportedRelated => ({
  label: place.label,
  subject: of(place.subject).subject,
  path: place.path,
  location: locate(place),
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
  { locate, of }: Telling,
): readonly (ReportedUndetermined & Whereabouts)[] => [
  ...undetermined.map(({ subject: undecidedOn, at, reason }) => {
    const { subject, input } = of(undecidedOn);
    const undecided = { input, check: check.id, subject, path: at.path, location: locate(at), reason };
    const maker = madeBy(undecidedOn);
    return maker === undefined ? undecided : { ...undecided, madeBy: maker };
  }),
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
  const counts = { critical: 0, high: 0, medium: 0, low: 0, ignored: 0, baseline: 0, filtered: 0, superseded: 0 };
  for (const { severity, disposition } of findings) counts[disposition.kind === 'reported' ? severity : disposition.kind] += 1;
  const blind = blindOf(judgements.flatMap((judgement) => judgement.blind));
  return {
    subjects: judgements.reduce((sum, { subjects }) => sum + subjects, 0),
    critical: counts.critical,
    high: counts.high,
    medium: counts.medium,
    low: counts.low,
    undetermined: undetermined.length + [...blind.values()].reduce((sum, count) => sum + count, 0),
    gaps: gaps.length,
    suppressed: counts.ignored,
    baseline: counts.baseline,
    filtered: counts.filtered,
    superseded: counts.superseded,
  };
};

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
