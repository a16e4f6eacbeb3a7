/**
 * Text with wildcards, and with parts that are not known. An unknown part is one character of Unicode's private use area, a different
 * one for each expression, so that the same unknown equals itself.
 */

/** How sure something is: no, perhaps, yes. `Math.min` is *and*, `Math.max` is *or*. */
export type Truth = 0 | 1 | 2;
export const NO = 0;
export const PERHAPS = 1;
export const YES = 2;

export const and = (a: Truth, b: Truth): Truth => (a < b ? a : b);
export const or = (a: Truth, b: Truth): Truth => (a > b ? a : b);
export const not = (a: Truth): Truth => (a === YES ? NO : a === NO ? YES : PERHAPS);
/** Whether one of them holds. */
export const some = <T>(items: readonly T[], test: (item: T) => Truth): Truth => {
  let found: Truth = NO;
  for (const item of items) {
    found = or(found, test(item));
    if (found === YES) return YES;
  }
  return found;
};

const HOLE_FIRST = 0xe000;
const HOLE_LAST = 0xf7ff;
/** An escaped `${*}` or `${?}`: the character itself, not a wildcard. */
export const LITERAL_STAR = '\uf800';
export const LITERAL_MARK = '\uf801';
/** A policy variable that the caller has no value for: it equals nothing. */
export const NOTHING = '\uf802';

/** The character of the nth unknown expression. */
export const hole = (index: number): string => String.fromCharCode(Math.min(HOLE_FIRST + index, HOLE_LAST));
/** The index of the first unknown expression in a text. */
export const holeIn = (text: string): number | undefined => {
  for (let at = 0; at < text.length; at++) if (isHole(text.charCodeAt(at))) return text.charCodeAt(at) - HOLE_FIRST;
  return undefined;
};
const isHole = (code: number): boolean => code >= HOLE_FIRST && code <= HOLE_LAST;
export const hasHole = (text: string): boolean => holeIn(text) !== undefined;
export const isWild = (text: string): boolean => text.includes('*') || text.includes('?');
/** Takes the characters with a meaning of their own out of a text from outside. */
export const plain = (text: string): string => text.replace(/[\ue000-\uf8ff]/g, '\ufffd');

const STAR = 42;
const MARK = 63;

/** The largest product of lengths that is matched; a pattern from AWS is far below it. */
const WORK = 400_000;

const match = (pattern: string, value: string, wild: boolean, open: boolean): boolean => {
  let [p, v, starAt, resume] = [0, 0, -1, 0];
  while (v < value.length) {
    const code = p < pattern.length ? pattern.charCodeAt(p) : -1;
    if (code !== -1 && ((wild && code === STAR) || (open && isHole(code)))) {
      starAt = p++;
      resume = v;
    } else if (code !== -1 && (code === value.charCodeAt(v) || (wild && code === MARK) || (open && isHole(value.charCodeAt(v))))) {
      p++;
      v++;
    } else if (starAt !== -1) {
      p = starAt + 1;
      v = ++resume;
    } else return false;
  }
  while (p < pattern.length && ((wild && pattern.charCodeAt(p) === STAR) || (open && isHole(pattern.charCodeAt(p))))) p++;
  return p === pattern.length;
};

/** Whether two texts cannot match by how they begin, as most do: the codes of their first characters, `NaN` for none. */
const differAtOnce = (pattern: number, value: number, wild: boolean): boolean =>
  pattern !== value &&
  pattern >= 0 &&
  value >= 0 &&
  !isHole(pattern) &&
  !isHole(value) &&
  !(wild && (pattern === STAR || pattern === MARK));

/** Whether a text matches a pattern (`wild`) or equals it. `known` says that the text is one that nobody wrote a name for (a stranger's id). */
export const matches = (pattern: string, value: string, wild: boolean, known = false): Truth => {
  if (pattern === value) return YES;
  if (differAtOnce(pattern.charCodeAt(0), value.charCodeAt(0), wild)) return NO;
  if (pattern.length * value.length > WORK) return PERHAPS;
  const holes = hasHole(pattern) || hasHole(value);
  if (match(pattern, value, wild, false)) return YES;
  if (!holes || (known && !wild)) return NO;
  return hasHole(value) || match(pattern, value, wild, true) ? PERHAPS : NO;
};

/** A text that matches the pattern: every `*` filled with one text, every `?` with one character. */
export const instance = (pattern: string, filler: string): string => pattern.replaceAll('*', filler).replaceAll('?', filler.at(-1) ?? 'z');

/** A text that matches both patterns, if one was found; long patterns are not tried. */
export const common = (a: string, b: string, filler: string): string | undefined => {
  // Most parts of ARNs are a literal or a star.
  if (a === '*') return instance(b, filler);
  if (b === '*') return instance(a, filler);
  if (!isWild(a) && !isWild(b)) return a === b ? a : undefined;
  if (a.length * b.length > 250_000) return undefined;
  const width = b.length + 1;
  const entered = new Uint8Array((a.length + 1) * width);
  const one = filler.at(-1) ?? 'z';
  const stack: { readonly i: number; readonly j: number; readonly out: string }[] = [{ i: 0, j: 0, out: '' }];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { i, j, out } = at;
    if (i === a.length && j === b.length) return out;
    if (entered[i * width + j]) continue;
    entered[i * width + j] = 1;
    const [p, q] = [a[i], b[j]];
    // The last that is pushed is tried first: both open, one of them going on, the end of a star.
    if (p === '*') stack.push({ i: i + 1, j, out });
    if (q === '*') stack.push({ i, j: j + 1, out });
    if (p === '*' && q === '*') stack.push({ i: i + 1, j: j + 1, out: out + filler });
    else if (p === '*' && q !== undefined) stack.push({ i, j: j + 1, out: out + (q === '?' ? one : q) });
    else if (q === '*' && p !== undefined) stack.push({ i: i + 1, j, out: out + (p === '?' ? one : p) });
    else if (p !== undefined && q !== undefined) {
      if (p === q) stack.push({ i: i + 1, j: j + 1, out: out + (p === '?' ? one : p) });
      else if (p === '?') stack.push({ i: i + 1, j: j + 1, out: out + q });
      else if (q === '?') stack.push({ i: i + 1, j: j + 1, out: out + p });
    }
  }
  return undefined;
};
