import type { Span } from '../../../text/source-file.ts';
import { intrinsicOf, member, type Node, textOf } from '../../node.ts';
import { resolvedText, type SamContext, type SamResource } from '../context.ts';
import { isTrue } from '../make.ts';
import { isAbsent, type Refusal } from './refusal.ts';

const authorizersOf = (own: Node): ReadonlyMap<string, { readonly key: Span; readonly value: Node }> => {
  const authorizers = member(member(own, 'Auth'), 'Authorizers');
  return authorizers?.kind === 'map' && !intrinsicOf(authorizers) ? authorizers.entries : new Map();
};

/** An authorizer of requests needs a source, unless nothing is cached by it. */
const hasIdentitySource = (identity: Node | undefined): boolean => {
  const ttl = member(identity, 'ReauthorizeEvery');
  const isOff = ttl?.kind === 'scalar' ? Number(ttl.value) === 0 : ttl !== undefined;
  return isOff || ['Headers', 'QueryStrings', 'StageVariables', 'Context'].some((name) => isTrue(member(identity, name)));
};

const REST_CORS = ['AllowMethods', 'AllowHeaders', 'AllowOrigin', 'MaxAge', 'AllowCredentials'];
const HTTP_CORS = ['AllowMethods', 'AllowHeaders', 'AllowOrigins', 'ExposeHeaders', 'MaxAge', 'AllowCredentials'];

/** Whether credentials are literally allowed for origins that are literally any. */
const isForAnyone = (rest: boolean, cors: Node): boolean => {
  const credentials = member(cors, 'AllowCredentials');
  if (credentials?.kind !== 'scalar' || credentials.value !== true) return false;
  const origins = member(cors, rest ? 'AllowOrigin' : 'AllowOrigins');
  if (rest) return origins === undefined || textOf(origins) === "'*'";
  return origins?.kind === 'list' && origins.items.length === 1 && textOf(origins.items[0]) === '*';
};

function* ofCors(rest: boolean, cors: Node | undefined, { template }: SamContext): Generator<Refusal> {
  if (cors === undefined || !isTrue(cors)) return;
  const { span } = cors;
  const isText = resolvedText(template, cors) !== undefined;
  const isSwitch = cors.kind === 'scalar' && cors.value === true;
  if (cors.kind === 'list' || (cors.kind === 'scalar' && !isText && !(isSwitch && !rest)) || (isText && !rest))
    yield { span, why: 'CORS is set neither by a map nor by a value that stands for its origins' };
  if (cors.kind !== 'map' || intrinsicOf(cors)) return;
  for (const [name, { key }] of cors.entries)
    if (!(rest ? REST_CORS : HTTP_CORS).includes(name)) yield { span: key, why: `CORS has no property ${name}` };
  if (isForAnyone(rest, cors)) yield { span, why: 'AllowCredentials needs an origin other than any' };
}

/** What SAM writes into a body, which it refuses to do where it sees none. */
const WRITTEN = { rest: ['Cors', 'Auth', 'GatewayResponses', 'Models'], http: ['CorsConfiguration', 'Auth'] } as const;

function* ofBody(rest: boolean, own: Node): Generator<Refusal> {
  const body = member(own, 'DefinitionBody');
  const isRead = isTrue(body)
    ? member(body, 'paths')?.kind === 'map' && ['openapi', ...(rest ? ['swagger'] : [])].some((name) => isTrue(member(body, name)))
    : !isTrue(member(own, 'DefinitionUri'));
  const name = isRead ? undefined : WRITTEN[rest ? 'rest' : 'http'].find((each) => isTrue(member(own, each)));
  if (name !== undefined)
    yield { span: (member(own, name) as Node).span, why: `${name} needs a DefinitionBody that is an OpenAPI document` };
}

/** What SAM refuses of REST and HTTP APIs. */
export function* ofApi({ type, properties: own, span, id }: SamResource, context: SamContext): Generator<Refusal> {
  const given = (name: string): Node | undefined => member(own, name);
  const rest = type === 'AWS::Serverless::Api';
  if (isTrue(given('DefinitionUri')) && isTrue(given('DefinitionBody')))
    yield { span, why: 'an API has DefinitionUri or DefinitionBody, and not both' };
  const domain = given('Domain');
  if (domain?.kind === 'map' && !intrinsicOf(domain)) {
    const missing = ['DomainName', 'CertificateArn'].find((name) => isAbsent(member(domain, name)));
    if (missing !== undefined) yield { span: domain.span, why: `Domain needs ${missing}` };
  }
  const auth = given('Auth');
  const authorizers = authorizersOf(own);
  const byDefault = textOf(member(auth, 'DefaultAuthorizer'));
  const iam = rest || isTrue(member(auth, 'EnableIamAuthorizer'));
  if (byDefault !== undefined && (!rest || authorizers.size > 0) && !authorizers.has(byDefault) && !(byDefault === 'AWS_IAM' && iam))
    yield { span: (auth as Node).span, why: `DefaultAuthorizer ${byDefault} is none of its authorizers` };
  for (const [name, { key, value }] of authorizers) {
    const arn = isTrue(member(value, 'FunctionArn'));
    const known = rest ? isTrue(member(value, 'UserPoolArn')) : isTrue(member(value, 'JwtConfiguration'));
    if (value.kind !== 'map') yield { span: key, why: `authorizer ${name} is not a map` };
    else if (rest && textOf(member(value, 'FunctionPayloadType')) === 'REQUEST' && !hasIdentitySource(member(value, 'Identity')))
      yield { span: key, why: `authorizer ${name} of requests needs a source of identity` };
    else if (!rest && arn && !member(value, 'AuthorizerPayloadFormatVersion'))
      yield { span: key, why: `authorizer ${name} needs AuthorizerPayloadFormatVersion` };
    else if (!rest && known && !member(value, 'IdentitySource')) yield { span: key, why: `authorizer ${name} needs IdentitySource` };
  }
  const create = textOf(member(member(auth, 'UsagePlan'), 'CreateUsagePlan'));
  if (create !== undefined && !['PER_API', 'SHARED', 'NONE'].includes(create))
    yield { span, why: 'CreateUsagePlan is PER_API, SHARED or NONE' };
  yield* ofCors(rest, given(rest ? 'Cors' : 'CorsConfiguration'), context);
  yield* ofBody(rest, own);
  const models = given('Models');
  if (models?.kind === 'map' && !intrinsicOf(models)) {
    const untyped = [...models.entries].find(([, { value }]) => value.kind === 'map' && !member(value, 'type'));
    if (untyped) yield { span: untyped[1].key, why: `model ${untyped[0]} has no type` };
  }
  for (const event of context.events.get(id) ?? []) {
    const name = textOf(member(member(event.properties, 'Auth'), 'Authorizer'));
    const model = textOf(member(member(event.properties, 'RequestModel'), 'Model'));
    const at = (why: string): Refusal => ({ span: event.span, why: `event ${event.name} of ${event.owner.id} ${why}` });
    if (name === 'NONE' && !isTrue(member(auth, 'DefaultAuthorizer'))) yield at('opts out of a DefaultAuthorizer that there is not');
    else if (name !== undefined && name !== 'NONE' && !authorizers.has(name) && !(name === 'AWS_IAM' && iam))
      yield at(`names the authorizer ${name}, which there is not`);
    if (model !== undefined && rest && member(models, model) === undefined) yield at(`names the model ${model}, which there is not`);
  }
}
