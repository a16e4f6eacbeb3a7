import { intrinsicOf, member, type Node, textOf } from '../../node.ts';
import { branches } from '../../routes/branches.ts';
import type { SamResource } from '../context.ts';
import { isTrue } from '../make.ts';
import { isPolicyTemplate, policyOfTemplate } from '../policy-template.ts';
import { isAbsent, type Refusal } from './refusal.ts';

/** What SAM refuses of the policies that a function or state machine lists. */
export function* ofPolicies(resource: SamResource): Generator<Refusal> {
  const given = member(resource.properties, 'Policies');
  if (given === undefined || isAbsent(given)) return;
  for (const entry of given.kind === 'list' ? given.items : [given])
    for (const { node } of branches(entry)) if (node) yield* ofPolicy(node);
}

function* ofPolicy(entry: Node): Generator<Refusal> {
  const { span } = entry;
  if (entry.kind === 'list' || (entry.kind === 'scalar' && textOf(entry) === undefined))
    return yield { span, why: 'an entry of Policies is no policy that SAM knows' };
  if (entry.kind !== 'map' || intrinsicOf(entry) || entry.entries.size === 0 || entry.entries.has('Statement')) return;
  const [name = ''] = entry.entries.keys();
  if (entry.entries.size !== 1 || !isPolicyTemplate(name)) return yield { span, why: 'an entry of Policies is no policy that SAM knows' };
  const parameters = member(entry, name) as Node;
  if (parameters.kind !== 'map') return yield { span, why: `the parameters of the policy template ${name} are not a map` };
  const made = policyOfTemplate(name, parameters, span);
  if ('missing' in made) yield { span, why: `the policy template ${name} needs ${made.missing.join(', ')}` };
}

const DESTINATIONS = new Set(['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']);

const ALIAS = /^(?!\d+$)[\w-]+$/;

/** Properties that need another, and those that go with no other. */
const NEEDS = [
  ['VersionDeletionPolicy', 'AutoPublishAlias'],
  ['FunctionScalingConfig', 'CapacityProviderConfig'],
] as const;
const EXCLUDES = [
  ['CapacityProviderConfig', 'ProvisionedConcurrencyConfig'],
  ['CapacityProviderConfig', 'VpcConfig'],
] as const;

const OFF = ['false', 'False'];

const isLiteral = (node: Node | undefined, values: readonly unknown[]): boolean => node?.kind === 'scalar' && values.includes(node.value);

function* ofPreference(preference: Node | undefined): Generator<Refusal> {
  const enabled = member(preference, 'Enabled');
  if (preference?.kind !== 'map' || !isTrue(preference) || (enabled && !isTrue(enabled)) || isLiteral(enabled, OFF)) return;
  const { span } = preference;
  const [type, hooks, alarms, passes] = ['Type', 'Hooks', 'Alarms', 'PassthroughCondition'].map((name) => member(preference, name));
  if (type === undefined) yield { span, why: 'DeploymentPreference needs Type' };
  if (hooks && hooks.kind !== 'map') yield { span: hooks.span, why: 'the Hooks of DeploymentPreference are not a map' };
  if (alarms && isTrue(alarms) && alarms.kind !== 'list' && !intrinsicOf(alarms))
    yield { span: alarms.span, why: 'the Alarms of DeploymentPreference are not a list' };
  if (passes?.kind === 'scalar' && !isLiteral(passes, [true, false, 'true', 'True', 'false', 'False']))
    yield { span: passes.span, why: 'PassthroughCondition is true or false' };
}

/** What each setting of a URL's CORS has to be, unless a function tells it. */
const URL_CORS: Readonly<Record<string, (node: Node) => boolean>> = {
  AllowCredentials: (node) => node.kind === 'scalar' && typeof node.value === 'boolean',
  AllowHeaders: (node) => node.kind === 'list',
  AllowMethods: (node) => node.kind === 'list',
  AllowOrigins: (node) => node.kind === 'list',
  ExposeHeaders: (node) => node.kind === 'list',
  MaxAge: (node) => node.kind === 'scalar' && (typeof node.value === 'boolean' || Number.isInteger(node.value)),
};

function* ofUrlCors(cors: Node | undefined): Generator<Refusal> {
  if (cors === undefined || !isTrue(cors) || intrinsicOf(cors)) return;
  if (cors.kind !== 'map') return yield { span: cors.span, why: 'the Cors of a function URL is not a map' };
  for (const [name, { key, value }] of cors.entries) {
    const fits = Object.hasOwn(URL_CORS, name) ? URL_CORS[name] : undefined;
    if (fits === undefined) yield { span: key, why: `the Cors of a function URL has no property ${name}` };
    else if (!intrinsicOf(value) && !fits(value)) yield { span: key, why: `${name} of the Cors of a function URL is of another type` };
  }
}

