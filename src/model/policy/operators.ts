import { memoryOf } from '../memory.ts';
import { and, hasHole, isWild, LITERAL_MARK, LITERAL_STAR, matches, NO, NOTHING, not, PERHAPS, some, type Truth, YES } from './glob.ts';
import { isSomebodys, rangeOf, within } from './ip.ts';

type Family = 'string' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'arn' | 'null';
type Comparison = 'equals' | 'like' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

/** A condition operator, taken apart: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export interface Operator {
  readonly family: Family;
  readonly comparison: Comparison;
  readonly negated: boolean;
  readonly ignoreCase: boolean;
  readonly ifExists: boolean;
  readonly set: 'all' | 'any' | undefined;
}

const plainOperator = (family: Family, comparison: Comparison, negated = false, ignoreCase = false) => ({
  family,
  comparison,
  negated,
  ignoreCase,
});
const ordered = (family: 'numeric' | 'date') =>
  [
    [`${family}equals`, plainOperator(family, 'equals')],
    [`${family}notequals`, plainOperator(family, 'equals', true)],
    [`${family}lessthan`, plainOperator(family, 'less')],
    [`${family}lessthanequals`, plainOperator(family, 'lessOrEqual')],
    [`${family}greaterthan`, plainOperator(family, 'greater')],
    [`${family}greaterthanequals`, plainOperator(family, 'greaterOrEqual')],
  ] as const;

const OPERATORS = new Map([
  ['stringequals', plainOperator('string', 'equals')],
  ['stringnotequals', plainOperator('string', 'equals', true)],
  ['stringequalsignorecase', plainOperator('string', 'equals', false, true)],
  ['stringnotequalsignorecase', plainOperator('string', 'equals', true, true)],
  ['stringlike', plainOperator('string', 'like')],
  ['stringnotlike', plainOperator('string', 'like', true)],
  ...ordered('numeric'),
  ...ordered('date'),
  ['bool', plainOperator('bool', 'equals')],
  ['binaryequals', plainOperator('binary', 'equals')],
  ['ipaddress', plainOperator('ip', 'equals')],
  ['notipaddress', plainOperator('ip', 'equals', true)],
  ['arnequals', plainOperator('arn', 'like')],
  ['arnlike', plainOperator('arn', 'like')],
  ['arnnotequals', plainOperator('arn', 'like', true)],
  ['arnnotlike', plainOperator('arn', 'like', true)],
  ['null', plainOperator('null', 'equals')],
]);

/** An operator by its name; `undefined` if AWS has none of that name. */
export const parseOperator = (name: string): Operator | undefined => parsed(name, () => operatorOf(name));

/** Most policies use the same few. */
const parsed = memoryOf<Operator | undefined>(20_000);

const operatorOf = (name: string): Operator | undefined => {
  const parts = /^(?:forall(values):|foranyvalue(s?):)?([a-z]+?)(ifexists)?$/.exec(name.trim().toLowerCase());
  const found = OPERATORS.get(parts?.[3] ?? '');
  if (parts === null || found === undefined || parts[2] === 's') return undefined;
  if (found.family === 'null' && (parts[4] || parts[0].startsWith('for'))) return undefined;
  return { ...found, ifExists: parts[4] !== undefined, set: parts[1] ? 'all' : parts[0].startsWith('forany') ? 'any' : undefined };
};

/** What a context key holds in a request: nothing at all, one value, several. */
export type Held = readonly string[] | undefined;

/** An answer, and how far it is disputed: 0 not, 1 evaluators differ, 2 a guess. */
export interface Answer {
  readonly truth: Truth;
  readonly doubt: number;
}

/**
 * Whether a condition holds for what a key holds. `unnamed` says that the value is one that nobody wrote down, such as a stranger's
 * account id, so that an unknown text is not equal to it unless it has a wildcard.
 */
