import { intrinsicOf, member, type Node, textOf } from '../../node.ts';
import { rewriteOperations } from '../api/rewrite.ts';
import type { SamContext, SamResource } from '../context.ts';
import { isTrue } from '../make.ts';
import { ofAuth } from './auth.ts';
import { isAbsent, type Refusal } from './refusal.ts';
import { ofRoutes } from './routes.ts';

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

function* ofCors(rest: boolean, cors: Node | undefined): Generator<Refusal> {
  if (cors === undefined || !isTrue(cors)) return;
  const { span } = cors;
  const isText = textOf(cors) !== undefined;
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

const TRUSTSTORE = ['TruststoreUri', 'TruststoreVersion'];
const RESPONSE = ['ResponseParameters', 'ResponseTemplates', 'StatusCode'];
const RESPONSE_PARAMETERS = ['Headers', 'Paths', 'QueryStrings'];

function* ofGatewayResponses(responses: Node | undefined): Generator<Refusal> {
  if (responses?.kind !== 'map' || intrinsicOf(responses)) return;
  for (const [name, { key, value }] of responses.entries) {
    const parameters = member(value, 'ResponseParameters');
    const fits = (node: Node, names: readonly string[]): boolean =>
      node.kind === 'map' && [...node.entries.keys()].every((each) => names.includes(each));
    if (!fits(value, RESPONSE) || (parameters && !isAbsent(parameters) && !fits(parameters, RESPONSE_PARAMETERS)))
      yield { span: key, why: `the gateway response ${name} has something that SAM does not know` };
  }
}

const isLogical = (node: Node | undefined): boolean =>
  node === undefined || isAbsent(node) || intrinsicOf(node) !== undefined || (node.kind === 'scalar' && typeof node.value === 'boolean');

/** A domain is looked into wherever one is given, even where it stands for none. */
function* ofDomain(rest: boolean, domain: Node | undefined): Generator<Refusal> {
  if (domain === undefined || !isTrue(domain)) return;
  const { span } = domain;
  const missing = ['DomainName', 'CertificateArn'].find((name) => isAbsent(member(domain, name)));
  if (missing !== undefined) return yield { span, why: `Domain needs ${missing}` };
  const types = rest ? ['EDGE', 'REGIONAL', 'PRIVATE'] : ['REGIONAL'];
  const type = member(domain, 'EndpointConfiguration');
  if (type && !isAbsent(type) && !types.includes(textOf(type) ?? ''))
    yield { span: type.span, why: `the EndpointConfiguration of a Domain is ${types.join(' or ')}` };
  const tls = member(domain, 'MutualTlsAuthentication');
  if (tls && isTrue(tls) && !(tls.kind === 'map' && [...tls.entries.keys()].every((name) => TRUSTSTORE.includes(name))))
    yield { span: tls.span, why: 'MutualTlsAuthentication has TruststoreUri and TruststoreVersion' };
  const paths = member(domain, 'BasePath');
  const isPath = (node: Node): boolean =>
    intrinsicOf(node) !== undefined || (textOf(node) !== undefined && (rest || /^[\w/-]*$/.test(textOf(node) ?? '')));
  const listed = paths?.kind === 'list' ? paths.items : textOf(paths) === undefined ? [] : [paths as Node];
  if (paths && !listed.every(isPath)) yield { span: paths.span, why: 'a BasePath is no path that SAM takes' };
  const route53 = member(domain, 'Route53');
  const separate = member(route53, 'SeparateRecordSetGroup');
  if (rest && separate && isTrue(separate) && !isLogical(separate))
    yield { span: separate.span, why: 'SeparateRecordSetGroup is true or false' };
  if (route53 && !isAbsent(route53) && ['HostedZoneId', 'HostedZoneName'].every((name) => isAbsent(member(route53, name))))
    yield { span: route53.span, why: 'Route53 needs HostedZoneId or HostedZoneName' };
}

/** As Python writes it: a number is a decimal. */
const versionOf = (node: Node): string => {
  if (node.kind !== 'scalar') return '';
  return typeof node.value === 'number' && Number.isInteger(node.value) ? `${node.value}.0` : String(node.value);
};

/** Where SAM adds to the security of operations it has to be a list. */
function* ofOperations(own: Node): Generator<Refusal> {
  const [body, auth] = [member(own, 'DefinitionBody'), member(own, 'Auth')];
  if (body === undefined || !['DefaultAuthorizer', 'ApiKeyRequired'].some((name) => isTrue(member(auth, name)))) return;
  const found: Refusal[] = [];
  rewriteOperations(body, (path, method, operation) => {
    const security = member(operation, 'security');
    if (security && isTrue(security) && security.kind !== 'list')
      found.push({ span: security.span, why: `the security of ${method} ${path} is not a list` });
    return operation;
  });
  yield* found;
}

/** What SAM refuses of REST and HTTP APIs. */
export function* ofApi({ type, properties: own, span, id }: SamResource, context: SamContext): Generator<Refusal> {
  const given = (name: string): Node | undefined => member(own, name);
  const rest = type === 'AWS::Serverless::Api';
  if (isTrue(given('DefinitionUri')) && isTrue(given('DefinitionBody')))
    yield { span, why: 'an API has DefinitionUri or DefinitionBody, and not both' };
  if (rest && isTrue(given('DefinitionUri')) && isTrue(given('MergeDefinitions')))
    yield { span, why: 'MergeDefinitions needs a DefinitionBody' };
  const version = given('OpenApiVersion');
  if (rest && version && isTrue(version) && !/^[23]\.\d(?:\.\d)?$/.test(versionOf(version)))
    yield { span: version.span, why: 'OpenApiVersion is no version' };
  yield* ofDomain(rest, given('Domain'));
  yield* ofAuth(rest, given('Auth'));
  yield* ofCors(rest, given(rest ? 'Cors' : 'CorsConfiguration'));
  yield* ofBody(rest, own);
  if (rest) yield* ofOperations(own);
  const models = given('Models');
  if (models?.kind === 'map' && !intrinsicOf(models)) {
    const untyped = [...models.entries].find(([, { value }]) => value.kind === 'map' && !member(value, 'type'));
    if (untyped) yield { span: untyped[1].key, why: `model ${untyped[0]} has no type` };
    const other = [...models.entries].find(([, { value }]) => value.kind !== 'map');
    if (other) yield { span: other[1].key, why: `model ${other[0]} is not a map` };
  }
  if (rest) yield* ofGatewayResponses(given('GatewayResponses'));
  const logical = [rest ? 'DisableExecuteApiEndpoint' : 'FailOnWarnings'].find((name) => !isLogical(given(name)));
  if (logical !== undefined) yield { span, why: `${logical} is true or false` };
  yield* ofRoutes(rest, own, context.events.get(id) ?? []);
}
