import type { Gap } from '../../model/inventory.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Located } from './graph.ts';
import type { Locked } from './locked.ts';
import type { Standing } from './standing.ts';

/**
 * Reads a file that belongs to a lockfile, by its path from the lockfile's folder, `..` included; `undefined` where there is none, or none
 * within the audited tree.
 */
export type ReadBeside = (path: string) => Promise<SourceFile | undefined>;

/** The names of the folders in a folder beside a lockfile, given as for `ReadBeside`; links are none. */
export type FoldersIn = (path: string) => Promise<readonly string[]>;

/** What a lockfile holds. What cannot be read of it is a gap, and leaves the rest. */
export interface ReadLockfile {
  readonly packages: readonly Located[];
  readonly gaps: readonly Gap[];
  /** What it was written for, where it says so and all of it could be read. */
  readonly locked?: Locked;
  /** How it stands to the manifest beside it, where that can be said. */
  readonly standing?: Standing;
  /** Where in an entry a member of a package stands. */
  spanOf(located: Located, member: string): { readonly start: number; readonly end: number };
}

/** How well a format can say a thing of its packages: always, never, or when, as a clause for people. */
type Says = boolean | string;

/** What a format can say of a package: a row of the table in `docs/dependencies.md`. */
export interface FormatSays {
  /** The package manager, and the versions of its format: "npm", "1, 2, 3". */
  readonly of: string;
  readonly versions: string;
  /** The names of its files as people write them, where patterns tell them. */
  readonly files?: string;
  /** The files beside it that add to what it says, as people call them. */
  readonly beside?: string;
  readonly dev: Says;
  readonly optional: Says;
  readonly direct: Says;
  readonly paths: Says;
  readonly integrity: Says;
  readonly resolved: Says;
  readonly installScript: Says;
  readonly deprecated: Says;
}

/** A kind of lockfile. */
export interface LockfileFormat {
  /** What an input of the report calls it. */
  readonly format: string;
  /**
   * The names of its files. Where they are texts, of several in one folder the first counts, as for the package manager; of names that
   * match a pattern (or with their folder's: `requirements/dev.txt`) each is a file of its own.
   */
  readonly names: readonly (string | RegExp)[];
  /** Names that its files have and others too: those that `recognizes` tells are read. */
  readonly mayBe?: readonly RegExp[];
  /** Names of files that say the same better: with one below the folder above its own, a file is not read by itself. */
  readonly yieldsTo?: RegExp;
  /** Whether a text under another name, given by the user himself, is one. Told by its first lines or keys: no other format's is. */
  recognizes?(text: string): boolean;
  /** For the documentation. */
  readonly says?: FormatSays | readonly FormatSays[];
  /** `folder` is the name of the folder that it lies in. */
  read(source: SourceFile, beside: ReadBeside, folder: string, foldersIn?: FoldersIn): Promise<ReadLockfile>;
}
