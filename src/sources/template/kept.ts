import type { SourceFile, Span } from '../text/source-file.ts';
import { byStart, type Line, lineIn, type Mask, masksIn, shown } from './quote.ts';

/** Lines of files that are no longer at hand. */
export interface Kept {
  keep(source: SourceFile, line: number): void;
  /** Notes what is hidden in a file, for lines that were kept of it or are going to be. */
  hide(source: SourceFile, hidden: ReadonlySet<Span>): void;
  /** Whether lines of a file were kept. */
  has(file: string): boolean;
  quote(file: string, line: number): string | undefined;
}

/** Keeps lines, so that they can be quoted. What one template hides in a file is hidden whichever other template has it as well. */
export const keptLines = (): Kept => {
  const lines = new Map<string, Map<number, Line>>();
  const masks = new Map<string, Map<number, Mask>>();
  const sorted = new Map<string, readonly Mask[]>();
  return {
    keep: (source, line) => {
      const kept = lines.get(source.file) ?? new Map<number, Line>();
      lines.set(source.file, kept);
      const add = (at: number): void => {
        const text = kept.has(at) ? undefined : lineIn(source, at);
        if (text !== undefined) kept.set(at, text);
      };
      add(line);
      // A single line between two that are shown is shown as well.
      if (kept.has(line - 2)) add(line - 1);
      if (kept.has(line + 2)) add(line + 1);
    },
    hide: (source, hidden) => {
      const known = masks.get(source.file) ?? new Map<number, Mask>();
      for (const mask of masksIn(source, hidden))
        if ((known.get(mask.start)?.text.length ?? 0) < mask.text.length) known.set(mask.start, mask);
      if (known.size > 0) masks.set(source.file, known);
    },
    has: (file) => lines.has(file),
    quote: (file, line) => {
      const found = lines.get(file)?.get(line);
      if (found === undefined) return undefined;
      const hidden = sorted.get(file) ?? [...(masks.get(file)?.values() ?? [])].sort(byStart);
      sorted.set(file, hidden);
      return shown(found, hidden);
    },
  };
};
