import type { Condition } from '../../model/value.ts';
import { longExpressionOf } from './expression.ts';
import { intrinsicOf, type Node, textOf } from './node.ts';

/** A condition may hold others, any number of times; what is larger than this is not looked into. */
const MAX_SIZE = 400;

/** How many conditions may hang on each other one by one. */
const MAX_DEPTH = 100;

/** Conditions of a template, by name and as functions. */
export interface Conditions {
  /** A condition of the `Conditions` section. */
  named(name: string): Condition;
  /** `{Condition: Name}`, the name alone, or a condition function. */
  of(node: Node): Condition;
}

/** Reads the `Conditions` section. `operand` evaluates what `Fn::Equals` compares. */
export const conditionsOf = (section: Node | undefined, operand: (node: Node) => unknown): Conditions => {
  const done = new Map<string, Condition>();
  const open = new Set<string>();
  const sizes = new WeakMap<Condition, number>();
  const sized = <T extends Condition>(condition: T, parts: readonly Condition[], node: Node): Condition => {
    const size = parts.reduce((sum, part) => sum + (sizes.get(part) ?? 1), 1);
    if (size > MAX_SIZE) return { undecided: unique(node) };
    sizes.set(condition, size);
    return condition;
  };

  const named = (name: string): Condition => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const definition = section?.kind === 'map' ? section.entries.get(name)?.value : undefined;
    if (definition === undefined) return { named: name, is: { undecided: `the condition ${name}, which is not defined` } };
    if (open.has(name)) return { named: name, is: { undecided: `the condition ${name}, which refers to itself` } };
    if (open.size >= MAX_DEPTH) return { named: name, is: { undecided: `the condition ${name}, which hangs on too many others` } };
    open.add(name);
    const is = of(definition);
    open.delete(name);
    const condition = sized({ named: name, is }, [is], definition);
    done.set(name, condition);
    return condition;
  };

  const of = (node: Node): Condition => {
    const name = textOf(node);
    if (name !== undefined) return named(name);
    const intrinsic = intrinsicOf(node);
    const argument = intrinsic?.argument;
    if (intrinsic?.name === 'Condition') {
      const referred = textOf(argument);
      // SAM writes conditions of conditions in one another.
      if (argument !== undefined && intrinsicOf(argument)?.name === 'Condition') return of(argument);
      return referred === undefined ? { undecided: unique(node) } : named(referred);
    }
    const items = argument?.kind === 'list' ? argument.items : [];
    if (intrinsic?.name === 'Fn::Equals' && items.length === 2) {
      const [left, right] = items as [Node, Node];
      return { equals: [operand(left), operand(right)], expression: unique(node) };
    }
    if (intrinsic?.name === 'Fn::Not' && items.length === 1) {
      const part = of(items[0] as Node);
      return sized({ not: part }, [part], node);
    }
    if ((intrinsic?.name === 'Fn::And' || intrinsic?.name === 'Fn::Or') && items.length > 0) {
      const parts = items.map(of);
      return sized(intrinsic.name === 'Fn::And' ? { all: parts } : { any: parts }, parts, node);
    }
    return { undecided: unique(node) };
  };
  return { named, of };
};

/** Two comparisons are one choice if their expressions are the same: a text that had to be cut or masked says where it stands. */
const unique = (node: Node): string => {
  const text = longExpressionOf(node);
  return text.endsWith('…') || text.includes('****') ? `${text} at ${node.span.start}` : text;
};
