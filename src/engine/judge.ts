import {
  type AnyCheck,
  type Confidence,
  type FactName,
  type Finding,
  type Outcome,
  type SubjectType,
  type Undetermined,
  undetermined,
} from '../check.ts';
import { type Anchor, view } from '../model/field.ts';
import { type Gap, isUnasked } from '../model/inventory.ts';
import { type Audited, idOf, isPackage, packageSubject } from '../model/subject.ts';
import { type Explored, explore, ImpossibleWorld, isRefuted, type Misread, type World } from '../model/world.ts';
import { contextsOf, exists, type Surroundings, unlisted } from './context.ts';
import { holdFor } from './subjects.ts';

/** A finding with the worlds that it holds in, in the user's words: `Prod is false`; absent when it holds in all. */
export interface Judged extends Finding {
  /** What was judged. The evidence (`at`) may stand in another resource: a queue's in its policy. */
  readonly subject: Audited;
  readonly confidence: Confidence;
  readonly when?: readonly string[];
}

/** What could not be judged, and why. */
export interface Undecided extends Undetermined {
  readonly subject: Audited;
}

/** A check that threw: a bug, which costs one subject its verdict and nothing else. */
export interface CheckFailure {
  readonly check: string;
  readonly subject: Audited;
  readonly message: string;
}

/** Subjects that lack the same fact for the same reason. */
export interface Blind {
  readonly fact: string;
  /** A word for machines and a sentence; absent where the run has nothing at all of this fact. */
  readonly why?: string;
  readonly message?: string;
  readonly subjects: readonly Audited[];
}

/** Every verdict of one check. `passed` subjects have neither a finding nor anything undetermined. */
export interface Verdicts {
  readonly check: AnyCheck;
  readonly subjects: readonly Audited[];
  readonly passed: number;
  readonly findings: readonly Judged[];
  readonly undetermined: readonly Undecided[];
  /** Packages without a verdict, as the run lacks a fact about them. They are counted, not listed: there may be thousands. */
  readonly blind: readonly Blind[];
  /** Collections of subjects that could not be listed. */
  readonly unlisted: readonly { readonly type: string; readonly gap: Gap }[];
  readonly failures: readonly CheckFailure[];
}

const LOWER: Readonly<Record<Confidence, Confidence>> = { high: 'medium', medium: 'low', low: 'low' };

const placeOf = ({ subject, path }: Anchor): string => JSON.stringify([idOf(subject), path]);

const keyOf = (outcome: Finding | Undetermined): string =>
  JSON.stringify([
    outcome.kind,
    idOf(outcome.at.subject),
    outcome.at.path,
    outcome.kind === 'finding' ? [outcome.message, outcome.data] : outcome.reason,
  ]);

/** What stands for a run in a world that the template itself refuses to be deployed in: nothing is said of it. */
const RULED_OUT = Symbol('ruled out');

type Worlds = Omit<ReturnType<typeof explore>, 'worlds'> & { readonly worlds: readonly Explored<Run | undefined>[] };

interface Run {
  readonly outcomes: readonly Outcome[];
  readonly missed: ReadonlyMap<string, Gap>;
}

/**
 * What a run did not ask an account for, because the user did not want the calls, is no doubt of the check's: such a subject is not
 * counted, unless something else is to be said of it. `unlisted`: it came to a list that was not asked for.
 */
const withoutUnasked = (outcomes: readonly Outcome[], unlisted: boolean): readonly Outcome[] => {
  if (outcomes.length === 0) return unlisted ? [{ kind: 'not-applicable' }] : outcomes;
  const rest = outcomes.filter((outcome) => outcome.kind !== 'undetermined' || outcome.reason.kind !== 'not-asked');
  return rest.length === 0 ? [{ kind: 'not-applicable' }] : rest;
};

/** A check that read something in another form than it has knows nothing of the subject, unless it has said what is wrong there itself. */
const withMisread = (outcomes: readonly Outcome[], misread: readonly Misread[]): readonly Outcome[] => {
  const said = new Set(outcomes.map((outcome) => ('at' in outcome ? placeOf(outcome.at) : '')));
  const unsaid = misread.filter(({ at }) => !said.has(placeOf(at)));
  return [
    ...outcomes.filter(({ kind }) => kind !== 'not-applicable'),
    ...unsaid.map(({ at, expected }) => undetermined(at, { kind: 'malformed', expected })),
  ];
};

