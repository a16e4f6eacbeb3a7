/** More than any package has versions, and any of its versions members. */
const KEYS = 100_000;
/** Brackets, commas and colons: what the parser makes things of. */
const MARKS = 5_000_000;
const DEPTH = 64;
/** Shorter texts can do no harm. */
const SMALL = 1 << 20;

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const COMMA = 44;
const COLON = 58;

/** Where a text in quotes ends, escapes passed over. */
const endOfText = (text: string, start: number): number => {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
};

/**
 * Whether a text that may be JSON is built like the answer of a registry. One of the same length that is all keys or all brackets takes
 * JSON.parse minutes and gigabytes, and nothing can interrupt it.
 */
export const isParsable = (text: string): boolean => {
  if (text.length < SMALL) return true;
  const keys: number[] = [];
  let marks = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfText(text, i);
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      marks += 1;
      if (keys.push(0) > DEPTH) return false;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) keys.pop();
    else if (code === COMMA) marks += 1;
    else if (code === COLON) {
      marks += 1;
      const own = (keys.pop() ?? 0) + 1;
      if (own > KEYS) return false;
      keys.push(own);
    }
    if (marks > MARKS) return false;
  }
  return true;
};
