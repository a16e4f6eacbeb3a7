import type { Span } from '../../text/source-file.ts';
import { type Entry, intrinsicOf, list, type MapNode, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import type { SamResource } from './context.ts';

/** Members of a map that is made: a node, or an entry that keeps where the user wrote its key. */
export type Members = Readonly<Record<string, Node | Entry | undefined>>;

/** A map made of nodes and entries; members that are `undefined` are left out. */
export const object = (members: Members, span: Span): MapNode => {
  const entries = new Map<string, Entry>();
  for (const [key, value] of Object.entries(members)) {
    if (value !== undefined) entries.set(key, 'kind' in value ? { key: value.span, value } : value);
  }
  return { kind: 'map', entries, span };
};

/** A member together with where its key stands; `undefined` of anything but a plain map. */
export const entryOf = (node: Node | undefined, key: string): Entry | undefined =>
  node?.kind === 'map' && intrinsicOf(node) === undefined ? node.entries.get(key) : undefined;

/** Whether something stands there and says nothing: SAM takes null for absent. */
export const isNull = (node: Node | undefined): boolean => node?.kind === 'scalar' && node.value === null;

/** Members by their names, as they are; those that are not there are left out. */
export const pick = (node: Node | undefined, names: readonly string[]): Members => {
  const found: Record<string, Entry> = {};
  for (const name of names) {
    const entry = entryOf(node, name);
    if (entry !== undefined) found[name] = entry;
  }
  return found;
};

/** A map with some of its members set. */
export const assign = (node: MapNode, members: Members): MapNode => {
  const { entries } = object(members, node.span);
  return entries.size === 0 ? node : { ...node, entries: new Map([...node.entries, ...entries]) };
};

export const ref = (id: string, span: Span): Node => object({ Ref: scalar(id, span) }, span);
export const getAtt = (id: string, attribute: string, span: Span): Node =>
  object({ 'Fn::GetAtt': list([scalar(id, span), scalar(attribute, span)], span) }, span);

/** `Fn::Sub` of a text in which `<Name>` stands for its placeholders. */
export const sub = (text: string, span: Span, variables?: Members): Node => {
  const template = scalar(text.replace(/<([^>]+)>/g, '$${$1}'), span);
  return object({ 'Fn::Sub': variables === undefined ? template : list([template, object(variables, span)], span) }, span);
};

/** Strings as a list. */
export const texts = (values: readonly string[], span: Span): Node =>
  list(
    values.map((value) => scalar(value, span)),
    span,
  );

/** Whether a value is set as SAM's translator (in Python) sees it: neither false, null, zero nor empty. */
export const isTrue = (node: Node | undefined): boolean => {
  if (node === undefined) return false;
  if (node.kind === 'scalar') return Boolean(node.value);
  return node.kind === 'list' ? node.items.length > 0 : node.entries.size > 0;
};

/** `if` of a condition name or a condition function. */
export const choose = (condition: Node, then: Node, otherwise: Node, span: Span): Node =>
  object(
    {
      'Fn::If': list(
        [textOf(member(condition, 'Condition')) === undefined ? condition : member(condition, 'Condition')!, then, otherwise],
        span,
      ),
    },
    span,
  );

/** Stands for nothing: `AWS::NoValue`. */
export const nothing = (span: Span): Node => ref('AWS::NoValue', span);

/** A node that is there only where all conditions hold. */
export const under = (conditions: readonly Node[], node: Node): Node =>
  conditions.reduceRight((inner, condition) => choose(condition, inner, nothing(node.span), node.span), node);

/** SAM's tags, a map, as CloudFormation has them: a list of keys and values. */
export const tagList = (tags: Node | undefined): Node | undefined => {
  if (tags?.kind !== 'map' || intrinsicOf(tags)) return tags;
  const items = [...tags.entries].map(([name, { key, value }]) => object({ Key: scalar(name, key), Value: value }, key));
  return list(items, tags.span);
};

/** A resource that is made of a SAM resource. It is there when that one is. */
export const made = (of: SamResource, id: string, type: string, members: Members, span: Span = of.span): TemplateResource => ({
  id,
  type,
  properties: object(members, span),
  conditions: of.conditions,
  metadata: id === of.id ? of.metadata : undefined,
  span,
  ...(id === of.id ? {} : { madeBy: of.id }),
});
