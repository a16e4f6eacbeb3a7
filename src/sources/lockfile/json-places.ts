/** Where an entry of a lockfile's table stands: its key with quotes, and its value. UTF-16 offsets; ends are exclusive. */
export interface EntryPlace {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly start: number;
  readonly end: number;
}

/** Tables within entries are followed this far; packages nest a few levels. */
export const MAX_LEVELS = 64;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** The offset behind the string that begins at `from`. */
const stringEnd = (text: string, from: number): number => {
  for (let quote = text.indexOf('"', from + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text.charCodeAt(quote - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return quote + 1;
  }
  return text.length;
};

const stringAt = (text: string, start: number, end: number): string => {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : inner;
};

/** A bracket that is open. A document and an entry may hold a table, a table holds entries (objects or lists); all else is passed over. */
interface Frame {
  readonly kind: 'document' | 'table' | 'entry' | 'other';
  /** What the entry is called that this is, or that this belongs to. */
  readonly name: string;
  readonly level: number;
  readonly start: number;
  keyStart: number;
  keyEnd: number;
  key: string;
}

/**
 * Finds every entry of a document's tables in JSON that parsed, or in what stands of it (`end`): one look at each character, as
 * lockfiles have megabytes. `table` is the key of a table, `nameOf` what an entry is called by what it is within and by its key.
 */
export const placesOf = (
  text: string,
  end: number,
  table: string,
  nameOf: (within: string, key: string) => string,
): ReadonlyMap<string, EntryPlace> => {
  const places = new Map<string, EntryPlace>();
  const stack: Frame[] = [];
  let top: Frame | undefined;
  let expectsKey = false;

  const kindWithin = (parent: Frame, isObject: boolean): Frame['kind'] => {
    if (parent.kind === 'table') return 'entry';
    const mayHoldTable = parent.kind === 'document' || parent.kind === 'entry';
    return isObject && mayHoldTable && parent.key === table && parent.level < MAX_LEVELS ? 'table' : 'other';
  };
  const open = (start: number, isObject: boolean): Frame => {
    const place = { start, keyStart: 0, keyEnd: 0, key: '' };
    if (top === undefined) return { kind: 'document', name: '', level: 0, ...place };
    const kind = kindWithin(top, isObject);
    const name = kind === 'entry' ? nameOf(top.name, top.key) : top.name;
    return { kind, name, level: top.level + (kind === 'table' ? 1 : 0), ...place };
  };

  for (let at = 0; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const after = stringEnd(text, at);
      if (expectsKey && top !== undefined && after <= end) {
        top.keyStart = at;
        top.keyEnd = after;
        top.key = top.kind === 'other' ? '' : stringAt(text, at, after);
        expectsKey = false;
      }
      at = after - 1;
    } else if (code === OPEN || code === OPEN_LIST) {
      top = open(at, code === OPEN);
      stack.push(top);
      expectsKey = code === OPEN;
    } else if (code === CLOSE || code === CLOSE_LIST) {
      const closed = stack.pop();
      top = stack.at(-1);
      expectsKey = false;
      if (closed?.kind === 'entry' && top !== undefined)
        places.set(closed.name, { keyStart: top.keyStart, keyEnd: top.keyEnd, start: closed.start, end: at + 1 });
    } else if (code === COMMA) expectsKey = text.charCodeAt(top?.start ?? 0) === OPEN;
  }
  return places;
};
