import type { AnyCheck } from '../check.ts';
import type { Config } from '../config.ts';
import { UserError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import type { SelectionOptions } from './options.ts';

/**
 * The checks that run. What the command line names it wants, whatever the configuration switches off;
 * `ignores` is false where the configuration may silence nothing.
 */
export const select = (
  catalogue: readonly AnyCheck[],
  config: Config,
  options: Pick<SelectionOptions, 'check' | 'skip' | 'family'>,
  ignores: boolean,
): { readonly checks: readonly AnyCheck[]; readonly off: readonly string[] } => {
  const ids = catalogue.map(({ id }) => id);
  for (const [option, named] of [['--check', options.check] as const, ['--skip', options.skip] as const])
    for (const id of named)
      if (!ids.includes(id))
        throw new UserError(`${option}: there is no check ${id}${didYouMean(id, ids)}`, { hint: '`parapet checks` lists them all.' });

  const wanted = catalogue.filter(
    ({ id, family }) =>
      (options.check.length === 0 || options.check.includes(id)) &&
      (options.family.length === 0 || options.family.includes(family)) &&
      !options.skip.includes(id),
  );
  const silenced = (id: string) => ignores && config.off.has(id) && !options.check.includes(id);
  return { checks: wanted.filter(({ id }) => !silenced(id)), off: wanted.filter(({ id }) => silenced(id)).map(({ id }) => id) };
};
