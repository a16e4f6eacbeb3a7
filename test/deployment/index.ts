import type { RawResource } from '../../src/model/inventory.ts';
import { isUnknown, type Target, type TextPart, type UnknownReason } from '../../src/model/value.ts';
import { holds, partsOf, settleDeep } from '../../src/model/world.ts';
import { type Known, knownBy, type Site } from './identities.ts';
import { type Answers, deployedWorld } from './world.ts';

export type { Answers } from './world.ts';

/** How a template is deployed. */
export interface Deployment extends Site {
  readonly answers: Answers;
  /** What AWS adds to the names that it makes up; no two deployments to an account share it. */
  readonly suffix: string;
}

/** A resource of an account, and the resource of the template that it was made from. */
export interface Deployed {
  readonly resource: RawResource;
  readonly from: RawResource;
}

type Properties = RawResource['properties'];

const pseudo = ({ account, region, suffix }: Deployment): Readonly<Record<string, string>> => ({
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': `stack${suffix}`,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/stack${suffix}/a1b2`,
});

/** What an attribute of a resource gives, by what CloudFormation calls it. */
const attributeOf = ({ arn, name, ref }: Known, attribute: string | undefined): string => {
  if (attribute === undefined || /url$/i.test(attribute)) return ref;
  if (/versionarn$/i.test(attribute)) return `${arn ?? name}/a1B2c3D4e5`;
  if (/arn$/i.test(attribute)) return arn ?? name;
  return /(?:dns|domain)name$|endpoint$/i.test(attribute) ? `${name}.example.com` : name;
};

/** What names another resource by the reference to itself: an attachment is its secret. */
const STANDS_FOR: Readonly<Record<string, string>> = { 'AWS::SecretsManager::SecretTargetAttachment': 'SecretId' };

/**
 * The resources of one template as an account has them: references are names and ARNs, conditions and parameters are settled. Of what
 * comes from elsewhere (parameters without a default, imports) there is some text.
 */
export const deploy = (template: readonly RawResource[], deployment: Deployment): readonly Deployed[] => {
  const world = deployedWorld(deployment.answers);
  const { account, region, suffix } = deployment;
  const pseudoValues = pseudo(deployment);
  const made = template.filter(({ condition }) => condition === undefined || holds(condition, world));
  const settled = new Map(made.map((resource) => [resource.id, settleDeep(resource.properties, world) as Properties]));
  const byId = new Map(made.map((resource) => [resource.id, resource]));
  const known = new Map<string, Known>();

  const knownOf = (resource: RawResource): Known => {
    const before = known.get(resource.id);
    if (before !== undefined) return before;
    // A name that refers to the resource itself would be no template.
    known.set(resource.id, knownBy(resource.type, `${resource.id}${suffix}`, {}, deployment));
    const properties = settled.get(resource.id) as Properties;
    const { named } = known.get(resource.id) as Known;
    const name = named === undefined ? undefined : given(properties[named]);
    const found = knownBy(resource.type, `${resource.id}${suffix}`, named === undefined ? {} : { [named]: name }, deployment);
    known.set(resource.id, found);
    return found;
  };
  const named = ({ id, attribute }: Target): string => {
    const resource = byId.get(id);
    if (resource === undefined) return `given${suffix}`;
    const other = STANDS_FOR[resource.type];
    const stands = other === undefined ? undefined : given(settled.get(id)?.[other]);
    return typeof stands === 'string' ? stands : attributeOf(knownOf(resource), attribute);
  };
  const textOf = (part: TextPart): string =>
    typeof part === 'string'
      ? part
      : 'pseudo' in part
        ? (pseudoValues[part.pseudo] ?? `given${suffix}`)
        : 'target' in part
          ? named(part.target)
          : `given${suffix}`;
  const unknownOf = (reason: UnknownReason): string => partsOf(reason).map(textOf).join('');
  const given = (value: unknown): unknown => {
    if (isUnknown(value)) return unknownOf(value.$unknown);
    if (Array.isArray(value)) return value.map(given);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, given(item)]));
  };

  return made.map((from) => {
    const { name, arn, ref, named: property } = knownOf(from);
    const attributes = {
      ...(given(settleDeep(from.attributes ?? {}, world)) as Properties),
      ...(/::DomainName$/.test(from.type) ? { RegionalDomainName: attributeOf(knownOf(from), 'RegionalDomainName') } : {}),
    };
    return {
      from,
      resource: {
        type: from.type,
        id: property === undefined ? `${from.id}${suffix}` : name,
        ...(arn === undefined ? {} : { arn }),
        properties: {
          ...(given(settled.get(from.id)) as Properties),
          ...(property === undefined ? {} : { [property]: name }),
        },
        attributes: { ...attributes, Ref: ref, ...(arn === undefined ? {} : { Arn: arn }) },
        origin: { source: 'live', account, region },
      },
    };
  });
};
