import { PLACEHOLDER } from '../functions.ts';
import { type Entry, intrinsicOf, list, map, type Node, scalar, textOf } from '../node.ts';

/** What the names that a part of a template uses are called in the whole of it; `undefined` where they stay as they are. */
export interface Names {
  /** What `Ref` gives: a resource that is called otherwise, or a value in its place. */
  ref(name: string): { readonly id: string } | { readonly value: Node } | undefined;
  /** What `Fn::GetAtt` asks for: a logical id and an attribute, joined by a dot. */
  attribute(path: string): string | undefined;
  condition(name: string): string | undefined;
  mapping(name: string): string | undefined;
}

/** A node in which everything is called as in the whole; itself where nothing is called otherwise. */
export const renamed = (node: Node, names: Names): Node => {
  const other = (text: string | undefined, rename: (name: string) => string | undefined, at: Node): Node => {
    const name = text === undefined ? undefined : rename(text);
    return name === undefined ? at : scalar(name, at.span);
  };
  /** The members of a call whose first is a name. */
  const first = (argument: Node, rename: (name: string) => string | undefined): Node => {
    if (argument.kind !== 'list') return below(argument);
    return {
      ...argument,
      items: argument.items.map((item, at) => (at === 0 && textOf(item) !== undefined ? other(textOf(item), rename, item) : below(item))),
    };
  };
  const getAtt = (argument: Node): Node => {
    if (argument.kind !== 'list') return other(textOf(argument), names.attribute, argument);
    const [id, ...attribute] = argument.items;
    const texts = argument.items.map(textOf);
    if (texts.every((text) => text !== undefined)) return other(texts.join('.'), names.attribute, argument);
    const name = names.attribute(`${textOf(id) ?? ''}.`);
    return name === undefined || id === undefined
      ? below(argument)
      : { ...argument, items: [scalar(name.slice(0, -1), id.span), ...attribute.map(below)] };
  };
  const sub = (argument: Node): Node => {
    const [template, variables] = argument.kind === 'list' ? argument.items : [argument];
    const text = textOf(template);
    if (template === undefined || text === undefined) return below(argument);
    const own: ReadonlyMap<string, Entry> = variables?.kind === 'map' ? variables.entries : new Map();
    const added = new Map<string, Entry>();
    const written = text.replaceAll(PLACEHOLDER, (whole, inner: string) => {
      const name = inner.trim();
      if (name.startsWith('!') || own.has(name)) return whole;
      if (name.includes('.')) return `\${${names.attribute(name) ?? name}}`;
      const meant = names.ref(name);
      if (meant === undefined) return whole;
      if ('id' in meant) return `\${${meant.id}}`;
      added.set(name, { key: template.span, value: meant.value });
      return whole;
    });
    if (variables === undefined && added.size === 0) return written === text ? argument : scalar(written, argument.span);
    const values = variables === undefined ? map({}, argument.span) : below(variables);
    const all = values.kind === 'map' ? { ...values, entries: new Map([...values.entries, ...added]) } : values;
    return list([scalar(written, template.span), all], argument.span);
  };
  const below = (inner: Node): Node => {
    if (inner.kind === 'scalar') return inner;
    if (inner.kind === 'list') {
      const items = inner.items.map(below);
      return items.every((item, at) => item === inner.items[at]) ? inner : { ...inner, items };
    }
    const call = intrinsicOf(inner);
    if (call?.name === 'Ref') {
      const meant = names.ref(textOf(call.argument) ?? '');
      if (meant === undefined) return inner;
      return 'value' in meant ? meant.value : map({ Ref: scalar(meant.id, call.argument.span) }, inner.span);
    }
    let changed = false;
    const entries = new Map<string, Entry>();
    for (const [key, entry] of inner.entries) {
      const value = call === undefined ? below(entry.value) : argumentOf(call.name, entry.value);
      changed ||= value !== entry.value;
      entries.set(key, value === entry.value ? entry : { ...entry, value });
    }
    return changed ? { ...inner, entries } : inner;
  };
  const argumentOf = (name: string, argument: Node): Node => {
    if (name === 'Fn::GetAtt') return getAtt(argument);
    if (name === 'Fn::Sub') return sub(argument);
    if (name === 'Fn::If') return first(argument, names.condition);
    if (name === 'Fn::FindInMap') return first(argument, names.mapping);
    return name === 'Condition' ? other(textOf(argument), names.condition, argument) : below(argument);
  };
  return below(node);
};
