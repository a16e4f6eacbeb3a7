import { maskText } from '../../model/redaction.ts';
import { lineRange } from '../text/lines.ts';
import type { SourceFile, Span } from '../text/source-file.ts';

const stars = (text: string): string => text.replaceAll(/[^\r\n]/g, '*');

/** What stands in a quoted line for a literal that is hidden. Of a longer text only the secrets in it, where they can be told apart. */
const masked = ({ source, start, end }: Span): { readonly start: number; readonly text: string } => {
  const quoted = /^["']/.test(source.text.slice(start, end)) ? 1 : 0;
  const inner = source.text.slice(start + quoted, end - quoted);
  const parts = /[\r\n]/.test(inner) ? maskText(inner) : inner;
  return { start: start + quoted, text: parts === inner ? stars(inner) : parts };
};

/** A longer line is data on one line, which nobody wrote and nobody reads. */
const LONGEST = 100_000;

/** Lines of a file as they may be shown: literals that were hidden are masked, and so is whatever else looks like a secret. */
export const quoter = (source: SourceFile, hidden: () => ReadonlySet<Span>): ((line: number) => string | undefined) => {
  let masks: readonly { readonly start: number; readonly text: string }[] | undefined;
  return (line) => {
    const range = lineRange(source, line);
    if (range === undefined || range.end - range.start > LONGEST) return undefined;
    masks ??= [...hidden()]
      .filter((span) => span.source === source)
      .map(masked)
      .sort((one, other) => one.start - other.start);
    const pieces: string[] = [];
    let at = range.start;
    for (const mask of masks) {
      const from = Math.max(mask.start, at);
      const to = Math.min(mask.start + mask.text.length, range.end);
      if (from >= to) continue;
      pieces.push(source.text.slice(at, from), mask.text.slice(from - mask.start, to - mask.start));
      at = to;
    }
    pieces.push(source.text.slice(at, range.end));
    return maskText(pieces.join(''));
  };
};
