import { intrinsicOf, member, type Node, type Span, textOf } from '../node.ts';
import { isNoValue } from '../routes/branches.ts';
import type { ExpansionGap, Template, TemplateResource } from '../template.ts';
import { idOf, type SamContext, type SamResource } from './context.ts';
import properties from './data/properties.json' with { type: 'json' };
import { isTrue } from './make.ts';
import { isPolicyTemplate, policyOfTemplate } from './policy-template.ts';

/** What the properties of a type may be: `required`, and the kinds of values, both in words. */
type Properties = Readonly<Record<string, string>>;

const RESOURCES: ReadonlyMap<string, Properties> = new Map(Object.entries<Properties>(properties.resources));
const GLOBALS: ReadonlyMap<string, string> = new Map(Object.entries(properties.globals));
const EVENTS: ReadonlyMap<string, ReadonlyMap<string, Properties>> = new Map([
  ['AWS::Serverless::Function', new Map(Object.entries<Properties>(properties.functionEvents))],
  ['AWS::Serverless::StateMachine', new Map(Object.entries<Properties>(properties.stateMachineEvents))],
]);

/** A reason for which SAM refuses a template, and where it stands. */
interface Refusal {
  readonly span: Span;
  readonly why: string;
}

const isNull = (node: Node): boolean => node.kind === 'scalar' && node.value === null;
const isAbsent = (node: Node | undefined): boolean => node === undefined || isNull(node) || isNoValue(node);

/** The properties that a type does not have, those it must have and those that are of another kind. */
function* misfits(node: Node, accepted: Properties, span: Span, what: string): Generator<Refusal> {
  if (node.kind !== 'map' || intrinsicOf(node)) return;
  for (const [name, { key, value }] of node.entries) {
    if (name.startsWith('Fn::') || name === '<<') continue;
    if (!Object.hasOwn(accepted, name)) yield { span: key, why: `${what} has no property ${name}` };
    else if (!intrinsicOf(value) && !isNull(value)) {
      const kinds = (accepted[name] as string).split(' ').filter((word) => word !== '' && word !== 'required');
      if (kinds.length > 0 && !kinds.includes(value.kind)) yield { span: key, why: `${name} is not a ${kinds.join(' or ')}` };
    }
  }
  for (const [name, words] of Object.entries(accepted))
    if (words.startsWith('required') && isAbsent(member(node, name))) yield { span, why: `${what} needs ${name}` };
}

/** What the bucket or user pool of an event is in: the template, so that SAM can add to it. */
const OWN_SOURCES: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['S3', ['Bucket', 'AWS::S3::Bucket']],
  ['Cognito', ['UserPool', 'AWS::Cognito::UserPool']],
]);

function* ofEvents(resource: SamResource, context: SamContext): Generator<Refusal> {
  const types = EVENTS.get(resource.type);
  const events = member(resource.properties, 'Events');
  if (types === undefined || events?.kind !== 'map' || intrinsicOf(events)) return;
  for (const [name, { key, value }] of events.entries) {
    const type = textOf(member(value, 'Type')) ?? '';
    const accepted = types.get(type);
    const given = member(value, 'Properties');
    if (accepted === undefined) continue;
    const [property, expected] = OWN_SOURCES.get(type) ?? [];
    const source = property === undefined ? undefined : member(given, property);
    if (source && context.resources.get(idOf(source) ?? '')?.type !== expected)
      yield { span: key, why: `the ${property} of event ${name} is none of this template` };
    if ((type === 'MQ' || type === 'SelfManagedKafka') && given && !member(given, 'SourceAccessConfigurations'))
      yield { span: key, why: `event ${name} needs SourceAccessConfigurations` };
    if (given) yield* misfits(given, accepted, key, `event ${name}`);
    const letters = member(given, 'DeadLetterConfig');
    if (letters?.kind === 'map' && !intrinsicOf(letters)) {
      if (!isTrue(member(letters, 'Arn')) && textOf(member(letters, 'Type')) !== 'SQS')
        yield { span: key, why: `the DeadLetterConfig of event ${name} has neither Arn nor the type SQS` };
    }
  }
}

function* ofPolicies(resource: SamResource): Generator<Refusal> {
  const given = member(resource.properties, 'Policies');
  if (given === undefined || (given.kind === 'map' && intrinsicOf(given))) return;
  for (const entry of given.kind === 'list' ? given.items : [given]) {
    if (entry.kind !== 'map' || intrinsicOf(entry) || entry.entries.has('Statement')) continue;
    const [name = ''] = entry.entries.keys();
    if (entry.entries.size !== 1 || !isPolicyTemplate(name))
      yield { span: entry.span, why: 'an entry of Policies is no policy that SAM knows' };
    else {
      const made = policyOfTemplate(name, member(entry, name) as Node, entry.span);
      if ('missing' in made) yield { span: entry.span, why: `the policy template ${name} needs ${made.missing.join(', ')}` };
    }
  }
}

