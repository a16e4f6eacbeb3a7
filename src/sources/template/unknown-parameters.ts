import { UserError } from '../../errors.ts';
import { closest } from '../../suggest.ts';
import type { Outline } from './outline.ts';
import type { ParameterValues } from './parameters.ts';

/** Refuses values of parameters that no template has, or only one that gets its values from another. */
export const refuseUnknown = (given: ParameterValues, templates: readonly Outline[]): void => {
  if (templates.length === 0) return;
  const nested = new Set(templates.flatMap((template) => template.nested));
  const own = templates.filter(({ files: [file = ''] }) => !nested.has(file));
  const known = new Set(own.flatMap(({ parameters }) => parameters));
  const others = new Set(templates.flatMap(({ parameters }) => parameters));
  for (const name of given.keys()) {
    if (known.has(name)) continue;
    if (others.has(name))
      throw new UserError(`Only a nested template has a parameter '${name}'`, {
        hint: 'A nested stack has what the template that nests it says in Parameters.',
      });
    const meant = closest(name, known);
    throw new UserError(`No template has a parameter '${name}'`, {
      hint:
        meant === undefined
          ? known.size === 0
            ? 'The templates have no parameters.'
            : `There are ${[...known].slice(0, 10).join(', ')}.`
          : `Did you mean '${meant}'?`,
    });
  }
};
