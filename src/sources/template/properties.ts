import { DEFAULTS, type Default } from '../../model/defaults.ts';
import { isChoice, isPlainObject } from '../../model/value.ts';
import { evaluate, isPlainMap } from './evaluate.ts';
import { member, type Node, textOf } from './node.ts';
import type { Scope } from './scope.ts';
import { ANYWHERE, memberPlace } from './secrets.ts';

/** Members by name, each read when it is asked for. */
type Readers = Map<string, () => unknown>;

/**
 * The properties of a resource, with what holds where the template leaves one out; the value of the whole where it is no map.
 * Checks read few of the properties of few of the types: each is evaluated when it is first read.
 */
export const propertiesOf = (
  node: Node | undefined,
  scope: Scope,
  type: string,
): { readonly properties: Readonly<Record<string, unknown>> } | { readonly other: unknown } => {
  const readers: Readers = new Map();
  if (node?.kind === 'map' && isPlainMap(node)) {
    const sibling = textOf(member(node, 'Name'));
    for (const [key, { value }] of node.entries)
      readers.set(key, () => evaluate(value, scope, type, memberPlace(type, ANYWHERE, key, sibling)));
  } else {
    const value = node === undefined ? {} : evaluate(node, scope, type);
    const members = spread(value);
    if (members === undefined) return { other: value };
    for (const [key, each] of Object.entries(members)) readers.set(key, () => each);
  }
  const defaults = Object.hasOwn(DEFAULTS, type) ? (DEFAULTS[type] as Readonly<Record<string, Default>>) : {};
  for (const [key, standard] of Object.entries(defaults)) {
    const read = readers.get(key);
    readers.set(key, () => filled(read?.(), standard));
  }
  return { properties: lazily(readers) };
};

/** An object whose members are evaluated when they are first read, and look like any other's. */
const lazily = (readers: Readers): Readonly<Record<string, unknown>> => {
  const object: Record<string, unknown> = {};
  for (const [key, read] of readers)
    Object.defineProperty(object, key, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = read();
        Object.defineProperty(object, key, { enumerable: true, value });
        return value;
      },
    });
  return object;
};

/** Properties as a map. Where a condition decides about all of them, it decides about each. */
const spread = (value: unknown): Readonly<Record<string, unknown>> | undefined => {
  if (value === undefined || value === null) return {};
  if (isPlainObject(value)) return value;
  if (!isChoice(value)) return undefined;
  const { condition } = value.$if;
  const then = spread(value.$if.then);
  const otherwise = spread(value.$if.else);
  if (then === undefined || otherwise === undefined) return undefined;
  const own = (branch: Readonly<Record<string, unknown>>, key: string) => (Object.hasOwn(branch, key) ? branch[key] : undefined);
  return Object.fromEntries(
    [...new Set([...Object.keys(then), ...Object.keys(otherwise)])].map((key) => [
      key,
      { $if: { condition, then: own(then, key), else: own(otherwise, key) } },
    ]),
  );
};

/** What holds in place of what is left out, in each branch of a condition by itself. */
const filled = (value: unknown, standard: Default): unknown => {
  if (value === undefined || value === null) return standard;
  if (isChoice(value)) {
    const { condition } = value.$if;
    return { $if: { condition, then: filled(value.$if.then, standard), else: filled(value.$if.else, standard) } };
  }
  if (typeof standard !== 'object' || !isPlainObject(value)) return value;
  const members = Object.entries(standard).map(([key, each]) => [key, filled(Object.hasOwn(value, key) ? value[key] : undefined, each)]);
  return { ...value, ...Object.fromEntries(members) };
};
