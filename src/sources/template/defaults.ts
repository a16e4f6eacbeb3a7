import { DEFAULTS, type Default } from '../../model/defaults.ts';
import { isChoice, isPlainObject } from '../../model/value.ts';

/** Fills in what holds where a template leaves a property out, in each branch of a condition by itself. */
export const withDefaults = (type: string, properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.hasOwn(DEFAULTS, type) ? members(properties, DEFAULTS[type] as Readonly<Record<string, Default>>) : properties;

const members = (
  value: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, Default>>,
): Readonly<Record<string, unknown>> => ({
  ...value,
  ...Object.fromEntries(
    Object.entries(defaults).map(([key, standard]) => [key, filled(Object.hasOwn(value, key) ? value[key] : undefined, standard)]),
  ),
});

const filled = (value: unknown, standard: Default): unknown => {
  if (value === undefined || value === null) return standard;
  if (isChoice(value)) {
    const { condition } = value.$if;
    return { $if: { condition, then: filled(value.$if.then, standard), else: filled(value.$if.else, standard) } };
  }
  return typeof standard === 'object' && isPlainObject(value) ? members(value, standard) : value;
};
