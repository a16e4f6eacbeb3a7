import type { Baseline } from './baseline.ts';
import type { AnyCheck, Confidence, Persona, Severity } from './check.ts';
import type { Config } from './config.ts';
import { fingerprintOf } from './engine/fingerprint.ts';
import { type CheckFailure, type Judged, judge, type Verdicts } from './engine/judge.ts';
import { surroundingsOf } from './engine/surroundings.ts';
import type { Facts } from './facts/facts.ts';
import { loadFacts } from './facts/index.ts';
import type { Anchor } from './model/field.ts';
import { type Gap, inputOf, type RawResource } from './model/inventory.ts';
import type {
  CheckDescription,
  Evaluated,
  Location,
  Notice,
  Quote,
  Report,
  ReportedFinding,
  ReportedGap,
  ReportedUndetermined,
  Subject,
} from './report.ts';
import type { Collected } from './sources/source.ts';
import { type TriageInput, triage, type Whereabouts } from './triage.ts';

/** What a run is asked to do with what was collected. */
export interface RunOptions {
  /** The ISO date that time-dependent checks judge by. */
  readonly today: string;
  /** parapet's own version. */
  readonly version: string;
  /** The checks to run. */
  readonly checks: readonly AnyCheck[];
  /** Every check that is known, so that an ignore of one that does not run is not called unknown. */
  readonly catalogue: readonly AnyCheck[];
  readonly config: Config;
  /** Whether ignores count: in comments, metadata and configuration. */
  readonly ignores: boolean;
  readonly persona: Persona;
  readonly minSeverity: Severity;
  readonly minConfidence: Confidence;
  readonly baseline?: Baseline;
  readonly started: Date;
  /** The shipped tables unless others are given. */
  readonly facts?: Facts;
}

export interface RunResult {
  readonly report: Report;
  readonly quote: Quote;
  /** Checks that threw: bugs, which cost a subject its verdict. The caller exits with 2. */
  readonly failures: readonly CheckFailure[];
}

/** Judges what was collected. Does no I/O and prints nothing. */
export const audit = (collected: Collected, options: RunOptions): RunResult => {
  const facts = options.facts ?? loadFacts();
  const around = surroundingsOf(collected, facts, options.config.settings, options.today);
  const verdicts = options.checks.map((check) => judge(check, around, collected.gaps));
  const locate = ({ subject, trail }: Anchor): Location | null => collected.locate(subject, trail) ?? null;

  const { findings, notices } = triage(
    verdicts.flatMap(({ check, findings }) => findings.map((finding) => reported(check, finding, locate))),
    {
      today: options.today,
      catalogue: options.catalogue,
      checks: options.checks,
      severities: options.config.severities,
      ignores: options.ignores ? { inline: collected.ignores, config: options.config.ignores } : { inline: [], config: [] },
      persona: options.persona,
      minSeverity: options.minSeverity,
      minConfidence: options.minConfidence,
      ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
      undetermined: verdicts.flatMap(({ check, undetermined }) =>
        undetermined.map(({ at }) => ({ check: check.id, subject: subjectOf(at.subject), location: locate(at), ...whereabouts(at.subject) })),
      ),
    },
  );
  const undetermined = verdicts.flatMap((verdict) => undeterminedOf(verdict, locate)).sort(byCheckAndPlace);
  const gaps = collected.gaps.map((gap) => ({ ...gap, checks: checksOf(gap, options.checks) }));
  const failures = verdicts.flatMap((verdict) => verdict.failures);

  return {
    report: {
      version: 1,
      tool: { name: 'parapet', version: options.version },
      run: {
        started: options.started.toISOString(),
        finished: new Date().toISOString(),
        today: options.today,
        facts: { runtimes: facts.runtimes.asOf },
      },
      inputs: collected.inputs,
      summary: summarize(verdicts, findings, undetermined, gaps),
      findings,
      undetermined,
      gaps,
      evaluated: verdicts.map((verdict) => evaluatedOf(verdict, undetermined)),
      notices: [...failures.map(failureNotice), ...notices],
    },
    quote: collected.quote,
    failures,
  };
};

