import type { Span } from '../../text/source-file.ts';
import { writtenAs } from '../expression.ts';
import { type Entry, type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import type { Attribute, Attributes } from './conversions.ts';
import type { Block, Member } from './hcl.ts';
import type { Instance } from './plan.ts';
import type { References } from './references.ts';

/** The values of a resource as they can be converted: what is not known or must not be told has its marker, and all stand where they were written. */
export interface Values {
  readonly values: MapNode;
  /** The places of sensitive values in the document. */
  readonly sensitive: readonly Span[];
  /** Where in the document that stands which is shown in a `.tf` file. */
  readonly origins: ReadonlyMap<Span, Span>;
}

/** A value, and what is said of it elsewhere. */
interface Given {
  readonly value: Node | undefined;
  readonly unknown: Node | undefined;
  readonly sensitive: Node | undefined;
  readonly expression: Node | undefined;
  /** Where a `.tf` file writes it. */
  readonly written: readonly Member[];
  /** How its members are read. */
  readonly attributes: Attributes;
}

const isTrue = (node: Node | undefined): boolean => node?.kind === 'scalar' && node.value === true;
const isNull = (node: Node | undefined): boolean => node === undefined || (node.kind === 'scalar' && node.value === null);
const keysOf = (node: Node | undefined): readonly string[] => (node?.kind === 'map' ? [...node.entries.keys()] : []);
const itemsOf = (node: Node | undefined): readonly Node[] => (node?.kind === 'list' ? node.items : []);

/** An attribute's expression says what it refers to; that of a block is a map or a list of those of its attributes. */
const isExpression = (node: Node | undefined): boolean =>
  member(node, 'references') !== undefined || member(node, 'constant_value') !== undefined;

/** Whether the configuration writes a value out: as it is, or as a document of literals. */
const isLiteral = (expression: Node | undefined, written: readonly Member[]): boolean => {
  if (member(expression, 'constant_value') !== undefined) return true;
  const said = written.length === 1 ? written[0]?.value : undefined;
  const text = said?.source.text.slice(said.start, said.end) ?? '';
  return !hasReferences(expression) && /^jsonencode\(/.test(text) && !/\b(?:file|templatefile|env)\w*\(/.test(text);
};

const hasReferences = (node: Node | undefined): boolean => itemsOf(member(node, 'references')).length > 0;

/**
 * Joins the values of a resource with what says that they are unknown or sensitive. `block` is where it is written, if a `.tf` file has it;
 * `attributes` are those that are read.
 */
export const valuesOf = (instance: Instance, references: References, block: Block | undefined, attributes: Attributes): Values => {
  const sensitive: Span[] = [];
  const origins = new Map<Span, Span>();
  /** The place of a value: as it is written, else nothing at its resource, so that its name is shown. */
  const placed = (original: Span, written: Span | undefined): Span => {
    if (block === undefined) return original;
    const span = { ...(written ?? { ...block.span, end: block.span.start }) };
    origins.set(span, original);
    return span;
  };

  const merged = (given: Given, original: Span, near: Span): Node | undefined => {
    const { value, unknown, expression, written } = given;
    const span = placed(original, written.length === 1 ? written[0]?.value : undefined);
    if (isTrue(given.sensitive)) {
      if (isNull(value) && !isTrue(unknown)) return undefined;
      sensitive.push(original);
      const literal = isLiteral(expression, written) ? textOf(value) : undefined;
      return writtenAs(map({ 'Fn::Sensitive': scalar(literal ?? null, span) }, span), '(sensitive value)');
    }
    if (isTrue(unknown)) {
      const said = written.length === 1 ? written[0]?.value : undefined;
      return references.unknown(expression, instance, span, said?.source.text.slice(said.start, said.end).trim());
    }
    if (value?.kind === 'list' || unknown?.kind === 'list') {
      const count = Math.max(itemsOf(value).length, itemsOf(unknown).length);
      const items = Array.from({ length: count }, (_, index) => {
        const item = itemsOf(value)[index];
        const below = {
          value: item,
          unknown: itemsOf(unknown)[index],
          sensitive: itemsOf(given.sensitive)[index],
          expression: isExpression(expression) ? expression : expressionOf(item, itemsOf(expression), index),
          written: written.length === count ? written.slice(index, index + 1) : [],
          attributes: given.attributes,
        };
        return merged(below, item?.span ?? original, near) ?? scalar(null, span);
      });
      return { kind: 'list', items, span };
    }
    if (value?.kind === 'map' || unknown?.kind === 'map') {
      const own = value?.kind === 'map' ? value.entries : new Map<string, Entry>();
      const entries = new Map<string, Entry>();
      for (const key of new Set([...own.keys(), ...keysOf(unknown)])) {
        const below = written.length === 1 ? (written[0]?.members.get(key) ?? []) : [];
        const entry = own.get(key);
        const at = block === undefined ? (entry?.key ?? original) : (below[0]?.key ?? near);
        const part = {
          value: entry?.value,
          unknown: member(unknown, key),
          sensitive: member(given.sensitive, key),
          expression: isExpression(expression) ? expression : member(expression, key),
          written: below,
          attributes: membersOf(given.attributes[key]) ?? {},
        };
        const node = isDefault(part, given, key) ? undefined : merged(part, entry?.value.span ?? original, at);
        if (node !== undefined) entries.set(key, { key: at, value: node });
      }
      return { kind: 'map', entries, span, literal: true };
    }
    return value?.kind === 'scalar' ? { ...value, span } : undefined;
  };

  const { span } = instance;
  const whole: Given = {
    value: instance.values,
    unknown: instance.unknown ?? inferred(instance),
    sensitive: instance.sensitive,
    expression: instance.expressions,
    written: block === undefined ? [] : [{ key: block.span, value: undefined, members: block.members }],
    attributes,
  };
  const values = merged(whole, span, block?.span ?? span);
  return { values: values?.kind === 'map' ? values : map({}, span), sensitive, origins };
};

const membersOf = (attribute: Attribute | undefined): Attributes | undefined =>
  typeof attribute === 'object' ? attribute.members : undefined;

/**
 * What the configuration leaves out and the provider computes is the service's default: the same as a property that is left out. But the
 * configuration of a plan tells nothing of `dynamic` blocks: where a block that no provider computes, or a part of one of which nothing is
 * told, is not known, one of those has made it.
 */
const isDefault = ({ unknown, expression, written }: Given, around: Given, name: string): boolean => {
  if (!isTrue(unknown) || around.expression === undefined) return false;
  if (keysOf(expression).length > 0 || itemsOf(expression).length > 0) return false;
  const attribute = around.attributes[name];
  const isBlock = membersOf(attribute) !== undefined;
  return !isBlock || (written.length === 0 && typeof attribute === 'object' && attribute.computed === true);
};

/** The expressions of a block among those of all of its name, which may stand in another order: what is constant has to be the same. */
const expressionOf = (item: Node | undefined, expressions: readonly Node[], index: number): Node | undefined => {
  const agrees = (expression: Node): boolean =>
    keysOf(expression).every((key) => {
      const constant = member(member(expression, key), 'constant_value');
      const value = member(item, key);
      return constant?.kind !== 'scalar' || value?.kind !== 'scalar' || constant.value === value.value;
    });
  const own = expressions[index];
  if (item?.kind !== 'map' || (own !== undefined && agrees(own))) return own;
  const others = expressions.filter(agrees);
  return others.length === 1 ? others[0] : undefined;
};

/** What is not known of a resource of which the plan does not say it: what has no value and refers to something. */
const inferred = ({ values, expressions, span }: Instance): Node =>
  map(
    Object.fromEntries(
      keysOf(expressions)
        .filter((name) => isNull(member(values, name)) && hasReferences(member(expressions, name)))
        .map((name) => [name, scalar(true, span)]),
    ),
    span,
  );
