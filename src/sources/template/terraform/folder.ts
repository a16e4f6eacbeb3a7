import type { SourceFile } from '../../text/source-file.ts';
import type { Files } from '../files.ts';
import { type Block, blocksOf } from './hcl.ts';

/** What Terraform and OpenTofu read of a folder. */
export const HCL = /\.(?:tf|tofu)$/;

/** More files than a module has. */
const MOST_FILES = 500;

/** The `.tf` files of the modules of a plan. */
export interface Folders {
  /** Where a resource of a module's folder is written. */
  find(folder: string | undefined, address: string): Block | undefined;
  /** The files that were read. */
  sources(): readonly SourceFile[];
}

/** The folders of modules, relative to a plan; each is read when it is first asked for. */
export const foldersBeside = (plan: SourceFile, files: Files): Folders => {
  const known = new Map<string, ReadonlyMap<string, Block>>();
  const sources = new Set<SourceFile>();
  const read = (folder: string): ReadonlyMap<string, Block> => {
    const blocks = new Map<string, Block>();
    const names = files.namesBeside(plan, folder === '' ? '.' : folder).filter((name) => HCL.test(name));
    for (const name of names.slice(0, MOST_FILES)) {
      const found = files.textBeside(plan, folder === '' ? name : `${folder}/${name}`);
      if ('refusal' in found) continue;
      sources.add(found.source);
      for (const block of blocksOf(found.source)) blocks.set(block.address, block);
    }
    return blocks;
  };
  return {
    find: (folder, address) => {
      if (folder === undefined) return undefined;
      const blocks = known.get(folder) ?? read(folder);
      known.set(folder, blocks);
      return blocks.get(address);
    },
    sources: () => [...sources],
  };
};
