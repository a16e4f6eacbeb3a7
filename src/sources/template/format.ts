import type { Gap, Input, RawResource } from '../../model/inventory.ts';
import type { InlineIgnore } from '../source.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import type { Export } from './exports.ts';
import type { Files, ReadDocument } from './files.ts';
import type { Place } from './locate.ts';
import type { Modules } from './modules/projects.ts';
import type { Node } from './node.ts';
import type { ParameterValues } from './parameters.ts';
import type { Scope } from './scope.ts';
import type { NestedTemplate, Nesting } from './stacks.ts';

/** What a template says, and where. */
export interface ReadTemplate {
  /** Absent where a file only tells what others there should be. */
  readonly input?: Input;
  /** The files that it was read from, its own first. */
  readonly sources: readonly SourceFile[];
  readonly resources: readonly RawResource[];
  readonly gaps: readonly Gap[];
  readonly ignores: readonly InlineIgnore[];
  readonly places: ReadonlyMap<RawResource, Place>;
  /** The places of literals that are hidden. Asking for them evaluates whatever no check has read. */
  hidden(): ReadonlySet<Span>;
  /** The names of its parameters. */
  readonly parameters: readonly string[];
  /** What it exports to other templates. */
  readonly exports?: readonly Export[];
  /** The templates that it nests. */
  readonly nested?: readonly NestedTemplate[];
}

/** What reading a template may need besides the template. */
export interface ReadContext {
  /** Values of parameters, in place of their defaults. */
  readonly given: ParameterValues;
  /** The files that it may name. */
  readonly files: Files;
  /** Whether a file, by the name that reports have for it, is read whether or not another names it; absent where nobody knows. */
  readonly isFound?: (file: string) => boolean;
  /** The modules whose projects are found; none where nobody looked for them. */
  readonly modules?: Modules;
  /** The value that a template of the scan exports by a name, where exactly one does. */
  readonly imports?: Scope['imports'];
  /** The stacks of other templates as which it is deployed; none where it is deployed by itself. */
  readonly nestings?: readonly Nesting[];
}

/** A form in which teams write what they deploy: how its files are told from others, and how one is read. */
export interface Format {
  /** Whether a text is worth parsing: cheap, as most files of a tree are none, and true of those that are too broken to be parsed. */
  mayBe(file: string, text: string): boolean;
  /** Whether a file that cannot be parsed was meant to be one, so that leaving it out would leave a hole. */
  means(file: string, text: string): boolean;
  /** Whether a document is one. */
  is(root: Node, file: string): boolean;
  /** Reads a document that is one. What cannot be read is a gap. */
  read(document: ReadDocument, context: ReadContext): ReadTemplate;
}
