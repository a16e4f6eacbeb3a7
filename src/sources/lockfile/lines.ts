import { lineStarts } from '../text/lines.ts';
import type { SourceFile } from '../text/source-file.ts';

/** A line without its break. UTF-16 offsets; the end is exclusive. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The lines of a text, a byte order mark left out. */
export const linesOf = (source: SourceFile): readonly Line[] => {
  const starts = lineStarts(source);
  return starts.map((from, index) => {
    const start = from + (from === 0 && source.text.startsWith('\uFEFF') ? 1 : 0);
    const text = source.text.slice(start, starts[index + 1] ?? source.text.length).replace(/[\r\n]+$/, '');
    return { text, start, end: start + text.length };
  });
};