const DESTINATIONS = new Set(['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']);

function* ofFunction(resource: SamResource): Generator<Refusal> {
  const { properties: own, span } = resource;
  const given = (name: string): Node | undefined => {
    const node = member(own, name);
    return isAbsent(node) ? undefined : node;
  };
  const at = (name: string, why: string): Refusal => ({ span: given(name)?.span ?? span, why });
  const packageType = given('PackageType');
  if (packageType && textOf(packageType) === 'Image') {
    if (['Runtime', 'Handler', 'Layers'].some((name) => given(name))) yield at('PackageType', 'an image has no Runtime, Handler or Layers');
  } else if (packageType === undefined || textOf(packageType) === 'Zip') {
    if (!given('Runtime') || !given('Handler')) yield { span, why: 'a function needs Runtime and Handler' };
  }
  const letters = given('DeadLetterQueue');
  if (letters && !intrinsicOf(letters)) {
    const type = member(letters, 'Type');
    if (!member(letters, 'TargetArn') || !['SQS', 'SNS'].includes(textOf(type) ?? ''))
      yield at('DeadLetterQueue', 'DeadLetterQueue needs a TargetArn, and the type SQS or SNS');
  }
  const alias = given('AutoPublishAlias');
  const intrinsic = intrinsicOf(alias);
  if (intrinsic && intrinsic.name !== 'Ref')
    yield at('AutoPublishAlias', 'AutoPublishAlias is neither a name nor a reference to a parameter');
  if (!alias && given('ProvisionedConcurrencyConfig'))
    yield at('ProvisionedConcurrencyConfig', 'ProvisionedConcurrencyConfig needs AutoPublishAlias');
  const preference = given('DeploymentPreference');
  const enabled = member(preference, 'Enabled');
  if (!alias && preference && (enabled === undefined || (isTrue(enabled) && enabled.kind === 'scalar')))
    yield at('DeploymentPreference', 'DeploymentPreference needs AutoPublishAlias');
  const url = given('FunctionUrlConfig');
  if (url?.kind === 'map' && !intrinsicOf(url)) {
    const type = member(url, 'AuthType');
    if (!intrinsicOf(type) && !['NONE', 'AWS_IAM'].includes(textOf(type) ?? ''))
      yield at('FunctionUrlConfig', 'the AuthType of a function URL is NONE or AWS_IAM');
  }
  if (given('TenancyConfig')) {
    const other = ['ProvisionedConcurrencyConfig', 'FunctionUrlConfig', 'SnapStart'].find((name) => given(name));
    if (other !== undefined) yield at(other, `a function with TenancyConfig has no ${other}`);
  }
  const destinations = member(given('EventInvokeConfig'), 'DestinationConfig');
  for (const name of ['OnSuccess', 'OnFailure']) {
    const destination = member(destinations, name);
    if (destination?.kind !== 'map' || intrinsicOf(destination)) continue;
    const type = textOf(member(destination, 'Type')) ?? '';
    if (!DESTINATIONS.has(type)) yield { span: destination.span, why: `${name} is of no type that SAM knows` };
    else if (type !== 'SQS' && type !== 'SNS' && isAbsent(member(destination, 'Destination')))
      yield { span: destination.span, why: `${name} needs a Destination` };
  }
}

function* ofStateMachine({ properties: own, span }: SamResource): Generator<Refusal> {
  if (isAbsent(member(own, 'Definition')) && isAbsent(member(own, 'DefinitionUri')))
    yield { span, why: 'a state machine needs Definition or DefinitionUri' };
  if (isTrue(member(own, 'Role')) && isTrue(member(own, 'Policies')))
    yield { span, why: 'a state machine has Role or Policies, and not both' };
}

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

