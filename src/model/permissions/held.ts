import { type Clause, compile } from '../policy/compiled.ts';
import type { Policy } from '../policy/types.ts';
import type { UnknownReason } from '../value.ts';

/** A policy of a role, with whatever tells its caller where it came from. */
export interface Source<T> {
  readonly policy: Policy;
  readonly of: T;
}

/** A statement of one of a role's policies. */
export interface Held<T> {
  readonly clause: Clause;
  /** The elements of `Action` or `NotAction` in lower case. */
  readonly patterns: readonly string[];
  readonly of: T;
  /** The reason behind an unknown part of one of the statement's texts. */
  readonly reason: (text: string) => UnknownReason | undefined;
}

/** All statements that decide what a role may do. */
export interface Permissions<T> {
  readonly allows: readonly Held<T>[];
  readonly denies: readonly Held<T>[];
  /** What nothing beyond is allowed, whatever the others say; absent where there is none. */
  readonly boundary?: { readonly allows: readonly Held<T>[]; readonly denies: readonly Held<T>[] };
  /** The role's account: made up where it is not known. */
  readonly own: string;
  /** The Regions that the statements tell apart, and one that they do not name. */
  readonly regions: readonly string[];
}

/** Stands for an account that is not known. */
const SOMEBODY = '401928374655';

type Statements = readonly Omit<Held<never>, 'of'>[];
/** What policies came to before, by the account: every check of a role asks for the same, and many roles have the same policy of AWS's. */
const compiled = new WeakMap<Policy, { readonly own: string; readonly statements: Statements }>();

const statementsOf = (policy: Policy, own: string): Statements => {
  const known = compiled.get(policy);
  if (known?.own === own) return known.statements;
  const { allows, denies, reason } = compile(policy, { service: '', ownAccounts: new Set([own]) });
  const statements = [...allows, ...denies].map((clause) => ({
    clause,
    patterns: (clause.notActions ?? clause.actions).map((pattern) => pattern.toLowerCase()),
    reason,
  }));
  compiled.set(policy, { own, statements });
  return statements;
};

const held = <T>(sources: readonly Source<T>[], own: string) => {
  const statements = sources.flatMap(({ policy, of }) => statementsOf(policy, own).map((statement): Held<T> => ({ ...statement, of })));
  const ofEffect = (effect: 'Allow' | 'Deny') => statements.filter(({ clause }) => clause.statement.effect === effect);
  return { allows: ofEffect('Allow'), denies: ofEffect('Deny') };
};

const NOWHERE = 'zq-nowhere-7';
/** More are not told apart. */
const REGIONS = 4;

const regionsIn = (clauses: readonly Clause[]): readonly string[] => {
  const named = clauses
    .flatMap(({ resources, notResources }) => [...resources, ...(notResources ?? [])])
    .flatMap((text) => text.split(':')[3] ?? []);
  return [NOWHERE, ...new Set(named.filter((region) => /^[a-z]+-[a-z0-9-]+-\d+$/.test(region)))].slice(0, REGIONS);
};

/** Puts a role's policies together. With a `boundary` nothing is allowed that it does not allow as well. */
export const permissionsOf = <T>(
  policies: readonly Source<T>[],
  boundary: readonly Source<T>[] | undefined,
  ownAccounts: ReadonlySet<string>,
): Permissions<T> => {
  const [own = SOMEBODY] = ownAccounts;
  const all = held(policies, own);
  const limit = boundary === undefined ? undefined : held(boundary, own);
  const clauses = [all, limit].flatMap((of) => (of ? [...of.allows, ...of.denies] : [])).map(({ clause }) => clause);
  return { ...all, ...(limit === undefined ? {} : { boundary: limit }), own, regions: regionsIn(clauses) };
};
