import type { UnknownReason } from '../value.ts';
import type { Caller } from './callers.ts';
import type { Case, Clause, Term } from './compiled.ts';
import { and, hasHole, NO, NOTHING, PERHAPS, type Truth, YES } from './glob.ts';
import type { Grant, Work } from './grants.ts';
import { type Candidate, candidates, FIXED_ACCOUNT, isCallersChoice } from './keys.ts';
import { type Answer, evaluate } from './operators.ts';
import { deniesCaller } from './principals.ts';

/** Whether a caller gets in, how sure that is, and what it depends on if it is not known. */
export interface Solution {
  readonly truth: Truth;
  readonly doubt: number;
  readonly reason?: UnknownReason;
}

/** What one value of a key means to the Allow, and to each Deny that asks for the key. */
interface Row {
  readonly allow: Truth;
  readonly doubt: number;
  /** By the number of the Deny, whether its conditions on this key hold. */
  readonly denies: readonly (readonly [number, Truth])[];
}

const MALFORMED: UnknownReason = { kind: 'malformed', expected: 'a condition operator' };

/** What a clause's terms on one key say of what the key holds. */
const judge = (terms: readonly Term[], { held, unnamed }: Candidate): Answer => {
  let truth: Truth = YES;
  let doubt = 0;
  for (const { operator, values } of terms) {
    const answer: Answer = operator === undefined ? { truth: PERHAPS, doubt: 0 } : evaluate(operator, values, held, unnamed);
    if (answer.truth === NO && answer.doubt === 0) return answer;
    truth = and(truth, answer.truth);
    doubt = Math.max(doubt, answer.doubt);
  }
  return { truth, doubt };
};

