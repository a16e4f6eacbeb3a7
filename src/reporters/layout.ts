import { visible } from './escape.ts';

/** Characters that take two columns: an approximation of Unicode's East Asian Width (https://www.unicode.org/reports/tr11/). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const COMBINING = /[\p{Mn}\p{Me}]/u;
const ASCII = /^[\x20-\x7e]*$/;

const columnsOf = (char: string): number => (ASCII.test(char) ? 1 : COMBINING.test(char) ? 0 : WIDE.test(char) ? 2 : 1);

/** The columns that a text without control characters takes. */
export const widthOf = (text: string): number => {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += columnsOf(char);
  return width;
};

/** What one character of a source line looks like, and where. */
export interface Cell {
  /** As printed: escaped, tabs as spaces. */
  readonly text: string;
  /** 0-based UTF-16 offset in the line. */
  readonly offset: number;
  /** 0-based column. */
  readonly column: number;
  readonly width: number;
}

const TAB = 4;

/** A source line as cells, so that an underline can follow tabs, wide characters and what was escaped. */
export const cellsOf = (line: string): readonly Cell[] => {
  const cells: Cell[] = [];
  let offset = 0;
  let column = 0;
  for (const char of line) {
    const text = char === '\t' ? ' '.repeat(TAB - (column % TAB)) : visible(char);
    const width = widthOf(text);
    cells.push({ text, offset, column, width });
    offset += char.length;
    column += width;
  }
  return cells;
};

/** The longest beginning of a text that fits, never empty. */
const head = (text: string, room: number): string => {
  let width = 0;
  let end = 0;
  for (const char of text) {
    width += columnsOf(char);
    if (width > room && end > 0) break;
    end += char.length;
  }
  return text.slice(0, end);
};

/** Breaks a text into lines at its spaces, and a word that is longer than a line anywhere. The first line may have less room. */
export const wrap = (text: string, room: number, first = room): readonly string[] => {
  const lines: string[] = [];
  let line: string | undefined;
  const left = () => Math.max(1, lines.length === 0 ? first : room);
  for (const word of text.split(' ')) {
    const longer: string = line === undefined ? word : `${line} ${word}`;
    if (widthOf(longer) <= left()) {
      line = longer;
      continue;
    }
    if (line !== undefined || (lines.length === 0 && first < room)) lines.push(line ?? '');
    let rest = word;
    while (widthOf(rest) > left()) {
      const part = head(rest, left());
      lines.push(part);
      rest = rest.slice(part.length);
    }
    line = rest;
  }
  lines.push(line ?? '');
  return lines;
};

/** A piece of a line, at a column. */
export interface Piece {
  readonly column: number;
  readonly text: string;
  readonly paint: (text: string) => string;
}

/** Puts pieces into a line; they are in order and do not overlap. */
export const compose = (pieces: readonly Piece[]): string => {
  let line = '';
  let at = 0;
  for (const { column, text, paint } of pieces) {
    line += ' '.repeat(Math.max(0, column - at)) + paint(text);
    at = Math.max(at, column) + widthOf(text);
  }
  return line;
};
