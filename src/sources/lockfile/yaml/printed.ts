import { keyAt, NotPrinted, pastSpaces, startsWithKey, valueAt } from './scalars.ts';
import { MAX_VALUES, type YamlMember, type YamlText, type YamlValue } from './tree.ts';

type Key = Pick<YamlText, 'text' | 'start' | 'end'>;

/** A block that is open, and the key in it that waits for its value. */
interface Frame {
  readonly indent: number;
  readonly start: number;
  /** Of a map; a list has items. */
  readonly members: Map<string, YamlMember> | undefined;
  readonly items: YamlValue[];
  /** `null` where a list's item waits for its value. */
  key: Key | null | undefined;
}

/** What was read up to the first line that is not of this kind. */
export interface Printed {
  /** The documents, the last one as far as it was read; `undefined` for one that holds nothing. */
  readonly documents: readonly (YamlValue | undefined)[];
  /** Where the reading ended, if that is not the end. */
  readonly stopped?: { readonly offset: number; readonly tooLarge: boolean };
}

const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;
const COLON = 0x3a;
const QUESTION = 0x3f;

const blockOf = ({ members, items, start }: Frame): YamlValue =>
  members === undefined ? { kind: 'list', items, start } : { kind: 'map', members, start };

const settle = (frame: Frame, value: YamlValue): void => {
  const { key, members, items } = frame;
  if (key === null) items.push(value);
  else if (key !== undefined) members?.set(key.text, { keyStart: key.start, keyEnd: key.end, value });
  frame.key = undefined;
};

/** Blocks deeper than any lockfile's, and more documents. */
const MAX_DEPTH = 64;
const MAX_DOCUMENTS = 16;

/** Whether a mark stands alone or before a space. */
const marks = (text: string, at: number, end: number, code: number): boolean =>
  text.charCodeAt(at) === code && (at + 1 >= end || text.charCodeAt(at + 1) === SPACE);

/**
 * Reads YAML as package managers print it: a key or an item a line, values on the line of their key. That is a fraction of YAML, and is
 * read several times as fast as by a parser of all of it; where a text goes beyond, the reading stops. `keep` is how many levels of keys
 * the maps have that a member may be lost of: of one at that level that is not read to its end nothing is kept.
 */
