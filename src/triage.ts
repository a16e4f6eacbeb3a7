import type { Baseline } from './baseline.ts';
import type { AnyCheck, Confidence, Persona, Severity } from './check.ts';
import type { ConfigIgnore } from './config.ts';
import type { Disposition, Notice, ReportedFinding, ReportedUndetermined } from './report.ts';
import { SEVERITIES } from './severity.ts';
import type { InlineIgnore } from './sources/source.ts';
import { credentialsOf } from './triage/credentials.ts';
import { ignoresOf } from './triage/ignores.ts';
import { bySeverityAndPlace } from './triage/order.ts';

/** What tells one subject from another, beside its type and id. */
export interface Whereabouts {
  /** The scope in which ids are unique (`inputOf` of the subject's origin). */
  readonly input: string;
  /** The resource that the subject was made from (`madeBy` of the subject). */
  readonly madeBy?: string;
}

/** A finding whose fate is open. */
export type TriageInput = Omit<ReportedFinding, 'disposition'> &
  Whereabouts & {
    /** The id of the resource that the evidence stands in, where that is not the subject: the policy of a queue. */
    readonly evidence?: string;
  };

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

/** Every finding with its one disposition, ordered by severity, check, file, subject and path, and what there is to say about the rules. */
export interface Triaged {
  readonly findings: readonly ReportedFinding[];
  readonly notices: readonly Notice[];
}

const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];
const PERSONAS: readonly Persona[] = ['regular', 'pedantic', 'auditor'];

/**
 * Decides what becomes of each finding. The first that applies, in this order:
 *
 * 1. superseded: what says less than another finding on the same subject is no matter of its own, so nobody has to ignore it or take it
 *    into a baseline. Of a credential, whose file may be several subjects, what counts is where it stands. Only what people see or have accepted can stand in for it: a finding that the filters hide supersedes nothing.
 * 2. ignored: somebody gave a reason, which is to be read in every report, whatever the filters say.
 * 3. baseline: accepted without a reason.
 * 4. filtered: nobody has looked at it; this run does not ask for it.
 */
export const triage = (given: readonly TriageInput[], rules: TriageRules): Triaged => {
  const ran = new Set(rules.checks.map(({ id }) => id));
  const known = new Set([...rules.catalogue.map(({ id }) => id), ...ran]);
  const ignores = ignoresOf(rules.ignores, known, ran, rules.today);
  for (const place of rules.undetermined ?? []) ignores.touch(place);

  const findings = given
    .map((finding) => {
      const severity = rules.severities.get(finding.check) ?? finding.severity;
      return severity === finding.severity ? finding : { ...finding, severity };
    })
    .sort(bySeverityAndPlace)
    .map((finding) => ({ finding, ignored: ignores.ignoring(finding), filtered: filterOf(finding, rules) }));

  const superseders = supersedersOf(rules.checks);
  const heard = findings.filter(({ ignored, filtered }) => ignored !== undefined || filtered === undefined).map(({ finding }) => finding);
  const superior = new Set([...superseders.values()].flat());
  const speaking = new Set(heard.filter(({ check }) => superior.has(check)).map((finding) => subjectKey(finding, finding.check)));
  const credentials = credentialsOf(heard);
  const accepted = countsOf(rules.baseline?.findings ?? []);

  const dispositions = new Map<string, Disposition>();
  /** One object for all findings that have the same fate: there may be a hundred thousand. */
  const same = (disposition: Disposition): Disposition => {
    const key = Object.values(disposition).join(' ');
    const known = dispositions.get(key) ?? disposition;
    dispositions.set(key, known);
    return known;
  };
  const dispositionOf = ({ finding, ignored, filtered }: (typeof findings)[number]): Disposition => {
    const above = superseders.get(finding.check) ?? [];
    const by = above.find((check) => speaking.has(subjectKey(finding, check))) ?? credentials.toldBy(finding, above);
    if (by !== undefined) return same({ kind: 'superseded', by });
    if (ignored !== undefined) return ignored;
    const left = accepted.get(finding.fingerprint) ?? 0;
    if (left > 0) {
      accepted.set(finding.fingerprint, left - 1);
      return same({ kind: 'baseline' });
    }
    return same(filtered === undefined ? { kind: 'reported' } : { kind: 'filtered', by: filtered });
  };
  return {
    findings: findings.map((entry) => reported(entry.finding, dispositionOf(entry))),
    notices: [...ignores.notices(), ...baselineNotices(rules, known, ran, given)],
  };
};

/** Written out member by member: a copy by rest and spread takes ten times as long. */
const reported = (finding: TriageInput, disposition: Disposition): ReportedFinding => ({
  check: finding.check,
  family: finding.family,
  title: finding.title,
  message: finding.message,
  fix: finding.fix,
  severity: finding.severity,
  confidence: finding.confidence,
  persona: finding.persona,
  subject: finding.subject,
  path: finding.path,
  location: finding.location,
  related: finding.related,
  fingerprint: finding.fingerprint,
  data: finding.data,
  disposition,
});

/** Whether what is for some readers is for this one. */
export const concerns = (persona: Persona, reader: Persona): boolean => PERSONAS.indexOf(persona) <= PERSONAS.indexOf(reader);

const filterOf = (finding: TriageInput, rules: TriageRules): Extract<Disposition, { readonly kind: 'filtered' }>['by'] | undefined => {
  if (!concerns(finding.persona, rules.persona)) return 'persona';
  if (SEVERITIES.indexOf(finding.severity) > SEVERITIES.indexOf(rules.minSeverity)) return 'min-severity';
  if (CONFIDENCES.indexOf(finding.confidence) > CONFIDENCES.indexOf(rules.minConfidence)) return 'min-confidence';
  return undefined;
};

const subjectKey = ({ input, subject }: TriageInput, check: string): string => JSON.stringify([check, input, subject.type, subject.id]);

/**
 * Check id to the checks that supersede it. Two that supersede each other, over whatever detour, would make both findings vanish:
 * such a pair counts for nothing.
 */
const supersedersOf = (checks: TriageRules['checks']): ReadonlyMap<string, readonly string[]> => {
  const direct = new Map(checks.map(({ id, supersedes }) => [id, supersedes ?? []]));
  const reachable = (from: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const open = [...(direct.get(from) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(direct.get(next) ?? []));
    }
    return seen;
  };
  const superseders = new Map<string, string[]>();
  for (const [by, superseded] of direct)
    for (const check of superseded) if (!reachable(check).has(by)) superseders.set(check, [...(superseders.get(check) ?? []), by]);
  return superseders;
};

const countsOf = (entries: readonly { readonly fingerprint: string }[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { fingerprint } of entries) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  return counts;
};

/** One notice for all entries that no finding needs any more. Those of checks that exist but did not run may still be needed. */
const baselineNotices = (
  rules: TriageRules,
  known: ReadonlySet<string>,
  ran: ReadonlySet<string>,
  given: readonly TriageInput[],
): readonly Notice[] => {
  const entries = (rules.baseline?.findings ?? []).filter(({ check }) => ran.has(check) || !known.has(check));
  if (entries.length === 0) return [];
  const found = countsOf(given);
  let unused = 0;
  for (const [fingerprint, count] of countsOf(entries)) unused += Math.max(0, count - (found.get(fingerprint) ?? 0));
  if (unused === 0) return [];
  const entriesMatch = unused === 1 ? '1 entry of the baseline matches' : `${unused} entries of the baseline match`;
  return [
    { kind: 'baseline-unused', message: `${entriesMatch} nothing any more: write it anew with \`parapet baseline\``, location: null },
  ];
};
