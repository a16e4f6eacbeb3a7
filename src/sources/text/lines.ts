import type { SourceFile, Span } from './source-file.ts';

const tables = new WeakMap<SourceFile, readonly number[]>();

/** The offset at which each line begins; made when first asked for. */
export const lineStarts = (source: SourceFile): readonly number[] => {
  const known = tables.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (const match of source.text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  tables.set(source, starts);
  return starts;
};

/** The 1-based line and column of an offset. */
export const positionOf = (source: SourceFile, offset: number): { readonly line: number; readonly column: number } => {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
};

/** The 1-based line of a span's start. */
export const lineOf = (span: Span): number => positionOf(span.source, span.start).line;

/** The offsets of a 1-based line, its break left out. */
export const lineRange = (source: SourceFile, line: number): { readonly start: number; readonly end: number } | undefined => {
  const starts = lineStarts(source);
  const start = starts[line - 1];
  if (start === undefined) return undefined;
  let end = starts[line] ?? source.text.length;
  while (end > start && /[\r\n]/.test(source.text[end - 1] as string)) end -= 1;
  return { start, end };
};