export const readPrinted = (text: string, keep: number): Printed => {
  const documents: (YamlValue | undefined)[] = [];
  let stack: Frame[] = [];
  let started = false;
  const top = (): Frame | undefined => stack.at(-1);

  const close = (): void => {
    const frame = stack.pop() as Frame;
    if (frame.key !== undefined)
      settle(frame, { kind: 'text', text: '', start: frame.key?.end ?? frame.start, end: frame.key?.end ?? frame.start });
    const above = top();
    if (above !== undefined) settle(above, blockOf(frame));
    else documents.push(blockOf(frame));
  };
  const finish = (): void => {
    const empty = stack.length === 0;
    while (stack.length > 0) close();
    if (empty && started) documents.push(undefined);
    started = false;
  };
  /** The frame for content at an indentation: one that is open, or a new one for the value that is waited for. */
  const frameAt = (indent: number, at: number, isItem: boolean): Frame => {
    for (let frame = top(); frame !== undefined; frame = top()) {
      const below =
        frame.key !== undefined && (indent > frame.indent || (isItem && frame.members !== undefined && indent === frame.indent));
      if (below) break;
      if (frame.indent === indent && (frame.members === undefined) === isItem) return frame;
      if (frame.indent < indent || stack.length === 1) throw new NotPrinted(at);
      close();
    }
    if (stack.length >= MAX_DEPTH || (stack.length === 0 && indent > 0)) throw new NotPrinted(at);
    const frame: Frame = { indent, start: at, members: isItem ? undefined : new Map(), items: [], key: undefined };
    stack.push(frame);
    return frame;
  };
  const emptied = (frame: Frame): void => {
    if (frame.key === undefined) return;
    const end = frame.key?.end ?? frame.start;
    settle(frame, { kind: 'text', text: '', start: end, end });
  };

  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let lineEnd = at;
  const lineFrom = (from: number): number => {
    const next = text.indexOf('\n', from);
    lineEnd = next < 0 ? text.length : next;
    if (text.charCodeAt(lineEnd - 1) === 0x0d && lineEnd > from) lineEnd -= 1;
    return next < 0 ? text.length : next + 1;
  };

  /** What follows a key or a dash: a value, the beginning of a longer text, or nothing, so that the value follows on other lines. */
  const rest = (frame: Frame, from: number, next: number): number => {
    const start = pastSpaces(text, from, lineEnd);
    if (start >= lineEnd || text.charCodeAt(start) === HASH) return next;
    if (/[|>]/.test(text[start] as string)) return block(frame, start, next);
    settle(frame, valueAt(text, start, lineEnd));
    return next;
  };
  /** `|` and `>`: the lines that follow and are indented more, as a text. */
  const block = (frame: Frame, start: number, next: number): number => {
    const head = text.slice(start, lineEnd).trimEnd();
    const [, given] = /^[|>]([1-9]?)[-+]?$/.exec(head) ?? [];
    if (given === undefined) throw new NotPrinted(start);
    const lines: string[] = [];
    let from = next;
    let indent = given === '' ? -1 : frame.indent + Number(given);
    let end = lineEnd;
    for (let after = next; from < text.length; from = after) {
      after = lineFrom(from);
      const content = pastSpaces(text, from, lineEnd);
      if (content < lineEnd) {
        if (indent < 0) indent = content - from;
        if (content - from <= frame.indent || content - from < indent) break;
        end = lineEnd;
      }
      lines.push(text.slice(Math.min(from + Math.max(indent, 0), lineEnd), lineEnd));
    }
    const value = head.startsWith('|')
      ? lines.join('\n')
      : lines
          .join('\n')
          .replace(/(?<!\n)\n(?!\n)/g, ' ')
          .replaceAll('\n\n', '\n');
    settle(frame, { kind: 'text', text: value.trimEnd(), start, end });
    return from;
  };

  let lines = 0;
  const line = (start: number, next: number): number => {
    lines += 1;
    if (lines > MAX_VALUES || documents.length > MAX_DOCUMENTS) throw new NotPrinted(start, true);
    const content = pastSpaces(text, start, lineEnd);
    if (content >= lineEnd || text.charCodeAt(content) === HASH) return next;
    const indent = content - start;
    if (
      indent === 0 &&
      text.startsWith('---', content) &&
      (lineEnd === content + 3 || /^--- *(?:#|$)/.test(text.slice(content, lineEnd)))
    ) {
      finish();
      started = true;
      return next;
    }
    if (marks(text, content, lineEnd, DASH)) {
      const frame = frameAt(indent, content, true);
      emptied(frame);
      frame.key = null;
      const item = pastSpaces(text, content + 1, lineEnd);
      if (item < lineEnd && hasKey(item)) return member(item - start, item, next);
      return rest(frame, content + 1, next);
    }
    return member(indent, content, next);
  };
  /** Whether an item is a map that begins on its line. */
  const hasKey = (from: number): boolean => !/[[{|>]/.test(text[from] as string) && startsWithKey(text, from, lineEnd);
  const member = (indent: number, content: number, next: number): number => {
    // A key that is longer than 1,024 characters has a line of its own: `? key`, and below it `: value`.
    const open = top();
    if (open?.indent === indent && open.members !== undefined && open.key !== undefined && marks(text, content, lineEnd, COLON))
      return afterLongKey(open, content, next);
    const frame = frameAt(indent, content, false);
    emptied(frame);
    if (marks(text, content, lineEnd, QUESTION)) {
      const key = valueAt(text, pastSpaces(text, content + 1, lineEnd), lineEnd);
      if (key.kind !== 'text') throw new NotPrinted(content);
      frame.key = key;
      return next;
    }
    const { key, after } = keyAt(text, content, lineEnd);
    frame.key = key;
    return rest(frame, after, next);
  };
  const afterLongKey = (frame: Frame, content: number, next: number): number => {
    const value = pastSpaces(text, content + 1, lineEnd);
    if (value >= lineEnd) return next;
    // `: a: b` is a map that begins on this line, two signs further in.
    if (hasKey(value)) return member(value - (content - frame.indent), value, next);
    return rest(frame, content + 1, next);
  };

  try {
    while (at < text.length) {
      const start = at;
      const next = lineFrom(start);
      at = line(start, next);
    }
    finish();
    return { documents };
  } catch (error) {
    if (!(error instanceof NotPrinted)) throw error;
    // Of an entry that was not read to its end nothing is kept.
    stack = stack.slice(0, keep);
    const last = top();
    if (last !== undefined) last.key = undefined;
    finish();
    return { documents, stopped: error };
  }
};
