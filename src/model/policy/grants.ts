import { actionsOf, isOnObjects } from './actions.ts';
import { type Case, type Clause, idIn, OWN_RESOURCE } from './compiled.ts';
import { and, common, hasHole, instance, isWild, matches, NO, not, PERHAPS, some, type Truth, YES } from './glob.ts';

/** One thing that an Allow grants: an action on a resource, with the Deny statements that are about it. */
export interface Grant {
  readonly truth: Truth;
  readonly action: string;
  readonly denies: readonly { readonly clause: Clause; readonly about: Truth }[];
}

const FILL = 'zq7x';
const GRANTS = 128;

const patternsOf = (clauses: readonly Clause[], pick: (clause: Clause) => readonly string[]): readonly string[] => [
  ...new Set(clauses.flatMap(pick)),
];

const actionUniverse = (it: Case): readonly string[] => {
  const { service, actions } = it.question;
  const names = actions ?? actionsOf(service);
  const written = patternsOf([...it.allows, ...it.denies], (clause) => [...clause.actions, ...(clause.notActions ?? [])]).map(lower);
  if (names !== undefined) {
    const onRecord = names.map((name) => `${service}:${name.toLowerCase()}`);
    // AWS adds actions all the time: one that is written out and not on record is taken for one of them.
    const newer =
      actions === undefined ? written.filter((action) => action.startsWith(`${service}:`) && !isWild(action) && !hasHole(action)) : [];
    return [...new Set([...onRecord, ...newer.slice(0, 200)])];
  }
  const shaped = written.slice(0, 200).flatMap((pattern) => [common(`${service}:*`, pattern, FILL), common(`${service}:*`, pattern, '')]);
  return [...new Set([`${service}:${FILL}`, ...shaped.filter((action) => action !== undefined)])];
};

const lower = (text: string): string => text.toLowerCase();

const aboutAction = (clause: Clause, action: string): Truth => {
  const of = (patterns: readonly string[]) => some(patterns, (pattern) => matches(lower(pattern), action, true));
  return clause.notActions === undefined ? of(clause.actions) : not(of(clause.notActions));
};

/** Services whose policy is about the one resource that it is attached to. */
const SINGLE = new Set(['sqs', 'sns', 'kms', 'secretsmanager', 'events']);

const isOwnReference = (text: string): boolean => text.startsWith(`arn:aws:${OWN_RESOURCE}:`);

/** The resources that the policy tells apart, as it writes them; `undefined` for the one that it does not write. */
const resourceUniverse = (it: Case): readonly string[] => {
  const { service } = it.question;
  const written = patternsOf([...it.allows, ...it.denies], (clause) => [...clause.resources, ...(clause.notResources ?? [])]).filter(
    (text) => isOfService(service, text),
  );
  const usable = written.filter((text) => text !== '*').slice(0, 60);
  const literal = usable.filter((text) => !isWild(text));
  const shaped = usable.filter(isWild).flatMap((text) => [instance(text, FILL), instance(text, '')]);
  if (service !== 's3')
    return literal.length > 0 && SINGLE.has(service) ? literal : [...literal, ...shaped, ...(usable.length === 0 ? [ANY] : [])];
  const buckets = [...literal, ...shaped, ...(usable.length === 0 ? [`arn:${it.partition}:s3:::${FILL}`] : [])].map(
    (text) => text.split('/')[0] ?? text,
  );
  return [...new Set([...literal, ...shaped, ...buckets, ...buckets.map((bucket) => `${bucket}/${FILL}`)])];
};

/** The resource that no statement describes. */
const ANY = '';

/** An ARN of another service's resource in a policy is about nothing; a service that its ARN does not say is taken as meant. */
const isOfService = (service: string, text: string): boolean => {
  const named = /^arn:[^:]*:([^:]*):/.exec(text)?.[1];
  return (
    named === undefined || named === OWN_RESOURCE || isWild(named) || hasHole(named) || service === 'sts' || named.toLowerCase() === service
  );
};

