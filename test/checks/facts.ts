import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf } from '../../src/comparison/before.ts';
import type { Facts, Registry } from '../../src/facts/facts.ts';
import { loadFacts } from '../../src/facts/index.ts';
import { parsePackument } from '../../src/facts/registry/packument.ts';
import { parseKeys } from '../../src/facts/registry/signatures/keys.ts';
import { type Ring, verifySignature } from '../../src/facts/registry/signatures/signature.ts';
import { collect } from '../../src/sources/collect.ts';
import type { Collected } from '../../src/sources/source.ts';
import { advisoriesIn } from './advisories.ts';

/** The keys of `keys.json`, which the registry publishes; none where there is no such file. */
const ringIn = (folder: string): Ring => {
  const file = join(folder, 'keys.json');
  const own = existsSync(file) ? parseKeys(readFileSync(file, 'utf8')) : new Map();
  if ('malformed' in own) throw new Error(`${file}: ${own.malformed}`);
  return { host: 'registry.npmjs.org', npm: new Map(), own };
};

/** The packuments of `registry.json` by name; a name that is not among them is a failed call. */
const registryIn = (folder: string): { readonly registry?: Registry } => {
  const file = join(folder, 'registry.json');
  if (!existsSync(file)) return {};
  const packuments = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  const ring = ringIn(folder);
  const lookup: Registry['lookup'] = ({ name, version }) => {
    const found = Object.hasOwn(packuments, name)
      ? parsePackument(JSON.stringify(packuments[name]), name, new Set([version ?? '']))
      : { malformed: '404' };
    return 'malformed' in found ? { unavailable: { kind: 'call-failed', action: `GET ${name}`, message: found.malformed } } : found;
  };
  return {
    registry: {
      lookup,
      verificationOf: (pkg) => {
        const found = lookup(pkg);
        if ('unavailable' in found) return { failures: [], unknown: [found.unavailable] };
        return verifySignature({ ...pkg, version: pkg.version ?? '' }, found, ring);
      },
    },
  };
};

/** What a fixture's folder says about the world, beside what parapet ships with. */
export const factsIn = (folder: string): Facts => ({ ...loadFacts(), ...advisoriesIn(folder), ...registryIn(folder) });

/** What the folder `base` of a fixture holds, as what the lockfiles below `head` were before. */
export const baseIn = async (folder: string, head: Collected): Promise<Pick<Facts, 'base'>> => {
  if (!existsSync(join(folder, 'base'))) return {};
  return {
    base: baseOf({ ...head, name: 'head', root: 'head' }, { ...(await collect(['base'], { cwd: folder })), name: 'main', root: 'base' }),
  };
};
