import { RESERVED, unknown } from '../../model/value.ts';
import { scalarText } from './choices.ts';
import { expressionOf } from './expression.ts';
import { functions } from './functions.ts';
import { intrinsicOf, type MapNode, type Node, textOf } from './node.ts';
import type { Parameter } from './parameters.ts';
import { literalOf, type Scope } from './scope.ts';
import { ANYWHERE, memberPlace, type Place, siblingOf } from './secrets.ts';

/** A node as a value: literals, choices, and unknowns with what is known of them. Never throws; `undefined` is `AWS::NoValue`. */
export const evaluate = (node: Node, scope: Scope, type = '', place = ANYWHERE): unknown => {
  if (node.kind === 'scalar') return literalOf(node, { scope, place });
  const read = (child: Node): unknown => evaluate(child, scope, type, place);
  if (node.kind === 'list') return node.items.map(read);
  const call = intrinsicOf(node);
  // Outside of the Conditions section, `Condition` is a key like any other.
  if (call === undefined || call.name === 'Condition') return members(node, scope, type, place);
  const apply = functions.get(call.name);
  if (apply === undefined) return unknown({ kind: 'intrinsic', expression: expressionOf(node) });
  return apply(call.argument, node, { scope, type, place, read, readKey: (child) => evaluate(child, scope, type) });
};

/** Whether a map is a map as it stands: no intrinsic, no key that would forge a marker or add members. */
export const isPlainMap = (node: MapNode): boolean => {
  for (const key of node.entries.keys()) if (RESERVED.has(key) || (!node.literal && key.startsWith('Fn::'))) return false;
  const call = intrinsicOf(node);
  return call === undefined || call.name === 'Condition';
};

const members = (node: MapNode, scope: Scope, type: string, above: Place): unknown => {
  const sibling = siblingOf(node);
  const found: Record<string, unknown> = {};
  for (const [key, entry] of node.entries) {
    if (RESERVED.has(key)) return unknown({ kind: 'malformed', expected: `an object without the key ${key}` });
    // A transform or a loop beside other keys may add any member.
    if (!node.literal && key.startsWith('Fn::')) return unknown({ kind: 'intrinsic', expression: expressionOf(node) });
    const value = evaluate(entry.value, scope, type, memberPlace(type, above, key, sibling));
    if (value === undefined) continue;
    if (key === '__proto__') Object.defineProperty(found, key, { value, enumerable: true, configurable: true, writable: true });
    else found[key] = value;
  }
  return found;
};

/** What `Fn::Equals` compares. The default of a list is not all that the list can be, so that both answers are judged. */
export const evaluateOperand = (node: Node, scope: Scope): unknown => {
  const value = evaluate(node, scope);
  const known = scalarText(value);
  if (known === undefined || !mentionsList(node, scope.parameters)) return value;
  return { $parameter: { name: expressionOf(node), options: [known], open: true, byDefault: true } };
};

const mentionsList = (node: Node, parameters: ReadonlyMap<string, Parameter>): boolean => {
  if (node.kind === 'list') return node.items.some((item) => mentionsList(item, parameters));
  if (node.kind === 'scalar') return false;
  const call = intrinsicOf(node);
  if (call?.name === 'Ref') return parameters.get(textOf(call.argument) ?? '')?.listByDefault === true;
  return [...node.entries.values()].some(({ value }) => mentionsList(value, parameters));
};
