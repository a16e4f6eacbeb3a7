import { writtenAs } from '../expression.ts';
import { type Entry, intrinsicOf, list, type MapNode, map, type Node, scalar, textOf } from '../node.ts';
import { parsedText } from './literal.ts';

/** How an attribute becomes properties: the path of a property that is the same, or a conversion. */
export type Attribute = string | Conversion;

/** What Terraform says by attributes, as what CloudFormation says by properties. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** An attribute that Terraform writes in another form than CloudFormation. */
export interface Conversion {
  /** The path of the property, with dots; empty where the members of a block are properties beside it. */
  readonly to: string;
  /** The properties that it becomes where `to` is empty. */
  readonly paths?: readonly string[];
  /** The attributes of a block. */
  readonly members?: Attributes;
  /** Whether the provider computes a block that is left out. */
  readonly computed?: true;
  /** Whether a value that is not known is converted as well: one item of a list is a list. */
  readonly always?: true;
  /** The value of the property; absent where the attribute says nothing. */
  convert(value: Node): Node | undefined;
}

const isNothing = (node: Node): boolean =>
  (node.kind === 'scalar' && (node.value === null || node.value === '')) || (node.kind === 'list' && node.items.length === 0);

/** A property in the making: its value, or its members. */
type Draft = Map<string, Entry | Draft>;

const put = (draft: Draft, path: readonly string[], entry: Entry): void => {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const there = draft.get(name);
  if (rest.length === 0) draft.set(name, entry);
  else {
    const below: Draft = there instanceof Map ? there : new Map();
    if (there === undefined || there instanceof Map) {
      draft.set(name, below);
      put(below, rest, entry);
    }
  }
};

const finished = (draft: Draft, at: Node): MapNode => ({
  kind: 'map',
  entries: new Map(
    [...draft].map(([name, each]) => {
      if (!(each instanceof Map)) return [name, each];
      const value = finished(each, at);
      const [first] = value.entries.values();
      return [name, { key: first?.key ?? at.span, value: { ...value, span: first?.value.span ?? at.span } }];
    }),
  ),
  span: at.span,
});

const leaves = (attributes: Attributes): readonly string[] =>
  Object.values(attributes).map((each) => (typeof each === 'string' ? each : each.to));

const write = (draft: Draft, values: MapNode, attributes: Attributes): void => {
  for (const [name, attribute] of Object.entries(attributes)) {
    const entry = values.entries.get(name);
    if (entry === undefined || isNothing(entry.value)) continue;
    const { key, value } = entry;
    const to = typeof attribute === 'string' ? attribute : attribute.to;
    const unknown = intrinsicOf(value) !== undefined;
    if (to === '' && typeof attribute !== 'string') {
      const below = unknown ? value : attribute.convert(value);
      for (const path of unknown ? (attribute.paths ?? []) : []) put(draft, path.split('.'), { key, value });
      if (!unknown && below?.kind === 'map') for (const [property, each] of below.entries) put(draft, [property], each);
      continue;
    }
    const converted = typeof attribute === 'string' || (unknown && !attribute.always) ? value : attribute.convert(value);
    if (converted !== undefined) put(draft, to.split('.'), { key, value: converted });
  }
};

/** The properties that attributes say. */
export const converted = (values: MapNode, attributes: Attributes): MapNode => {
  const draft: Draft = new Map();
  write(draft, values, attributes);
  return finished(draft, values);
};

const blockOf = (node: Node | undefined, attributes: Attributes): Node | undefined =>
  node?.kind === 'map' && intrinsicOf(node) === undefined ? converted(node, attributes) : node;

const first = (node: Node): Node | undefined => (node.kind === 'list' ? node.items[0] : node);

/** A JSON text as the document that it is. What is none stays text. */
export const json = (to: string): Conversion => ({
  to,
  convert: (value) => {
    const text = textOf(value);
    return (text === undefined ? undefined : parsedText(text, value.span)) ?? value;
  },
});

/** A block that can stand once, as an object. */
export const object = (to: string, members: Attributes): Conversion => ({
  to,
  members,
  convert: (value) => blockOf(first(value), members),
});

