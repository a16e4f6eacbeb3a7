import { type Redacted, type Unknown, unknown } from '../../model/value.ts';
import type { Span } from '../text/source-file.ts';
import { member, type Node, textOf } from './node.ts';
import { redactWhole } from './secrets.ts';
import { literal, type Use, usesOf } from './uses.ts';

/** A parameter as its references see it. */
export interface Parameter {
  /** What `Ref` gives. */
  readonly value: unknown;
  /** It is a list, and what is known of it is only its default. */
  readonly listByDefault: boolean;
  /** Where its default stands. */
  readonly span?: Span;
}

/** Values given by the user, in place of defaults. */
export type ParameterValues = ReadonlyMap<string, string>;

/** The `Parameters` section with what the user gave. A given value is just that; a default is what is judged first. */
export const parametersOf = (root: Node, given: ParameterValues): ReadonlyMap<string, Parameter> => {
  const section = member(root, 'Parameters');
  if (section?.kind !== 'map') return new Map();
  const uses = usesOf(root);
  return new Map([...section.entries].map(([name, { value }]) => [name, parameterOf(name, value, given.get(name), uses.get(name))]));
};

const parameterOf = (name: string, definition: Node, given: string | undefined, use: Use | undefined): Parameter => {
  const type = textOf(member(definition, 'Type')) ?? 'String';
  const nothing: Unknown = unknown({ kind: 'intrinsic', expression: `!Ref ${name}` });
  // The template gives the name of an SSM parameter, the deployment its value, which no template says.
  if (type.startsWith('AWS::SSM::Parameter::Value'))
    return { value: unknown({ kind: 'intrinsic', expression: `!Ref ${name}`, present: true }), listByDefault: false };

  const standard = member(definition, 'Default');
  const text = given ?? literal(standard);
  if (standard !== undefined && text === undefined && given === undefined)
    return {
      value: standard.kind === 'scalar' ? nothing : unknown({ kind: 'malformed', expected: 'a parameter whose default is text' }),
      listByDefault: false,
    };
  const span = given === undefined && standard !== undefined ? { span: standard.span } : {};
  const hide = given === undefined ? redactGiven : hideGiven;
  const hidden = text === undefined ? undefined : hide(name, text, member(definition, 'NoEcho'));
  if (hidden !== undefined) return { value: hidden, listByDefault: false, ...span };
  if (type === 'CommaDelimitedList' || type.startsWith('List<'))
    return text === undefined
      ? { value: nothing, listByDefault: false }
      : { value: text === '' ? [] : text.split(',').map((item) => item.trim()), listByDefault: given === undefined, ...span };
  if (given !== undefined) return { value: given, listByDefault: false };

  const allowed = member(definition, 'AllowedValues');
  const values = allowed?.kind === 'list' ? allowed.items.flatMap((item) => literal(item) ?? []) : [];
  const byDefault = text !== undefined && (values.length === 0 || values.includes(text));
  const first = byDefault ? [text] : [];
  if (values.length > 0)
    return {
      value: { $parameter: { name, options: [...new Set([...first, ...values])], ...(byDefault ? { byDefault } : {}) } },
      listByDefault: false,
      ...span,
    };
  const compared = [...(use?.compared ?? [])];
  const options = [...new Set([...first, ...compared, ...(use?.keyed ?? []), ...(byDefault ? [] : (use?.picked ?? []))])];
  // None of them must be possible as well, unless the default already stands for that.
  const open = !byDefault || use?.asked === true || compared.includes(text);
  if (options.length === 0 && use === undefined) return { value: nothing, listByDefault: false };
  return {
    value: { $parameter: { name, options, ...(open ? { open } : {}), ...(byDefault ? { byDefault } : {}) } },
    listByDefault: false,
    ...span,
  };
};

/** What hides a literal of a parameter that its name, its form, its use or `NoEcho` calls a secret. */
export const redactGiven = (name: string, text: string, noEcho: Node | undefined, used = false): Redacted | undefined => {
  const secret = used || literal(noEcho)?.toLowerCase() === 'true';
  return redactWhole({ name, secret: true, ...(secret ? { schema: true } : {}) }, text);
};

/** The same of a value that stands outside of the template: it is hidden, and nobody can say that it is written out here. */
export const hideGiven = (name: string, text: string, noEcho: Node | undefined): Redacted | undefined => {
  const hidden = redactGiven(name, text, noEcho);
  if (hidden === undefined) return undefined;
  const { confidence: _, ...rest } = hidden.$redacted;
  return { $redacted: rest };
};
