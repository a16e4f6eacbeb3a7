import { formats } from './formats.ts';
import { BESIDE, calledBy, telling } from './names.ts';

/** What bytes may hold: a credential of a known form, or a value that looks made by a machine under a telling name. */
export interface Glance {
  readonly form: boolean;
  readonly value: boolean;
  /** How often it had to look closely, which is what costs. */
  readonly closely: number;
}

/** A sign of a credential, and what has to stand around it; the sign alone counts where nothing has to. */
interface Mark {
  readonly text: string;
  readonly around?: RegExp;
  /** `around` begins with the sign itself. */
  readonly first: boolean;
  /** It stands in no word. */
  readonly alone?: boolean;
}

const isFirst = (source: string, hint: string): boolean =>
  source
    .slice(source.indexOf(')') + 1)
    .replaceAll('(?:', '')
    .replaceAll('\\', '')
    .startsWith(hint);

const MARKS: readonly Mark[] = [
  ...formats.map(({ hint, pattern: { source } }) => {
    const first = isFirst(source, hint);
    return { text: hint, around: new RegExp(source, first ? 'y' : ''), first, alone: first };
  }),
  { text: 'PRIVATE KEY', first: true },
  { text: '"kty"', first: true },
  { text: 'LS0tLS1CRUdJTi', first: true },
  { text: '://', around: /:\/\/[^\s:@/?#'"<>`]{0,256}:[^\s@/'"<>`]{1,256}@/y, first: true },
  ...['asic ', 'ASIC ', 'earer ', 'EARER '].map((text) => ({
    text,
    around: new RegExp(`${text}(?=[A-Za-z+/=_.~-]{0,40}[0-9])[A-Za-z0-9+/=_.~-]{12}`, 'y'),
    first: true,
  })),
];

type Sign = Mark & { readonly bytes: Buffer };
const SIGNS: readonly Sign[] = MARKS.map((mark) => ({ ...mark, bytes: Buffer.from(mark.text, 'latin1') }));

/** The signs by their first two bytes, and which third bytes may follow these: few texts pass both. */
const BY_PAIR = new Map<number, Sign[]>();
/** 1 and the number of the pair, as a row of `THIRD`. */
const ROWS = new Uint8Array(65_536);
const THIRD: Uint8Array[] = [new Uint8Array(256)];
for (const sign of SIGNS) {
  const pair = ((sign.bytes[0] ?? 0) << 8) | (sign.bytes[1] ?? 0);
  const signs = BY_PAIR.get(pair) ?? [];
  if (signs.length === 0) {
    ROWS[pair] = THIRD.length;
    THIRD.push(new Uint8Array(256));
  }
  BY_PAIR.set(pair, [...signs, sign]);
  const row = THIRD[ROWS[pair] ?? 0] ?? new Uint8Array(256);
  const third = sign.bytes[2];
  if (third === undefined) row.fill(1);
  else row[third] = 1;
}

/** Of each byte whether a value may have it (1; `=` ends a name as well), and whether it is a digit (2) or a letter (4) there. */
const IN_TOKEN = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[0-9]/.test(character) ? 3 : /[A-Za-z]/.test(character) ? 5 : /[+/_-]/.test(character) ? 1 : 0;
});
const SHORTEST = 16;
const LONGEST = 512;
const WINDOW = 600;
const BEFORE = 128;

/** A name and what stands between it and its value. */
const NAMED = /([A-Za-z_][\w.-]{0,80})\\?["'`]?[ \t]{0,10}(?:=>|:=|[:=])[ \t]{0,10}(?:\\?["'`])?$/;

/** Looks over bytes once: what neither is a form nor a value need not be read. `values` asks for values as well. */
export const glance = (bytes: Buffer, values: boolean): Glance => {
  const { length } = bytes;
  let form = false;
  let value = !values;
  let run = 0;
  let closely = 0;
  let seen = 0;
  for (let at = 0; at < length; at += 1) {
    const code = bytes[at] as number;
    if (!form && at + 1 < length) {
      const pair = (code << 8) | (bytes[at + 1] as number);
      const row = ROWS[pair] as number;
      if (row !== 0 && THIRD[row]?.[bytes[at + 2] ?? 0] === 1) {
        closely += 1;
        form = isSign(bytes, at, pair);
      }
    }
    if (value) {
      if (form) break;
      continue;
    }
    const kind = IN_TOKEN[code] as number;
    if (kind !== 0) {
      run += 1;
      seen |= kind;
      if (at + 1 < length) continue;
    }
    if (run >= SHORTEST && run <= LONGEST && seen === 7) {
      closely += 1;
      value = isNamed(bytes, kind === 0 ? at - run : at + 1 - run);
    }
    run = 0;
    seen = 0;
  }
  return { form, value: values && value, closely };
};

const isSign = (bytes: Buffer, at: number, pair: number): boolean => {
  const inWord = at > 0 && ((IN_TOKEN[bytes[at - 1] as number] as number) & 6) !== 0;
  for (const { bytes: sign, around, first, alone } of BY_PAIR.get(pair) ?? []) {
    if (inWord && alone) continue;
    let same = 2;
    while (same < sign.length && bytes[at + same] === sign[same]) same += 1;
    if (same < sign.length) continue;
    if (around === undefined) return true;
    const from = first ? Math.max(0, at - 1) : Math.max(0, at - BEFORE);
    const window = bytes.toString('latin1', from, Math.min(bytes.length, at + WINDOW));
    around.lastIndex = first ? at - from : 0;
    if (around.test(window)) return true;
  }
  return false;
};

const isNamed = (bytes: Buffer, start: number): boolean => {
  const before = bytes.toString('latin1', Math.max(0, start - BEFORE - BESIDE), start);
  const match = NAMED.exec(before.slice(-BEFORE));
  const name = match?.[1];
  return name !== undefined && telling(calledBy(name, before.slice(0, before.length - (match?.[0].length ?? 0)))) !== undefined;
};
