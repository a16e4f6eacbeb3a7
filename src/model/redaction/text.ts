/** Signs of what a text is: an encoded one, a word, a random string. */

const BASE64 = /^(?:[A-Za-z0-9+/_-]{4}){2,}(?:[A-Za-z0-9+/_-]{2,3}={0,2})?$/;

/** What base64 text says, if it is printable text. */
export const decodeText = (value: string): string | undefined => {
  if (value.length < 8 || !BASE64.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return /^[\t\n\r\x20-\x7e\u00a0-\ufffc]+$/.test(text) ? text : undefined;
};

/** Pairs of letters that words are made of; a random string has them only now and then. */
const PAIRS = new Set(
  (
    'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee ' +
    'wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke ag ap if bo av do up ck pi gi rd rm da ok cr ey ba ob oo sw sq ap ga go gr fr br bu au cl key'
  ).split(' '),
);

/** Bits for each character. */
const shannon = (value: string): number => {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
};

const classOf = (character: string): number => {
  if (character >= 'a' && character <= 'z') return 0;
  if (character >= 'A' && character <= 'Z') return 1;
  return character >= '0' && character <= '9' ? 2 : 3;
};

/** How a value was made, as far as its looks tell: by a generator, by a person after a password rule, or of words. */
export type Looks = 'random' | 'complex' | 'plain';

/** Judges the looks of a value; the first 256 characters tell. */
export const looksOf = (whole: string): Looks => {
  const value = whole.slice(0, 256);
  if (value.length < 10 || /\s/.test(value)) return 'plain';
  const distinct = new Set(value).size;
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value)) {
    if (distinct < 8 || !/[a-f]/i.test(value) || !/[0-9]/.test(value)) return 'plain';
    return value.length >= 32 ? 'random' : value.length >= 20 ? 'complex' : 'plain';
  }
  const core = value.replace(/[-_./:]/g, '');
  let turns = 0;
  let pairs = 0;
  let words = 0;
  const classes = new Set<number>();
  for (let at = 0; at < core.length; at += 1) {
    const kind = classOf(core.charAt(at));
    classes.add(kind);
    if (at === 0) continue;
    const before = classOf(core.charAt(at - 1));
    if (before !== kind) turns += 1;
    if (before > 1 || kind > 1) continue;
    pairs += 1;
    if (PAIRS.has(core.slice(at - 1, at + 1).toLowerCase())) words += 1;
  }
  const turning = turns / Math.max(1, core.length - 1);
  const wordy = pairs < 4 ? 0 : words / pairs;
  const mixed = classes.has(0) && classes.has(1) && classes.has(2);
  const random =
    core.length >= 16 &&
    distinct >= 8 &&
    shannon(core) >= 3 &&
    (classes.size >= 2
      ? (turning >= 0.5 && wordy < 0.7) || (turning >= 0.15 && wordy < 0.48)
      : core.length >= 20 && classes.has(2) === false && wordy < 0.35);
  if (random) return 'random';
  const complex =
    distinct >= 6 &&
    ((mixed && classes.has(3)) || (mixed && turning >= 0.5) || (classes.size >= 2 && core.length >= 12 && turning >= 0.4 && wordy < 0.4));
  return complex ? 'complex' : 'plain';
};
