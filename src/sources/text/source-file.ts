/** The file that a span points into. */
export interface SourceFile {
  /** Relative to the working directory, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

/** A stretch of a file, in UTF-16 offsets; the end is exclusive. */
export interface Span {
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}
