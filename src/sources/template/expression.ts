import { maskText } from '../../model/redaction.ts';
import { intrinsicOf, type Node, textOf } from './node.ts';
import { VARIABLE, variableText } from './variable.ts';

/** Text that can stand in a flow list of YAML without quotes. */
const PLAIN = /^[A-Za-z0-9_./$(][^,[\]{}"'\r\n#]*$/;

const quoted = (text: string): string => (PLAIN.test(text) && !text.includes(': ') && text.trim() === text ? text : JSON.stringify(text));

/** A variable of the Serverless Framework stands as the user wrote it. */
const tagOf = (name: string): string => (name === VARIABLE ? '' : `!${name.startsWith('Fn::') ? name.slice(4) : name} `);

/** Writes a node in YAML's short form until it is longer than anyone wants to read. */
const write = (node: Node, out: string[], room: { left: number }): void => {
  const put = (text: string): void => {
    out.push(text);
    room.left -= text.length;
  };
  const call = intrinsicOf(node);
  if (room.left < 0) return;
  if (node.kind === 'scalar') put(typeof node.value === 'string' ? quoted(node.value.slice(0, room.left + 1)) : String(node.value));
  else if (call !== undefined) {
    put(tagOf(call.name));
    const text = argumentText(call.name, call.argument);
    if (text === undefined) write(call.argument, out, room);
    else put(text.slice(0, room.left + 1));
  } else {
    const members: readonly (readonly [string, Node])[] =
      node.kind === 'list'
        ? node.items.map((item) => ['', item])
        : [...node.entries].map(([key, { value }]) => [`${quoted(key)}: `, value]);
    put(node.kind === 'list' ? '[' : '{');
    for (const [index, [key, value]] of members.entries()) {
      if (room.left < 0) break;
      put(`${index === 0 ? '' : ', '}${key}`);
      write(value, out, room);
    }
    put(node.kind === 'list' ? ']' : '}');
  }
};

/** An argument that stands behind its tag as it is: a name, a template, `Resource.Attribute`. */
const argumentText = (name: string, argument: Node): string | undefined => {
  if (name === VARIABLE) return variableText(argument);
  const parts = name === 'Fn::GetAtt' && argument.kind === 'list' ? argument.items.map(textOf) : [textOf(argument)];
  const text = parts.every((part) => part !== undefined) ? parts.join('.') : '';
  return text.trim() === '' || /[\r\n]/.test(text) ? undefined : text;
};

const written = new WeakMap<Node, string>();

/** What SAM makes of a template says the same again and again, and to look for secrets costs more than all else here. */
const masked = new Map<string, string>();
const REMEMBERED = 1_000;

const withoutSecrets = (text: string): string => {
  const known = masked.get(text);
  if (known !== undefined) return known;
  const result = maskText(text);
  if (masked.size >= REMEMBERED) masked.clear();
  masked.set(text, result);
  return result;
};

/** What a user would write, `!Sub ${Queue.Arn}/*`, not longer than one reads; secrets masked. */
export const expressionOf = (node: Node): string => {
  const known = written.get(node);
  if (known !== undefined) return known;
  const expression = cut(node, 200);
  written.set(node, expression);
  return expression;
};

/** Has a node that no user wrote called what its format calls it: `aws_sqs_queue.orders.arn`. */
export const writtenAs = <T extends Node>(node: T, expression: string): T => {
  written.set(node, withoutSecrets(expression.slice(0, 200)));
  return node;
};

/** The same, so long that two of them are hardly ever the same by chance. */
export const longExpressionOf = (node: Node): string => cut(node, 300);

/** No less of a node's text than the limit, if it has so much. */
const beginning = (node: Node, call: ReturnType<typeof intrinsicOf>, limit: number): string => {
  const text = call && argumentText(call.name, call.argument);
  // Nearly all are of this kind: `!Ref Queue`, `!Sub ${Queue.Arn}/*`.
  if (call && text !== undefined) return `${tagOf(call.name)}${text}`.slice(0, limit + 1);
  const out: string[] = [];
  write(node, out, { left: limit });
  return out.join('');
};

const cut = (node: Node, limit: number): string => {
  const call = intrinsicOf(node);
  const name = call?.name;
  const whole = beginning(node, call, limit);
  // A reference holds names and no literals.
  const text = name === 'Ref' || name === 'Fn::GetAtt' ? whole : withoutSecrets(whole);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
};
