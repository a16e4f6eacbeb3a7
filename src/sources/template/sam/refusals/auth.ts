import type { Span } from '../../../text/source-file.ts';
import { intrinsicOf, type MapNode, member, type Node, textOf } from '../../node.ts';
import { isNoValue } from '../../routes/branches.ts';
import { isTrue } from '../make.ts';
import type { Refusal } from './refusal.ts';

/** The authorizers that an API defines. */
export const authorizersOf = (auth: Node | undefined): ReadonlyMap<string, { readonly key: Span; readonly value: Node }> => {
  const authorizers = member(auth, 'Authorizers');
  return authorizers?.kind === 'map' && !intrinsicOf(authorizers) ? authorizers.entries : new Map();
};

/** Whether IAM may authorize callers. */
export const hasIam = (rest: boolean, auth: Node | undefined): boolean => {
  const enabled = member(auth, 'EnableIamAuthorizer');
  return rest || (enabled?.kind === 'scalar' && enabled.value === true);
};

const SOURCES = ['Headers', 'QueryStrings', 'StageVariables', 'Context'];

/** An authorizer of requests needs a source, unless nothing is cached by it. */
const hasIdentitySource = (identity: Node | undefined): boolean => {
  const ttl = member(identity, 'ReauthorizeEvery');
  const isOff = ttl?.kind === 'scalar' ? Number(ttl.value) === 0 : ttl !== undefined;
  return isOff || SOURCES.some((name) => isTrue(member(identity, name)));
};

const REST = [
  'Authorizers',
  'DefaultAuthorizer',
  'InvokeRole',
  'AddDefaultAuthorizerToCorsPreflight',
  'AddApiKeyRequiredToCorsPreflight',
  'ApiKeyRequired',
  'ResourcePolicy',
  'UsagePlan',
];
const HTTP = ['Authorizers', 'DefaultAuthorizer', 'EnableIamAuthorizer'];
const USAGE_PLAN = ['CreateUsagePlan', 'Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName'];

const isSet = (node: Node | undefined): boolean => node !== undefined && !(node.kind === 'scalar' && node.value === null);

function* ofRestAuthorizer(value: MapNode): Generator<string> {
  const [payload, scopes, identity] = ['FunctionPayloadType', 'AuthorizationScopes', 'Identity'].map((name) => member(value, name));
  if (isTrue(payload) && !['TOKEN', 'REQUEST'].includes(textOf(payload) ?? (intrinsicOf(payload) ? 'TOKEN' : '')))
    yield 'has a FunctionPayloadType other than TOKEN and REQUEST';
  if (isTrue(scopes) && scopes?.kind !== 'list') yield 'has AuthorizationScopes that are not a list';
  if (isTrue(identity) && identity?.kind !== 'map') yield 'has an Identity that is not a map';
  const other = SOURCES.find((name) => isTrue(member(identity, name)) && member(identity, name)?.kind !== 'list');
  if (other !== undefined) yield `has an Identity of which ${other} is not a list`;
  if (textOf(payload) === 'REQUEST' && !hasIdentitySource(identity)) yield 'of requests needs a source of identity';
}

/** What only one of both kinds of an HTTP API's authorizers has. */
const OF_LAMBDA = ['FunctionArn', 'FunctionInvokeRole', 'EnableSimpleResponses', 'Identity'];
const OF_JWT = ['AuthorizationScopes', 'IdentitySource'];

function* ofHttpAuthorizer(value: MapNode): Generator<string> {
  const jwt = member(value, 'JwtConfiguration');
  const scopes = member(value, 'AuthorizationScopes');
  if (isTrue(scopes) && scopes?.kind !== 'list') yield 'has AuthorizationScopes that are not a list';
  if (isTrue(jwt)) {
    const other = OF_LAMBDA.find((name) => isSet(member(value, name)));
    if (other !== undefined) yield `has JwtConfiguration and ${other}`;
    if (jwt?.kind !== 'map') yield 'has a JwtConfiguration that is not a map';
    if (!member(value, 'IdentitySource')) yield 'needs IdentitySource';
  } else {
    const other = OF_JWT.find((name) => isSet(member(value, name)));
    if (other !== undefined) yield `has ${other} and no JwtConfiguration`;
    if (!isTrue(member(value, 'FunctionArn'))) yield 'needs FunctionArn or JwtConfiguration';
    else if (!member(value, 'AuthorizerPayloadFormatVersion')) yield 'needs AuthorizerPayloadFormatVersion';
  }
}

