import { DEFAULTS, type Default } from '../../model/defaults.ts';
import { isChoice, isPlainObject } from '../../model/value.ts';
import { evaluate, isPlainMap } from './evaluate.ts';
import type { Node } from './node.ts';
import type { Scope } from './scope.ts';
import { memberPlace, placeOf, siblingOf } from './secrets.ts';

/**
 * The properties of a resource, with what holds where the template leaves one out; the value of the whole where it is no map.
 * Checks read few of the properties of few of the types: each is evaluated when it is first read.
 */
export const propertiesOf = (
  node: Node | undefined,
  scope: Scope,
  type: string,
): { readonly properties: Readonly<Record<string, unknown>> } | { readonly other: unknown } => {
  const defaults = Object.hasOwn(DEFAULTS, type) ? (DEFAULTS[type] as Readonly<Record<string, Default>>) : undefined;
  const standardOf = (key: string): Default | undefined =>
    defaults !== undefined && Object.hasOwn(defaults, key) ? defaults[key] : undefined;
  let properties: Record<string, unknown> = {};
  if (node?.kind === 'map' && isPlainMap(node)) {
    const sibling = siblingOf(node);
    const top = placeOf(type);
    for (const [key, { value }] of node.entries) {
      const read = (): unknown => filled(evaluate(value, scope, type, memberPlace(type, top, key, sibling)), standardOf(key));
      // To put off what is no work would be more of it.
      if (value.kind === 'scalar' && key !== '__proto__') properties[key] = read();
      else lazily(properties, key, read);
    }
  } else {
    const value = node === undefined ? {} : evaluate(node, scope, type, placeOf(type));
    const members = spread(value);
    if (members === undefined) return { other: value };
    properties = Object.fromEntries(Object.entries(members).map(([key, each]) => [key, filled(each, standardOf(key))]));
  }
  for (const [key, standard] of Object.entries(defaults ?? {})) if (!Object.hasOwn(properties, key)) properties[key] = standard;
  return { properties };
};

/** Adds a member that is evaluated when it is first read, and looks like any other. */
const lazily = (object: Record<string, unknown>, key: string, read: () => unknown): void => {
  let value: { readonly is: unknown } | undefined;
  Object.defineProperty(object, key, {
    enumerable: true,
    get: () => {
      value ??= { is: read() };
      return value.is;
    },
  });
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
const filled = (value: unknown, standard: Default | undefined): unknown => {
  if (standard === undefined) return value;
  if (value === undefined || value === null) return standard;
  if (isChoice(value)) {
    const { condition } = value.$if;
    return { $if: { condition, then: filled(value.$if.then, standard), else: filled(value.$if.else, standard) } };
  }
  if (typeof standard !== 'object' || !isPlainObject(value)) return value;
  const members = Object.entries(standard).map(([key, each]) => [key, filled(Object.hasOwn(value, key) ? value[key] : undefined, each)]);
  return { ...value, ...Object.fromEntries(members) };
};
