import type { Gap } from '../../model/inventory.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Located } from './graph.ts';

/** Reads a manifest that belongs to a lockfile, by its path from the lockfile's folder; `undefined` where there is none. */
export type ReadBeside = (path: string) => Promise<SourceFile | undefined>;

/** What a lockfile holds. What cannot be read of it is a gap, and leaves the rest. */
export interface ReadLockfile {
  readonly packages: readonly Located[];
  readonly gaps: readonly Gap[];
  /** Where in an entry a member of a package stands. */
  spanOf(located: Located, member: string): { readonly start: number; readonly end: number };
}

/** A kind of lockfile. */
export interface LockfileFormat {
  /** What an input of the report calls it. */
  readonly format: string;
  /**
   * The names of its files. Where they are texts, of several in one folder the first counts, as for the package manager; of names that
   * match a pattern each is a file of its own.
   */
  readonly names: readonly (string | RegExp)[];
  /** Whether a text under another name, given by the user himself, is one. Told by its first lines or keys: no other format's is. */
  recognizes?(text: string): boolean;
  /** `folder` is the name of the folder that it lies in. */
  read(source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile>;
}