/** A block that the provider computes where it is left out: what is not known of it is the service's default. */
export const computed = (block: Conversion): Conversion => ({ ...block, computed: true });

/** A block that can stand once, whose members are properties beside it. */
export const beside = (members: Attributes): Conversion => ({ ...object('', members), paths: leaves(members) });

/** A block that can stand many times, as a list of objects. */
export const objects = (to: string, members: Attributes): Conversion => ({
  to,
  members,
  convert: (value) =>
    value.kind === 'list'
      ? list(
          value.items.flatMap((item) => blockOf(item, members) ?? []),
          value.span,
        )
      : value,
});

/** One value as a list of it, and so is a reference to one resource. */
export const listed = (to: string): Conversion => ({
  to,
  always: true,
  convert: (value) => {
    const call = intrinsicOf(value);
    const whole = value.kind === 'list' || (call !== undefined && call.name !== 'Ref' && call.name !== 'Fn::GetAtt');
    return whole ? value : list([value], value.span);
  },
});

/** A value in other words; one that has none stays what it is. */
export const worded = (to: string, words: Readonly<Record<string, string | boolean>>): Conversion => ({
  to,
  convert: (value) => {
    const said = value.kind === 'scalar' ? String(value.value) : '';
    return Object.hasOwn(words, said) ? scalar(words[said] as string | boolean, value.span) : value;
  },
});

/** What CloudFormation has no words for: that something is said is known, and not what. */
export const untold = (to: string): Conversion => ({
  to,
  convert: ({ span }) => writtenAs(map({ 'Fn::KnownAfterApply': scalar(null, span) }, span), `(${to} in Terraform's words)`),
});

/** A value; absent where it is one by which the provider says that there is none. */
export const unless = (to: string, ...nothing: readonly (string | number | boolean)[]): Conversion => ({
  to,
  convert: (value) => (value.kind === 'scalar' && nothing.some((each) => each === value.value) ? undefined : value),
});

/** What follows from it that something is said, whatever it is. */
export const always = (to: string, word: string): Conversion => ({ to, always: true, convert: ({ span }) => scalar(word, span) });

/** A map as a list of objects with a name and a value. */
export const pairs = (to: string, name: string, content: string): Conversion => ({
  to,
  convert: (value) =>
    value.kind === 'map'
      ? list(
          [...value.entries].map(([key, entry]) => map({ [name]: scalar(key, entry.key), [content]: entry.value }, entry.value.span)),
          value.span,
        )
      : value,
});

/** `orders_table` as `OrdersTable`. */
export const pascal = (name: string): string => name.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Blocks of any depth whose names are CloudFormation's in other letters. Those called in `many` stand in lists, and so do those that a block
 * has by `within`; `other` are those that are called differently.
 */
export const renamed = (
  to: string,
  many: Readonly<Record<string, string>>,
  within: Readonly<Record<string, readonly [string, string]>>,
  other: Readonly<Record<string, string>>,
): Conversion => {
  const rename = (node: Node, above: string, depth: number): Node => {
    if (depth > 40 || intrinsicOf(node) !== undefined || node.kind === 'scalar') return node;
    if (node.kind === 'list') return { ...node, items: node.items.map((item) => rename(item, above, depth + 1)) };
    const entries = new Map<string, Entry>();
    for (const [name, { key, value }] of node.entries) {
      if (isNothing(value)) continue;
      const inside = Object.hasOwn(within, above) ? within[above] : undefined;
      const several = inside?.[0] === name ? inside[1] : Object.hasOwn(many, name) ? many[name] : undefined;
      const [only, more] = value.kind === 'list' ? value.items : [];
      // Of a list with one block, the block, unless the name is that of a list.
      const one = several === undefined && only?.kind === 'map' && more === undefined ? only : value;
      const called = several ?? (Object.hasOwn(other, name) ? other[name] : undefined) ?? pascal(name);
      entries.set(called, { key, value: rename(one, name, depth + 1) });
    }
    return { kind: 'map', entries, span: node.span, literal: true };
  };
  return { to, convert: (value) => rename(value, '', 0) };
};
