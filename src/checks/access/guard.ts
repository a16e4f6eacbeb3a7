import { type Context, type Field, policyOf, type Reads, type Resource } from '../../check.ts';
import { type Policy, type PolicyText, type Statement, whoGetsIn } from '../../model/policy.ts';
import type { Json } from '../../model/value.ts';

/** What stands before a REST API whatever its methods ask for. */
export const GUARD_READS = { 'AWS::ApiGateway::RestApi': ['EndpointConfiguration', 'Policy'] } as const satisfies Reads;

export interface Guard {
  /** `closed`: no caller without credentials gets through. */
  readonly state: 'none' | 'limited' | 'closed' | 'unknown';
  /** Whom it lets through, to go on after "anyone": `who reaches the private API`. */
  readonly whom?: string;
}

type GuardContext = Pick<Context, 'ownAccounts' | 'settings' | 'today'>;
type Api = Resource<'AWS::ApiGateway::RestApi', 'EndpointConfiguration' | 'Policy'>;

/** What of a REST API's network and resource policy keeps callers out before any method is asked. */
export const guardOf = (api: Api, context: GuardContext): Guard => {
  const types = api.get('EndpointConfiguration').get('Types');
  const isPrivate = types.items().some((type) => type.state === 'known' && type.value === 'PRIVATE');
  const { state, whom } = policyGuard(api, isPrivate, context);
  if (state === 'closed') return { state };
  if (isPrivate) return { state: 'limited', whom: 'who reaches the private API' };
  return types.state === 'unknown' && state === 'none' ? { state: 'unknown' } : { state, ...(whom === undefined ? {} : { whom }) };
};

const policyGuard = (api: Api, onlyThroughEndpoint: boolean, { ownAccounts, settings, today }: GuardContext): Guard => {
  const policy = readPolicy(api.get('Policy'));
  if (policy === undefined) return { state: 'none' };
  if (policy === 'unknown' || policy.unknown.length > 0 || policy.statements.length === 0) return { state: 'unknown' };
  if (!policy.statements.some(admitsAnonymous)) return { state: 'closed' };
  const { trustedAccounts, trustedOrganizations } = settings;
  const question = { service: 'execute-api', ownAccounts, trustedAccounts, trustedOrganizations, today, onlyThroughEndpoint };
  const admissions = whoGetsIn(policy, question);
  if (admissions.some(({ who }) => who === 'anyone')) return { state: 'none' };
  if (admissions.some(({ who }) => who === 'unknown')) return { state: 'unknown' };
  return { state: 'limited', whom: "whom the API's resource policy lets in" };
};

const readPolicy = (field: Field<Json>): Policy | 'unknown' | undefined => {
  // The Serverless Framework writes an empty text where there is none.
  if (field.json() === '') return undefined;
  const { done, value } = policyOf(field).next();
  return done ? value : 'unknown';
};

/**
 * Whether an Allow can hold for a caller without credentials. A method that asks for none verifies no signature, so its callers
 * are anonymous: they match no principal but `*`, and carry no `aws:Principal...` key.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
 */
const admitsAnonymous = ({ effect, principals, notPrincipals, conditions }: Statement): boolean =>
  effect === 'Allow' &&
  (principals?.everyone === true ||
    principals?.unknown !== undefined ||
    notPrincipals !== undefined ||
    (principals?.aws ?? []).some(couldBeEveryone)) &&
  !conditions.some(({ operator, key }) => /^aws:principal/.test(key) && !/not|null|ifexists|^forallvalues:/i.test(operator));

/** A principal of which no part is known. */
const couldBeEveryone = (text: PolicyText): boolean => text.every((part) => typeof part === 'object' && !('target' in part));
