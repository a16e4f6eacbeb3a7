import { intrinsicOf, list, type MapNode, map, member, type Node, said, scalar, textOf } from '../node.ts';

/** A side of an `Fn::If` that was taken. `name` is the condition's, or what it says where it is none of the template's `Conditions`. */
export interface Given {
  readonly name: string;
  readonly holds: boolean;
  /** As a condition function: `{Condition: Prod}`, or `Fn::Not` of it. */
  readonly condition: Node;
}

/** A node as it is where all of `given` hold; absent where that is `AWS::NoValue`. */
export interface Branch {
  readonly node: Node | undefined;
  readonly given: readonly Given[];
}

/** The most conditions that one resource may depend on: past that an `Fn::If` stays unread. */
const DEPTH = 8;

/** Whether a node stands for nothing. */
export const isNoValue = (node: Node | undefined): boolean => {
  const intrinsic = intrinsicOf(node);
  return intrinsic?.name === 'Ref' && textOf(intrinsic.argument) === 'AWS::NoValue';
};

/** The parts of an `Fn::If`. The condition may also be a condition function: SAM's expander writes such. */
export const ifOf = (node: Node | undefined): { readonly condition: Node; readonly then: Node; readonly else: Node } | undefined => {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name !== 'Fn::If' || intrinsic.argument.kind !== 'list') return undefined;
  const [condition, then, otherwise] = intrinsic.argument.items;
  return condition && then && otherwise ? { condition, then, else: otherwise } : undefined;
};

/** Changes every map that a node may be, through `Fn::If`. */
export const through = (node: Node, change: (map: MapNode) => Node): Node => {
  const parts = ifOf(node);
  if (parts) {
    const items = [parts.condition, through(parts.then, change), through(parts.else, change)];
    return map({ 'Fn::If': list(items, node.span) }, node.span);
  }
  return node.kind === 'map' && intrinsicOf(node) === undefined ? change(node) : node;
};

/** A member of whatever map a node is, through `Fn::If`: `AWS::NoValue` where a side has none. */
export const memberThrough = (node: Node | undefined, key: string): Node | undefined => {
  const parts = ifOf(node);
  if (node === undefined || parts === undefined) return member(node, key);
  const sides = [parts.then, parts.else].map((each) => memberThrough(each, key));
  if (sides.every((each) => each === undefined)) return undefined;
  const absent = map({ Ref: scalar('AWS::NoValue', node.span) }, node.span);
  return map({ 'Fn::If': list([parts.condition, ...sides.map((each) => each ?? absent)], node.span) }, node.span);
};

/** A text in capital letters, as CloudFormation spells what a document writes in small ones, in each branch of its conditions. */
export const inCapitals = (node: Node): Node => {
  const parts = ifOf(node);
  if (parts) return map({ 'Fn::If': list([parts.condition, inCapitals(parts.then), inCapitals(parts.else)], node.span) }, node.span);
  const text = textOf(node);
  return text === undefined ? node : scalar(text.toUpperCase(), node.span);
};

const nameOf = (condition: Node): string => textOf(condition) ?? said(condition);

const side = (condition: Node, holds: boolean): Given => {
  const positive = textOf(condition) === undefined ? condition : map({ Condition: condition }, condition.span);
  return {
    name: nameOf(condition),
    holds,
    condition: holds ? positive : map({ 'Fn::Not': list([positive], condition.span) }, condition.span),
  };
};

/** Every value that a node may have, by the conditions that decide it. Sides that contradict what is given are left out. */
export const branches = (node: Node | undefined, given: readonly Given[] = []): readonly Branch[] => {
  if (node === undefined || isNoValue(node)) return [{ node: undefined, given }];
  const parts = ifOf(node);
  if (parts === undefined) return [{ node, given }];
  const name = nameOf(parts.condition);
  const settled = given.find((other) => other.name === name);
  if (settled) return branches(settled.holds ? parts.then : parts.else, given);
  if (given.length >= DEPTH) return [{ node, given }];
  return [
    ...branches(parts.then, [...given, side(parts.condition, true)]),
    ...branches(parts.else, [...given, side(parts.condition, false)]),
  ];
};

/** The condition functions of what is given. */
export const conditionsOf = (given: readonly Given[]): readonly Node[] => given.map(({ condition }) => condition);
