import type { Gap } from '../../model/inventory.ts';
import type { ReadBeside } from './format.ts';
import { manifestGap } from './node.ts';
import { type Manifest, readManifest } from './package-json.ts';

/** Reads the `package.json` of a folder, given by its path from the lockfile's (`''` is that one). One that is broken is a gap. */
export const manifestReader = (beside: ReadBeside, gaps: Gap[]): ((folder: string) => Promise<Manifest | undefined>) => {
  const known = new Map<string, Promise<Manifest | undefined>>();
  const read = async (folder: string): Promise<Manifest | undefined> => {
    const source = await beside(folder === '' ? 'package.json' : `${folder}/package.json`);
    if (source === undefined) return undefined;
    const manifest = readManifest(source);
    if (!('failure' in manifest)) return manifest;
    gaps.push(manifestGap(source, manifest.failure.offset, 'syntax', manifest.failure.message));
    return undefined;
  };
  return (folder) => {
    const found = known.get(folder) ?? read(folder);
    known.set(folder, found);
    return found;
  };
};
