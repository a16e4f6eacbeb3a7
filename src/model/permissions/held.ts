import { type Clause, compile } from '../policy/compiled.ts';
import { hasHole, isWild } from '../policy/glob.ts';
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
  /** Those of them that name one action, and those that may name several. */
  readonly names: ReadonlySet<string>;
  readonly wild: readonly string[];
  /** The services of all of these actions in lower case; `undefined` where they may be of any. */
  readonly services: ReadonlySet<string> | undefined;
  /** Whether it may be about resources that it does not name. */
  readonly open: boolean;
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
export const SOMEBODY = '401928374655';

type Statement = Omit<Held<never>, 'of'>;
interface Compiled {
  readonly own: string;
  readonly allows: readonly Statement[];
  readonly denies: readonly Statement[];
  /** The Regions that its resources name. */
  readonly regions: readonly string[];
}

/** What policies came to before, by the account: many roles have the same policy of AWS's. */
const compiled = new WeakMap<Policy, Compiled>();

const compiledFor = (policy: Policy, own: string): Compiled => {
  const known = compiled.get(policy);
  if (known?.own === own) return known;
  const { allows, denies, reason } = compile(policy, { service: '', ownAccounts: new Set([own]) });
  const statementOf = (clause: Clause): Statement => {
    const patterns = (clause.notActions ?? clause.actions).map((pattern) => pattern.toLowerCase());
    const wild = patterns.filter(isOpen);
    const names = new Set(patterns.filter((pattern) => !isOpen(pattern)));
    const open = clause.notResources !== undefined || clause.resources.some(isOpen);
    return { clause, patterns, names, wild, services: servicesOf(clause, patterns), open, reason };
  };
  const made = { own, allows: allows.map(statementOf), denies: denies.map(statementOf), regions: regionsIn([...allows, ...denies]) };
  compiled.set(policy, made);
  return made;
};

/** Whether an element may name several. */
const isOpen = (pattern: string): boolean => isWild(pattern) || hasHole(pattern);

const servicesOf = ({ notActions }: Clause, patterns: readonly string[]): ReadonlySet<string> | undefined => {
  const services = patterns.map((pattern) => pattern.slice(0, Math.max(0, pattern.indexOf(':'))));
  return notActions === undefined && services.every((service) => /^[a-z0-9-]+$/.test(service)) ? new Set(services) : undefined;
};

const regionsIn = (clauses: readonly Clause[]): readonly string[] =>
  clauses
    .flatMap(({ resources, notResources }) => [...resources, ...(notResources ?? [])])
    .flatMap((text) => text.split(':')[3] ?? [])
    .filter((region) => /^[a-z]+-[a-z0-9-]+-\d+$/.test(region));

const NOWHERE = 'zq-nowhere-7';
/** More are not told apart. */
const REGIONS = 4;
/** Most policies name none. */
const NONE_NAMED: readonly string[] = [NOWHERE];

/** Puts a role's policies together. With a `boundary` nothing is allowed that it does not allow as well. */
export const permissionsOf = <T>(
  policies: readonly Source<T>[],
  boundary: readonly Source<T>[] | undefined,
  ownAccounts: ReadonlySet<string>,
): Permissions<T> => {
  const [own = SOMEBODY] = ownAccounts;
  const regions = new Set([NOWHERE]);
  const held = (sources: readonly Source<T>[]) => {
    const allows: Held<T>[] = [];
    const denies: Held<T>[] = [];
    for (const { policy, of } of sources) {
      const known = compiledFor(policy, own);
      for (const statement of known.allows) allows.push({ ...statement, of });
      for (const statement of known.denies) denies.push({ ...statement, of });
      for (const region of known.regions) regions.add(region);
    }
    return { allows, denies };
  };
  const all = held(policies);
  const limit = boundary === undefined ? undefined : held(boundary);
  return {
    ...all,
    ...(limit === undefined ? {} : { boundary: limit }),
    own,
    regions: regions.size === 1 ? NONE_NAMED : [...regions].slice(0, REGIONS),
  };
};
