import { member, type Node } from './node.ts';
import type { Scope } from './scope.ts';
import { seenFromOutside } from './stacks.ts';

/** What a template exports to others of its account and Region. Evaluated when it is asked for. */
export interface Export {
  name(): unknown;
  value(): unknown;
}

/** The outputs of a document that have a name for other templates. */
export const exportsOf = (root: Node, input: string, read: (node: Node) => unknown): readonly Export[] => {
  const section = member(root, 'Outputs');
  if (section?.kind !== 'map') return [];
  return [...section.entries.values()].flatMap(({ value: output }) => {
    const name = member(member(output, 'Export'), 'Name');
    const value = member(output, 'Value');
    return name === undefined || value === undefined ? [] : [{ name: () => read(name), value: () => seenFromOutside(read(value), input) }];
  });
};

/** Whether something in a node is imported from another template. */
export const imports = (node: Node | undefined): boolean => {
  if (node === undefined || node.kind === 'scalar') return false;
  if (node.kind === 'list') return node.items.some(imports);
  for (const [key, { value }] of node.entries) if (key === 'Fn::ImportValue' || imports(value)) return true;
  return false;
};

/** How many exports may be imports of each other one by one. */
const MAX_DEPTH = 50;

/** Finds what is exported by a name. Two templates that export the same are deployed apart: which is meant cannot be said. */
export const importsOf = (exported: readonly Export[]): Scope['imports'] => {
  let byName: Map<unknown, readonly Export[]> | undefined;
  const values = new Map<string, { readonly value: unknown }>();
  const open = new Set<string>();
  return (name) => {
    // Before all templates are read nothing can be said.
    const known = values.get(name);
    if (known !== undefined || exported.length === 0 || open.has(name) || open.size >= MAX_DEPTH) return known;
    open.add(name);
    if (byName === undefined) {
      byName = new Map();
      for (const each of exported) {
        const called = each.name();
        byName.set(called, [...(byName.get(called) ?? []), each]);
      }
    }
    const [only, ...others] = byName.get(name) ?? [];
    const found = only === undefined || others.length > 0 ? undefined : { value: only.value() };
    open.delete(name);
    if (found !== undefined) values.set(name, found);
    return found;
  };
};
