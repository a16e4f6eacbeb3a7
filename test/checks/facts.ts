import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts, Registry } from '../../src/facts/facts.ts';
import { loadFacts } from '../../src/facts/index.ts';
import { parsePackument } from '../../src/facts/registry/packument.ts';
import { advisoriesIn } from './advisories.ts';

/** The packuments of `registry.json` by name; a name that is not among them is a failed call. */
const registryIn = (folder: string): { readonly registry?: Registry } => {
  const file = join(folder, 'registry.json');
  if (!existsSync(file)) return {};
  const packuments = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  return {
    registry: {
      lookup: ({ name }) => {
        const found = Object.hasOwn(packuments, name) ? parsePackument(JSON.stringify(packuments[name]), name) : { malformed: '404' };
        return 'malformed' in found ? { unavailable: { kind: 'call-failed', action: `GET ${name}`, message: found.malformed } } : found;
      },
    },
  };
};

/** What a fixture's folder says about the world, beside what parapet ships with. */
export const factsIn = (folder: string): Facts => ({ ...loadFacts(), ...advisoriesIn(folder), ...registryIn(folder) });
