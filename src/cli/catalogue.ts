import type { AnyCheck } from '../check.ts';
import { checks } from '../checks/index.ts';
import { loadPlugins } from '../plugins.ts';

/** All checks that there are, those of plugins included. */
export const catalogueOf = async (plugins: readonly string[], cwd: string): Promise<readonly AnyCheck[]> => {
  const known: readonly AnyCheck[] = checks;
  if (plugins.length === 0) return known;
  return [
    ...known,
    ...(await loadPlugins(
      plugins,
      cwd,
      known.map(({ id }) => id),
    )),
  ];
};
