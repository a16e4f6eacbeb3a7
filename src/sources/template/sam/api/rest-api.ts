import { type Entry, intrinsicOf, member, type Node, scalar, textOf } from '../../node.ts';
import { through } from '../../routes/branches.ts';
import type { TemplateResource } from '../../template.ts';
import { bucketObject } from '../code.ts';
import type { ApiEvent, ExpandResource, SamContext, SamResource } from '../context.ts';
import { mayChangeDocument } from '../events/api-events.ts';
import { assign, entryOf, isTrue, made, object, pick, tagList } from '../make.ts';
import { authorizerPermissions, iamScheme, keyScheme, schemesOf } from './authorizers.ts';
import { withCors } from './cors.ts';
import { restDomain } from './domain.ts';
import { withModels } from './requests.ts';
import { methodsByPath, type PolicyOnPath, resourcePolicy } from './resource-policy.ts';
import { addSchemes, rewriteOperations } from './rewrite.ts';
import { causesOf, eventsOf, skeleton, withEvents } from './routes.ts';
import { type Auth, hasDefault, withEventAuth, withKeyRequired, withRestDefault } from './security.ts';
import { stagesOf } from './stages.ts';
import { usagePlan } from './usage-plan.ts';

/** The first requirement of an operation, if that is IAM. */
const firstIam = (document: Node, isMeant: (operation: string) => boolean): Node | undefined => {
  let found: Node | undefined;
  rewriteOperations(document, (path, method, operation) => {
    const security = member(operation, 'security');
    const first = security?.kind === 'list' ? security.items[0] : undefined;
    if (member(first, 'AWS_IAM') && isMeant(`${method} ${path}`)) found ??= first;
    return operation;
  });
  return found;
};

/** SAM looks at the default authorizer only where the API has authorizers, or where it is IAM. */
const defaultOf = (auth: Auth): Node | undefined => {
  const byDefault = member(auth.api, 'DefaultAuthorizer');
  const isUsed = isTrue(member(auth.api, 'Authorizers')) || textOf(byDefault) === 'AWS_IAM';
  return isUsed ? byDefault : undefined;
};

const withAuth = (document: Node, auth: Auth, events: readonly ApiEvent[]): Node => {
  const schemes = new Map<string, Entry>(schemesOf(auth.api, 'rest'));
  const required = member(auth.api, 'ApiKeyRequired');
  const key = isTrue(required) ? required : events.map((event) => member(member(event.properties, 'Auth'), 'ApiKeyRequired')).find(isTrue);
  if (key) schemes.set('api_key', keyScheme(key.span));
  const byDefault = defaultOf(auth);
  const preflight = !isFalse(member(auth.api, 'AddDefaultAuthorizerToCorsPreflight'));
  const keyOnPreflight = !isFalse(member(auth.api, 'AddApiKeyRequiredToCorsPreflight'));
  const secured = rewriteOperations(document, (_, method, operation) => {
    const guarded = hasDefault(byDefault) && (preflight || method !== 'OPTIONS') ? withRestDefault(auth, operation, byDefault) : operation;
    return required && isTrue(required) ? withKeyRequired(guarded, required, keyOnPreflight || method !== 'OPTIONS') : guarded;
  });
  const ofEvents = new Set(events.map(operationName));
  // SAM defines IAM as a scheme where it is the default, or the first that an event asks for or that is left beside a default.
  const iam =
    (textOf(byDefault) === 'AWS_IAM' ? byDefault : undefined) ??
    firstIam(document, (name) => ofEvents.has(name)) ??
    (hasDefault(byDefault) ? firstIam(secured, () => true) : undefined);
  if (iam && !schemes.has('AWS_IAM')) schemes.set('AWS_IAM', iamScheme(iam.span));
  return addSchemes(secured, schemes, 'rest');
};

const isFalse = (node: Node | undefined): boolean => node !== undefined && !isTrue(node);

/** What stands for the security of all operations where `Auth` itself cannot be read. */
const opaqueAuth = (document: Node, auth: Node): Node =>
  rewriteOperations(document, (_, __, operation) => (member(operation, 'security') ? operation : assign(operation, { security: auth })));

const policies = (of: SamResource, document: Node, auth: Auth, events: readonly ApiEvent[]): Node | undefined => {
  const all = methodsByPath(document);
  const own = member(auth.api, 'ResourcePolicy');
  const parts: PolicyOnPath[] = [];
  for (const event of events) {
    const policy = member(member(event.properties, 'Auth'), 'ResourcePolicy');
    if (policy) parts.push({ policy, path: event.path, methods: all.get(event.path) ?? [] });
  }
  if (own) for (const [path, methods] of all) parts.push({ policy: own, path, methods });
  const stage = member(of.properties, 'StageName') ?? scalar('*', of.span);
  let existing: Node | undefined;
  through(document, (body) => {
    existing ??= member(body, 'x-amazon-apigateway-policy');
    return body;
  });
  return parts.length === 0 ? undefined : resourcePolicy(existing, parts, stage);
};

