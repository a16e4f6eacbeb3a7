import { intrinsicOf, member, type Node, textOf } from '../../node.ts';
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

/** A domain is looked into wherever one is given, even where it stands for none. */
function* ofDomain(domain: Node | undefined): Generator<Refusal> {
  if (domain === undefined || !isTrue(domain)) return;
  const { span } = domain;
  const missing = ['DomainName', 'CertificateArn'].find((name) => isAbsent(member(domain, name)));
  if (missing !== undefined) return yield { span, why: `Domain needs ${missing}` };
  const type = member(domain, 'EndpointConfiguration');
  if (type && !isAbsent(type) && !['EDGE', 'REGIONAL', 'PRIVATE'].includes(textOf(type) ?? ''))
    yield { span: type.span, why: 'the EndpointConfiguration of a Domain is EDGE, REGIONAL or PRIVATE' };
  const route53 = member(domain, 'Route53');
  if (route53 && !isAbsent(route53) && ['HostedZoneId', 'HostedZoneName'].every((name) => isAbsent(member(route53, name))))
    yield { span: route53.span, why: 'Route53 needs HostedZoneId or HostedZoneName' };
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
  if (rest && version && isTrue(version) && !/^[23]\.\d(?:\.\d)?$/.test(version.kind === 'scalar' ? String(version.value) : ''))
    yield { span: version.span, why: 'OpenApiVersion is no version' };
  yield* ofDomain(given('Domain'));
  yield* ofAuth(rest, given('Auth'));
  yield* ofCors(rest, given(rest ? 'Cors' : 'CorsConfiguration'));
  yield* ofBody(rest, own);
  const models = given('Models');
  if (models?.kind === 'map' && !intrinsicOf(models)) {
    const untyped = [...models.entries].find(([, { value }]) => value.kind === 'map' && !member(value, 'type'));
    if (untyped) yield { span: untyped[1].key, why: `model ${untyped[0]} has no type` };
  }
  yield* ofRoutes(rest, own, context.events.get(id) ?? []);
}
