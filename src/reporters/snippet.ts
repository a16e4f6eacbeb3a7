import { clip } from './escape.ts';
import { cellsOf, compose, type Piece, widthOf, wrap } from './layout.ts';

type Paint = (text: string) => string;

/** A stretch of a line that is underlined, with what is said about it. */
export interface Mark {
  /** 1-based. */
  readonly line: number;
  /** 0-based UTF-16 offsets in the line; the end is exclusive and may lie past the line's. */
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** The evidence itself, or a related place. */
  readonly primary: boolean;
}

/** How a snippet is drawn. */
export interface Frame {
  /** Columns of the line numbers. */
  readonly gutter: number;
  /** Columns of the whole. */
  readonly width: number;
  /** Lines of a file have numbers; those that stand in for a live resource's properties have none. */
  readonly numbered: boolean;
  readonly paint: { readonly gutter: Paint; readonly primary: Paint; readonly related: Paint };
}

/** A mark in columns of the line as printed. */
interface Placed {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly primary: boolean;
}

interface Printed {
  readonly text: string;
  readonly marks: readonly Placed[];
}

/** Beyond this a line is data (minified JSON): only what is near the evidence is looked at. */
const LONG = 2_000;
const NEAR = 500;
const LONGEST_LABEL = 1_000;

/** A line as printed, cut around its evidence where it is too long, and its marks moved along. */
const print = (whole: string, marks: readonly Mark[], room: number): Printed => {
  const evidence = marks.find(({ primary }) => primary) ?? marks[0];
  const near = whole.length <= LONG ? 0 : Math.max(0, Math.min((evidence?.start ?? 0) - NEAR, whole.length - NEAR));
  const line = near === 0 && whole.length <= LONG ? whole : whole.slice(near, near + LONG);
  const cells = cellsOf(line);
  const last = cells.at(-1);
  const total = last === undefined ? 0 : last.column + last.width;
  const columns = new Map(cells.map(({ offset, column }) => [offset, column]));
  const columnAt = (offset: number): number => {
    const within = Math.max(0, Math.min(offset - near, line.length));
    return within === line.length ? total : (columns.get(within) ?? columns.get(within - 1) ?? total);
  };
  const placed = marks.map((mark) => {
    const start = columnAt(mark.start);
    return { ...mark, start, end: Math.max(start + 1, columnAt(mark.end)) };
  });
  if (total <= room && line.length === whole.length)
    return {
      text: cells
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
      marks: placed,
    };

  const shown = placed.find(({ primary }) => primary) ?? placed[0] ?? { start: 0, end: 1 };
  const reach = placed.reduce((most, { end }) => Math.max(most, end), 0);
  const inner = Math.max(1, room - 2);
  // From the line's start if the evidence can be seen there, else with the evidence in the middle.
  const from =
    near === 0 && (reach <= inner || shown.end <= inner)
      ? 0
      : Math.max(0, Math.min(shown.start - Math.max(0, Math.floor((inner - (shown.end - shown.start)) / 2)), Math.max(0, total - inner)));
  const before = from > 0 || near > 0;
  const space = room - (before ? 1 : 0);
  const window = cells.filter(({ column, width }) => column >= from && column + width <= from + space);
  const first = window[0]?.column ?? from;
  const end = window.at(-1);
  const after = (end === undefined ? first : end.column + end.width) < total || near + line.length < whole.length;
  const kept = after ? window.filter(({ column, width }) => column + width <= from + space - 1) : window;
  const text = `${before ? '…' : ''}${kept.map((cell) => cell.text).join('')}${after ? '…' : ''}`;
  const limit = widthOf(text);
  const shift = (column: number): number => Math.max(0, Math.min(column - first + (before ? 1 : 0), limit));
  return {
    text,
    marks: placed.map((mark) => {
      // What lies outside is marked at the dots.
      const start = Math.min(shift(mark.start), Math.max(0, limit - 1));
      return { ...mark, start, end: Math.max(start + 1, shift(mark.end)) };
    }),
  };
};

