const QUOTE = 0x22;
const STAR = 0x2a;
const COMMA = 0x2c;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const CLOSE = 0x7d;

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** JSON with comments and trailing commas as JSON, in which everything stands where it stood. */
export const plainJson = (text: string): string => {
  const erased: { readonly start: number; readonly end: number }[] = [];
  /** The comma after which nothing but blanks and comments has come. */
  let comma = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 0x20) continue;
    const next = code === SLASH ? text.charCodeAt(at + 1) : 0;
    if (next === SLASH || next === STAR) {
      const close = text.indexOf(next === SLASH ? '\n' : '*/', at + 2);
      const end = close < 0 ? text.length : next === SLASH ? close : close + 2;
      erased.push({ start: at, end });
      at = end - 1;
    } else if (code === COMMA) comma = at;
    else {
      if (comma >= 0 && (code === CLOSE || code === CLOSE_LIST)) erased.push({ start: comma, end: comma + 1 });
      comma = -1;
      if (code !== QUOTE) continue;
      at += 1;
      while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
    }
  }
  let out = '';
  let from = 0;
  for (const { start, end } of erased.sort((a, b) => a.start - b.start)) {
    out += text.slice(from, start) + blank(text.slice(start, end));
    from = end;
  }
  return out + text.slice(from);
};
