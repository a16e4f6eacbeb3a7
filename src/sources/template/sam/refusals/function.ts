import { intrinsicOf, member, type Node, textOf } from '../../node.ts';
import type { SamResource } from '../context.ts';
import { isTrue } from '../make.ts';
import { isPolicyTemplate, policyOfTemplate } from '../policy-template.ts';
import { isAbsent, type Refusal } from './refusal.ts';

/** What SAM refuses of the policies that a function or state machine lists. */
export function* ofPolicies(resource: SamResource): Generator<Refusal> {
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

/** What SAM refuses of a state machine. */
export function* ofStateMachine({ properties: own, span }: SamResource): Generator<Refusal> {
  if (isAbsent(member(own, 'Definition')) && isAbsent(member(own, 'DefinitionUri')))
    yield { span, why: 'a state machine needs Definition or DefinitionUri' };
  if (isTrue(member(own, 'Role')) && isTrue(member(own, 'Policies')))
    yield { span, why: 'a state machine has Role or Policies, and not both' };
  const needy = ['UseAliasAsEventTarget', 'DeploymentPreference'].find((name) => isTrue(member(own, name)));
  if (needy !== undefined && !isTrue(member(own, 'AutoPublishAlias'))) yield { span, why: `${needy} needs AutoPublishAlias` };
}
