import { surestOf } from '../../model/redaction.ts';
import { isChoice, isPlainObject, isRedacted, isUnknown, unknown } from '../../model/value.ts';
import { overChoices, overTexts, scalarText } from './choices.ts';
import { expressionOf } from './expression.ts';
import { member, type Node, textOf } from './node.ts';
import { attributeOf, getAtt, named, ref } from './references.ts';
import { literalOf, type Surrounding } from './scope.ts';
import { redactAt, redactValue, redactWhole } from './secrets.ts';
import { VARIABLE } from './variable.ts';

/** An intrinsic: its argument, itself, and where it stands. `undefined` is an absent value. */
type Intrinsic = (argument: Node, node: Node, at: Surrounding) => unknown;

const itself = (node: Node, present = false) =>
  unknown({ kind: 'intrinsic', expression: expressionOf(node), ...(present ? { present } : {}) });
const malformed = (expected: string) => unknown({ kind: 'malformed', expected });
const itemsOf = (node: Node): readonly Node[] => (node.kind === 'list' ? node.items : []);

/** Parts as one text. A part that is hidden hides all of it. */
const textFrom = (parts: readonly unknown[], node: Node, { place }: Surrounding): unknown => {
  const pieces: unknown[] = [];
  for (const part of parts) {
    const known = scalarText(part);
    const last = pieces.at(-1);
    if (known !== undefined && typeof last === 'string') pieces[pieces.length - 1] = last + known;
    else if (part !== undefined && part !== null && part !== '') pieces.push(known ?? part);
  }
  const hidden = surestOf(
    pieces.map((piece) => (typeof piece === 'string' ? redactAt(place, piece) : isRedacted(piece) ? piece : undefined)).filter(isRedacted),
  );
  if (hidden !== undefined) return hidden;
  if (pieces.some((piece) => typeof piece === 'string' && piece.includes('{{resolve:'))) return itself(node, true);
  const [only] = pieces;
  if (only === undefined) return '';
  if (pieces.length > 1) return { $text: { parts: pieces, expression: expressionOf(node) } };
  return isUnknown(only) && only.$unknown.kind === 'intrinsic' ? unknown({ ...only.$unknown, expression: expressionOf(node) }) : only;
};

/** What stands in a text of `Fn::Sub`. A name has 255 characters at most, so that text full of `${` is no work. */
export const PLACEHOLDER = /\$\{([^}]{0,600})\}/g;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
const sub: Intrinsic = (argument, node, at) => {
  const [first, variables] = argument.kind === 'list' ? argument.items : [argument];
  const template = first?.kind === 'scalar' ? scalarText(first.value) : undefined;
  if (template === undefined) return malformed('Fn::Sub with a text');
  const parts: unknown[] = [];
  let from = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    parts.push(template.slice(from, match.index));
    from = match.index + match[0].length;
    parts.push(placeholder((match[1] as string).trim(), variables, node, at));
  }
  parts.push(template.slice(from));
  const value = textFrom(parts, node, at);
  if (isRedacted(value) && first !== undefined && parts.some((part) => typeof part === 'string' && redactAt(at.place, part) !== undefined))
    at.scope.hidden.add(first.span);
  return value;
};

const placeholder = (name: string, variables: Node | undefined, node: Node, at: Surrounding): unknown => {
  if (name.startsWith('!')) return `\${${name.slice(1)}}`;
  const variable = member(variables, name);
  if (variable !== undefined) return at.read(variable);
  const dot = name.indexOf('.');
  return dot < 0 ? named(name, node, at) : attributeOf(name.slice(0, dot), name.slice(dot + 1), node, at);
};

const join: Intrinsic = (argument, node, at) => {
  const [first, rest] = itemsOf(argument);
  const delimiter = textOf(first);
  if (delimiter === undefined || rest === undefined) return malformed('Fn::Join with a delimiter and a list');
  const joined = (items: readonly unknown[], choices: number): unknown => {
    const flat = items.flat(1).filter((item) => item !== undefined);
    // An item that a condition leaves out takes its delimiter along.
    const choice = delimiter === '' ? -1 : flat.findIndex((item) => isChoice(item) && leavesOut(item));
    if (choice < 0)
      return textFrom(
        flat.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item])),
        node,
        at,
      );
    if (choices === 0) return itself(node);
    return overChoices(flat[choice], (value) => joined([...flat.slice(0, choice), value, ...flat.slice(choice + 1)], choices - 1));
  };
  // Literals are judged as the text that they make, not one by one.
  const list = rest.kind === 'list' ? rest.items.map((item) => (item.kind === 'scalar' ? at.readKey(item) : at.read(item))) : at.read(rest);
  const value = overChoices(list, (items) => (Array.isArray(items) ? joined(items, 4) : isRedacted(items) ? items : itself(node)));
  if (isRedacted(value)) for (const item of itemsOf(rest)) if (item.kind === 'scalar') at.scope.hidden.add(item.span);
  return value;
};

/** Whether a choice has a branch without a value. */
const leavesOut = (value: unknown): boolean =>
  value === undefined || Array.isArray(value) || (isChoice(value) && (leavesOut(value.$if.then) || leavesOut(value.$if.else)));

const select: Intrinsic = (argument, node, at) => {
  const [index, list] = itemsOf(argument);
  if (index === undefined || list === undefined) return malformed('Fn::Select with an index and a list');
  const items = at.read(list);
  const found = overTexts(at.readKey(index), (text) => ({
    value: overChoices(items, (value) => {
      if (!Array.isArray(value)) return isRedacted(value) ? value : itself(node);
      const position = Number(text);
      return Number.isInteger(position) && position >= 0 && position < value.length
        ? value[position]
        : malformed(`an index below ${value.length}`);
    }),
  }));
  return found === undefined ? itself(node) : found.value;
};

