import type { Baseline } from './baseline.ts';
import type { AnyCheck, Confidence, FactName, Persona, Severity } from './check.ts';
import type { Config } from './config.ts';
import {
  byPlace,
  bySeverityAndPlace,
  checksOf,
  evaluatedOf,
  factGaps,
  failureNotice,
  provenanceIn,
  reported,
  summarize,
  undeterminedOf,
} from './engine/assemble.ts';
import { type CheckFailure, judge } from './engine/judge.ts';
import { surroundingsOf } from './engine/surroundings.ts';
import type { Facts } from './facts/facts.ts';
import { loadFacts } from './facts/index.ts';
import type { Anchor } from './model/field.ts';
import type { CheckDescription, Location, Quote, Report } from './report.ts';
import type { Collected } from './sources/source.ts';
import { concerns, triage } from './triage.ts';

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
  /** Why facts are missing, by their names: the reason as a word (`offline` where the user switched them off) and as a sentence. */
  readonly missing?: Readonly<Partial<Record<FactName, { readonly reason: string; readonly message: string }>>>;
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
  const formats = new Map(
    collected.inputs.flatMap(({ file, format }) => (file === undefined || format === undefined ? [] : [[file, format]])),
  );
  const locate = ({ subject, trail }: Anchor): Location | null => collected.locate(subject, trail) ?? null;

  const undecided = verdicts.flatMap((verdict) => undeterminedOf(verdict, locate)).sort(byPlace);
  const { findings, notices } = triage(
    verdicts.flatMap(({ check, findings }) => findings.map((finding) => reported(check, finding, locate, (input) => formats.get(input)))),
    {
      today: options.today,
      catalogue: options.catalogue,
      checks: options.checks,
      severities: options.config.severities,
      ignores: options.ignores ? { inline: collected.ignores, config: options.config.ignores } : { inline: [], config: [] },
      persona: options.persona,
      minSeverity: options.minSeverity,
      minConfidence: options.minConfidence,
      undetermined: undecided,
      ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
    },
  );
  const heard = new Set(
    options.checks.filter(({ persona = 'regular', raisedTo = persona }) => concerns(raisedTo, options.persona)).map(({ id }) => id),
  );
  const undetermined = undecided.filter(({ check }) => heard.has(check)).map(({ input: _, madeBy: __, ...entry }) => entry);
  const gaps = [
    ...collected.gaps.map((gap) => ({ ...gap, checks: checksOf(gap, options.checks) })),
    ...factGaps(verdicts, options.missing),
  ];
  const failures = verdicts.flatMap((verdict) => verdict.failures);
  const provenance = provenanceIn(collected.packages, facts.registry);

  return {
    report: {
      version: 1,
      tool: { name: 'parapet', version: options.version },
      run: {
        started: options.started.toISOString(),
        finished: new Date().toISOString(),
        today: options.today,
        facts: {
          runtimes: facts.runtimes.asOf,
          ...(collected.packages.length === 0 ? {} : { advisories: facts.advisories?.asOf ?? null }),
          ...(facts.registry?.trust === undefined ? {} : { trustRoot: facts.registry.trust.asOf }),
        },
      },
      inputs: collected.inputs,
      summary: summarize(verdicts, findings, undetermined, gaps),
      findings: findings.toSorted(bySeverityAndPlace),
      undetermined,
      gaps,
      evaluated: verdicts.map((verdict) => evaluatedOf(verdict, undecided)),
      notices: [...failures.map(failureNotice), ...staleness(facts, collected, options.today), ...notices],
      ...(provenance.length === 0 ? {} : { provenance }),
    },
    quote: collected.quote,
    failures,
  };
};

const WEEK = 7 * 24 * 60 * 60 * 1_000;

/** Advisories are published every day: where the newest is older than a week, newer ones are missing. */
const staleness = ({ advisories }: Facts, { packages }: Collected, today: string): Report['notices'] => {
  const age = Date.parse(today) - Date.parse(advisories?.asOf ?? '');
  if (packages.length === 0 || !(age > WEEK)) return [];
  const days = Math.floor(age / (WEEK / 7));
  const message = `the advisories are ${days} days old (${advisories?.asOf?.slice(0, 10)}): what was published since is not among them, and \`parapet advisories update\` brings a local database up to date`;
  return [{ kind: 'input', message, location: null }];
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
