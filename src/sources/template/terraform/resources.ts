import type { Span } from '../../text/source-file.ts';
import { type Entry, intrinsicOf, list, type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { converted, json } from './conversions.ts';
import type { Block } from './hcl.ts';
import { type Identities, keyOf, referredBy } from './identity.ts';
import type { Instance } from './plan.ts';
import type { References } from './references.ts';
import type { Table } from './table.ts';

/** An instance with its values, and how they are read. */
export interface Read {
  readonly instance: Instance;
  readonly table: Table;
  readonly values: MapNode;
  readonly block: Block | undefined;
}

/** Properties by which the parts of an API name each other, and what they name. */
const LINKS: Readonly<Record<string, string>> = {
  ApiId: 'aws_apigatewayv2_api',
  RestApiId: 'aws_api_gateway_rest_api',
  ResourceId: 'aws_api_gateway_resource',
  ParentId: 'aws_api_gateway_resource',
};

/** Ids that the plan knows already as the references that they come from. */
const linked = (properties: MapNode, identities: Identities, references: References): MapNode => {
  const entries = new Map(properties.entries);
  for (const [name, type] of Object.entries(LINKS)) {
    const entry = entries.get(name);
    const text = textOf(entry?.value);
    if (entry === undefined || text === undefined) continue;
    const address = identities.named(type, text);
    const root = identities.rooted(text);
    const { span } = entry.value;
    if (address !== undefined) entries.set(name, { ...entry, value: references.to(address, '', span, text) });
    else if (root !== undefined) entries.set(name, { ...entry, value: references.to(root, 'RootResourceId', span, text) });
  }
  return { ...properties, entries };
};

/** What is known of a resource beside its properties, as far as it exists already. */
const attributesOf = (values: MapNode): Readonly<Record<string, Node>> => {
  const known = (name: string) => {
    const node = member(values, name);
    return textOf(node) === undefined ? undefined : node;
  };
  const [id, arn] = [known('id'), known('arn')];
  return { ...(id === undefined ? {} : { Ref: id }), ...(arn === undefined ? {} : { Arn: arn }) };
};

const spanOf = ({ instance, block }: Read): Span => block?.span ?? instance.span;

const resourceOf = (read: Read, identities: Identities, references: References): TemplateResource => {
  const { instance, table, values } = read;
  const span = spanOf(read);
  const own = linked(converted(values, table.attributes), identities, references);
  const fixed = Object.entries(table.fixed ?? {}).map(([name, value]): [string, Entry] => [
    name,
    { key: span, value: scalar(value, span) },
  ]);
  return {
    id: instance.address,
    type: table.type,
    properties: { ...own, entries: new Map([...fixed, ...own.entries]) },
    conditions: [],
    metadata: undefined,
    span,
    attributes: attributesOf(values),
  };
};

/** The policy that stands in a resource as the resource that it is in CloudFormation. */
const policyOf = (read: Read, all: readonly Read[], references: References): readonly TemplateResource[] => {
  const { instance, table, values } = read;
  const entry = values.entries.get('policy');
  const text = textOf(entry?.value);
  if (table.policy === undefined || entry === undefined || text === '' || (entry.value.kind === 'scalar' && entry.value.value === null))
    return [];
  const { type, of, document = 'PolicyDocument', beside } = table.policy;
  const said = all.some(
    (other) => other.table.terraform === beside && text !== undefined && textOf(member(other.values, 'policy')) === text,
  );
  if (said) return [];
  const { entries } = converted({ ...values, entries: new Map([['policy', entry]]) }, { policy: json(document) });
  return [
    {
      id: `${instance.address} policy`,
      type,
      properties: {
        kind: 'map',
        entries: new Map([[of, { key: entry.key, value: references.to(instance.address, '', entry.key, instance.address) }], ...entries]),
        span: entry.key,
      },
      conditions: [],
      metadata: undefined,
      span: entry.key,
      madeBy: instance.address,
    },
  ];
};

/** A resource that is a part of another in CloudFormation, whose other could not be found. */
export interface Loose {
  readonly read: Read;
  /** The type of the other. */
  readonly type: string;
}

const merged = (one: MapNode, other: MapNode): MapNode => {
  const entries = new Map(one.entries);
  for (const [name, entry] of other.entries) {
    const there = entries.get(name);
    const both = there?.value.kind === 'map' && entry.value.kind === 'map' && !intrinsicOf(there.value) && !intrinsicOf(entry.value);
    entries.set(name, both ? { key: there.key, value: merged(there.value as MapNode, entry.value as MapNode) } : entry);
  }
  return { ...one, entries };
};

/** The member that a path leads to, with an item more in the list at its end. */
const withItem = (properties: Node, [name = '', ...rest]: readonly string[], item: Node, span: Span): MapNode => {
  const there = member(properties, name);
  if (rest.length > 0) return map({ [name]: withItem(there ?? map({}, span), rest, item, span) }, span);
  return map({ [name]: list([...(there?.kind === 'list' ? there.items : []), item], span) }, span);
};

/** The items of a list, or the only value. */
const each = (value: Node | undefined): readonly (Node | undefined)[] => (value?.kind === 'list' ? value.items : [value]);

const owns = (owner: Read, part: Read, identities: Identities): boolean => {
  const { by, same = [] } = part.table.into ?? {};
  const isNamed = (value: Node | undefined): boolean => {
    const text = textOf(value);
    return (
      referredBy(value) === owner.instance.address ||
      (text !== undefined && identities.named(owner.table.terraform, text) === owner.instance.address)
    );
  };
  if (by !== undefined) return each(member(part.values, by)).some(isNamed);
  return same.every((name) => {
    const [mine, its] = [member(part.values, name), member(owner.values, name)];
    return referredBy(mine) === owner.instance.address || (keyOf(mine) !== undefined && keyOf(mine) === keyOf(its));
  });
};

/** Whether all that names what a part belongs to is known, so that it is something outside of the plan. */
const isElsewhere = ({ table, values }: Read): boolean => {
  const { by, same = [] } = table.into ?? {};
  return [...(by === undefined ? [] : [by]), ...same].every((name) =>
    each(member(values, name)).every((value) => keyOf(value) !== undefined),
  );
};

const ASSOCIATIONS: ReadonlySet<string> = new Set(['AWS::WAFv2::WebACLAssociation', 'AWS::WAFRegional::WebACLAssociation']);

/** The ARN of a stage as CloudFormation's authors compose it, as nothing there gives it: of its API and its name. */
const withStageArn = (resource: TemplateResource, found: ReadonlyMap<string, TemplateResource>): TemplateResource => {
  const { properties } = resource;
  const entry = ASSOCIATIONS.has(resource.type) && properties?.kind === 'map' ? properties.entries.get('ResourceArn') : undefined;
  const stage = found.get(referredBy(entry?.value) ?? '');
  const [api, name] = ['RestApiId', 'StageName'].map((key) => member(stage?.properties, key));
  if (properties?.kind !== 'map' || entry === undefined || stage?.type !== 'AWS::ApiGateway::Stage' || !api || !name) return resource;
  const { span } = entry.value;
  const parts = list([scalar('arn:aws:apigateway:::/restapis/', span), api, scalar('/stages/', span), name], span);
  const arn = map({ 'Fn::Join': list([scalar('', span), parts], span) }, span);
  return {
    ...resource,
    properties: { ...properties, entries: new Map([...properties.entries, ['ResourceArn', { ...entry, value: arn }]]) },
  };
};

/** Turns what was read into CloudFormation's resources: parts are put into what they are a part of. */
export const resourcesOf = (
  reads: readonly Read[],
  identities: Identities,
  references: References,
): { readonly resources: readonly TemplateResource[]; readonly loose: readonly Loose[] } => {
  const wholes = reads.filter(({ table }) => table.into === undefined);
  const byType = new Map<string, Read[]>();
  for (const read of wholes) byType.set(read.table.type, [...(byType.get(read.table.type) ?? []), read]);
  const found = new Map(wholes.map((read) => [read.instance.address, resourceOf(read, identities, references)]));
  const loose: Loose[] = [];
  for (const part of reads) {
    const { into, type, attributes } = part.table;
    if (into === undefined) continue;
    const several = into.by !== undefined && member(part.values, into.by)?.kind === 'list';
    const owners = (byType.get(type) ?? []).filter((one) => owns(one, part, identities)).slice(0, several ? undefined : 1);
    if (owners.length === 0 && !isElsewhere(part)) loose.push({ read: part, type });
    const properties = converted(part.values, attributes);
    const item = into.item === undefined ? properties : member(properties, into.item);
    for (const owner of owners) {
      const there = found.get(owner.instance.address);
      if (there?.properties?.kind !== 'map') {
        if (!isElsewhere(part)) loose.push({ read: part, type });
        continue;
      }
      if (item === undefined) continue;
      const added = into.list === undefined ? properties : withItem(there.properties, into.list.split('.'), item, spanOf(part));
      found.set(owner.instance.address, { ...there, properties: merged(there.properties, added) });
    }
  }
  const ownOf = (read: Read): readonly TemplateResource[] => {
    const own = found.get(read.instance.address);
    return own === undefined ? [] : [withStageArn(own, found), ...policyOf(read, wholes, references)];
  };
  return { resources: wholes.flatMap(ownOf), loose };
};