function* ofApi({ type, properties: own, span, id }: SamResource, context: SamContext): Generator<Refusal> {
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
  const cors = given('Cors');
  if (rest && isTrue(member(cors, 'AllowCredentials')) && !intrinsicOf(member(cors, 'AllowCredentials'))) {
    const origin = member(cors, 'AllowOrigin');
    if (origin === undefined || textOf(origin) === "'*'")
      yield { span: (cors as Node).span, why: 'AllowCredentials needs an AllowOrigin other than any' };
  }
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

function* ofOthers({ type, properties: own, span }: SamResource): Generator<Refusal> {
  if (type === 'AWS::Serverless::SimpleTable') {
    const key = textOf(member(member(own, 'PrimaryKey'), 'Type'));
    if (key !== undefined && !['String', 'Number', 'Binary'].includes(key)) yield { span, why: `a key is not of the type ${key}` };
  }
  if (type === 'AWS::Serverless::LayerVersion') {
    const policy = textOf(member(own, 'RetentionPolicy'));
    if (policy !== undefined && !['retain', 'delete'].includes(policy.toLowerCase()))
      yield { span, why: 'RetentionPolicy is Retain or Delete' };
  }
  if (type === 'AWS::Serverless::WebSocketApi') {
    const auth = member(own, 'Auth');
    if (textOf(member(auth, 'AuthType')) === 'CUSTOM' && !isTrue(member(auth, 'AuthArn')))
      yield { span, why: 'AuthType CUSTOM needs AuthArn' };
  }
  if (type === 'AWS::Serverless::GraphQLApi') {
    const auth = member(own, 'Auth');
    const others = member(auth, 'Additional');
    for (const each of [auth, ...(others?.kind === 'list' ? others.items : [])]) {
      const needed = CONFIGURATIONS.get(textOf(member(each, 'Type')) ?? '');
      if (needed !== undefined && !member(each, needed)) yield { span, why: `Auth needs ${needed}` };
    }
    const resolvers = member(own, 'Resolvers');
    if (resolvers?.kind !== 'map') return;
    for (const { value } of resolvers.entries.values()) {
      if (value.kind !== 'map') continue;
      for (const [name, entry] of value.entries)
        if (!isTrue(member(entry.value, 'Pipeline'))) yield { span: entry.key, why: `resolver ${name} has no Pipeline` };
    }
  }
}

const CONFIGURATIONS: ReadonlyMap<string, string> = new Map([
  ['AWS_LAMBDA', 'LambdaAuthorizer'],
  ['OPENID_CONNECT', 'OpenIDConnect'],
  ['AMAZON_COGNITO_USER_POOLS', 'UserPool'],
]);

const gap = (id: string, { span, why }: Refusal): ExpansionGap => ({
  span,
  reason: 'refused',
  message: `${id}: SAM refuses the template: ${why}`,
  types: [],
});

function* reasons(resource: SamResource, context: SamContext): Generator<Refusal> {
  const accepted = RESOURCES.get(resource.type);
  if (accepted) yield* misfits(resource.properties, accepted, resource.span, resource.type);
  yield* ofEvents(resource, context);
  if (resource.type === 'AWS::Serverless::Function') yield* ofFunction(resource);
  if (resource.type === 'AWS::Serverless::StateMachine') yield* ofStateMachine(resource);
  if (EVENTS.has(resource.type)) yield* ofPolicies(resource);
  if (resource.type === 'AWS::Serverless::Api' || resource.type === 'AWS::Serverless::HttpApi') yield* ofApi(resource, context);
  yield* ofOthers(resource);
}

/** Why SAM refuses a template for one of its resources. The resource is expanded all the same, as far as it says what it means. */
export const refusalsOf = (resource: SamResource, context: SamContext): readonly ExpansionGap[] =>
  [...reasons(resource, context)].map((refusal) => gap(resource.id, refusal));

/** Why SAM refuses a template for what its Globals say. */
export const refusedGlobals = ({ root }: Template): readonly ExpansionGap[] => {
  const globals = member(root, 'Globals');
  if (globals?.kind !== 'map') return [];
  return [...globals.entries].flatMap(([section, { key, value }]) => {
    const names = GLOBALS.get(section)?.split(' ');
    if (names === undefined) return [gap('Globals', { span: key, why: `${section} has no globals` })];
    if (value.kind !== 'map' || intrinsicOf(value)) return [];
    return [...value.entries].flatMap(([name, entry]) =>
      names.includes(name) ? [] : [gap('Globals', { span: entry.key, why: `${name} is no property of ${section} that Globals may set` })],
    );
  });
};

/** Events of APIs that the template does not have. */
export const refusedEvents = (context: SamContext, resources: readonly TemplateResource[]): readonly ExpansionGap[] => {
  const parameters = member(context.template.root, 'Parameters');
  const ids = new Set([...resources.map(({ id }) => id), ...(parameters?.kind === 'map' ? parameters.entries.keys() : [])]);
  return [...context.events].flatMap(([api, events]) =>
    ids.has(api) || context.resources.has(api)
      ? []
      : events.map(({ owner, name, span }) => gap(owner.id, { span, why: `event ${name} names the API ${api}, which there is not` })),
  );
};
