import type { Collected } from '../source.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import { byStart, type Line, lineIn, type Mask, masksIn, shown } from './quote.ts';

/** Lines of files that are no longer at hand, and what is hidden in these files: plain data. */
export interface Lines {
  /** By file and number. */
  readonly lines: ReadonlyMap<string, ReadonlyMap<number, Line>>;
  /** By file and offset. */
  readonly masks: ReadonlyMap<string, ReadonlyMap<number, Mask>>;
}

/** Keeps lines of files that are at hand. */
export interface Keeper {
  keep(source: SourceFile, line: number): void;
  /** Whether lines of a file were kept. */
  has(file: string): boolean;
  /** Notes what is hidden in a file, for lines that were kept of it, here or elsewhere. */
  hide(source: SourceFile, hidden: ReadonlySet<Span>): void;
  readonly kept: Lines;
}

/** The longest mask of those that begin in one place. */
const addMask = (masks: Map<number, Mask>, mask: Mask): void => {
  if ((masks.get(mask.start)?.text.length ?? 0) < mask.text.length) masks.set(mask.start, mask);
};

/** The text is a copy: a piece of a file's text would keep the whole of it. */
const copyOf = ({ start, text }: Line): Line => ({ start, text: JSON.parse(JSON.stringify(text)) as string });

/** Keeps lines, so that they can be quoted when their files are gone. */
export const keeper = (): Keeper => {
  const lines = new Map<string, Map<number, Line>>();
  const masks = new Map<string, Map<number, Mask>>();
  return {
    keep: (source, line) => {
      const kept = lines.get(source.file) ?? new Map<number, Line>();
      lines.set(source.file, kept);
      const add = (at: number): void => {
        const text = kept.has(at) ? undefined : lineIn(source, at);
        if (text !== undefined) kept.set(at, copyOf(text));
      };
      add(line);
      // A single line between two that are shown is shown as well.
      if (kept.has(line - 2)) add(line - 1);
      if (kept.has(line + 2)) add(line + 1);
    },
    has: (file) => lines.has(file),
    hide: (source, hidden) => {
      const known = masks.get(source.file) ?? new Map<number, Mask>();
      for (const mask of masksIn(source, hidden)) addMask(known, mask);
      if (known.size > 0) masks.set(source.file, known);
    },
    kept: { lines, masks },
  };
};

/** Quotes lines that were kept. What one template hides in a file is hidden whichever other template has it as well. */
export const quoting = (kept: readonly Lines[]): Collected['quote'] => {
  const sorted = new Map<string, readonly Mask[]>();
  const masksOf = (file: string): readonly Mask[] => {
    const masks = new Map<number, Mask>();
    for (const each of kept) for (const mask of each.masks.get(file)?.values() ?? []) addMask(masks, mask);
    return [...masks.values()].sort(byStart);
  };
  const lines = new Map<string, Map<number, Line>>();
  for (const each of kept)
    for (const [file, some] of each.lines) {
      const known = lines.get(file) ?? new Map<number, Line>();
      lines.set(file, known);
      for (const [at, line] of some) known.set(at, line);
    }
  return (file, line) => {
    const found = lines.get(file)?.get(line);
    if (found === undefined) return undefined;
    const hidden = sorted.get(file) ?? masksOf(file);
    sorted.set(file, hidden);
    return shown(found, hidden);
  };
};
