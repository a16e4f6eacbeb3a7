import { isRedacted, unknown } from '../../model/value.ts';
import { scalarText } from './choices.ts';
import { expressionOf } from './expression.ts';
import { type Node, textOf } from './node.ts';
import type { Surrounding } from './scope.ts';
import { redactValue } from './secrets.ts';

const PSEUDO: ReadonlySet<string> = new Set([
  'AWS::AccountId',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]);

/** What a name stands for: a parameter's value, a pseudo parameter, a resource. `node` is the intrinsic that names it. */
export const named = (name: string, node: Node, { scope, place }: Surrounding): unknown => {
  if (name === 'AWS::NoValue') return undefined;
  if (PSEUDO.has(name)) return unknown({ kind: 'intrinsic', expression: expressionOf(node), text: [{ pseudo: name }], present: true });
  const parameter = scope.parameters.get(name);
  if (parameter !== undefined) {
    const value = redactValue(place, parameter.value);
    if (!isRedacted(value)) return value;
    if (parameter.span !== undefined) scope.hidden.add(parameter.span);
    return { $redacted: { ...value.$redacted, parameter: name } };
  }
  const expression = expressionOf(node);
  const part = scope.parts.get(name);
  if (part !== undefined) return unknown({ kind: 'intrinsic', expression, target: { id: part }, present: true });
  const known = scope.resources.has(name) || (scope.transformed && /^[A-Za-z0-9]+$/.test(name));
  return unknown(known ? { kind: 'intrinsic', expression, target: { id: name }, present: true } : { kind: 'intrinsic', expression });
};

const OUTPUTS = 'Outputs.';

/** A return value of a resource; of a nested stack what its template says. */
export const attributeOf = (id: string, attribute: string, node: Node, { scope, place }: Surrounding): unknown => {
  const output = attribute.startsWith(OUTPUTS) ? scope.outputs(id, attribute.slice(OUTPUTS.length)) : undefined;
  if (output !== undefined) return redactValue(place, output.value);
  const expression = expressionOf(node);
  const [first = '', ...rest] = attribute.split('.');
  const part = scope.parts.get(`${id}.${first}`);
  if (part !== undefined) {
    const target = { id: part, ...(rest.length === 0 ? {} : { attribute: rest.join('.') }) };
    return unknown({ kind: 'intrinsic', expression, target, present: true });
  }
  const known = scope.resources.has(id) || scope.transformed;
  return unknown(known ? { kind: 'intrinsic', expression, target: { id, attribute }, present: true } : { kind: 'intrinsic', expression });
};

export const ref = (argument: Node, node: Node, at: Surrounding): unknown => {
  const name = textOf(argument);
  return name === undefined
    ? unknown({ kind: 'malformed', expected: 'Ref with the name of a parameter or resource' })
    : named(name, node, at);
};

export const getAtt = (argument: Node, node: Node, at: Surrounding): unknown => {
  const whole = textOf(argument)?.split(/\.(.*)/s);
  const id = whole === undefined ? textOf(argument.kind === 'list' ? argument.items[0] : undefined) : whole[0];
  const rest = argument.kind === 'list' ? argument.items.slice(1).map((part) => scalarText(at.read(part))) : [whole?.[1]];
  if (!id || rest.length === 0) return unknown({ kind: 'malformed', expected: 'Fn::GetAtt with a logical id and an attribute' });
  if (rest.every((part) => part !== undefined && part !== '')) return attributeOf(id, rest.join('.'), node, at);
  // The attribute's name may be an intrinsic; which resource it is stands all the same.
  const target = at.scope.resources.has(id) && whole === undefined ? { target: { id } } : {};
  return unknown({ kind: 'intrinsic', expression: expressionOf(node), ...target });
};
