import type { Span } from '../text/source-file.ts';

/**
 * A template as a tree that remembers where everything stands. Sources work on nodes, so that whatever they move
 * or make (SAM's Globals, a generated role) still points at the line that the user wrote.
 */

export type Node = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly span: Span;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly span: Span;
}

/** A member of a map. `key` is where its name stands. */
export interface Entry {
  readonly key: Span;
  readonly value: Node;
}

/** Short forms are read as the long ones: `!Ref X` is a map with one entry, `Ref`. */
export interface MapNode {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  readonly span: Span;
  /** Of a format that knows no intrinsics: a key `Ref` is a key like any other. */
  readonly literal?: true;
}

/** A scalar that no user wrote, at the place of what caused it. */
export const scalar = (value: ScalarNode['value'], span: Span): ScalarNode => ({ kind: 'scalar', value, span });

/** A list made of nodes, at the place of what caused it. */
export const list = (items: readonly Node[], span: Span): ListNode => ({ kind: 'list', items, span });

/** A map made of nodes; members that are `undefined` are left out. The keys stand where their values stand. */
export const map = (members: Readonly<Record<string, Node | undefined>>, span: Span): MapNode => {
  const entries = new Map<string, Entry>();
  for (const [key, value] of Object.entries(members)) if (value !== undefined) entries.set(key, { key: value.span, value });
  return { kind: 'map', entries, span };
};

/** A member of a map node; `undefined` of anything else. */
export const member = (node: Node | undefined, key: string): Node | undefined =>
  node?.kind === 'map' ? node.entries.get(key)?.value : undefined;

/** The text of a scalar node that is a string. */
export const textOf = (node: Node | undefined): string | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;

/** The name and the argument of an intrinsic: a map whose single key is `Ref`, `Condition` or begins with `Fn::`. */
export const intrinsicOf = (node: Node | undefined): { readonly name: string; readonly argument: Node } | undefined => {
  if (node?.kind !== 'map' || node.literal || node.entries.size !== 1) return undefined;
  for (const [name, { value }] of node.entries)
    if (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')) return { name, argument: value };
  return undefined;
};

/** What a node says, wherever it stands. */
export const said = (node: Node): string => {
  if (node.kind === 'scalar') return JSON.stringify(node.value);
  if (node.kind === 'list') return `[${node.items.map(said).join()}]`;
  return `{${[...node.entries].map(([name, { value }]) => `${JSON.stringify(name)}:${said(value)}`).join()}}`;
};

/** How large a node is, aliases and whatever stands in several places counted each time, and how deep. */
export interface Measures {
  readonly size: number;
  readonly height: number;
}

/** Measures nodes, each once: a node that stands in many places takes no longer for that. */
export const measuring = (): ((node: Node) => Measures) => {
  const known = new Map<Node, Measures>();
  const measured = (node: Node): Measures => {
    if (node.kind === 'scalar') return { size: 1, height: 0 };
    const before = known.get(node);
    if (before !== undefined) return before;
    let [size, height] = [1, 0];
    for (const child of node.kind === 'list' ? node.items : [...node.entries.values()].map(({ value }) => value)) {
      const part = measured(child);
      size += part.size;
      height = Math.max(height, part.height + 1);
    }
    const measures = { size, height };
    known.set(node, measures);
    return measures;
  };
  return measured;
};