const NO_GAPS: ReadonlyMap<string, Gap> = new Map();
/** What most runs come to. */
const NOTHING_SAID: Run = { outcomes: [], missed: NO_GAPS };

/** Whether a check has something to say in a world: what it does not know may be what would have made it apply. */
const applies = ({ outcomes }: Run): boolean => outcomes.every(({ kind }) => kind !== 'not-applicable') || outcomes.length > 1;

/** Whether a check holds for what a source gives. */
export const judges = ({ sources }: AnyCheck, source: Gap['source'] | undefined): boolean => holdFor(sources, source);

/** Whether a collection that could not be listed holds subjects of a check. */
const holds = (type: SubjectType, { source, types }: Gap): boolean =>
  type === 'resource' ? source === 'template' && types !== undefined : types?.includes(type) === true;

/** Everything that a check has a verdict about, whether or not it applies. */
const subjectsOf = (check: AnyCheck, { subjectsOf: resources, packages }: Surroundings): readonly Audited[] =>
  [check.subject].flat().flatMap((type): readonly Audited[] => (type === 'package' ? packages : resources(type, check.sources)));

const wholeOf = (subject: Audited): Anchor => ({ subject, path: [], trail: [] });

/** Judges every subject of a check: a finding, undetermined, or a pass for each. */
export const judge = (check: AnyCheck, around: Surroundings, gaps: readonly Gap[]): Verdicts => {
  const types: readonly SubjectType[] = [check.subject].flat();
  const reads = check.reads as Readonly<Record<string, readonly string[]>>;
  const findings: Judged[] = [];
  const undecided: Undecided[] = [];
  const failures: CheckFailure[] = [];
  const subjects: Audited[] = [];
  const blind = new Map<string, Omit<Blind, 'subjects'> & { readonly subjects: Audited[] }>();
  let passed = 0;

  const run = (subject: Audited) =>
    explore((explored): Run | typeof RULED_OUT | undefined => {
      const result = runIn(subject, explored);
      return !isPackage(subject) && subject.rules?.some((rule) => isRefuted(rule, explored)) ? RULED_OUT : result;
    });

  let missed: Map<string, Gap> | undefined;
  let unasked = false;
  const contextFor = contextsOf(check, around, (type, gap) => {
    if (isUnasked(gap)) {
      unasked = true;
      return;
    }
    missed ??= new Map();
    missed.set(type, gap);
  });

  const runIn = (subject: Audited, world: World): Run | undefined => {
    if (!isPackage(subject) && !exists(subject, world)) return undefined;
    missed = undefined;
    unasked = false;
    try {
      const seen = isPackage(subject) ? packageSubject(subject) : view(subject, world, reads[subject.type]);
      let said: Outcome[] | undefined;
      for (const outcome of check.check(seen as never, contextFor(subject, world) as never)) {
        said ??= [];
        said.push(outcome);
      }
      if (said === undefined && missed === undefined && !unasked && world.misread === undefined) return NOTHING_SAID;
      const outcomes = withoutUnasked(said ?? [], unasked && missed === undefined);
      return { outcomes: world.misread === undefined ? outcomes : withMisread(outcomes, world.misread), missed: missed ?? NO_GAPS };
    } catch (error) {
      if (error instanceof ImpossibleWorld) return undefined;
      throw error;
    }
  };

  const missing = gaps.flatMap((gap) =>
    types.filter((type) => judges(check, gap.source) && holds(type, gap) && !isUnasked(gap)).map((type) => ({ type, gap })),
  );
  const all = subjectsOf(check, around);
  const lacking = (check.facts ?? []).filter((fact: FactName) => around.facts[fact] === undefined);
  if (lacking.length > 0) {
    const whole = lacking.map((fact) => ({ fact, subjects: all }));
    return { check, subjects: all, passed: 0, findings, undetermined: undecided, blind: whole, unlisted: missing, failures };
  }

  for (const subject of all) {
    let explored: Worlds;
    try {
      const all = run(subject);
      // Without rules nothing is ruled out.
      explored =
        isPackage(subject) || subject.rules === undefined
          ? (all as Worlds)
          : { ...all, worlds: all.worlds.filter((world): world is Explored<Run | undefined> => world.result !== RULED_OUT) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      failures.push({ check: check.id, subject, message });
      undecided.push({ kind: 'undetermined', subject, at: wholeOf(subject), reason: { kind: 'check-failed', message } });
      subjects.push(subject);
      continue;
    }
    const [first] = explored.worlds;
    // Most subjects pass, or have one finding, in the only world that there is.
    const alone = explored.complete && explored.worlds.length === 1 ? first?.result : undefined;
    const [said, more] = alone?.outcomes ?? [];
    if (alone !== undefined && said === undefined && alone.missed.size === 0) {
      subjects.push(subject);
      passed += 1;
      continue;
    }
    if (said?.kind === 'finding' && more === undefined) {
      subjects.push(subject);
      findings.push({ ...said, subject, confidence: said.confidence ?? check.confidence });
      continue;
    }
    const made = explored.worlds.filter(
      (world): world is { answers: ReadonlyMap<string, string>; result: Run } => world.result !== undefined,
    );
    const applicable = made.filter(({ result }) => applies(result));
    if (applicable.length === 0 && explored.complete) continue;
    subjects.push(subject);

    const merged = new Map<string, { readonly outcome: Finding | Undetermined; readonly worlds: Set<number> }>();
    explored.worlds.forEach(({ result }, index) => {
      if (result === undefined) return;
      const outcomes = result.outcomes.filter((outcome) => outcome.kind === 'finding' || outcome.kind === 'undetermined');
      const decided = result.outcomes.some(({ kind }) => kind !== 'undetermined');
      const gap = decided ? undefined : [...result.missed][0];
      if (gap !== undefined) outcomes.push({ kind: 'undetermined', at: wholeOf(subject), reason: unlisted(gap[1], gap[0]) });
      for (const outcome of outcomes) {
        const key = keyOf(outcome);
        const entry = merged.get(key) ?? { outcome, worlds: new Set() };
        entry.worlds.add(index);
        merged.set(key, entry);
      }
    });
    if (!explored.complete)
      undecided.push({
        kind: 'undetermined',
        subject,
        at: wholeOf(subject),
        reason: { kind: 'too-many-worlds', choices: explored.choices },
      });
    else if (merged.size === 0) passed += 1;

    for (const { outcome, worlds } of merged.values()) {
      if (outcome.kind === 'undetermined') {
        const { reason } = outcome;
        if (isPackage(subject) && reason.kind === 'missing-fact') {
          const { kind: _, ...lacks } = reason;
          const key = JSON.stringify([lacks.fact, lacks.why, lacks.message]);
          const same = blind.get(key) ?? { ...lacks, subjects: [] };
          if (same.subjects.at(-1) !== subject) same.subjects.push(subject);
          blind.set(key, same);
        } else undecided.push({ ...outcome, subject });
        continue;
      }
      const sure = outcome.confidence ?? check.confidence;
      const everywhere = worlds.size === explored.worlds.length;
      const wheneverMade = worlds.size === made.length;
      const found: Judged = { ...outcome, subject, confidence: wheneverMade ? sure : LOWER[sure] };
      findings.push(everywhere ? found : { ...found, when: describe(answersOf(explored.worlds), worlds) });
    }
  }
  return { check, subjects, passed, findings, undetermined: undecided, blind: [...blind.values()], unlisted: missing, failures };
};

const answersOf = (worlds: readonly Explored<unknown>[]): readonly ReadonlyMap<string, string>[] => worlds.map(({ answers }) => answers);

/** When a finding holds, as short as can be said: one answer that tells its worlds from the others, else each world in full. */
const describe = (worlds: readonly ReadonlyMap<string, string>[], held: ReadonlySet<number>): readonly string[] => {
  const inside = worlds.filter((_, index) => held.has(index));
  const outside = worlds.filter((_, index) => !held.has(index));
  for (const [subject, answer] of inside[0] ?? [])
    if (
      inside.every((world) => world.get(subject) === answer) &&
      outside.every((world) => world.has(subject) && world.get(subject) !== answer)
    )
      return [clause(subject, answer)];
  return [...new Set(inside.map((answers) => [...answers].map(([subject, answer]) => clause(subject, answer)).join(' and ')))];
};

const clause = (subject: string, answer: string): string => `${subject} is ${answer === '' ? 'empty' : answer}`;
