import type { Clause } from '../policy/compiled.ts';
import { and, hasHole, isWild, matches, NO, not, PERHAPS, some, type Truth, YES } from '../policy/glob.ts';
import type { UnknownReason } from '../value.ts';
import { type Circumstances, isInescapable, isMet } from './conditions.ts';
import type { Held, Permissions } from './held.ts';
import { covers, named, unnamed } from './resources.ts';

/** Something that a role may do: an action, and the kinds of resources that it may be limited to (`dynamodb:*:*:table/*`). */
export interface Act {
  readonly name: string;
  readonly resources: readonly string[];
}

/** On what it may be done: on every resource of a kind, on any at all, or on one by its ARN. */
export type Reach = 'every' | 'any' | { readonly arn: string };

/** One statement that allows an act. */
export interface PermissionGrant<T> {
  readonly act: Act;
  readonly held: Held<T>;
  readonly truth: typeof YES | typeof PERHAPS;
  /** Why it is not known, where it is not. */
  readonly reason?: UnknownReason;
}

const NOTHING_GIVEN: Circumstances = new Map();

const isAbout = ({ clause: { notActions }, names, wild }: Held<unknown>, action: string): Truth => {
  const truth = names.has(action) ? YES : some(wild, (pattern) => matches(pattern, action, true));
  return notActions === undefined ? truth : not(truth);
};

const reaches = ({ clause: { resources, notResources } }: Held<unknown>, resource: string): Truth => {
  const of = (patterns: readonly string[]) => some(patterns, (pattern) => covers(pattern, resource));
  return notResources === undefined ? of(resources) : not(of(notResources));
};

/** Whether a Deny is about an action on a resource, whatever the circumstances. What is not known of it takes nothing away. */
const takesAway = (deny: Held<unknown>, action: string, resource: string, given: Circumstances): boolean =>
  !deny.clause.unknown &&
  isAbout(deny, action) === YES &&
  reaches(deny, resource) === YES &&
  isInescapable(deny.clause.terms, given) === YES;

const truthOf = (allow: Held<unknown>, action: string, resource: string, given: Circumstances): Truth => {
  const about = isAbout(allow, action);
  if (about === NO) return NO;
  const truth = and(and(about, reaches(allow, resource)), isMet(allow.clause.terms, given));
  return allow.clause.unknown ? and(truth, PERHAPS) : truth;
};

/** Whether what one statement allows is left by the Deny statements and the boundary. */
const isLeft = (
  { denies, boundary }: Permissions<unknown>,
  action: string,
  resource: string,
  given: Circumstances,
): { readonly truth: Truth; readonly by?: Held<unknown> } => {
  if (denies.some((deny) => takesAway(deny, action, resource, given))) return { truth: NO };
  if (boundary === undefined) return { truth: YES };
  if (boundary.denies.some((deny) => takesAway(deny, action, resource, given))) return { truth: NO };
  let best: { truth: Truth; by?: Held<unknown> } = { truth: NO };
  for (const allow of boundary.allows) {
    const truth = truthOf(allow, action, resource, given);
    if (truth > best.truth) best = { truth, by: allow };
  }
  return best;
};

type Where = Pick<Permissions<unknown>, 'own' | 'regions'>;

/** A resource that stands for others, and how sure it is that a statement is about it. */
interface Witness {
  readonly resource: string;
  readonly reached: typeof YES | typeof PERHAPS;
}

/** The resources of a kind by which it is told what a statement reaches; none where it reaches none of them. */
const witnessesOf = (held: Held<unknown>, kind: string, reach: Reach, where: Where): readonly Witness[] => {
  const { resources, notResources } = held.clause;
  // What names one resource is about no other.
  const every = (pattern: string) => (isWild(pattern) || hasHole(pattern) ? unnamed(kind, pattern, where) : []);
  const some = (pattern: string) => (pattern !== '*' && !hasHole(pattern) ? [named(pattern)] : every(pattern));
  const of =
    typeof reach === 'object'
      ? [reach.arn]
      : kind === '*'
        ? ['*']
        : notResources !== undefined
          ? every('*')
          : resources.flatMap(reach === 'any' ? some : every);
  return [...new Set(of)].flatMap((resource): readonly Witness[] => {
    const reached = reaches(held, resource);
    return reached === NO ? [] : [{ resource, reached }];
  });
};

/** What a statement reaches, by the kind of resource. */
interface Reached {
  readonly regions: Where['regions'];
  readonly every: Map<string, readonly Witness[]>;
  readonly any: Map<string, readonly Witness[]>;
}

/** The same as found before: a statement is asked about many actions that are about the same few kinds, and many roles have the same ones. */
const found = new WeakMap<Clause, Reached>();

const witnesses = (held: Held<unknown>, kind: string, reach: Reach, where: Where): readonly Witness[] => {
  if (typeof reach === 'object') return witnessesOf(held, kind, reach, where);
  let reached = found.get(held.clause);
  if (reached === undefined || reached.regions !== where.regions) {
    reached = { regions: where.regions, every: new Map(), any: new Map() };
    found.set(held.clause, reached);
  }
  const known = reached[reach].get(kind);
  if (known !== undefined) return known;
  const made = witnessesOf(held, kind, reach, where);
  reached[reach].set(kind, made);
  return made;
};

/** What is about no resource in particular is allowed on all or not at all. */
const NONE_IN_PARTICULAR = ['*'];

/** Why it is not known whether a statement allows an act. */
const reasonOf = ({ clause, reason }: Held<unknown>): UnknownReason | undefined => {
  if (clause.statement.unknown !== undefined) return clause.statement.unknown;
  const texts = [
    ...clause.resources,
    ...(clause.notResources ?? []),
    ...clause.actions,
    ...(clause.notActions ?? []),
    ...clause.terms.flatMap(({ values }) => values),
  ];
  const text = texts.find(hasHole);
  return text === undefined ? undefined : reason(text);
};
const MALFORMED: UnknownReason = { kind: 'malformed', expected: 'a condition operator' };

/** Whether a statement allows an act within a reach after all that takes away from it. */
export const grantOf = <T>(
  permissions: Permissions<T>,
  held: Held<T>,
  act: Act,
  reach: Reach,
  given: Circumstances = NOTHING_GIVEN,
): PermissionGrant<T> | undefined => {
  if (reach === 'every' && !held.open) return undefined;
  const action = act.name.toLowerCase();
  const about = isAbout(held, action);
  if (about === NO) return undefined;
  const { terms, unknown } = held.clause;
  let sure: Truth | undefined;
  let best: PermissionGrant<T> | undefined;
  for (const kind of act.resources.length === 0 ? NONE_IN_PARTICULAR : act.resources)
    for (const { resource, reached } of witnesses(held, kind, reach, permissions)) {
      sure ??= and(and(about, isMet(terms, given)), unknown ? PERHAPS : YES);
      if (sure === NO) return undefined;
      const allowed = and(sure, reached);
      const left = isLeft(permissions, action, resource, given);
      const truth = and(allowed, left.truth);
      if (truth === YES) return { act, held, truth };
      const unsure = allowed === PERHAPS ? held : left.by;
      if (truth === PERHAPS) best ??= { act, held, truth, reason: (unsure && reasonOf(unsure)) ?? MALFORMED };
    }
  return best;
};

/** The statements that allow an act within a reach after all that takes away from it. */
export const grantsOf = <T>(
  permissions: Permissions<T>,
  act: Act,
  reach: Reach,
  given: Circumstances = NOTHING_GIVEN,
): readonly PermissionGrant<T>[] => permissions.allows.flatMap((held) => grantOf(permissions, held, act, reach, given) ?? []);
