/**
 * Everything that moves a cursor, reorders text or cannot be seen: controls (C0, DEL, C1), format characters (bidi, zero-width, tags),
 * line and paragraph separators, variation selectors and other ignorables, lone surrogates.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const hex = (code: number): string => code.toString(16);

/** Text from audited material with everything invisible made visible (`\u{1b}`), on one line. Every reporter that prints text uses it. */
export const visible = (text: string): string => text.replace(HIDDEN, (char) => SHORT[char] ?? `\\u{${hex(char.codePointAt(0) ?? 0)}}`);

/** As `visible`, cut to a length, so that a name of a megabyte is no flood. */
export const clip = (text: string, length: number): string =>
  text.length <= length ? visible(text) : `${visible(text.slice(0, length))}…`;

const escaped = (text: string): string =>
  text.replace(HIDDEN, (char) => [...Array(char.length).keys()].map((at) => `\\u${hex(char.charCodeAt(at)).padStart(4, '0')}`).join(''));

/**
 * JSON that is also safe to look at: what is invisible stands as `\uXXXX`, which reads back as the same text. The only raw control
 * character that JSON.stringify leaves is the newline of its own layout; what is plain ASCII, nearly all of it, needs no closer look.
 */
export const toJson = (value: unknown): string => `${laidOut(value, '')}\n`;

const laidOut = (value: unknown, indent: string): string => {
  const text = JSON.stringify(value, null, 2).replace(/[^\n -~]+/g, escaped);
  return indent === '' ? text : text.replaceAll('\n', `\n${indent}`);
};

/** In UTF-16 units: a write of less costs more than it holds. */
const PIECE = 65_536;

/**
 * As `toJson`, of an object whose lists may be longer than a text can be: piece by piece, each element made when it is written. A member
 * that can be iterated is a list.
 */
export function* toJsonPieces(members: Readonly<Record<string, unknown>>): Generator<string, void, void> {
  let piece = '{';
  let first = true;
  for (const [key, value] of Object.entries(members)) {
    if (value === undefined) continue;
    piece += `${first ? '' : ','}\n  ${laidOut(key, '')}: `;
    first = false;
    if (!isIterable(value)) {
      piece += laidOut(value, '  ');
      continue;
    }
    let empty = true;
    for (const element of value) {
      piece += `${empty ? '[' : ','}\n    ${laidOut(element ?? null, '    ')}`;
      empty = false;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    piece += empty ? '[]' : '\n  ]';
  }
  yield `${piece}${first ? '' : '\n'}}\n`;
}

const isIterable = (value: unknown): value is Iterable<unknown> => typeof value === 'object' && value !== null && Symbol.iterator in value;
