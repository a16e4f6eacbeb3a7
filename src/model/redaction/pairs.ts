/** A name with its value inside a text: `name: value`, `"name": "value"`, `name=value`. */
export interface Pair {
  readonly name: string;
  /** Its beginning, if it is very long. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const EXAMINED = 2048;

const NAME = /(?<![\w.])([A-Za-z_][\w.-]{0,120})(\\?["'])?[ \t]{0,20}(=>|:=|=|:)[ \t]{0,200}/g;

const EQUALS = /[\s"'&;]/g;
const FLOW = /[,}\]]/g;
const BLOCK = / #/g;
const SINGLE = /'/g;
const ESCAPED = /\\["']/g;

/** Where the next stop is. What lies before a stop that was found already is not searched again. */
const finder = (text: string) => {
  const seen = new Map<RegExp, readonly [from: number, end: number]>();
  return (from: number, stop: RegExp): number => {
    const [begin, known] = seen.get(stop) ?? [0, -1];
    if (from >= begin && from <= known) return known;
    stop.lastIndex = from;
    const end = stop.exec(text)?.index ?? text.length;
    seen.set(stop, [from, end]);
    return end;
  };
};

const quotedLength = (line: string, start: number): number => {
  const inside = /(?:[^"\\]|\\.)*/y;
  inside.lastIndex = start;
  return inside.exec(line)?.[0].length ?? 0;
};

/** The pairs of one line of YAML, JSON, a shell command, a connection string or a query, in their order. */
export function* pairsOf(line: string): Generator<Pair> {
  if (!/[:=]/.test(line)) return;
  const endOf = finder(line);
  let next = 0;
  for (;;) {
    NAME.lastIndex = next; // Shared by scans that may be under way at once.
    const match = NAME.exec(line);
    if (match === null) return;
    const [whole, name = '', quoted, separator] = match;
    const at = match.index + whole.length;
    next = at;
    const opening = /^\\?["']/.exec(line.slice(at, at + 2))?.[0];
    const start = at + (opening?.length ?? 0);
    let end: number;
    if (opening === '"') end = start + quotedLength(line, start);
    else if (opening === "'") end = endOf(start, SINGLE);
    else if (opening !== undefined) end = endOf(start, ESCAPED);
    else if (separator !== ':') end = endOf(start, EQUALS);
    else if (quoted !== undefined || /[{[]/.test(line.slice(Math.max(0, match.index - 200), match.index))) end = endOf(start, FLOW);
    else if (whole.endsWith(':'))
      continue; // `arn:aws`, `12:30`: YAML wants a space after the colon.
    else end = endOf(start, BLOCK);
    while (end > start && line.charCodeAt(end - 1) <= 32) end -= 1;
    if (end > start) yield { name, value: line.slice(start, Math.min(end, start + EXAMINED)), start, end };
    next = start;
  }
}
