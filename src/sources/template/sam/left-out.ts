import { list, map, type Node, textOf } from '../node.ts';
import { ifOf, isNoValue } from '../routes/branches.ts';
import { choose, isNull } from './make.ts';

/** What stands in a property for which SAM makes a resource of its own where it is left out. */
export interface Filled {
  readonly value: Node;
  /** Where the resource is made; absent where it never is. */
  readonly conditions: readonly Node[] | undefined;
}

/** SAM's own always where a property is left out, and in the side of an `Fn::If` that leaves it out. */
export const filled = (given: Node | undefined, own: Node): Filled => {
  if (given === undefined || isNull(given) || isNoValue(given)) return { value: own, conditions: [] };
  const parts = ifOf(given);
  const then = parts && isNoValue(parts.then);
  const otherwise = parts && isNoValue(parts.else);
  if (parts === undefined || !(then || otherwise)) return { value: given, conditions: undefined };
  if (then && otherwise) return { value: own, conditions: [] };
  const name = textOf(parts.condition);
  const holds = name === undefined ? parts.condition : map({ Condition: parts.condition }, parts.condition.span);
  return {
    value: choose(parts.condition, then ? own : parts.then, then ? parts.else : own, given.span),
    conditions: [then ? holds : map({ 'Fn::Not': list([holds], holds.span) }, holds.span)],
  };
};
