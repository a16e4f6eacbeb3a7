import type { RepositoryType } from '../../model/repository.ts';
import type { Node } from '../template/node.ts';
import type { SyntaxFailure } from '../template/syntax.ts';
import type { SourceFile } from '../text/source-file.ts';

/** What a file says, as the properties of one resource; or why it cannot be read. */
export type ReadFile = { readonly properties: Node; readonly failure?: never } | { readonly failure: SyntaxFailure };

/** A kind of file that says how a repository is built, installed or upgraded. */
export interface RepositoryFormat {
  readonly type: RepositoryType;
  /** What an input of the report calls it. */
  readonly format: string;
  /** Whether a file is one, by its path from the repository's folder, with forward slashes. */
  is(path: string): boolean;
  /** Reads a file; `parse` is the parser of YAML and JSON. `undefined` where the text says that it is something else. */
  read(source: SourceFile, parse: (source: SourceFile) => ReadFile): ReadFile | undefined;
  /** Whether another source tells of the file as an input of the report. */
  readonly toldElsewhere?: true;
  /** How many bytes of a file are enough to be read; all of them unless said. */
  readonly head?: number;
  /** Where a literal may be a secret, whatever it looks like: the keys of the maps that hold such values. */
  readonly secrets?: ReadonlySet<string>;
}