const VARIABLE = /\$\{([a-z][a-z0-9-]*:[^}',]+)\s*(?:,\s*'([^']*)')?\}/gi;

/** Fills in policy variables as this caller has them: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const settled = (it: Case, caller: Caller, term: Term): Term => {
  if (!it.variables || !term.values.some((value) => value.includes('${'))) return term;
  const fill = (value: string): string =>
    value.replace(VARIABLE, (_, key: string, otherwise: string | undefined) => {
      const name = key.trim().toLowerCase();
      // The organization of the resource is the own one; that of a caller from outside is another.
      if (name === 'aws:resourceorgid') return OWN_ORGANIZATION;
      const held = candidates(it, caller, name, []).find((candidate) => candidate.held !== undefined)?.held;
      return held?.[0] ?? otherwise ?? NOTHING;
    });
  return { ...term, values: term.values.map(fill) };
};

/** What `${aws:ResourceOrgID}` stands for. */
export const OWN_ORGANIZATION = 'o-zq7x0own';

const grouped = (terms: readonly Term[]): Map<string, Term[]> => {
  const found = new Map<string, Term[]>();
  for (const term of terms) {
    const list = found.get(term.key);
    if (list === undefined) found.set(term.key, [term]);
    else list.push(term);
  }
  return found;
};

/** Whether a term asks for a source in accounts that are not the caller's: most do, and nothing else has to be tried then. */
const isElsewhere = ({ operator, key, values }: Term, { kind, account, reusedBucket }: Caller): boolean =>
  kind === 'service' &&
  !reusedBucket &&
  key === 'aws:sourcearn' &&
  operator?.negated === false &&
  operator.ifExists === false &&
  operator.set !== 'all' &&
  values.every((value) => (FIXED_ACCOUNT.exec(value)?.[1] ?? account) !== account);

/** The rows of each key that leave the Allow possible, one for each thing that they mean; `undefined` if some key leaves none. */
const tableOf = (
  it: Case,
  caller: Caller,
  allow: Clause,
  denies: readonly Clause[],
  work: Work,
): ReadonlyMap<string, readonly Row[]> | undefined => {
  const settle = (clause: Clause) => grouped(clause.terms.map((term) => settled(it, caller, term)));
  if (allow.terms.some((term) => isElsewhere(term, caller))) return undefined;
  const [own, others] = [settle(allow), denies.map(settle)];
  const keys = new Set([...own.keys(), ...others.flatMap((terms) => [...terms.keys()])]);
  const table = new Map<string, readonly Row[]>();
  for (const key of keys) {
    const mine = own.get(key) ?? [];
    const theirs = others.flatMap((terms, at) => (terms.has(key) ? [{ at, terms: terms.get(key) ?? [] }] : []));
    const written = [...new Set([...mine, ...theirs.flatMap(({ terms }) => terms)].flatMap(({ values }) => values))];
    const rows = new Map<string, Row>();
    for (const candidate of candidates(it, caller, key, written)) {
      work.left -= 1 + written.length + theirs.length;
      if (work.left < 0) return new Map();
      const { truth, doubt } = judge(mine, candidate);
      // What evaluators dispute is taken as it lets the caller in, at the price of confidence.
      if (truth === NO && doubt === 0) continue;
      const answers = theirs.map(({ at, terms }) => ({ at, ...judge(terms, candidate) }));
      const disputed = answers.some((answer) => answer.truth === YES && answer.doubt > 0);
      for (const lenient of truth === NO ? [true] : disputed ? [false, true] : [false]) {
        const taken = answers.map((answer) => [answer.at, lenient && answer.doubt > 0 ? NO : answer.truth] as const);
        const doubts = answers.map((answer) => (lenient || answer.truth !== YES ? answer.doubt : 0));
        const row: Row = { allow: truth === NO ? YES : truth, doubt: Math.max(candidate.doubt, doubt, ...doubts), denies: taken };
        rows.set(`${row.allow}${row.doubt}${taken.map(([, answer]) => answer).join('')}`, row);
      }
      // Where no Deny asks for the key, nothing can be better than what surely lets the caller in.
      if (theirs.length === 0 && truth === YES && doubt === 0 && candidate.doubt === 0) break;
    }
    if (rows.size === 0) return undefined;
    table.set(key, [...rows.values()]);
  }
  return table;
};

/** Whether one row of each key can be taken so that every Deny is escaped; `undefined` if that was too much to find out. */
const escapes = (table: ReadonlyMap<string, readonly Row[]>, needed: readonly boolean[], below: Truth, work: Work): boolean | undefined => {
  const all = needed.reduce((mask, need, at) => (need ? mask | (1n << BigInt(at)) : mask), 0n);
  const keys = [...table.values()].map((rows) => {
    const masks = rows.map((row) => row.denies.reduce((mask, [at, truth]) => (truth < below ? mask | (1n << BigInt(at)) : mask), 0n) & all);
    const most = [...new Set(masks)].filter((mask) => !masks.some((other) => other !== mask && (other | mask) === other));
    return { most, union: masks.reduce((union, mask) => union | mask, 0n) };
  });
  work.left -= keys.reduce((sum, { most }) => sum + most.length ** 2, 0);
  if (keys.reduce((union, key) => union | key.union, 0n) !== all) return false;
  const search = (escaped: bigint, used: bigint): boolean => {
    const left = all & ~escaped;
    if (left === 0n) return true;
    work.left -= keys.length;
    if (work.left < 0) return false;
    const lowest = left & -left;
    return keys.some(({ most, union }, at) => {
      const bit = 1n << BigInt(at);
      return (
        (used & bit) === 0n && (union & lowest) !== 0n && most.some((mask) => (mask & lowest) !== 0n && search(escaped | mask, used | bit))
      );
    });
  };
  const found = search(0n, 0n);
  return work.left < 0 && !found ? undefined : found;
};

/** Whether this caller, who the Allow names, can choose what he may choose so that a grant of it holds and no Deny does. */
export const solve = (it: Case, caller: Caller, allow: Clause, grant: Grant, work: Work): Solution => {
  const denying = grant.denies
    .map(({ clause, about }) => ({ clause, about: and(about, deniesCaller(clause, caller)) }))
    .filter(({ about }) => about !== NO);
  const table = tableOf(
    it,
    caller,
    allow,
    denying.map(({ clause }) => clause),
    work,
  );
  if (table === undefined) return { truth: NO, doubt: 0 };
  const tooMuch = (): Solution => ({ truth: PERHAPS, doubt: 0, reason: { kind: 'too-many-worlds', choices: [...table.keys()] } });
  if (work.left < 0) return tooMuch();
  const within = (allowed: Truth, doubt: number) => {
    const rows = [...table].map(([key, all]) => [key, all.filter((row) => row.allow >= allowed && row.doubt <= doubt)] as const);
    return rows.every(([, left]) => left.length > 0) ? new Map(rows) : undefined;
  };
  const certain = grant.truth === YES && !allow.unknown && it.shadow === undefined;
  for (const doubt of certain ? [0, 1, 2] : []) {
    const rows = within(YES, doubt);
    if (rows === undefined) continue;
    const found = escapes(
      rows,
      denying.map(() => true),
      PERHAPS,
      work,
    );
    if (found === undefined) return tooMuch();
    if (found) return { truth: YES, doubt };
  }
  const rows = within(PERHAPS, 2);
  if (rows === undefined) return { truth: NO, doubt: 0 };
  const needed = denying.map(({ clause, about }) => about === YES && !clause.unknown);
  const found = escapes(rows, needed, YES, work);
  if (found === undefined) return tooMuch();
  return found
    ? {
        truth: PERHAPS,
        doubt: 0,
        reason: whyUnknown(
          it,
          allow,
          denying.map(({ clause }) => clause),
        ),
      }
    : { truth: NO, doubt: 0 };
};

/** What a verdict that could not be reached depends on. */
const whyUnknown = (it: Case, allow: Clause, denies: readonly Clause[]): UnknownReason => {
  for (const clause of [allow, ...denies]) {
    const { statement } = clause;
    const reason = statement.unknown ?? statement.principals?.unknown ?? statement.notPrincipals?.unknown;
    if (reason !== undefined) return reason;
    if (clause.terms.some(({ operator }) => operator === undefined)) return MALFORMED;
    const texts = [...clause.terms.flatMap(({ values }) => values), ...clause.actions, ...(clause.notActions ?? [])];
    const named = [clause.principals, clause.notPrincipals].flatMap((names) =>
      names ? [...names.aws, ...names.services, ...names.federated] : [],
    );
    const text = [...texts, ...named, ...clause.resources, ...(clause.notResources ?? [])].find(hasHole);
    const found = text === undefined ? undefined : it.reason(text);
    if (found !== undefined) return found;
  }
  return it.shadow ?? { kind: 'malformed', expected: 'a principal' };
};

/** Whether the conditions on a statement leave out some of this caller's population, by more than what each of them can choose. */
export const isConditioned = (it: Case, caller: Caller, allow: Clause, grant: Grant, work: Work): boolean => {
  if (allow.unknown) return true;
  const denies = grant.denies
    .filter(({ clause, about }) => about === YES && deniesCaller(clause, caller) === YES)
    .map(({ clause }) => clause);
  for (const clause of [allow, ...denies]) {
    for (const [key, terms] of grouped(clause.terms.map((term) => settled(it, caller, term)))) {
      if (isCallersChoice(key)) continue;
      const written = [...new Set(terms.flatMap(({ values }) => values))];
      work.left -= written.length;
      const wanted = clause === allow ? YES : NO;
      if (candidates(it, caller, key, written).some((candidate) => judge(terms, candidate).truth !== wanted)) return true;
    }
  }
  return false;
};