export const evaluate = (operator: Operator, values: readonly string[], held: Held, unnamed: boolean): Answer => {
  if (operator.family === 'null') {
    const absent = held === undefined || held.length === 0;
    return { truth: some(values, (value) => (hasHole(value) ? PERHAPS : value.toLowerCase() === String(absent) ? YES : NO)), doubt: 0 };
  }
  if (held === undefined || held.length === 0) {
    // An absent key: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
    // ForAnyValue asks for a value, and IfExists does not help it: https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w/foranyvalue-stringequalsifexists-behaving-unexpectedly
    if (operator.set === 'any') return { truth: NO, doubt: 0 };
    return { truth: operator.ifExists || operator.set === 'all' || operator.negated ? YES : NO, doubt: 0 };
  }
  const test = (among: readonly string[]): Truth => {
    const one = (item: string): Truth => {
      const found = some(among, (value) => compare(operator, value, item, unnamed));
      return operator.negated ? not(found) : found;
    };
    const every = operator.set === 'all' || (operator.set === undefined && operator.negated);
    return every ? held.map(one).reduce(and, YES) : some(held, one);
  };
  const truth = test(values);
  const undisputed = operator.family === 'arn' ? values.filter((value) => value.split(':').length >= 6) : values;
  return { truth, doubt: undisputed.length === values.length || test(undisputed) === truth ? 0 : 1 };
};

const literal = (value: string): string => value.replaceAll(LITERAL_STAR, '*').replaceAll(LITERAL_MARK, '?');

const compare = (operator: Operator, value: string, item: string, unnamed: boolean): Truth => {
  if (value.includes(NOTHING)) return NO;
  if (operator.family === 'string' || operator.family === 'binary') {
    const wild = operator.comparison === 'like';
    const pattern = wild ? value : literal(value);
    return operator.ignoreCase ? matches(pattern.toLowerCase(), item.toLowerCase(), wild, unnamed) : matches(pattern, item, wild, unnamed);
  }
  if (operator.family === 'arn') return arn(value, item);
  if (operator.family === 'ip') return ip(value, item);
  if (hasHole(value) || hasHole(item)) return value === item && operator.comparison === 'equals' ? YES : PERHAPS;
  if (operator.family === 'bool') return /^(true|false)$/i.test(value) && value.toLowerCase() === item.toLowerCase() ? YES : NO;
  const [wanted, actual] = operator.family === 'date' ? [dateOf(value), dateOf(item)] : [numberOf(value), numberOf(item)];
  if (wanted === undefined || actual === undefined) return NO;
  return inOrder(operator.comparison, actual, wanted) ? YES : NO;
};

const inOrder = (comparison: Comparison, actual: number, wanted: number): boolean => {
  if (comparison === 'less') return actual < wanted;
  if (comparison === 'lessOrEqual') return actual <= wanted;
  if (comparison === 'greater') return actual > wanted;
  if (comparison === 'greaterOrEqual') return actual >= wanted;
  return actual === wanted;
};

/** Each of the six parts of an ARN is matched by itself; of a shorter pattern it is disputed what it matches, so it is matched as text. */
const arn = (pattern: string, item: string): Truth => {
  const parts = pattern.split(':');
  const actual = item.split(':');
  if (parts.length < 6) return isWild(pattern) || hasHole(pattern) ? matches(pattern, item, true) : NO;
  if (actual.length < 6) return pattern === item ? YES : hasHole(pattern) || hasHole(item) ? PERHAPS : NO;
  const sixth = [parts.slice(5).join(':'), actual.slice(5).join(':')] as const;
  return [...parts.slice(0, 5).map((part, at) => [part, actual[at] ?? ''] as const), sixth]
    .map(([part, other]) => matches(part, other, true))
    .reduce(and, YES);
};

const ip = (pattern: string, item: string): Truth => {
  const address = rangeOf(item);
  if (address === undefined) return pattern === item && hasHole(item) ? YES : hasHole(item) ? PERHAPS : NO;
  if (hasHole(pattern)) {
    // Whatever the address: a single one or a small block is somebody's.
    const length = /^[^/.]+\/(\d{1,3})$/.exec(pattern)?.[1];
    return length !== undefined && isSomebodys({ first: 0n, last: 0n, version: 4, prefix: Number(length) }) ? NO : PERHAPS;
  }
  const range = rangeOf(pattern);
  return range !== undefined && within(address, range) ? YES : NO;
};

export const numberOf = (text: string): number | undefined => (/^\s*[-+]?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined);

const DATE = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;

/** A date in one of W3C's forms or in seconds since 1970, in milliseconds. */
export const dateOf = (text: string): number | undefined => {
  const trimmed = text.trim();
  if (/^\d{5,}(\.\d+)?$/.test(trimmed)) return Number(trimmed) * 1000;
  if (!DATE.test(trimmed)) return undefined;
  const zoned = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(trimmed) || !/T/i.test(trimmed) ? trimmed : `${trimmed}Z`;
  const value = Date.parse(zoned);
  return Number.isNaN(value) ? undefined : value;
};
