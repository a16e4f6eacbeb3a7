import { maskText } from '../../model/redaction.ts';
import { lineRange } from '../text/lines.ts';
import type { SourceFile, Span } from '../text/source-file.ts';

const stars = (text: string): string => text.replaceAll(/[^\r\n]/g, '*');

/** What stands in a quoted line for a literal that is hidden. Of a longer text only the secrets in it, where they can be told apart. */
const masked = ({ source, start, end }: Span): Mask => {
  const quoted = /^["']/.test(source.text.slice(start, end)) ? 1 : 0;
  const inner = source.text.slice(start + quoted, end - quoted);
  const parts = /[\r\n]/.test(inner) ? maskText(inner) : inner;
  return { start: start + quoted, text: parts === inner ? stars(inner) : parts };
};

/** A longer line is data on one line, which nobody wrote and nobody reads. */
const LONGEST = 100_000;

/** What stands in quoted lines for what is hidden: from an offset on, as many signs of the text. */
export interface Mask {
  readonly start: number;
  readonly text: string;
}

/** A stretch of a file as it was written. */
export interface Line {
  /** An offset into the file. */
  readonly start: number;
  readonly text: string;
}

/** A line of a file; none where it is too long to be shown. */
export const lineIn = (source: SourceFile, line: number): Line | undefined => {
  const range = lineRange(source, line);
  if (range === undefined || range.end - range.start > LONGEST) return undefined;
  return { start: range.start, text: source.text.slice(range.start, range.end) };
};

/** The masks of what is hidden in a file. */
export const masksIn = (source: SourceFile, hidden: ReadonlySet<Span>): readonly Mask[] =>
  [...hidden].filter((span) => span.source === source).map(masked);

/** A line as it may be shown: literals that are hidden are masked, and so is whatever else looks like a secret. `masks` go by their starts. */
export const shown = ({ start, text }: Line, masks: readonly Mask[]): string => {
  const pieces: string[] = [];
  let at = 0;
  for (const mask of masks) {
    const from = Math.max(mask.start - start, at);
    const to = Math.min(mask.start - start + mask.text.length, text.length);
    if (from >= to) continue;
    pieces.push(text.slice(at, from), mask.text.slice(from + start - mask.start, to + start - mask.start));
    at = to;
  }
  pieces.push(text.slice(at));
  return maskText(pieces.join(''));
};

/** In the order in which `shown` takes them. */
export const byStart = (one: Mask, other: Mask): number => one.start - other.start;

/** Lines of a file as they may be shown. */
export const quoter = (source: SourceFile, hidden: () => ReadonlySet<Span>): ((line: number) => string | undefined) => {
  let masks: readonly Mask[] | undefined;
  return (at) => {
    const line = lineIn(source, at);
    if (line === undefined) return undefined;
    masks ??= masksIn(source, hidden()).toSorted(byStart);
    return shown(line, masks);
  };
};
