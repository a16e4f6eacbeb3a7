import type { YamlMember, YamlText, YamlValue } from './tree.ts';

/** Ends the reading of a text that is not of the kind that package managers print, or too long. */
export class NotPrinted extends Error {
  /** A UTF-16 offset into the text. */
  readonly offset: number;
  readonly tooLarge: boolean;

  constructor(offset: number, tooLarge = false) {
    super('Not the YAML that package managers print');
    this.offset = offset;
    this.tooLarge = tooLarge;
  }
}

const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const COMMA = 0x2c;
const DASH = 0x2d;
const COLON = 0x3a;
const QUESTION = 0x3f;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Collections on one line are followed this far. */
const MAX_DEPTH = 32;

/** The offset behind spaces. */
export const pastSpaces = (text: string, from: number, end: number): number => {
  let at = from;
  while (at < end && text.charCodeAt(at) === SPACE) at += 1;
  return at;
};

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0', a: '\x07', e: '\x1b' },
  ...{ '"': '"', '/': '/', '\\': '\\', ' ': ' ', _: '\xa0', N: '\x85', L: '\u2028', P: '\u2029' },
};

const unescaped = (inner: string, offset: number): string =>
  inner.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs,
    (_, two?: string, four?: string, eight?: string, one?: string) => {
      const code = two ?? four ?? eight;
      const point = code === undefined ? undefined : Number.parseInt(code, 16);
      const char = point === undefined ? ESCAPES[one ?? ''] : point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
      if (char === undefined) throw new NotPrinted(offset);
      return char;
    },
  );

/** The quoted text that begins at an offset and ends on the same line. */
const quotedAt = (text: string, start: number, end: number): YamlText => {
  const quote = text.charCodeAt(start);
  let plain = true;
  for (let at = start + 1; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH && quote === QUOTE) {
      plain = false;
      at += 1;
    } else if (code === quote && quote === APOSTROPHE && text.charCodeAt(at + 1) === APOSTROPHE) {
      plain = false;
      at += 1;
    } else if (code === quote) {
      const inner = text.slice(start + 1, at);
      const value = plain ? inner : quote === QUOTE ? unescaped(inner, start) : inner.replaceAll("''", "'");
      return { kind: 'text', text: value, start, end: at + 1 };
    }
  }
  throw new NotPrinted(start);
};

export const isQuote = (code: number): boolean => code === QUOTE || code === APOSTROPHE;

/** What a plain scalar or key does not begin with: signs that mean something in YAML. */
const INDICATORS = new Set([...'&*!|>%@`{}[],#'].map((char) => char.charCodeAt(0)));

/** `- `, `? ` and `: `, with which items and keys begin, and no text. */
const isMark = (text: string, at: number, end: number): boolean => {
  const code = text.charCodeAt(at);
  return (code === DASH || code === QUESTION || code === COLON) && endsWord(text, at + 1, end);
};

/** A key, and the offset behind its colon. */
export const keyAt = (text: string, start: number, end: number): { readonly key: YamlText; readonly after: number } => {
  if (isQuote(text.charCodeAt(start))) {
    const key = quotedAt(text, start, end);
    const colon = pastSpaces(text, key.end, end);
    if (text.charCodeAt(colon) !== COLON || !endsWord(text, colon + 1, end)) throw new NotPrinted(start);
    return { key, after: colon + 1 };
  }
  if (INDICATORS.has(text.charCodeAt(start)) || isMark(text, start, end)) throw new NotPrinted(start);
  // Not by `indexOf`, which would look through the rest of the file for each line.
  for (let at = start; at < end; at += 1)
    if (text.charCodeAt(at) === COLON && endsWord(text, at + 1, end))
      return { key: { kind: 'text', text: text.slice(start, at).trimEnd(), start, end: at }, after: at + 1 };
  throw new NotPrinted(start);
};

