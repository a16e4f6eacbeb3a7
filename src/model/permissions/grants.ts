import { and, hasHole, matches, NO, not, PERHAPS, some, type Truth, YES } from '../policy/glob.ts';
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
  /** The element of `Resource` that reaches it; `undefined` where that is what `NotResource` leaves. */
  readonly pattern: string | undefined;
  readonly truth: typeof YES | typeof PERHAPS;
  /** Why it is not known, where it is not. */
  readonly reason?: UnknownReason;
}

const NOTHING_GIVEN: Circumstances = new Map();

const isAbout = ({ clause: { notActions }, patterns }: Held<unknown>, action: string): Truth => {
  const truth = some(patterns, (pattern) => matches(pattern, action, true));
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

/** The resources by which it is told whether a statement allows an act within a reach, with the pattern that each stands for. */
const witnesses = (
  { clause: { resources, notResources } }: Held<unknown>,
  { resources: kinds }: Act,
  reach: Reach,
  where: Pick<Permissions<unknown>, 'own' | 'regions'>,
): readonly { readonly pattern: string | undefined; readonly resource: string }[] => {
  if (typeof reach === 'object')
    return (notResources === undefined ? resources : [undefined]).map((pattern) => ({ pattern, resource: reach.arn }));
  // What is about no resource in particular is allowed on all or not at all.
  if (kinds.length === 0)
    return notResources === undefined ? resources.map((pattern) => ({ pattern, resource: '*' })) : [{ pattern: undefined, resource: '*' }];
  if (notResources !== undefined)
    return kinds.flatMap((kind) => unnamed(kind, '*', where).map((resource) => ({ pattern: undefined, resource })));
  return resources.flatMap((pattern) =>
    reach === 'any' && pattern !== '*' && !hasHole(pattern)
      ? [{ pattern, resource: named(pattern) }]
      : kinds.flatMap((kind) => unnamed(kind, pattern, where).map((resource) => ({ pattern, resource }))),
  );
};

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

/** The statements that allow an act within a reach after all that takes away from it, at most one grant for a statement. */
export const grantsOf = <T>(
  permissions: Permissions<T>,
  act: Act,
  reach: Reach,
  given: Circumstances = NOTHING_GIVEN,
): readonly PermissionGrant<T>[] => {
  const action = act.name.toLowerCase();
  const found: PermissionGrant<T>[] = [];
  for (const held of permissions.allows) {
    if (isAbout(held, action) === NO) continue;
    let best: PermissionGrant<T> | undefined;
    for (const { pattern, resource } of witnesses(held, act, reach, permissions)) {
      const allowed = truthOf(held, action, resource, given);
      if (allowed === NO) continue;
      const left = isLeft(permissions, action, resource, given);
      const truth = and(allowed, left.truth);
      if (truth === YES) {
        best = { act, held, pattern, truth };
        break;
      }
      const unsure = allowed === PERHAPS ? held : left.by;
      if (truth === PERHAPS) best ??= { act, held, pattern, truth, reason: (unsure && reasonOf(unsure)) ?? MALFORMED };
    }
    if (best !== undefined) found.push(best);
  }
  return found;
};
