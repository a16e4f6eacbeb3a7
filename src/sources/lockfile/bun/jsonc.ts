const QUOTE = 0x22;
const STAR = 0x2a;
const COMMA = 0x2c;
const SLASH = 0x2f;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const CLOSE = 0x7d;

const SPACE = 0x20;

/** JSON with comments and trailing commas as JSON, in which everything stands where it stood. */
export const plainJson = (text: string): string => {
  let signs: Uint16Array | undefined;
  const erase = (start: number, end: number): void => {
    if (signs === undefined) {
      signs = new Uint16Array(text.length);
      Buffer.from(signs.buffer).write(text, 'utf16le');
    }
    for (let at = start; at < end; at += 1) if ((signs[at] as number) > SPACE) signs[at] = SPACE;
  };
  /** The comma after which nothing but blanks and comments has come. */
  let comma = -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= SPACE) continue;
    const next = code === SLASH ? text.charCodeAt(at + 1) : 0;
    if (next === SLASH || next === STAR) {
      const close = text.indexOf(next === SLASH ? '\n' : '*/', at + 2);
      const end = close < 0 ? text.length : next === SLASH ? close : close + 2;
      erase(at, end);
      at = end - 1;
    } else if (code === COMMA) comma = at;
    else {
      if (comma >= 0 && (code === CLOSE || code === CLOSE_LIST)) erase(comma, comma + 1);
      comma = -1;
      if (code !== QUOTE) continue;
      at += 1;
      while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
    }
  }
  return signs === undefined ? text : Buffer.from(signs.buffer).toString('utf16le');
};
