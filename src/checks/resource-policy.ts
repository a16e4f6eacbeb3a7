import {
  type Anchor,
  type Context,
  type Field,
  type Finding,
  finding,
  type Outcome,
  policyOf,
  type Undetermined,
  undetermined,
} from '../check.ts';
import { type Admission, ownAccountsOf, type Policy, type Question, type Statement, whoGetsIn } from '../model/policy.ts';
import type { Json, Path } from '../model/value.ts';

/** One answer of a policy to *who can this let in*, with the place in the user's document that it comes from. */
export interface Grant {
  readonly admission: Admission;
  /** The statement that lets them in. */
  readonly statement: Statement | undefined;
  readonly at: Anchor;
}

/** What a policy document lets in, with everything of the context that the answer depends on. */
export function* grantsIn(
  document: Field<Json>,
  context: Pick<Context, 'ownAccounts' | 'settings' | 'today'>,
  question: Pick<Question, 'service' | 'actions' | 'resource' | 'onlyThroughEndpoint'>,
  prepared: (policy: Policy) => Policy = (policy) => policy,
): Generator<Undetermined, readonly Grant[]> {
  const given = yield* policyOf(document);
  if (given === undefined) return [];
  const policy = prepared(given);
  for (const { path, reason } of policy.unknown) yield undetermined(placeOf(document, path), reason);
  return grantsOf(policy, context, question, ({ path }) => placeOf(document, [...path, 'Principal']));
}

/** The same of a policy in its normal form, with the place of each statement's principals. */
export const grantsOf = (
  policy: Policy,
  context: Pick<Context, 'ownAccounts' | 'settings' | 'today'>,
  question: Pick<Question, 'service' | 'actions' | 'resource' | 'onlyThroughEndpoint'>,
  place: (statement: Pick<Statement, 'path'>) => Anchor,
): readonly Grant[] => {
  const { trustedAccounts, trustedOrganizations } = context.settings;
  const named = ownAccountsOf(policy, question.service);
  const ownAccounts = named.size === 0 ? context.ownAccounts : new Set([...context.ownAccounts, ...named]);
  const asked = { ...question, ownAccounts, trustedAccounts, trustedOrganizations, today: context.today };
  return whoGetsIn(policy, asked).map((admission) => ({
    admission,
    statement: policy.statements.find(({ path }) => path.join() === admission.path.join()),
    at: place(admission),
  }));
};

/** The findings of a check that asks whether anyone gets in. `whose` begins the message: `Orders`. */
export function* letsAnyoneIn(whose: string, grants: readonly Grant[]): Generator<Outcome> {
  for (const { admission, at } of grants) {
    if (admission.who === 'unknown' && admission.atWorst === 'anyone') yield undetermined(at, admission.reason);
    if (admission.who !== 'anyone') continue;
    const because = admission.because === undefined ? '' : `: ${admission.because}`;
    yield finding(at, `${whose} lets anyone in${because}`, { confidence: admission.confidence });
  }
}

/** The findings of a check that asks whether accounts get in that nobody called trusted, without a condition. */
export function* letsForeignersIn(whose: string, grants: readonly Grant[]): Generator<Outcome> {
  for (const { admission, statement, at } of grants) {
    // A source's ARN is a condition; its account alone lets in whatever there is in it.
    const bySource = statement?.conditions.some(({ key }) => key === 'aws:sourcearn') ?? false;
    const byAccount = !bySource && (statement?.unknown !== undefined || (statement?.conditions.length ?? 0) > 0);
    if (admission.who === 'unknown' && (/anyone|account/.test(admission.atWorst) || (admission.atWorst === 'service' && byAccount)))
      yield undetermined(at, admission.reason);
    if (admission.who === 'account' && !admission.trusted && !admission.conditioned)
      yield finding(at, `${whose} lets in account ${admission.account}, which is neither its own nor trusted`, sureAs(admission));
    if (admission.who === 'service' && admission.source === 'foreign' && admission.trusted !== true && !bySource) {
      const message = `${whose} lets in whatever acts for account ${admission.account}, which is neither its own nor trusted`;
      yield finding(at, message, sureAs(admission));
    }
  }
}

/** A template seldom says which account it is deployed in: a foreign one is told with less than full confidence. */
const sureAs = ({ confidence }: Admission): Pick<Finding, 'confidence'> => ({ confidence: confidence === 'high' ? 'medium' : 'low' });

/** The place that a path of a policy's normal form leads to; the nearest above it where the document is one text. */
export const placeOf = (document: Field<Json>, path: Path): Anchor => {
  let at: Field<Json> = document;
  for (const step of path) {
    const below = typeof step === 'number' ? at.items()[step] : (at as Field<Readonly<Record<string, Json>>>).get(step);
    const text = below?.state === 'unknown' && below.reason.kind === 'malformed';
    if (below === undefined || below.state === 'absent' || at.state !== 'known' || text) return at;
    at = below;
  }
  return at;
};