/** The underlines of a line; where two overlap the evidence stays visible. */
const underline = (marks: readonly Placed[], frame: Frame): readonly Piece[] => {
  const chars: string[] = [];
  for (const { start, end, primary } of [...marks].sort((a, b) => Number(a.primary) - Number(b.primary)))
    for (let column = start; column < end; column++) chars[column] = primary ? '^' : '-';
  const pieces: Piece[] = [];
  for (let column = 0; column < chars.length; column++) {
    const char = chars[column];
    if (char === undefined) continue;
    let end = column;
    while (chars[end] === char) end++;
    pieces.push({ column, text: char.repeat(end - column), paint: char === '^' ? frame.paint.primary : frame.paint.related });
    column = end - 1;
  }
  return pieces;
};

const COMFORTABLE = 28;

/** The underlines of a line and below them what is said, the rightmost beside its underline. */
const annotations = (marks: readonly Placed[], room: number, frame: Frame): readonly (readonly Piece[])[] => {
  const paintOf = (mark: Placed): Paint => (mark.primary ? frame.paint.primary : frame.paint.related);
  const rows: (readonly Piece[])[] = [];
  const waiting = marks.filter(({ label }) => label !== '').sort((a, b) => a.start - b.start || Number(a.primary) - Number(b.primary));
  const lines = underline(marks, frame);
  const last = waiting.at(-1);
  const end = marks.reduce((most, mark) => Math.max(most, mark.end), 0);
  const hangers = (upTo: number): readonly Piece[] =>
    [...new Map(waiting.map((mark) => [mark.start, mark])).values()]
      .filter(({ start }) => start < upTo)
      .map((mark) => ({ column: mark.start, text: '|', paint: paintOf(mark) }));

  if (last !== undefined && last.end === end) {
    const beside = end + 1;
    const label = clip(last.label, LONGEST_LABEL);
    const wrapped = wrap(label, room - beside);
    const fits = wrapped.length === 1 ? room - beside >= widthOf(label) : wrapped.length <= 3 && room - beside >= COMFORTABLE;
    if (fits) {
      waiting.pop();
      wrapped.forEach((text, index) => {
        rows.push([...(index === 0 ? lines : hangers(beside)), { column: beside, text, paint: paintOf(last) }]);
      });
    }
  }
  if (rows.length === 0) rows.push(lines);
  const alone = waiting.length === 1 && rows.length === 1 && marks.length === 1;
  if (waiting.length > 0 && !alone) rows.push(hangers(Number.POSITIVE_INFINITY));
  for (let mark = waiting.pop(); mark !== undefined; mark = waiting.pop()) {
    const label = clip(mark.label, LONGEST_LABEL);
    const column = Math.max(0, Math.min(mark.start, room - Math.min(widthOf(label), COMFORTABLE)));
    for (const text of wrap(label, room - column)) rows.push([...hangers(column), { column, text, paint: paintOf(mark) }]);
  }
  return rows;
};

/** Lines of a file with their marks, in the manner of a compiler. `lines` gives the text of each marked line, and of those between them if at hand. */
export const snippet = (marks: readonly Mark[], lines: (line: number) => string | undefined, frame: Frame): readonly string[] => {
  const { gutter, paint } = frame;
  const room = Math.max(8, frame.width - gutter - 3);
  const blank = paint.gutter(`${' '.repeat(gutter)} |`);
  const numbered = (line: number, text: string) =>
    `${paint.gutter(`${frame.numbered ? String(line).padStart(gutter) : ' '.repeat(gutter)} |`)}${text === '' ? '' : ` ${text}`}`;
  const out: string[] = [blank];
  let previous: number | undefined;
  for (const line of [...new Set(marks.map((mark) => mark.line))].sort((a, b) => a - b)) {
    if (previous !== undefined && line - previous === 2) out.push(numbered(line - 1, print(lines(line - 1) ?? '', [], room).text));
    if (previous !== undefined && line - previous > 2) out.push(paint.gutter('...'));
    previous = line;
    const printed = print(
      lines(line) ?? '',
      marks.filter((mark) => mark.line === line),
      room,
    );
    out.push(numbered(line, printed.text));
    for (const row of annotations(printed.marks, room, frame)) out.push(`${blank}${row.length === 0 ? '' : ` ${compose(row)}`}`);
  }
  return out;
};