const aboutResource = (it: Case, clause: Clause, resource: string): Truth => {
  const one = (pattern: string): Truth => {
    if (!isOfService(it.question.service, pattern)) return NO;
    if (pattern === '*') return YES;
    if (resource === ANY) return isAsked(it, pattern) ? YES : NO;
    // In the policy of a single resource, its reference in the template and its ARN in full are the same thing.
    if (SINGLE.has(it.question.service) && isOwnReference(pattern) !== isOwnReference(resource)) return isAsked(it, pattern) ? YES : NO;
    return matches(pattern, resource, true);
  };
  if (clause.notResources !== undefined) return not(some(clause.notResources, one));
  return clause.resources.length === 0 ? YES : some(clause.resources, one);
};

/** Services whose ARNs end in the name that the resource goes by. */
export const NAMED = new Set(['sqs', 'sns']);

/** Whether a resource of the policy may be the one that is asked for, as far as the question and the policy say. */
const isAsked = (it: Case, resource: string): boolean => {
  const { resource: asked, service } = it.question;
  if (asked === undefined || resource === ANY) return true;
  const parts = resource.split(':');
  // The id may have dots, slashes and colons of its own; the attribute that follows it has none.
  if (isOwnReference(resource))
    return (
      asked.id === undefined ||
      parts
        .slice(5)
        .join(':')
        .startsWith(`${idIn(asked.id)}.`)
    );
  if (asked.name === undefined || !NAMED.has(service) || parts.length < 6) return true;
  return matches(parts.slice(5).join(':'), asked.name, true) !== NO;
};

/** What a policy can be about: its actions and resources, worked out once for all of its statements. */
export interface Scope {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The Deny statements about an action, and those about a resource. */
  readonly denying: Map<string, readonly Truth[]>;
}

/** What the statements of a policy are about. */
export const scopeOf = (it: Case): Scope => {
  const asked = resourceUniverse(it).filter((resource) => isAsked(it, resource));
  return { actions: actionUniverse(it), resources: asked.length > 0 ? asked : [ANY], denying: new Map() };
};

/** How much work a verdict may still be; hostile policies run out of it. */
export interface Work {
  left: number;
}

const remembered = (scope: Scope, key: string, make: () => readonly Truth[]): readonly Truth[] => {
  const known = scope.denying.get(key);
  if (known !== undefined) return known;
  const made = make();
  scope.denying.set(key, made);
  return made;
};

/** What an Allow grants, one for each set of Deny statements that are about it. `complete` is false if there was too much of it. */
export const grantsOf = (
  it: Case,
  scope: Scope,
  allow: Clause,
  work: Work,
): { readonly grants: readonly Grant[]; readonly complete: boolean } => {
  const found = new Map<string, Grant>();
  const about = new Map(scope.resources.map((resource) => [resource, aboutResource(it, allow, resource)]));
  for (const action of scope.actions) {
    const granted = aboutAction(allow, action);
    if (granted === NO) continue;
    const byAction = remembered(scope, `action ${action}`, () => it.denies.map((clause) => aboutAction(clause, action)));
    for (const resource of scope.resources) {
      if (it.question.service === 's3' && isOnObjects(action) !== resource.includes('/')) continue;
      const truth = and(granted, about.get(resource) ?? NO);
      if (truth === NO) continue;
      work.left -= 1 + it.denies.length;
      if (work.left < 0 || found.size >= GRANTS) return { grants: [...found.values()], complete: false };
      const byResource = remembered(scope, `resource ${resource}`, () => it.denies.map((clause) => aboutResource(it, clause, resource)));
      const denies = it.denies.flatMap((clause, at) => {
        const both = and(byAction[at] ?? NO, byResource[at] ?? NO);
        return both === NO ? [] : [{ clause, about: both, at }];
      });
      const url = action === 'lambda:invokefunctionurl' ? 'url' : '';
      const key = `${url} ${truth} ${denies.map((deny) => `${deny.at}${deny.about === PERHAPS ? '?' : ''}`).join()}`;
      if (!found.has(key)) found.set(key, { truth, action, denies });
    }
  }
  return { grants: [...found.values()], complete: true };
};
