import type { Baseline } from './baseline.ts';
import type { AnyCheck, Confidence, FactName, Persona, Severity } from './check.ts';
import type { Config } from './config.ts';
import { checksOf, evaluatedOf, factGaps, failureNotice, provenanceIn, summarize } from './engine/assemble.ts';
import { type Failed, type Judgement, judgementOf } from './engine/judgement.ts';
import type { Facts } from './facts/facts.ts';
import { loadFacts } from './facts/index.ts';
import { type Gap, isUnasked } from './model/inventory.ts';
import type { CheckDescription, Quote, Report } from './report.ts';
import { inTurn, type JudgeBatches, type Judging, judgedTemplates, placesIn, verdictsOf } from './run/batches.ts';
import type { InBatches } from './sources/collect.ts';
import type { Collected } from './sources/source.ts';
import { byPlace } from './triage/order.ts';
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

/** What a run that judges in batches is told besides. */
export interface BatchesOptions extends RunOptions {
  /** What could not be read besides what is collected: the facts. */
  readonly gaps: readonly Gap[];
}

export interface RunResult {
  readonly report: Report;
  readonly quote: Quote;
  /** Checks that threw: bugs, which cost a subject its verdict. The caller exits with 2. */
  readonly failures: readonly Failed[];
}

/** Judges what was collected. Does no I/O and prints nothing. */
export const audit = (collected: Collected, options: RunOptions): RunResult => {
  const facts = options.facts ?? loadFacts();
  const judgement = judgementOf(verdictsOf(collected, judgingOf(options, facts), collected.gaps), placesIn(collected));
  return concluded([judgement], collected, facts, options);
};

/** As `audit`, of templates that are read in batches: each is judged and let go, by `judgeBatches` wherever it likes. */
export const auditInBatches = async (
  { rest, templates, whole }: InBatches,
  { gaps, ...options }: BatchesOptions,
  judgeBatches: JudgeBatches = inTurn,
): Promise<RunResult> => {
  const facts = options.facts ?? loadFacts();
  const judging = judgingOf(options, facts);
  const read = templates && (await judgedTemplates(templates, judging, judgeBatches));
  const found = read === undefined ? rest : whole(read);
  const all = { ...found, gaps: [...found.gaps, ...gaps] };
  const judgement = judgementOf(verdictsOf(all, judging, all.gaps), placesIn(all));
  return concluded([...(read?.judgements ?? []), judgement], all, facts, options);
};

const judgingOf = ({ checks, config, today }: RunOptions, facts: Facts): Judging => ({ checks, settings: config.settings, today, facts });

const concluded = (judgements: readonly Judgement[], collected: Collected, facts: Facts, options: RunOptions): RunResult => {
  const undecided = judgements.flatMap((judgement) => judgement.undetermined).sort(byPlace);
  const { findings, notices } = triage(
    judgements.flatMap((judgement) => judgement.findings),
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
  const undetermined = undecided
    .filter(({ check }) => heard.has(check))
    .map(({ check, subject, path, location, reason }) => ({ check, subject, path, location, reason }));
  const gaps = [
    ...collected.gaps.filter((gap) => !isUnasked(gap)).map((gap) => ({ ...gap, checks: checksOf(gap, options.checks) })),
    ...factGaps(
      judgements.flatMap(({ blind }) => blind),
      options.missing,
    ),
  ];
  const failures = judgements.flatMap((judgement) => judgement.failures);
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
      summary: summarize(judgements, findings, undetermined, gaps),
      findings,
      undetermined,
      gaps,
      evaluated: evaluatedOf(options.checks, judgements, undecided),
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
