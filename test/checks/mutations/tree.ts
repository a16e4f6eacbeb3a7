import { list, type MapNode, map, type Node, scalar } from '../../../src/sources/template/node.ts';
import type { Span } from '../../../src/sources/text/source-file.ts';

/** A step from a resource's properties to one of its values. */
export type Steps = readonly (string | number)[];

/** Where what a mutation writes stands. */
export const NOWHERE: Span = { source: { file: 'template.yaml', text: '' }, start: 0, end: 0 };

/** Plain data as a tree; `undefined` members are left out. */
export const nodeOf = (value: unknown): Node => {
  if (Array.isArray(value)) return list(value.map(nodeOf), NOWHERE);
  if (typeof value === 'object' && value !== null)
    return map(
      Object.fromEntries(Object.entries(value).map(([key, each]) => [key, each === undefined ? undefined : nodeOf(each)])),
      NOWHERE,
    );
  return scalar(value as string | number | boolean | null, NOWHERE);
};

/** A tree as plain data: intrinsics in their long form. */
export const dataOf = (node: Node): unknown => {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(dataOf);
  return Object.fromEntries([...node.entries].map(([key, { value }]) => [key, dataOf(value)]));
};

const withMember = (node: MapNode, key: string, value: Node | undefined): MapNode => {
  const entries = new Map(node.entries);
  if (value === undefined) entries.delete(key);
  else entries.set(key, { key: entries.get(key)?.key ?? NOWHERE, value });
  return { ...node, entries };
};

/** The tree with another value at a place, or without it; everything else is shared. */
export const put = (node: Node, [step, ...rest]: Steps, value: Node | undefined): Node | undefined => {
  if (step === undefined) return value;
  if (node.kind === 'list') {
    const at = Number(step);
    const changed = put(node.items[at] as Node, rest, value);
    return { ...node, items: node.items.flatMap((item, index) => (index !== at ? [item] : changed === undefined ? [] : [changed])) };
  }
  if (node.kind !== 'map') throw new Error(`nothing can be put below ${step}`);
  const below = node.entries.get(String(step))?.value;
  return withMember(node, String(step), rest.length === 0 ? value : put(below ?? map({}, NOWHERE), rest, value));
};

/** What stands at a place. */
export const at = (node: Node | undefined, [step, ...rest]: Steps): Node | undefined => {
  if (step === undefined || node === undefined) return node;
  const below = node.kind === 'list' ? node.items[Number(step)] : node.kind === 'map' ? node.entries.get(String(step))?.value : undefined;
  return at(below, rest);
};