/** A document that the user wrote, with the security that events override. */
const overridden = (document: Node, auth: Auth, events: readonly ApiEvent[]): Node => {
  const overrides = new Map(events.map((event) => [operationName(event), event]));
  if (overrides.size === 0) return document;
  return rewriteOperations(document, (path, method, operation) =>
    withEventAuth(auth, operation, member(overrides.get(`${method} ${path}`)?.properties, 'Auth'), 'rest'),
  );
};

/** As `rewriteOperations` names it. */
const operationName = ({ method, path }: ApiEvent): string =>
  `${method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase()} ${path}`;

const bodyOf = (of: SamResource, context: SamContext) => {
  const { properties } = of;
  const auth: Auth = { api: member(properties, 'Auth') };
  const definition = entryOf(properties, 'DefinitionBody');
  const own = definition && isTrue(definition.value) ? definition : undefined;
  const events = eventsOf(of, context).filter((event) => event.type === 'Api' && (own === undefined || mayChangeDocument(event)));
  if (own === undefined && entryOf(properties, 'DefinitionUri')) return { gaps: [] };
  const merges = isTrue(member(properties, 'MergeDefinitions'));
  const base = own?.value ?? skeleton('rest', of.span);
  // Events do not change a document that the user wrote, unless they say so.
  const overriding = events.filter((event) => isTrue(member(member(event.properties, 'Auth'), 'OverrideApiAuth')));
  const effective = own === undefined || merges ? events : overriding;
  const added =
    own === undefined || merges ? withEvents(of, base, events, auth) : { document: overridden(base, auth, effective), gaps: [] };
  const cors = withCors(
    withModels(added.document, member(properties, 'Models')),
    member(properties, 'Cors'),
    own === undefined ? events : [],
  );
  // MergeDefinitions takes the operations of events alone: policies and what they say of keys are lost, but for those that override.
  const heard = own && merges ? overriding : effective;
  const secured = auth.api && intrinsicOf(auth.api) ? opaqueAuth(cors, auth.api) : withAuth(cors, auth, heard);
  const policy = policies(of, secured, auth, heard);
  return {
    body: { key: own?.key ?? of.span, value: secured },
    policy,
    gaps: added.gaps,
    causes: causesOf(secured, own === undefined || merges ? events : []),
  };
};

const endpoint = (properties: Node): Node | Entry | undefined => {
  const given = entryOf(properties, 'EndpointConfiguration');
  if (given === undefined) return undefined;
  const { value, key } = given;
  const type = value.kind === 'map' && !intrinsicOf(value) ? entryOf(value, 'Type') : given;
  if (type === undefined) return given;
  const types = { key: type.key, value: { kind: 'list' as const, items: [type.value], span: type.value.span } };
  const ids = entryOf(value, 'VPCEndpointIds') ?? entryOf(value, 'VpcEndpointIds');
  return { key, value: object({ Types: types, VpcEndpointIds: ids, ...pick(value, ['IpAddressType']) }, value.span) };
};

/** `AWS::Serverless::Api`: the API with the document that it is made from, its deployment, stages, authorizers' permissions and usage plan. */
export const expandRestApi: ExpandResource = (of, context) => {
  const { properties } = of;
  const { body, policy, gaps, causes } = bodyOf(of, context);
  const uri = body === undefined ? entryOf(properties, 'DefinitionUri') : undefined;
  const tags = entryOf(properties, 'Tags');
  const api = made(of, of.id, 'AWS::ApiGateway::RestApi', {
    ...pick(properties, [
      'Name',
      'Description',
      'FailOnWarnings',
      'BinaryMediaTypes',
      'MinimumCompressionSize',
      'Mode',
      'ApiKeySourceType',
      'DisableExecuteApiEndpoint',
      'SecurityPolicy',
      'EndpointAccessMode',
    ]),
    EndpointConfiguration: endpoint(properties),
    Policy: entryOf(properties, 'Policy') ?? policy,
    Body: body,
    BodyS3Location: uri && {
      key: uri.key,
      value: bucketObject(uri.value, { bucket: 'Bucket', key: 'Key', version: 'Version' }) ?? uri.value,
    },
    Tags: tags && isTrue(member(properties, 'PropagateTags')) ? { key: tags.key, value: tagList(tags.value) ?? tags.value } : undefined,
  });
  const auth = member(properties, 'Auth');
  const resources: readonly TemplateResource[] = [
    causes === undefined ? api : { ...api, causes },
    ...stagesOf(of),
    ...authorizerPermissions(of, auth, 'rest'),
    ...usagePlan(of, member(auth, 'UsagePlan')),
    ...restDomain(of),
  ];
  return { resources, gaps };
};
