import type { Inventory } from '../model/inventory.ts';
import type { Audited } from '../model/subject.ts';
import type { Path } from '../model/value.ts';
import type { Location } from '../report.ts';

/** An ignore that stands in the audited material itself. */
export interface InlineIgnore {
  readonly by: 'comment' | 'metadata';
  readonly file: string;
  /** 1-based line of the comment or of the metadata entry. */
  readonly line: number;
  /** For a comment: the line that it silences (its own, or the next where it stands alone). */
  readonly appliesTo?: number;
  /** For metadata: the resource. */
  readonly resource?: string;
  readonly checks: readonly string[];
  readonly reason: string;
  /** ISO date after which it no longer works. */
  readonly until?: string;
}

/** What sources give to a run: the inventory, and beside it what only the text of the files can say. */
export interface Collected extends Omit<Inventory, 'version'> {
  /** The place of a property (`trail` of an anchor) in the user's text, or the nearest that the text spells out. */
  locate(subject: Audited, trail: Path): Location | undefined;
  /** A line of an audited file, secrets masked. */
  quote(file: string, line: number): string | undefined;
  readonly ignores: readonly InlineIgnore[];
}

/**
 * Templates that are read together, and that nothing but each other has to be judged with: what one says of another's resources, by import,
 * export or nesting, is in the same part.
 */
export interface CollectedPart extends Pick<Collected, 'resources' | 'gaps' | 'inputs' | 'ignores' | 'locate' | 'quote'> {
  /** Has a line at hand when the part is gone, so that it can be quoted. */
  keep(file: string, line: number): void;
}
