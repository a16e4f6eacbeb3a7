import { discover } from './discover.ts';
import type { Collected } from './source.ts';
import { collectTemplates } from './template/index.ts';

/** What a user may say about collecting. */
export interface CollectOptions {
  /** Paths are relative to this folder, and files are named relative to it. */
  readonly cwd: string;
  /** Values of template parameters, in place of their defaults. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** Told how many files were read, and which was the last. */
  readonly onProgress?: (read: number, file: string) => void;
}

/** Reads everything below the paths that a source knows. What cannot be read is a gap; a path that does not exist is a `UserError`. */
export const collect = async (paths: readonly string[], { cwd, parameters, onProgress }: CollectOptions): Promise<Collected> => {
  const { files, gaps } = await discover(paths, cwd);
  const templates = await collectTemplates(files, {
    ...(parameters === undefined ? {} : { parameters }),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { ...templates, packages: [], gaps: [...gaps, ...templates.gaps] };
};