const split: Intrinsic = (argument, node, at) => {
  const [first, source] = itemsOf(argument);
  const delimiter = textOf(first);
  if (!delimiter || source === undefined) return malformed('Fn::Split with a delimiter and a text');
  const value = at.read(source);
  if (isRedacted(value)) return value;
  const found = overTexts(value, (text) => ({ value: text.split(delimiter) }));
  return found === undefined ? itself(node) : found.value;
};

/** There are fewer Regions and accounts to choose from. */
const MAX_ROWS = 500;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html */
const findInMap: Intrinsic = (argument, node, at) => {
  const [map, top, second, options] = itemsOf(argument);
  if (map === undefined || top === undefined || second === undefined) return malformed('Fn::FindInMap with a mapping and two keys');
  const otherwise = member(options, 'DefaultValue');
  const { mappings } = at.scope;
  const [name, above, below] = [map, top, second].map((key) => at.readKey(key));
  const found = overTexts(name, (mapping) =>
    overTexts(above, (one) =>
      overTexts(below, (two) => {
        const leaf = member(member(member(mappings, mapping), one), two) ?? otherwise;
        return leaf === undefined ? undefined : { value: leaf === otherwise ? at.read(leaf) : mapped(leaf, at) };
      }),
    ),
  );
  if (found !== undefined) return found.value;
  // What is the same under every key does not depend on it: a Region, mostly.
  const rows = member(mappings, scalarText(name) ?? '');
  const leaves =
    rows?.kind === 'map' && rows.entries.size <= MAX_ROWS
      ? [...rows.entries.values()].map(({ value }) => member(value, scalarText(below) ?? ''))
      : [];
  const [first] = leaves;
  const same =
    first?.kind === 'scalar' &&
    scalarText(above) === undefined &&
    leaves.every((leaf) => leaf?.kind === 'scalar' && leaf.value === first.value);
  return same && otherwise === undefined && first !== undefined ? literalOf(first, at) : itself(node);
};

/** A mapping holds literals and lists of them, no intrinsics. */
const mapped = (node: Node, at: Surrounding): unknown => {
  if (node.kind === 'scalar') return literalOf(node, at);
  if (node.kind === 'list' && node.items.every((item) => item.kind === 'scalar')) return node.items.map((item) => literalOf(item, at));
  return malformed('a literal in a mapping');
};

const choose: Intrinsic = (argument, _node, at) => {
  const [condition, then, otherwise] = itemsOf(argument);
  if (condition === undefined || then === undefined || otherwise === undefined) return malformed('Fn::If with a condition and two values');
  const yes = at.read(then);
  const no = at.read(otherwise);
  return {
    $if: {
      condition: at.scope.conditions.of(condition),
      ...(yes === undefined ? {} : { then: yes }),
      ...(no === undefined ? {} : { else: no }),
    },
  };
};

const base64: Intrinsic = (argument, node, at) => {
  const value = at.read(argument);
  const text = scalarText(value);
  if (text !== undefined) return Buffer.from(text).toString('base64');
  return isRedacted(value) ? value : itself(node, true);
};

const length: Intrinsic = (argument, node, at) => {
  const value = at.read(argument);
  return Array.isArray(value) && value.every((item) => item !== undefined && !isChoice(item)) ? value.length : itself(node);
};

/** A name that one template of the scan exports stands for what that one puts out. */
const importValue: Intrinsic = (argument, node, at) => {
  const name = scalarText(at.read(argument));
  const found = name === undefined ? undefined : at.scope.imports(name);
  return found === undefined ? itself(node, true) : redactValue(at.place, found.value);
};

/** The text of what is wholly known; what is chosen or unknown in it leaves a text that is. */
const toJsonString: Intrinsic = (argument, node, at) => {
  const value = at.read(argument);
  return isLiteral(value) ? JSON.stringify(value) : itself(node, true);
};

const isLiteral = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every(isLiteral);
  return typeof value === 'object' && value !== null ? isPlainObject(value) && Object.values(value).every(isLiteral) : value !== undefined;
};

/** A call whose result only the deployment knows. What stands in it is evaluated all the same, as it may hold secrets. */
const opaque =
  (present: boolean): Intrinsic =>
  (argument, node, at) => {
    at.read(argument);
    return itself(node, present);
  };

/** What Terraform holds for a secret: nothing is told of it, but that it is written out where it is. */
const sensitive: Intrinsic = (argument, node, { place }) => {
  const text = textOf(argument);
  return (text === undefined ? undefined : redactWhole({ ...place, secret: true }, text)) ?? itself(node, true);
};

/** What a variable may be of that only the deployment reads: it is never empty. */
const FETCHED = /^\$\{(?:cf|s3|ssm)\b/;

/** A variable that is not known, or a text around such. */
const variable: Intrinsic = (argument, node, at) => {
  const [text, ...parts] = itemsOf(argument);
  if (text === undefined) return itself(node, FETCHED.test(textOf(argument) ?? ''));
  return textFrom(
    parts.map((part) => (part.kind === 'scalar' ? part.value : at.read(part))),
    node,
    at,
  );
};

/** Every intrinsic that can stand in a property; another is unknown. */
export const functions: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Fn::Sensitive', sensitive],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::FindInMap', findInMap],
  ['Fn::If', choose],
  ['Fn::Base64', base64],
  ['Fn::Length', length],
  ['Fn::Cidr', opaque(true)],
  ['Fn::GetAZs', opaque(true)],
  ['Fn::ImportValue', importValue],
  ['Fn::ToJsonString', toJsonString],
  ['Fn::Transform', opaque(false)],
  [VARIABLE, variable],
]);
