import { isChoice, isComposed, isOneOf, type OneOf } from '../../model/value.ts';

/** How many texts one value may be followed through: past that it is unknown. */
const LIMIT = 64;

/** The text of a scalar, as CloudFormation compares and joins it. */
export const scalarText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** Applies a function to each value that a condition may choose. */
export const overChoices = (raw: unknown, make: (value: unknown) => unknown): unknown => {
  if (!isChoice(raw)) return make(raw);
  const { condition } = raw.$if;
  return { $if: { condition, then: overChoices(raw.$if.then, make), else: overChoices(raw.$if.else, make) } };
};

/** What a text leads to: a value, or that there is none (a deployment with that text fails). */
export type Lookup = { readonly value: unknown } | undefined;

/**
 * Follows every text that a value may have, as a value that depends on the same choices. Texts that lead nowhere are left
 * out, as nothing is deployed with them; `undefined` where none leads anywhere or the texts are not known.
 */
export const overTexts = (raw: unknown, look: (text: string) => Lookup, room = { left: LIMIT }): Lookup => {
  const known = scalarText(raw);
  if (known !== undefined) {
    room.left -= 1;
    return room.left < 0 ? undefined : look(known);
  }
  if (isChoice(raw)) {
    const then = overTexts(raw.$if.then, look, room);
    const otherwise = overTexts(raw.$if.else, look, room);
    if (then === undefined || otherwise === undefined) return undefined;
    return { value: { $if: { condition: raw.$if.condition, then: then.value, else: otherwise.value } } };
  }
  if (isOneOf(raw)) return overOptions(raw, look, room);
  if (isComposed(raw)) {
    const join = (at: number, prefix: string): Lookup =>
      at === raw.$text.parts.length ? look(prefix) : overTexts(raw.$text.parts[at], (part) => join(at + 1, prefix + part), room);
    return join(0, '');
  }
  return undefined;
};

const overOptions = (raw: OneOf, look: (text: string) => Lookup, room: { left: number }): Lookup => {
  const { name, options } = raw.$parameter;
  const found = options.flatMap((option) => {
    room.left -= 1;
    const result = room.left < 0 ? undefined : look(option);
    return result === undefined ? [] : [{ option, value: result.value }];
  });
  if (room.left < 0) return undefined;
  const last = found.at(-1);
  if (last === undefined) return undefined;
  return found.slice(0, -1).reduceRight<{ value: unknown }>(
    (rest, { option, value }) => ({
      value: {
        $if: { condition: { equals: [raw, option], expression: `!Equals [!Ref ${name}, ${option}]` }, then: value, else: rest.value },
      },
    }),
    last,
  );
};