/** Whether a key and its colon begin at an offset. */
export const startsWithKey = (text: string, start: number, end: number): boolean => {
  if (isMark(text, start, end)) return false;
  if (!isQuote(text.charCodeAt(start))) {
    for (let at = start; at < end; at += 1) if (text.charCodeAt(at) === COLON && endsWord(text, at + 1, end)) return true;
    return false;
  }
  try {
    return keyAt(text, start, end).after > start;
  } catch (error) {
    if (error instanceof NotPrinted) return false;
    throw error;
  }
};

const endsWord = (text: string, at: number, end: number): boolean => at >= end || text.charCodeAt(at) === SPACE;

/** A value that begins and ends on the same line. */
export const valueAt = (text: string, start: number, end: number): YamlValue => {
  const code = text.charCodeAt(start);
  const isFlow = code === OPEN || code === OPEN_LIST;
  if (isFlow || isQuote(code)) {
    const [value, after] = isFlow ? flowAt(text, start, end, 0) : quotedPair(text, start, end);
    const rest = pastSpaces(text, after, end);
    if (rest < end && text.charCodeAt(rest) !== HASH) throw new NotPrinted(rest);
    return value;
  }
  if (INDICATORS.has(code) || isMark(text, start, end)) throw new NotPrinted(start);
  const line = text.slice(start, end);
  const comment = line.indexOf(' #');
  const value = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  if (value.includes(': ') || value.endsWith(':')) throw new NotPrinted(start);
  return { kind: 'text', text: value === '~' || value === 'null' ? '' : value, start, end: start + value.length };
};

const quotedPair = (text: string, start: number, end: number): [YamlText, number] => {
  const value = quotedAt(text, start, end);
  return [value, value.end];
};

/** A plain scalar within brackets. */
const plainInFlow = (text: string, start: number, end: number): [YamlText, number] => {
  if (INDICATORS.has(text.charCodeAt(start))) throw new NotPrinted(start);
  let at = start;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE || code === CLOSE_LIST || code === OPEN || code === OPEN_LIST) break;
    if (code === COLON && /[ ,\]}]/.test(text[at + 1] ?? ' ')) break;
  }
  return [{ kind: 'text', text: text.slice(start, at).trimEnd(), start, end: at }, at];
};

const flowValue = (text: string, start: number, end: number, depth: number): [YamlValue, number] => {
  const code = text.charCodeAt(start);
  if (code === OPEN || code === OPEN_LIST) return flowAt(text, start, end, depth + 1);
  return isQuote(code) ? quotedPair(text, start, end) : plainInFlow(text, start, end);
};

/** `{integrity: sha512-x, os: [linux]}`, and the offset behind it. */
const flowAt = (text: string, start: number, end: number, depth: number): [YamlValue, number] => {
  if (depth > MAX_DEPTH) throw new NotPrinted(start);
  const close = text.charCodeAt(start) === OPEN ? CLOSE : CLOSE_LIST;
  const members = new Map<string, YamlMember>();
  const items: YamlValue[] = [];
  const done = (at: number): [YamlValue, number] => [
    close === CLOSE ? { kind: 'map', members, start } : { kind: 'list', items, start },
    at + 1,
  ];
  for (let at = pastSpaces(text, start + 1, end); at < end; at = pastSpaces(text, at + 1, end)) {
    if (text.charCodeAt(at) === close) return done(at);
    let [value, next] = flowValue(text, at, end, depth);
    next = pastSpaces(text, next, end);
    if (close === CLOSE) {
      if (value.kind !== 'text' || text.charCodeAt(next) !== COLON) throw new NotPrinted(at);
      const key = value;
      [value, next] = flowValue(text, pastSpaces(text, next + 1, end), end, depth);
      members.set(key.text, { keyStart: key.start, keyEnd: key.end, value });
      next = pastSpaces(text, next, end);
    } else items.push(value);
    if (text.charCodeAt(next) === close) return done(next);
    if (text.charCodeAt(next) !== COMMA) throw new NotPrinted(next);
    at = next;
  }
  throw new NotPrinted(start);
};
