import { type Context, type Field, policyOf, type Reads, type Resource } from '../../check.ts';
import { type Policy, type PolicyText, type Statement, whoGetsIn } from '../../model/policy.ts';
import type { Json } from '../../model/value.ts';

/** What stands before a REST API whatever its methods ask for. */
export const GUARD_READS = { 'AWS::ApiGateway::RestApi': ['EndpointConfiguration', 'Policy', 'Body'] } as const satisfies Reads;

export interface Guard {
  /** `closed`: no caller without credentials gets through. */
  readonly state: 'none' | 'limited' | 'closed' | 'unknown';
  /** Whom it lets through, to go on after "anyone": `who reaches the private API`. */
  readonly whom?: string;
}

type Api = Resource<'AWS::ApiGateway::RestApi', 'EndpointConfiguration' | 'Policy' | 'Body'>;

/** What of a REST API's network and resource policy keeps callers out before any method is asked. */
export const guardOf = (api: Api, context: Pick<Context, 'ownAccounts' | 'settings'>): Guard => {
  const { state, whom } = policyGuard(api, context);
  if (state === 'closed') return { state };
  const types = api.get('EndpointConfiguration').get('Types');
  if (types.items().some((type) => type.state === 'known' && type.value === 'PRIVATE'))
    return { state: 'limited', whom: 'who reaches the private API' };
  return types.state === 'unknown' && state === 'none' ? { state: 'unknown' } : { state, ...(whom === undefined ? {} : { whom }) };
};

const policyGuard = (api: Api, { ownAccounts, settings }: Pick<Context, 'ownAccounts' | 'settings'>): Guard => {
  const policy = readPolicy(policyField(api));
  if (policy === undefined) return { state: 'none' };
  if (policy === 'unknown' || policy.unknown.length > 0) return { state: 'unknown' };
  if (!policy.statements.some(admitsAnonymous)) return { state: 'closed' };
  const { trustedAccounts, trustedOrganizations } = settings;
  const admissions = whoGetsIn(policy, { service: 'execute-api', ownAccounts, trustedAccounts, trustedOrganizations });
  if (admissions.some(({ who }) => who === 'anyone')) return { state: 'none' };
  if (admissions.some(({ who }) => who === 'unknown')) return { state: 'unknown' };
  return { state: 'limited', whom: "whom the API's resource policy lets in" };
};

/** A resource policy stands beside the API's body, or in it. */
const policyField = (api: Api): Field<Json> => {
  const own = api.get('Policy');
  if (own.state !== 'absent') return own;
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html
  return (api.get('Body') as Field<{ 'x-amazon-apigateway-policy': Json }>).get('x-amazon-apigateway-policy');
};

const readPolicy = (field: Field<Json>): Policy | 'unknown' | undefined => {
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
  (principals?.everyone === true || notPrincipals !== undefined || (principals?.aws ?? []).some(couldBeEveryone)) &&
  !conditions.some(({ operator, key }) => /^aws:principal/.test(key) && !/not|null|ifexists|^forallvalues:/i.test(operator));

/** A principal of which no part is known. */
const couldBeEveryone = (text: PolicyText): boolean => text.every((part) => typeof part === 'object' && !('target' in part));