function* ofAuthorizer(rest: boolean, name: string, key: Span, value: Node): Generator<Refusal> {
  if (value.kind !== 'map') return yield { span: key, why: `authorizer ${name} is not a map` };
  for (const why of rest ? ofRestAuthorizer(value) : ofHttpAuthorizer(value)) yield { span: key, why: `authorizer ${name} ${why}` };
}

function* ofDefault(rest: boolean, auth: Node): Generator<Refusal> {
  const given = member(auth, 'DefaultAuthorizer');
  const authorizers = authorizersOf(auth);
  if (!given || !isTrue(given) || (!rest && isNoValue(given)) || (rest && authorizers.size === 0)) return;
  const name = textOf(given);
  if (name === undefined) yield { span: given.span, why: 'DefaultAuthorizer is not a name' };
  else if (!authorizers.has(name) && !(name === 'AWS_IAM' && hasIam(rest, auth)))
    yield { span: given.span, why: `DefaultAuthorizer ${name} is none of its authorizers` };
}

function* ofUsagePlan(plan: Node | undefined): Generator<Refusal> {
  if (plan === undefined || (plan.kind === 'scalar' && plan.value === null)) return;
  const { span } = plan;
  if (plan.kind !== 'map') return yield { span, why: 'UsagePlan is not a map' };
  const other = [...plan.entries].find(([name]) => !USAGE_PLAN.includes(name));
  if (other) return yield { span: other[1].key, why: `UsagePlan has no property ${other[0]}` };
  if (!['PER_API', 'SHARED', 'NONE'].includes(textOf(member(plan, 'CreateUsagePlan')) ?? ''))
    yield { span, why: 'CreateUsagePlan is PER_API, SHARED or NONE' };
}

/** What SAM refuses of the `ResourcePolicy` of a REST API or an event. */
export function* ofResourcePolicy(policy: Node): Generator<string> {
  if (!isTrue(policy)) return;
  if (policy.kind !== 'map') return yield 'ResourcePolicy is not a map';
  for (const name of ['SourceVpcWhitelist', 'SourceVpcBlacklist']) {
    const given = member(policy, name);
    if (given?.kind === 'list' && given.items.some((item) => textOf(item) === undefined)) yield `${name} is not a list of texts`;
  }
}

/** What SAM refuses of the `Auth` of a REST or HTTP API. */
export function* ofAuth(rest: boolean, auth: Node | undefined): Generator<Refusal> {
  if (auth === undefined || !isTrue(auth)) return;
  const { span } = auth;
  if (auth.kind !== 'map') return yield { span, why: 'Auth is not a map' };
  const other = [...auth.entries].find(([name]) => !(rest ? REST : HTTP).includes(name));
  if (other) return yield { span: other[1].key, why: `Auth has no property ${other[0]}` };
  const authorizers = member(auth, 'Authorizers');
  if (isTrue(authorizers) && (authorizers?.kind !== 'map' || intrinsicOf(authorizers)))
    return yield { span: (authorizers as Node).span, why: 'Authorizers is not a map' };
  for (const [name, { key, value }] of authorizersOf(auth)) yield* ofAuthorizer(rest, name, key, value);
  yield* ofDefault(rest, auth);
  if (!rest) return;
  yield* ofUsagePlan(member(auth, 'UsagePlan'));
  const policy = member(auth, 'ResourcePolicy');
  if (policy) for (const why of ofResourcePolicy(policy)) yield { span: policy.span, why };
}
