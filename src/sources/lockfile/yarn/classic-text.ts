import type { SourceFile } from '../../text/source-file.ts';
import { MAX_PACKAGES } from '../node.ts';
import { MAX_VALUES, type YamlMember } from '../yaml/tree.ts';

/** A yarn.lock of Yarn 1 as far as it could be read: its entries by the line of their descriptors. */
export interface ClassicText {
  readonly entries: readonly { readonly descriptors: readonly string[]; readonly at: YamlMember }[];
  readonly failure?: { readonly offset: number; readonly reason: string; readonly message: string };
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The offset behind the quote that closes the one at `from`; -1 where none does. */
const quoteEnd = (line: string, from: number): number => {
  for (let at = from + 1; at < line.length; at += 1) {
    if (line[at] === '"') return at + 1;
    if (line[at] === '\\') at += 1;
  }
  return -1;
};

const quotedAt = (line: string, start: number): Token | undefined => {
  const end = quoteEnd(line, start);
  if (end < 0) return undefined;
  const inner = line.slice(start + 1, end - 1);
  if (!inner.includes('\\')) return { text: inner, start, end };
  try {
    return { text: JSON.parse(line.slice(start, end)) as string, start, end };
  } catch {
    return undefined;
  }
};

/** Signs up to a space or a comma, or up to the colon that ends the line. */
const WORD = /[^\s",]*/y;

/** The word or the quoted text at an offset of a line. */
const tokenAt = (line: string, from: number): Token | undefined => {
  if (line[from] === '"') return quotedAt(line, from);
  WORD.lastIndex = from;
  const found = WORD.exec(line)?.[0] ?? '';
  const text = from + found.length === line.length && found.endsWith(':') ? found.slice(0, -1) : found;
  return text === '' ? undefined : { text, start: from, end: from + text.length };
};

/** `"a@^1.0.0", b@2:` as its descriptors; `undefined` for any other line. */
const descriptorsIn = (line: string): readonly string[] | undefined => {
  const found: string[] = [];
  for (let from = 0; ; ) {
    const token = tokenAt(line, from);
    if (token === undefined) return undefined;
    found.push(token.text);
    from = token.end;
    if (from === line.length - 1 && line[from] === ':') return found;
    if (line[from] !== ',') return undefined;
    do from += 1;
    while (line[from] === ' ');
  }
};

const LINE = 'Not a lockfile of Yarn: this line is none of its';
const CONFLICT = 'Not a lockfile of Yarn: it has the marks of a conflict of git';

/** Reads what Yarn 1 prints, which is not YAML: entries, their members by two spaces, what those have by four. */
export const readClassic = ({ text }: SourceFile): ClassicText => {
  const entries: { descriptors: readonly string[]; at: YamlMember }[] = [];
  let members: Map<string, YamlMember> | undefined;
  let nested: Map<string, YamlMember> | undefined;
  let values = 0;
  const fail = (offset: number, message: string, reason = 'syntax'): ClassicText => {
    // Half an entry would say of a package that it lacks what is merely cut off.
    if (members !== undefined) entries.pop();
    return { entries, failure: { offset, reason, message } };
  };
  let next = 0;
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; start = next) {
    const newline = text.indexOf('\n', start);
    next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(start, newline < 0 ? text.length : newline).trimEnd();
    const indent = line.length - line.trimStart().length;
    if (indent === line.length || line[indent] === '#') continue;
    if (values > MAX_VALUES || entries.length > MAX_PACKAGES)
      return fail(start, 'The file has more entries than any project has packages', 'too-large');
    values += 1;
    if (indent === 0) {
      if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line)) return fail(start, CONFLICT);
      const descriptors = descriptorsIn(line);
      if (descriptors === undefined) return fail(start, LINE);
      values += descriptors.length;
      members = new Map();
      nested = undefined;
      const value = { kind: 'map', members, start } as const;
      entries.push({ descriptors, at: { keyStart: start, keyEnd: start + line.length - 1, value } });
      continue;
    }
    const into = indent >= 4 ? nested : members;
    const key = into === undefined ? undefined : tokenAt(line, indent);
    if (into === undefined || key === undefined) return fail(start, LINE);
    const at = { keyStart: start + key.start, keyEnd: start + key.end };
    if (key.end === line.length - 1 && line[key.end] === ':' && indent < 4) {
      nested = new Map();
      into.set(key.text, { ...at, value: { kind: 'map', members: nested, start } });
      continue;
    }
    let from = line[key.end] === ':' ? key.end + 1 : key.end;
    if (line[from] !== ' ') return fail(start, LINE);
    while (line[from] === ' ') from += 1;
    const value = tokenAt(line, from);
    if (value === undefined || value.end < line.length) return fail(start, LINE);
    if (indent < 4) nested = undefined;
    into.set(key.text, { ...at, value: { kind: 'text', text: value.text, start: start + value.start, end: start + value.end } });
  }
  return { entries };
};
