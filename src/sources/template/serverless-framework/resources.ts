import { type Entry, intrinsicOf, type MapNode, member, type Node, textOf } from '../node.ts';
import type { ExpansionGap, TemplateResource } from '../template.ts';
import { unknownText } from '../variable.ts';
import { object } from './build.ts';
import { entriesOf, itemsOf, type Service, setting } from './service.ts';

/** One map over another, member by member, as far as both are maps; lists index by index. */
const merged = (below: Node | undefined, above: Node): Node => {
  if (below?.kind === 'map' && above.kind === 'map' && !isCall(below) && !isCall(above)) {
    const entries = new Map(below.entries);
    for (const [name, { key, value }] of above.entries) entries.set(name, { key, value: merged(entries.get(name)?.value, value) });
    return { ...above, entries };
  }
  if (below?.kind === 'list' && above.kind === 'list')
    return { ...above, items: [...above.items.map((item, at) => merged(below.items[at], item)), ...below.items.slice(above.items.length)] };
  return above;
};

const isCall = (node: Node): boolean => intrinsicOf(node) !== undefined;

/** The `resources` section: a template, or a list of such. */
export const ownTemplate = (service: Service): { readonly template: MapNode; readonly gaps: readonly ExpansionGap[] } => {
  const section = setting(service.root, 'resources');
  const gaps: ExpansionGap[] = [];
  let template: Node = object({}, section?.span ?? service.root.span);
  for (const part of itemsOf(section)) {
    const unknown = unknownText(part);
    if (unknown !== undefined) gaps.push({ span: part.span, reason: 'variable', message: `Resources of the service depend on ${unknown}` });
    else if (part.kind === 'map') template = merged(template, part);
    else if (!(part.kind === 'scalar' && part.value === null))
      gaps.push({ span: part.span, reason: 'malformed', message: 'The resources of the service are not a map' });
  }
  return { template: template.kind === 'map' ? template : object({}, service.root.span), gaps };
};

const conditionsOf = (definition: Node, otherwise: readonly Node[]): readonly Node[] => {
  const condition = member(definition, 'Condition');
  return condition === undefined ? otherwise : [object({ Condition: condition }, condition.span)];
};

/** Properties with others set over them, one by one. */
const extended = (properties: Node | undefined, over: Node | undefined): Node | undefined => {
  if (over?.kind !== 'map' || properties?.kind !== 'map' || isCall(over) || isCall(properties)) return over ?? properties;
  return { ...properties, entries: new Map<string, Entry>([...properties.entries, ...over.entries]) };
};

/** What the framework makes, with the service's own resources merged over it by their logical ids, and extensions over both. */
export const withOwn = (
  made: readonly TemplateResource[],
  template: MapNode,
): { readonly resources: readonly TemplateResource[]; readonly gaps: readonly ExpansionGap[] } => {
  const byId = new Map(made.map((resource) => [resource.id, resource]));
  const gaps: ExpansionGap[] = [];
  const gap = (span: ExpansionGap['span'], reason: string, message: string, types?: readonly string[]): void =>
    void gaps.push({ span, reason, message, ...(types === undefined ? {} : { types }) });
  const section = setting(template, 'Resources');
  const unknown = unknownText(section);
  if (unknown !== undefined && section !== undefined) gap(section.span, 'variable', `Resources of the service depend on ${unknown}`);
  else if (section !== undefined && section.kind !== 'map') gap(section.span, 'malformed', 'Resources is not a map of logical ids');
  for (const [id, { key, value }] of section?.kind === 'map' && unknown === undefined ? section.entries : []) {
    const below = byId.get(id);
    const type = textOf(member(value, 'Type')) ?? below?.type;
    const variable = unknownText(value);
    const properties = member(value, 'Properties');
    if (value.kind === 'scalar' && value.value === null) continue;
    if (variable !== undefined) gap(key, 'variable', `The resource ${id} depends on ${variable}`);
    else if (value.kind !== 'map') gap(key, 'malformed', `The resource ${id} is not a map`);
    else if (type === undefined || type === '') gap(key, 'malformed', `The resource ${id} has no Type that can be read`);
    else
      byId.set(id, {
        id,
        type,
        properties: properties === undefined ? below?.properties : merged(below?.properties, properties),
        conditions: conditionsOf(value, below?.conditions ?? []),
        metadata: member(value, 'Metadata') ?? below?.metadata,
        span: below?.span ?? key,
      });
  }
  for (const [id, { key, value }] of entriesOf(setting(template, 'extensions'))) {
    const below = byId.get(id);
    if (below === undefined) gap(key, 'refused', `The framework refuses the service: it makes no ${id} that could be extended`);
    else
      byId.set(id, {
        ...below,
        properties: extended(below.properties, member(value, 'Properties')),
        conditions: conditionsOf(value, below.conditions),
        metadata: extended(below.metadata, member(value, 'Metadata')),
      });
  }
  return { resources: [...byId.values()], gaps };
};