/** What SAM refuses of a function. */
export function* ofFunction(resource: SamResource): Generator<Refusal> {
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
    const ofImage = ['ImageUri', 'ImageConfig'].find((name) => given(name));
    if (ofImage !== undefined) yield at(ofImage, `${ofImage} needs the PackageType Image`);
  }
  const code = given('CodeUri');
  if (code?.kind === 'map' && !intrinsicOf(code) && !(isTrue(member(code, 'Bucket')) && isTrue(member(code, 'Key'))))
    yield at('CodeUri', 'CodeUri needs a Bucket and a Key');
  const letters = given('DeadLetterQueue');
  if (letters) {
    const type = member(letters, 'Type');
    if (!member(letters, 'TargetArn') || !['SQS', 'SNS'].includes(textOf(type) ?? ''))
      yield at('DeadLetterQueue', 'DeadLetterQueue needs a TargetArn, and the type SQS or SNS');
  }
  if (packageType && !['Image', 'Zip'].includes(textOf(packageType) ?? '')) yield at('PackageType', 'PackageType is Zip or Image');
  const alias = given('AutoPublishAlias');
  if (alias?.kind === 'scalar' && isTrue(alias) && !ALIAS.test(textOf(alias) ?? ''))
    yield at('AutoPublishAlias', 'AutoPublishAlias is no name of an alias');
  const intrinsic = intrinsicOf(alias);
  if (intrinsic && intrinsic.name !== 'Ref')
    yield at('AutoPublishAlias', 'AutoPublishAlias is neither a name nor a reference to a parameter');
  if (!alias && given('ProvisionedConcurrencyConfig'))
    yield at('ProvisionedConcurrencyConfig', 'ProvisionedConcurrencyConfig needs AutoPublishAlias');
  const preference = given('DeploymentPreference');
  const enabled = member(preference, 'Enabled');
  const mayBeOff = enabled !== undefined && (intrinsicOf(enabled) !== undefined || !isTrue(enabled) || isLiteral(enabled, OFF));
  if (!alias && preference && !mayBeOff) yield at('DeploymentPreference', 'DeploymentPreference needs AutoPublishAlias');
  yield* ofPreference(preference);
  const url = given('FunctionUrlConfig');
  if (url?.kind === 'map' && !intrinsicOf(url) && isTrue(url)) {
    yield* ofUrlCors(member(url, 'Cors'));
    const type = member(url, 'AuthType');
    if (!intrinsicOf(type) && !['NONE', 'AWS_IAM'].includes(textOf(type) ?? ''))
      yield at('FunctionUrlConfig', 'the AuthType of a function URL is NONE or AWS_IAM');
  }
  for (const [name, needed] of NEEDS) if (given(name) && !given(needed)) yield at(name, `${name} needs ${needed}`);
  for (const [name, other] of EXCLUDES)
    if (given(name) && given(other)) yield at(other, `a function has ${name} or ${other}, and not both`);
  const role = intrinsicOf(given('Role'));
  if (role?.name === 'Fn::If' && (role.argument.kind !== 'list' || role.argument.items.length !== 3))
    yield at('Role', 'the Fn::If of Role needs a condition and two values');
  if (given('TenancyConfig')) {
    const events = given('Events');
    const types = events?.kind === 'map' ? [...events.entries.values()].map(({ value }) => textOf(member(value, 'Type'))) : [];
    if (types.some((type) => type !== 'Api' && type !== 'HttpApi'))
      yield at('Events', 'a function with TenancyConfig has events of APIs alone');
    const other = ['ProvisionedConcurrencyConfig', 'FunctionUrlConfig', 'SnapStart'].find((name) => given(name));
    if (other !== undefined) yield at(other, `a function with TenancyConfig has no ${other}`);
  }
  const destinations = member(given('EventInvokeConfig'), 'DestinationConfig');
  for (const name of ['OnSuccess', 'OnFailure']) {
    const destination = member(destinations, name);
    if (destination && !isAbsent(destination) && destination.kind !== 'map') yield { span: destination.span, why: `${name} is not a map` };
    if (destination?.kind !== 'map' || intrinsicOf(destination)) continue;
    const type = textOf(member(destination, 'Type')) ?? '';
    if (!DESTINATIONS.has(type)) yield { span: destination.span, why: `${name} is of no type that SAM knows` };
    else if (type !== 'SQS' && type !== 'SNS' && isAbsent(member(destination, 'Destination')))
      yield { span: destination.span, why: `${name} needs a Destination` };
  }
}

/** What SAM refuses of a state machine. */
export function* ofStateMachine({ properties: own, span }: SamResource): Generator<Refusal> {
  if (isAbsent(member(own, 'Definition')) && isAbsent(member(own, 'DefinitionUri')))
    yield { span, why: 'a state machine needs Definition or DefinitionUri' };
  if (isTrue(member(own, 'Definition')) && isTrue(member(own, 'DefinitionUri')))
    yield { span, why: 'a state machine has Definition or DefinitionUri, and not both' };
  const uri = member(own, 'DefinitionUri');
  if (uri?.kind === 'map' && !intrinsicOf(uri) && !(isTrue(member(uri, 'Bucket')) && isTrue(member(uri, 'Key'))))
    yield { span: uri.span, why: 'DefinitionUri needs a Bucket and a Key' };
  const alias = member(own, 'AutoPublishAlias');
  if (intrinsicOf(alias)) yield { span: (alias as Node).span, why: 'the AutoPublishAlias of a state machine is a name' };
  if (isTrue(member(own, 'Role')) && isTrue(member(own, 'Policies')))
    yield { span, why: 'a state machine has Role or Policies, and not both' };
  const needy = ['UseAliasAsEventTarget', 'DeploymentPreference'].find((name) => isTrue(member(own, name)));
  if (needy !== undefined && !isTrue(member(own, 'AutoPublishAlias'))) yield { span, why: `${needy} needs AutoPublishAlias` };
}
