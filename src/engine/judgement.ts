import { groupedBy } from '../grouped.ts';
import { inputOf } from '../model/inventory.ts';
import type { Audited } from '../model/subject.ts';
import type { ReportedUndetermined, Subject } from '../report.ts';
import type { TriageInput, Whereabouts } from '../triage.ts';
import { describing, type Places, reported, undeterminedOf } from './assemble.ts';
import type { CheckFailure, Verdicts } from './judge.ts';

/** How many subjects a check judged, and with what result. */
export interface Count {
  readonly subjects: number;
  readonly passed: number;
  readonly findings: number;
}

/** Packages that lack the same fact for the same reason; see `Blind`. */
export interface Lacking {
  readonly check: string;
  readonly fact: string;
  readonly why?: string;
  readonly message?: string;
  /** One for each subject, and the same whichever check asks. */
  readonly subjects: readonly object[];
}

/** What was judged, located and as plain data: nothing of it keeps alive what was read. */
export interface Judgement {
  readonly findings: readonly TriageInput[];
  readonly undetermined: readonly (ReportedUndetermined & Whereabouts)[];
  /** By check; none of one that had no subject. */
  readonly counts: ReadonlyMap<string, Count>;
  /** How many subjects any check judged. */
  readonly subjects: number;
  readonly blind: readonly Lacking[];
  readonly failures: readonly Failed[];
}

/** A check that threw on a subject: a bug. */
export interface Failed extends Omit<CheckFailure, 'subject'> {
  readonly subject: Subject;
}

/** The lines that a report may quote of what was judged. */
export const linesIn = ({ findings, undetermined }: Judgement): readonly { readonly file: string; readonly line: number }[] =>
  [
    ...findings.flatMap(({ location, related }) => [location, ...related.map((each) => each.location)]),
    ...undetermined.map((each) => each.location),
  ].flatMap((location) => (location === null ? [] : [{ file: location.file, line: location.startLine }]));

const tokens = new WeakMap<Audited, object>();

const tokenOf = (subject: Audited): object => {
  const known = tokens.get(subject) ?? {};
  tokens.set(subject, known);
  return known;
};

/** What the checks came to, as a report takes it. */
export const judgementOf = (verdicts: readonly Verdicts[], places: Places): Judgement => {
  const telling = { ...places, of: describing() };
  const judged = new Set<Audited>();
  for (const { subjects } of verdicts) for (const subject of subjects) judged.add(subject);
  return {
    findings: verdicts.flatMap(({ check, findings }) => findings.map((finding) => reported(check, finding, telling))),
    undetermined: verdicts.flatMap((verdict) => undeterminedOf(verdict, telling)),
    counts: new Map(
      verdicts
        .filter(({ subjects }) => subjects.length > 0)
        .map(({ check, subjects, passed, findings }) => [check.id, { subjects: subjects.length, passed, findings: findings.length }]),
    ),
    subjects: judged.size,
    blind: verdicts.flatMap(({ check, blind }) =>
      blind.map(({ subjects, ...lacking }) => ({ ...lacking, check: check.id, subjects: subjects.map(tokenOf) })),
    ),
    failures: verdicts.flatMap(({ failures }) => failures.map((failure) => ({ ...failure, subject: telling.of(failure.subject).subject }))),
  };
};

const inputsOf = <T>(items: readonly T[], subjectOf: (item: T) => Audited): ReadonlyMap<string, readonly T[]> =>
  groupedBy(items, (item) => inputOf(subjectOf(item).origin));

/** Verdicts by the input that their subjects belong to. What could not be listed belongs to none. */
export const byInput = (verdicts: readonly Verdicts[]): ReadonlyMap<string, readonly Verdicts[]> =>
  new Map([...groupedBy(verdicts.flatMap(split), ([input]) => input)].map(([input, own]) => [input, own.map(([, each]) => each)]));

const split = (verdicts: Verdicts): readonly (readonly [string, Verdicts])[] => {
  const itself = (subject: Audited): Audited => subject;
  const ofIt = ({ subject }: { readonly subject: Audited }): Audited => subject;
  const open = new Set([...verdicts.findings, ...verdicts.undetermined].map(ofIt));
  for (const { subjects } of verdicts.blind) for (const subject of subjects) open.add(subject);
  const findings = inputsOf(verdicts.findings, ofIt);
  const undetermined = inputsOf(verdicts.undetermined, ofIt);
  const failures = inputsOf(verdicts.failures, ofIt);
  const blind = verdicts.blind.map((lacking) => ({ lacking, subjects: inputsOf(lacking.subjects, itself) }));
  return [...inputsOf(verdicts.subjects, itself)].map(([input, subjects]) => [
    input,
    {
      check: verdicts.check,
      subjects,
      passed: subjects.filter((subject) => !open.has(subject)).length,
      findings: findings.get(input) ?? [],
      undetermined: undetermined.get(input) ?? [],
      blind: blind.map(({ lacking, subjects: some }) => ({ ...lacking, subjects: some.get(input) ?? [] })),
      unlisted: [],
      failures: failures.get(input) ?? [],
    },
  ]);
};
