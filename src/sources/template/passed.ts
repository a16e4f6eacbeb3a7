import { isOneOf, isPlainObject, isRedacted, unknown } from '../../model/value.ts';
import { overChoices, overTexts } from './choices.ts';
import type { ReadContext } from './format.ts';
import { member, type Node, textOf } from './node.ts';
import { hideGiven, type Parameter, parametersOf } from './parameters.ts';
import { type Nesting, seenFromOutside } from './stacks.ts';

/** The parameters of a document: what the stacks give it as which it is nested, or else what the user gave and its defaults. */
export const parametersIn = (
  root: Node,
  { given, nestings = [] }: Pick<ReadContext, 'given' | 'nestings'>,
): ReadonlyMap<string, Parameter> => {
  const own = parametersOf(root, nestings.length === 0 ? given : new Map());
  if (nestings.length === 0) return own;
  const section = member(root, 'Parameters');
  return new Map(
    [...own].map(([name, parameter]) => {
      const definition = member(section, name);
      // What no stack gives is the default, and nothing else.
      const standard = byDefault(parameter.value);
      const value = ofEach(nestings, (nesting) => received(name, definition, passedBy(nesting, name)) ?? standard);
      return [name, { ...parameter, value, listByDefault: false }];
    }),
  );
};

const byDefault = (value: unknown): unknown => {
  if (!isOneOf(value)) return value;
  const { name, options, byDefault: known } = value.$parameter;
  return known ? options[0] : unknown({ kind: 'intrinsic', expression: `!Ref ${name}` });
};

const received = (name: string, definition: Node | undefined, passed: unknown): unknown => {
  const type = textOf(member(definition, 'Type')) ?? 'String';
  // The stack gives the name of an SSM parameter, and not its value.
  if (passed === undefined || type.startsWith('AWS::SSM::Parameter::Value')) return undefined;
  const hidden = typeof passed === 'string' ? hideGiven(name, passed, member(definition, 'NoEcho')) : undefined;
  if (hidden !== undefined) return hidden;
  return type === 'CommaDelimitedList' || type.startsWith('List<') ? listOf(passed, name) : passed;
};

const passedBy = ({ input, parameters }: Nesting, name: string): unknown =>
  overChoices(parameters(), (members) => {
    if (members === undefined || members === null) return undefined;
    if (!isPlainObject(members)) return unknown({ kind: 'intrinsic', expression: `!Ref ${name}` });
    return Object.hasOwn(members, name) ? seenFromOutside(members[name], input) : undefined;
  });

const listOf = (passed: unknown, name: string): unknown => {
  if (Array.isArray(passed) || isRedacted(passed)) return passed;
  const found = overTexts(passed, (text) => ({ value: text === '' ? [] : text.split(',').map((item) => item.trim()) }));
  return found === undefined ? unknown({ kind: 'intrinsic', expression: `!Ref ${name}` }) : found.value;
};

/** What is the same in every stack, or a choice between them. */
const ofEach = (nestings: readonly Nesting[], valueIn: (nesting: Nesting) => unknown): unknown => {
  const values = nestings.map((nesting) => ({ nesting, value: valueIn(nesting) }));
  const [first, ...rest] = values;
  if (first === undefined) return undefined;
  const text = JSON.stringify(first.value);
  if (rest.every(({ value }) => JSON.stringify(value) === text)) return first.value;
  const options = nestings.map(nameOf);
  return rest.reduceRight<unknown>(
    (otherwise, { nesting, value }) => ({
      $if: {
        condition: {
          equals: [{ $parameter: { name: 'the stack', options } }, nameOf(nesting)],
          expression: `the stack is ${nameOf(nesting)}`,
        },
        then: value,
        else: otherwise,
      },
    }),
    first.value,
  );
};

const nameOf = ({ id, input }: Nesting): string => `${id} of ${input}`;