/** A check as reporters and documentation see it. */
export const describeCheck = ({ id, title, family, severity, confidence, persona, docs }: AnyCheck): CheckDescription => ({
  id,
  title,
  family,
  severity,
  confidence,
  persona: persona ?? 'regular',
  why: docs.why,
  fix: docs.fix,
  references: docs.references,
  frameworks: { ...docs.frameworks },
});

const subjectOf = ({ type, id, arn, origin }: RawResource): Subject => ({
  type,
  id,
  arn: arn ?? null,
  account: origin.account ?? null,
  region: origin.region ?? null,
});

const reported = (check: AnyCheck, finding: Judged, locate: (anchor: Anchor) => Location | null): TriageInput => ({
  check: check.id,
  family: check.family,
  title: check.title,
  message: sentence(finding),
  fix: finding.fix ?? check.docs.fix,
  severity: finding.severity ?? check.severity,
  confidence: finding.confidence,
  persona: finding.persona ?? check.persona ?? 'regular',
  subject: subjectOf(finding.at.subject),
  path: finding.at.path,
  location: locate(finding.at),
  related: (finding.related ?? []).map((place) => ({
    label: place.label,
    subject: subjectOf(place.subject),
    path: place.path,
    location: locate(place),
  })),
  fingerprint: fingerprintOf(check.id, finding.at.subject, finding.at.path),
  data: finding.data ?? {},
  ...whereabouts(finding.at.subject),
});

const whereabouts = ({ origin, madeBy }: RawResource): Whereabouts => ({ input: inputOf(origin), ...(madeBy === undefined ? {} : { madeBy }) });

/** The message with what it depends on: a parameter's default, the worlds that it holds in. */
const sentence = ({ message, at, when }: Judged): string => {
  const byDefault = at.byDefault === undefined ? '' : ` (by default of parameter ${at.byDefault})`;
  const worlds =
    when === undefined || when.length === 0
      ? ''
      : ` (when ${when.slice(0, 3).join(', or ')}${when.length > 3 ? ', or in other cases' : ''})`;
  return message + byDefault + worlds;
};

const undeterminedOf = (
  { check, undetermined, unlisted }: Verdicts,
  locate: (anchor: Anchor) => Location | null,
): readonly ReportedUndetermined[] => [
  ...undetermined.map(({ at, reason }) => ({
    check: check.id,
    subject: subjectOf(at.subject),
    path: at.path,
    location: locate(at),
    reason,
  })),
  ...unlisted.map(({ type, gap }) => ({
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

/** The checks that a gap makes undetermined: those that need a type that is missing, or, where nobody can say what is missing, all that judge such a source. */
const checksOf = (gap: Gap, checks: readonly AnyCheck[]): readonly string[] =>
  checks
    .filter(({ reads, sources }) =>
      gap.types === undefined ? sources.some((source) => source === gap.source) : gap.types.some((type) => Object.hasOwn(reads, type)),
    )
    .map(({ id }) => id);

const evaluatedOf = ({ check, subjects, passed, findings }: Verdicts, undetermined: readonly ReportedUndetermined[]): Evaluated => ({
  check: check.id,
  subjects: subjects.length,
  passed,
  findings: findings.length,
  undetermined: undetermined.filter((entry) => entry.check === check.id).length,
});

const summarize = (
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
    undetermined: undetermined.length,
    gaps: gaps.length,
    suppressed: having('ignored').length,
    baseline: having('baseline').length,
    filtered: having('filtered').length,
    superseded: having('superseded').length,
  };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byCheckAndPlace = (a: ReportedUndetermined, b: ReportedUndetermined): number =>
  compare(a.check, b.check) ||
  compare(a.location?.file ?? '', b.location?.file ?? '') ||
  (a.location?.startLine ?? 0) - (b.location?.startLine ?? 0) ||
  compare(a.subject.id, b.subject.id);

const failureNotice = ({ check, subject, message }: CheckFailure): Notice => ({
  kind: 'check-failed',
  message: `internal error in ${check} on ${subject.id}: ${message}`,
  location: null,
});
