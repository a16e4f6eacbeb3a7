import type { Anchor } from './field.ts';
import {
  type Condition,
  isChoice,
  isComposed,
  isOneOf,
  isRedacted,
  isUnknown,
  type OneOf,
  type TextPart,
  type UnknownReason,
  unknown,
} from './value.ts';

/** The answer for an open parameter that stands for every value which no condition compares it with. */
const ANOTHER = 'another value';

/** One assignment of the choices that a run touches. The same choice has the same answer wherever it is asked. */
export interface World {
  /** The answer to a choice. The first time that it is asked it becomes one of this world's choices. */
  choose(choice: string, options: readonly string[]): string;
  /** The answer if it was asked before in this world, without asking it. */
  answered(choice: string): string | undefined;
  /** Notes what a run learned in the user's words (`Prod is false`), for the finding that depends on it. */
  note(subject: string, answer: string): void;
  /** How often anything was asked of it: what was worked out without asking is the same in every world. */
  asked?: number | undefined;
  /** What named conditions came to so far: resources without number may hang on one that is made of hundreds. */
  decided?: Map<Condition, boolean> | undefined;
  /** What the run read in another form than it has: a text as a list, an object as a text. */
  misread?: Misread[] | undefined;
}

/** A place that was read in another form than it has, and the form. */
export interface Misread {
  readonly at: Anchor;
  readonly expected: string;
}

/**
 * Thrown out of a run in a world that no deployment makes: a resource refers to one that is not there. CloudFormation refuses
 * such a template (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html).
 */
export class ImpossibleWorld extends Error {}

/** A world that is explored. What it does not come to need it does not hold: most runs touch no choice, and there are hundreds of thousands. */
interface Exploring extends World {
  readonly path: readonly Step[];
  readonly trail: Step[];
  asked: number;
  chosen?: Map<string, string>;
  answers?: Map<string, string>;
}

interface Step {
  readonly options: readonly string[];
  at: number;
}

const EXPLORING = {
  choose(this: Exploring, choice: string, options: readonly string[]): string {
    this.asked += 1;
    const settled = this.chosen?.get(choice);
    if (settled !== undefined) return settled;
    const at = this.path[this.trail.length]?.at ?? 0;
    this.trail.push({ options, at });
    const answer = options[at] ?? ANOTHER;
    this.chosen ??= new Map();
    this.chosen.set(choice, answer);
    return answer;
  },
  answered(this: Exploring, choice: string): string | undefined {
    this.asked += 1;
    return this.chosen?.get(choice);
  },
  note(this: Exploring, subject: string, answer: string): void {
    this.asked += 1;
    this.answers ??= new Map();
    this.answers.set(subject, answer);
  },
};

const exploring = (path: readonly Step[]): Exploring => {
  const world = Object.create(EXPLORING) as { -readonly [K in keyof Exploring]: Exploring[K] };
  world.path = path;
  world.trail = [];
  world.asked = 0;
  return world;
};

const NO_ANSWERS: ReadonlyMap<string, string> = new Map();
const NO_CHOICES: readonly string[] = [];

/** What one world gave. `answers` are in the user's words: conditions by name, parameters by value. */
export interface Explored<T> {
  readonly answers: ReadonlyMap<string, string>;
  readonly result: T;
}

/** The most worlds that one subject is judged in; past that it is undetermined. */
export const WORLD_LIMIT = 16;

/**
 * Runs a pure function in every world that it can tell apart, the one of the first options first.
 * Only choices that it touches count, so most runs have one world. `complete` is false past `limit` worlds.
 */
