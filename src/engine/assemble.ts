import type { AnyCheck, Severity } from '../check.ts';
import type { Facts } from '../facts/facts.ts';
import type { Anchor } from '../model/field.ts';
import { type Gap, inputOf } from '../model/inventory.ts';
import { type Audited, idOf, isPackage } from '../model/subject.ts';
import type { Evaluated, Location, Notice, Report, ReportedFinding, ReportedGap, ReportedUndetermined, Subject } from '../report.ts';
import type { RunOptions } from '../run.ts';
import type { TriageInput, Whereabouts } from '../triage.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type CheckFailure, type Judged, judges, type Verdicts } from './judge.ts';

const subjectOf = (subject: Audited): Subject => {
  const { account, region } = subject.origin;
  const common = { account: account ?? null, region: region ?? null };
  if (!isPackage(subject)) return { type: subject.type, id: subject.id, arn: subject.arn ?? null, ...common };
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

/** A finding as triage takes it. `locate` finds its place in the user's text. */
export const reported = (check: AnyCheck, finding: Judged, locate: (anchor: Anchor) => Location | null): TriageInput => ({
  check: check.id,
  family: check.family,
  title: check.title,
  message: sentence(finding),
  fix: finding.fix ?? check.docs.fix,
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
  data: finding.data ?? {},
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
    subject: { type, id: '*', arn: null, account: gap.scope.account ?? null, region: gap.scope.region ?? null },
    path: [],
    location: gapLocation(gap),
    reason: { kind: 'unlisted', type, reason: gap.reason, ...(gap.action === undefined ? {} : { action: gap.action }) } as const,
  })),
];

const gapLocation = ({ scope: { file, line, column } }: Gap): Location | null =>
  file === undefined || line === undefined
    ? null
    : { file, startLine: line, startColumn: column ?? 1, endLine: line, endColumn: (column ?? 1) + 1 };

/** A fact that a run lacks and that a check with subjects needs: one gap, whatever the number of subjects. */
export const factGaps = (verdicts: readonly Verdicts[], facts: Facts, why: RunOptions['missing']): readonly ReportedGap[] => {
  const blind = verdicts.filter((verdict) => verdict.blind > 0);
  const missing = [...new Set(blind.flatMap(({ check }) => check.facts ?? []))].filter((fact) => facts[fact] === undefined);
  return missing.map((fact) => ({
    source: 'facts',
    scope: {},
    ...(why?.[fact] ?? { reason: 'not-loaded', message: `There are no ${fact} to judge by` }),
    checks: blind.flatMap(({ check }) => (check.facts?.some((each) => each === fact) ? [check.id] : [])),
  }));
};

/** The checks that a gap makes undetermined: those that need a type that is missing, or, where nobody can say what is missing, all that judge such a source. */
export const checksOf = (gap: Gap, checks: readonly AnyCheck[]): readonly string[] =>
  checks
    .filter((check) =>
      gap.types === undefined
        ? check.sources.some((source) => source === gap.source)
        : judges(check, gap.source) && gap.types.some((type) => Object.hasOwn(check.reads, type)),
    )
    .map(({ id }) => id);

/** How many subjects a check judged, and with what result. */
export const evaluatedOf = (
  { check, subjects, passed, findings, blind }: Verdicts,
  undetermined: readonly ReportedUndetermined[],
): Evaluated => ({
  check: check.id,
  subjects: subjects.length,
  passed,
  findings: findings.length,
  undetermined: undetermined.filter((entry) => entry.check === check.id).length + blind,
});

/** The figures of the footer. */
export const summarize = (
  verdicts: readonly Verdicts[],
  findings: readonly ReportedFinding[],
  undetermined: readonly ReportedUndetermined[],
  gaps: readonly ReportedGap[],
): Report['summary'] => {
  const having = (kind: ReportedFinding['disposition']['kind']) => findings.filter(({ disposition }) => disposition.kind === kind);
  const shown = having('reported');
  const of = (severity: Severity) => shown.filter((finding) => finding.severity === severity).length;
  return {
    subjects: new Set(verdicts.flatMap(({ subjects }) => subjects)).size,
    critical: of('critical'),
    high: of('high'),
    medium: of('medium'),
    low: of('low'),
    undetermined: undetermined.length + verdicts.reduce((sum, { blind }) => sum + blind, 0),
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

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** The order of findings: the worst first, then as `byPlace`. */
export const bySeverityAndPlace = (a: ReportedFinding, b: ReportedFinding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || byPlace(a, b);

/** A check that threw, in a sentence. */
export const failureNotice = ({ check, subject, message }: CheckFailure): Notice => ({
  kind: 'check-failed',
  message: `internal error in ${check} on ${idOf(subject)}: ${message}`,
  location: null,
});
