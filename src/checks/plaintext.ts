import { type Context, type Field, type Finding, finding, type Outcome, policyOf, type Undetermined, undetermined } from '../check.ts';
import { type Policy, type PolicyText, type Question, type Statement, whoGetsIn } from '../model/policy.ts';
import type { Json } from '../model/value.ts';
import type { Attached, AttachedContext, AttachedPolicies } from './attached-policy.ts';

/** Everyone may do everything in the clear: what a policy leaves of that. A request in the clear has no version of TLS. */
const IN_THE_CLEAR: Statement = {
  path: ['in the clear'],
  effect: 'Allow',
  principals: { everyone: true, aws: [], services: [], federated: [], canonical: [] },
  actions: [['*']],
  resources: [['*']],
  conditions: [
    { operator: 'Bool', key: 'aws:securetransport', values: [['false']] },
    { operator: 'Null', key: 's3:tlsversion', values: [['true']] },
  ],
};

/** A statement on the resource that its policy is attached to, by its reference or its name, as one on whatever it is attached to. */
const aboutItself = (statement: Statement, { resource, service }: Pick<Question, 'service' | 'resource'>): Statement => {
  const isItself = ([part, ...more]: PolicyText): boolean => {
    if (more.length > 0 || part === undefined) return false;
    if (typeof part !== 'string') return 'target' in part && resource?.id !== undefined && part.target.id === resource.id;
    const [arn, , its, , , ...name] = part.split(':');
    return arn === 'arn' && its === service && resource?.name !== undefined && name.join(':') === resource.name;
  };
  return { ...statement, resources: statement.resources.map((text) => (isItself(text) ? ['*'] : text)) };
};

/** The actions of these that a policy does not deny to callers without TLS; undetermined where its statements are not known. */
function* leftOpen(
  document: Field<Json>,
  policy: Policy,
  question: Pick<Question, 'service' | 'resource'>,
  actions: readonly string[],
  { today }: Pick<Context, 'today'>,
): Generator<Undetermined, readonly string[]> {
  const denying = policy.statements.filter(({ effect }) => effect === 'Deny').map((statement) => aboutItself(statement, question));
  if (denying.length === 0 && policy.unknown.length === 0) return actions;
  // One question for all that have the same statements: the answer is remembered.
  const named = denying.some(({ resources }) => resources.some((text) => text.join() !== '*')) && question.service !== 's3';
  const asIfOpen = { ...policy, statements: [...denying, IN_THE_CLEAR] };
  const open: string[] = [];
  for (const action of actions) {
    // Whoever is exempt is not denied, the own account included.
    const asked = {
      service: question.service,
      ...(named ? { resource: question.resource } : {}),
      actions: [action.toLowerCase()],
      ownAccounts: new Set<string>(),
      today,
    };
    const admissions = whoGetsIn(asIfOpen, asked);
    // Services always use TLS.
    const callers = admissions.filter(({ who }) => who !== 'service').filter((each) => !('because' in each));
    const doubt = callers.find((each) => each.who === 'unknown');
    if (callers.some(({ who }) => who !== 'unknown')) open.push(action);
    else if (doubt?.who === 'unknown') yield undetermined(document, doubt.reason);
  }
  return open;
}

/** What is asked of the policies of a resource: whether each of these actions is denied in the clear. */
export interface PlaintextQuestion {
  /** Begins the message: `Orders`. */
  readonly whose: string;
  readonly actions: readonly string[];
}

/** The findings of a check that asks whether a resource answers requests without TLS. */
export function* acceptsPlaintext(
  subject: Attached,
  { question, policies, prepared }: AttachedPolicies,
  types: readonly string[],
  context: AttachedContext,
  { whose, actions }: PlaintextQuestion,
): Generator<Outcome> {
  const say = (open: readonly string[]) => {
    const names = open.map((action) => `${question.service}:${action}`);
    return [names.slice(0, -1).join(', '), names.at(-1)].filter((part) => part !== '').join(' and ');
  };
  const found: { readonly document: Field<Json>; readonly open: readonly string[] }[] = [];
  for (const { document } of policies) {
    const policy = yield* policyOf(document);
    if (policy === undefined) {
      if (document.state === 'absent') continue;
      return;
    }
    found.push({ document, open: yield* leftOpen(document, prepared(policy), question, actions, context) });
  }
  const leaving = found.filter(({ open }) => open.length > 0);
  if (found.length > leaving.length && leaving.length > 0) {
    // Each policy replaces the one before: which of them stays is not known.
    for (const { document, open } of leaving)
      yield finding(
        document,
        `${whose} has several policies, of which AWS keeps one, and this denies no ${say(open)} without TLS`,
        LESS_SURE,
      );
    return;
  }
  for (const { document, open } of leaving)
    yield finding(document, `${whose} takes requests without TLS: its policy does not deny ${say(open)}`);
  if (found.length > 0) return;
  if (types.every((type) => context.complete(type as never)))
    yield finding(subject, `${whose} takes requests without TLS: it has no policy that denies them`);
}

const LESS_SURE: Pick<Finding, 'confidence'> = { confidence: 'low' };
