import type { SourceFile } from '../../text/source-file.ts';
import { linesOf } from '../lines.ts';
import type { YamlMember } from '../yaml/tree.ts';

/** A yarn.lock of Yarn 1 as far as it could be read: its entries by the line of their descriptors. */
export interface ClassicText {
  readonly entries: readonly { readonly descriptors: readonly string[]; readonly at: YamlMember }[];
  readonly failure?: { readonly offset: number; readonly message: string };
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A quoted text, or signs up to a space, a comma, or the colon that ends the line. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[^\s",][^\s",]*/y;

const tokenAt = (line: string, from: number): Token | undefined => {
  TOKEN.lastIndex = from;
  const found = TOKEN.exec(line)?.[0];
  if (found === undefined) return undefined;
  const end = from + found.length;
  if (found.startsWith('"')) {
    try {
      return { text: JSON.parse(found) as string, start: from, end };
    } catch {
      return undefined;
    }
  }
  const text = end === line.length && found.endsWith(':') ? found.slice(0, -1) : found;
  return text === '' ? undefined : { text, start: from, end: from + text.length };
};

/** `"a@^1.0.0", b@2:` as its descriptors; `undefined` for any other line. */
const descriptorsIn = (line: string): readonly string[] | undefined => {
  const found: string[] = [];
  for (let from = 0; ; ) {
    const token = tokenAt(line, from);
    if (token === undefined) return undefined;
    found.push(token.text);
    if (line.slice(token.end) === ':') return found;
    const comma = /,\s*/y;
    comma.lastIndex = token.end;
    if (!comma.test(line)) return undefined;
    from = comma.lastIndex;
  }
};

const MESSAGE = 'Not a lockfile of Yarn: this line is none of its';

/** Reads what Yarn 1 prints, which is not YAML: entries, their members by two spaces, what those have by four. */
export const readClassic = (source: SourceFile): ClassicText => {
  const entries: { descriptors: readonly string[]; at: YamlMember }[] = [];
  let members: Map<string, YamlMember> | undefined;
  let nested: Map<string, YamlMember> | undefined;
  const fail = (offset: number, message: string): ClassicText => {
    // Half an entry would say of a package that it lacks what is merely cut off.
    if (members !== undefined) entries.pop();
    return { entries, failure: { offset, message } };
  };
  for (const { text: whole, start } of linesOf(source)) {
    const line = whole.trimEnd();
    const indent = line.length - line.trimStart().length;
    if (indent === line.length || line[indent] === '#') continue;
    if (indent === 0 && /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(line))
      return fail(start, 'Not a lockfile of Yarn: it has the marks of a conflict of git');
    if (indent === 0) {
      const descriptors = descriptorsIn(line);
      if (descriptors === undefined) return fail(start, MESSAGE);
      members = new Map();
      nested = undefined;
      const value = { kind: 'map', members, start } as const;
      entries.push({ descriptors, at: { keyStart: start, keyEnd: start + line.length - 1, value } });
      continue;
    }
    const into = indent >= 4 ? nested : members;
    const key = into === undefined ? undefined : tokenAt(line, indent);
    if (into === undefined || key === undefined) return fail(start, MESSAGE);
    const at = { keyStart: start + key.start, keyEnd: start + key.end };
    if (line.slice(key.end) === ':' && indent < 4) {
      nested = new Map();
      into.set(key.text, { ...at, value: { kind: 'map', members: nested, start } });
      continue;
    }
    const from = key.end + (/^:? +/.exec(line.slice(key.end))?.[0].length ?? 0);
    const value = from === key.end ? undefined : tokenAt(line, from);
    if (value === undefined || value.end < line.length) return fail(start, MESSAGE);
    if (indent < 4) nested = undefined;
    into.set(key.text, { ...at, value: { kind: 'text', text: value.text, start: start + value.start, end: start + value.end } });
  }
  return { entries };
};
