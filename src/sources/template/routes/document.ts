import type { Span } from '../../text/source-file.ts';
import { type Entry, intrinsicOf, type MapNode, member, type Node, textOf } from '../node.ts';
import { branches, type Given } from './branches.ts';

/** Where an API's body cannot be read, and why. */
export interface Problem {
  readonly span: Span;
  readonly reason: string;
  readonly message: string;
}

/** A method of a path, in one branch of the conditions that stand above it. */
export interface Operation {
  readonly path: string;
  /** As CloudFormation spells it: `GET`, `ANY`. */
  readonly method: string;
  /** Where the method's name stands. */
  readonly key: Span;
  /** As it stands in the body, conditions and all. */
  readonly node: Node;
  /** What it says; absent where it is there and says nothing. */
  readonly definition: MapNode | undefined;
  /** The path that it belongs to: what is said there holds for each of its methods. */
  readonly item: MapNode;
  readonly given: readonly Given[];
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'any', 'x-amazon-apigateway-any-method']);

/** The method that a key of a path item names: `ANY` for API Gateway's extension; `undefined` for `parameters`, `servers` ... */
export const methodOf = (key: string): string | undefined => {
  const name = key.toLowerCase();
  if (!METHODS.has(name)) return undefined;
  return name === 'x-amazon-apigateway-any-method' ? 'ANY' : name.toUpperCase();
};

/** Whether a key below `paths` is a path: extensions and transforms stand beside them. */
export const isPath = (key: string): boolean => !key.startsWith('x-') && !key.startsWith('Fn::');

const REFERENCE_HOPS = 8;

/** What a `$ref` inside the document leads to; the node itself if it is none, `undefined` if it leads nowhere. */
export const dereference = (document: Node, node: Node): Node | undefined => {
  let at: Node | undefined = node;
  for (let hop = 0; hop < REFERENCE_HOPS; hop += 1) {
    const pointer = textOf(member(at, '$ref'));
    if (pointer === undefined) return at;
    if (!pointer.startsWith('#/')) return undefined;
    at = document;
    for (const part of pointer.slice(2).split('/')) at = member(at, part.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (at === undefined) return undefined;
  }
  return undefined;
};

/** The transform that fills in parts of a map from another file when it is deployed. */
const included = (node: MapNode): Entry | undefined => node.entries.get('Fn::Transform');

const unreadable = (node: Node, what: string): Problem => {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name === 'Fn::Transform') return { span: node.span, reason: 'included', message: `${what} is included from another file` };
  const why = intrinsic ? `depends on ${intrinsic.name}` : `is not ${node.kind === 'map' ? 'a part of this document' : 'an object'}`;
  return { span: node.span, reason: 'unreadable', message: `${what} ${why}` };
};

const isEmpty = (node: Node | undefined): boolean => node === undefined || (node.kind === 'scalar' && node.value === null);

/** Maps among a node's branches. What cannot be read is told to `report`. */
export function* maps(
  node: Node | undefined,
  given: readonly Given[],
  what: string,
  report: (problem: Problem) => void,
): Generator<{ readonly node: MapNode; readonly given: readonly Given[] }> {
  for (const branch of branches(node, given)) {
    if (branch.node === undefined || isEmpty(branch.node)) continue;
    if (branch.node.kind !== 'map' || intrinsicOf(branch.node)) report(unreadable(branch.node, what));
    else {
      const include = included(branch.node);
      if (include) report({ span: include.key, reason: 'included', message: `a part of ${what} is included from another file` });
      yield { node: branch.node, given: branch.given };
    }
  }
}

/** Every operation of a document. What cannot be read is told to `report`. */
export function* operations(document: MapNode, given: readonly Given[], report: (problem: Problem) => void): Generator<Operation> {
  for (const paths of maps(member(document, 'paths'), given, '`paths`', report)) {
    for (const [path, { value }] of paths.node.entries) {
      if (!isPath(path)) continue;
      for (const branch of maps(value, paths.given, `path ${path}`, report)) {
        const item = dereference(document, branch.node);
        if (item?.kind !== 'map') report(unreadable(branch.node, `path ${path}`));
        else yield* operationsOfPath(path, item, branch.given, report);
      }
    }
  }
}

function* operationsOfPath(path: string, item: MapNode, given: readonly Given[], report: (problem: Problem) => void): Generator<Operation> {
  for (const [key, entry] of item.entries) {
    const method = methodOf(key);
    if (method === undefined) continue;
    for (const branch of branches(entry.value, given)) {
      if (branch.node === undefined) continue;
      const at = { path, method, key: entry.key, node: entry.value, item, given: branch.given };
      if (isEmpty(branch.node)) yield { ...at, definition: undefined };
      else if (branch.node.kind === 'map' && !intrinsicOf(branch.node)) yield { ...at, definition: branch.node };
      else report(unreadable(branch.node, `${method} ${path}`));
    }
  }
}
