import type { Baseline } from './baseline.ts';
import type { AnyCheck, Confidence, Persona, Severity } from './check.ts';
import type { ConfigIgnore } from './config.ts';
import type { Notice, ReportedFinding, ReportedUndetermined } from './report.ts';
import type { InlineIgnore } from './sources/source.ts';

/** What tells one subject from another, beside its type and id. */
export interface Whereabouts {
  /** The scope in which ids are unique (`inputOf` of the subject's origin). */
  readonly input: string;
  /** The resource that the subject was made from (`madeBy` of the subject). */
  readonly madeBy?: string;
}

/** A finding whose fate is open. */
export type TriageInput = Omit<ReportedFinding, 'disposition'> & Whereabouts;

/** Everything that decides what becomes of findings. */
export interface TriageRules {
  /** ISO date. */
  readonly today: string;
  /** Every check that exists, plugins included: an ignore that names another is a mistake. */
  readonly catalogue: readonly Pick<AnyCheck, 'id'>[];
  /** The checks that ran, with what their findings make superfluous: an ignore of another cannot be called unused. */
  readonly checks: readonly Pick<AnyCheck, 'id' | 'supersedes'>[];
  /** In place of the severities that the checks gave. */
  readonly severities: ReadonlyMap<string, Severity>;
  /** Both empty with `--no-ignores`. */
  readonly ignores: { readonly inline: readonly InlineIgnore[]; readonly config: readonly ConfigIgnore[] };
  readonly baseline?: Baseline;
  readonly persona: Persona;
  readonly minSeverity: Severity;
  readonly minConfidence: Confidence;
  /** What could not be judged: an ignore that would match it is not called unused. */
  readonly undetermined?: readonly (Pick<ReportedUndetermined, 'check' | 'subject' | 'location'> & Whereabouts)[];
}

/** Findings in the order in which they came, each with its one disposition, and what there is to say about the rules. */
export interface Triaged {
  readonly findings: readonly ReportedFinding[];
  readonly notices: readonly Notice[];
}

/** Decides what becomes of each finding. */
export const triage = (findings: readonly TriageInput[], _rules: TriageRules): Triaged => ({
  findings: findings.map(({ input: _, madeBy: __, ...finding }) => ({ ...finding, disposition: { kind: 'reported' } })),
  notices: [],
});