export const explore = <T>(
  run: (world: World) => T,
  limit = WORLD_LIMIT,
): { readonly complete: boolean; readonly worlds: readonly Explored<T>[]; readonly choices: readonly string[] } => {
  const worlds: Explored<T>[] = [];
  let path: Step[] = [];
  for (;;) {
    const world = exploring(path);
    const { trail } = world;
    const result = run(world);
    worlds.push({ result, answers: world.answers ?? NO_ANSWERS });
    const choices = world.chosen === undefined ? NO_CHOICES : [...world.chosen.keys()];
    while (trail.length > 0 && (trail.at(-1)?.at ?? 0) >= (trail.at(-1)?.options.length ?? 0) - 1) trail.pop();
    const last = trail.at(-1);
    if (last === undefined) return { complete: true, worlds, choices };
    if (worlds.length >= limit) return { complete: false, worlds, choices };
    last.at += 1;
    path = trail;
  }
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** Whether a condition holds in this world. What cannot be decided from choices is a choice of its own. */
export const holds = (condition: Condition, world: World): boolean => decide(condition, world, true);

/** `note`: no named condition says in the user's words what a comparison says, so that the parameter's value has to. */
const decide = (condition: Condition, world: World, note: boolean): boolean => {
  if ('named' in condition) {
    if (world.asked !== undefined) world.asked += 1;
    const known = world.decided?.get(condition);
    if (known !== undefined) return known;
    const answer = decide(condition.is, world, false);
    world.note(condition.named, String(answer));
    world.decided ??= new Map();
    world.decided.set(condition, answer);
    return answer;
  }
  if ('not' in condition) return !decide(condition.not, world, note);
  if ('all' in condition) return condition.all.every((part) => decide(part, world, note));
  if ('any' in condition) return condition.any.some((part) => decide(part, world, note));
  if ('undecided' in condition) return world.choose(condition.undecided, ['true', 'false']) === 'true';
  const [left, right] = condition.equals.map((side) => operand(side, world, note)) as [Operand, Operand];
  if (left.text !== undefined && right.text !== undefined) return left.text === right.text;
  // None of a parameter's options is none of them, whatever else it is.
  if (left.text !== undefined && right.not?.includes(left.text)) return false;
  if (right.text !== undefined && left.not?.includes(right.text)) return false;
  return world.choose(condition.expression, ['true', 'false']) === 'true';
};

/** What is known of a side of a comparison: its text, or texts that it is not. */
interface Operand {
  readonly text?: string | undefined;
  readonly not?: readonly string[];
}

/**
 * Whether what was answered so far keeps a condition from holding. Nothing is asked for it, so that what a template asserts of its
 * parameters makes no choices of its own.
 */
export const isRefuted = (condition: Condition, world: World): boolean => truth(condition, world) === false;

const truth = (condition: Condition, world: World): boolean | undefined => {
  if ('named' in condition) return truth(condition.is, world);
  if ('not' in condition) {
    const answer = truth(condition.not, world);
    return answer === undefined ? undefined : !answer;
  }
  if ('all' in condition || 'any' in condition) {
    const decisive = 'any' in condition;
    const answers = (decisive ? condition.any : condition.all).map((part) => truth(part, world));
    return answers.includes(decisive) ? decisive : answers.includes(undefined) ? undefined : !decisive;
  }
  if ('undecided' in condition) return answerTo(condition.undecided, world);
  const [left, right] = condition.equals.map((side) => answered(side, world)) as [Operand, Operand];
  if (left.text !== undefined && right.text !== undefined) return left.text === right.text;
  if (left.text !== undefined && right.not?.includes(left.text)) return false;
  if (right.text !== undefined && left.not?.includes(right.text)) return false;
  return answerTo(condition.expression, world);
};

const answerTo = (choice: string, world: World): boolean | undefined => {
  const answer = world.answered(choice);
  return answer === undefined ? undefined : answer === 'true';
};

/** A side of a comparison as far as it was answered. */
const answered = (raw: unknown, world: World): Operand => {
  if (!isOneOf(raw)) return { text: text(raw) };
  const { name, options, open } = raw.$parameter;
  const answer = world.answered(name) ?? (options.length === 1 && !open ? options[0] : undefined);
  return answer === ANOTHER ? { not: options } : { text: answer };
};

/** Unlike a plain reading, a comparison asks for the value of an open parameter. */
const operand = (raw: unknown, world: World, note: boolean): Operand => {
  if (!isOneOf(raw)) return { text: text(settle(raw, world)) };
  const { name, options, open } = raw.$parameter;
  const answer = world.choose(name, open ? [...options, ANOTHER] : options);
  if (answer === ANOTHER) return { not: options };
  if (note) world.note(name, answer);
  return { text: answer };
};

/** The value in this world: choices are taken, unknowns stay, composed text is joined as far as it is known. */
export const settle = (raw: unknown, world: World): unknown => {
  if (isChoice(raw)) return settle(holds(raw.$if.condition, world) ? raw.$if.then : raw.$if.else, world);
  if (isOneOf(raw)) return parameter(raw.$parameter, world);
  if (isComposed(raw)) return compose(raw.$text.parts, raw.$text.expression, world);
  return raw;
};

const parameter = ({ name, options, open, byDefault }: OneOf['$parameter'], world: World): unknown => {
  // Without a default it may be anything: its value is known only where a condition has settled it before. With one, what
  // conditions ask decides whether it is another, and asking here first must not take that world away.
  const answer = open && !byDefault ? world.answered(name) : world.choose(name, open ? [...options, ANOTHER] : options);
  if (answer === undefined || answer === ANOTHER) {
    const present = answer === ANOTHER && options.includes('');
    return unknown({ kind: 'intrinsic', expression: `!Ref ${name}`, ...(present ? { present } : {}) });
  }
  world.note(name, answer);
  return answer;
};

const compose = (parts: readonly unknown[], expression: string, world: World): unknown => {
  const pieces: TextPart[] = [];
  const add = (piece: TextPart) => {
    const last = pieces.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') pieces[pieces.length - 1] = last + piece;
    else pieces.push(piece);
  };
  for (const part of parts) {
    const value = settle(part, world);
    const known = text(value);
    if (known !== undefined) add(known);
    else if (isUnknown(value)) partsOf(value.$unknown).forEach(add);
    else if (value !== undefined) add({ expression });
  }
  if (pieces.length === 0) return '';
  if (pieces.length === 1 && typeof pieces[0] === 'string') return pieces[0];
  return unknown({ kind: 'intrinsic', expression, text: pieces, present: true });
};

/** The parts of an unknown value's text; a single part that says nothing where nothing is known of it. */
export const partsOf = (reason: UnknownReason): readonly TextPart[] => {
  if (reason.kind !== 'intrinsic') return [{ expression: reason.kind }];
  if (reason.text) return reason.text;
  return [reason.target ? { target: reason.target, expression: reason.expression } : { expression: reason.expression }];
};

/** What values come to in which nothing depends on a world. Nobody changes a value, so that what was seen once holds for good. */
const SETTLED = new WeakMap<object, unknown>();

/**
 * A value with everything below it settled: plain JSON in which only `$unknown` and `$redacted` markers remain. Absent members are left
 * out, and null is absent. Where no choice decides it, it is the same object each time, by which what is worked out of it can be found
 * again; the value itself, where settling changes nothing.
 */
export const settleDeep = (raw: unknown, world: World): unknown => {
  if (typeof raw !== 'object' || raw === null) return raw;
  const before = SETTLED.get(raw);
  if (before !== undefined) return before;
  const asked = world.asked;
  const settled = settledAnew(raw, world);
  if (asked !== undefined && world.asked === asked && settled !== undefined) SETTLED.set(raw, settled);
  return settled;
};

const settledAnew = (raw: object, world: World): unknown => {
  const value = settle(raw, world);
  if (value !== raw) return settleDeep(value, world);
  if (isUnknown(value) || isRedacted(value)) return value;
  return Array.isArray(value) ? settledItems(value, world) : settledMembers(value as Readonly<Record<string, unknown>>, world);
};

/** As `settleDeep`, of a part: what is found again is the whole. */
const settledPart = (raw: unknown, world: World): unknown =>
  typeof raw !== 'object' || raw === null ? raw : (SETTLED.get(raw) ?? settledAnew(raw, world));

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

/** The list itself as long as nothing of it changes, as nothing does in most. */
const settledItems = (list: readonly unknown[], world: World): readonly unknown[] => {
  let changed: unknown[] | undefined;
  for (let at = 0; at < list.length; at += 1) {
    const settled = settledPart(list[at], world);
    if (changed === undefined && settled === list[at] && isThere(settled)) continue;
    changed ??= list.slice(0, at);
    if (isThere(settled)) changed.push(settled);
  }
  return changed ?? list;
};

const settledMembers = (object: Readonly<Record<string, unknown>>, world: World): Readonly<Record<string, unknown>> => {
  const keys = Object.keys(object);
  let changed: [string, unknown][] | undefined;
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as string;
    const settled = settledPart(object[key], world);
    if (changed === undefined && settled === object[key] && isThere(settled)) continue;
    changed ??= keys.slice(0, at).map((before) => [before, object[before]]);
    if (isThere(settled)) changed.push([key, settled]);
  }
  return changed === undefined ? object : Object.fromEntries(changed);
};
