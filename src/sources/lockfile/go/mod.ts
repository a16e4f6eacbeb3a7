import type { SourceFile, Span } from '../../text/source-file.ts';
import { type Line, linesOf } from '../lines.ts';

/** A module that is asked for, with the version as Go spells it: `v1.2.3`. */
interface Require {
  readonly path: string;
  readonly version: string;
  readonly indirect: boolean;
  /** Path and version. */
  readonly span: Span;
}

/** `old [version] => new [version]`; a new path without a version is a folder. */
interface Replace {
  readonly path: string;
  readonly version: string | undefined;
  readonly by: { readonly path: string; readonly version: string | undefined };
}

/** What a `go.mod` says, as far as it can be read. */
export interface GoMod {
  readonly module: string | undefined;
  readonly requires: readonly Require[];
  readonly replaces: readonly Replace[];
  /** `1.21.5`, with its directive. */
  readonly go: { readonly version: string; readonly span: Span } | undefined;
  /** Offsets of the lines that cannot be read. */
  readonly unreadable: readonly number[];
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Directives that name no module that is built. https://go.dev/ref/mod#go-mod-file */
const PASSED_OVER: ReadonlySet<string> = new Set(['exclude', 'retract', 'toolchain', 'godebug', 'tool', 'ignore']);
const BLOCKS: ReadonlySet<string> = new Set([...PASSED_OVER, 'require', 'replace', 'module', 'go']);

/** The words of a line up to its comment: bare, in quotes, or in backquotes; `undefined` where a quote is open. */
const tokensOf = (line: Line): { readonly tokens: readonly Token[]; readonly comment: string } | undefined => {
  const tokens: Token[] = [];
  const word = /\s*(?:(\/\/.*)|"((?:[^"\\]|\\.)*)"|`([^`]*)`|((?:(?!\/\/)[^\s"`()])+)|([()]))/y;
  while (word.lastIndex < line.text.trimEnd().length) {
    const from = word.lastIndex;
    const match = word.exec(line.text);
    if (match === null) return undefined;
    const [whole, comment, quoted, raw, bare, bracket] = match;
    if (comment !== undefined) return { tokens, comment };
    const start = line.start + from + (whole.length - whole.trimStart().length);
    tokens.push({ text: quoted ?? raw ?? bare ?? bracket ?? '', start, end: line.start + word.lastIndex });
  }
  return { tokens, comment: '' };
};

const readReplace = (words: readonly string[]): Replace | undefined => {
  const arrow = words.indexOf('=>');
  const [path, version] = words.slice(0, arrow);
  const [by, byVersion] = words.slice(arrow + 1);
  const whole = (arrow === 1 || arrow === 2) && words.length >= arrow + 2 && words.length <= arrow + 3;
  return whole && path !== undefined && by !== undefined ? { path, version, by: { path: by, version: byVersion } } : undefined;
};

/** Reads a `go.mod`. */
export const readGoMod = (source: SourceFile): GoMod => {
  const requires: Require[] = [];
  const replaces: Replace[] = [];
  const unreadable: number[] = [];
  let module: string | undefined;
  let go: GoMod['go'];
  let block: string | undefined;
  let opened = 0;

  const directive = (name: string, tokens: readonly Token[], comment: string): boolean => {
    const [first, second] = tokens;
    if (PASSED_OVER.has(name)) return true;
    if (first === undefined) return false;
    const span = { source, start: first.start, end: (tokens.at(-1) ?? first).end };
    if (name === 'require') {
      if (second === undefined || tokens.length !== 2 || !/^v\d/.test(second.text)) return false;
      requires.push({ path: first.text, version: second.text, indirect: /^\/\/\s*indirect\b/.test(comment), span });
      return true;
    }
    if (name === 'replace') {
      const replace = readReplace(tokens.map(({ text }) => text));
      if (replace !== undefined) replaces.push(replace);
      return replace !== undefined;
    }
    if (tokens.length !== 1) return false;
    if (name === 'module') module = first.text;
    if (name === 'go') go = { version: first.text, span };
    return true;
  };

  for (const line of linesOf(source)) {
    const words = tokensOf(line);
    if (words === undefined) {
      unreadable.push(line.start);
      continue;
    }
    const [first, ...rest] = words.tokens;
    if (first === undefined) continue;
    if (block !== undefined) {
      if (first.text === ')' && rest.length === 0) block = undefined;
      else if (!directive(block, words.tokens, words.comment)) unreadable.push(line.start);
    } else if (!BLOCKS.has(first.text)) unreadable.push(line.start);
    else if (rest.length === 1 && rest[0]?.text === '(') {
      block = first.text;
      opened = line.start;
    } else if (rest.length === 2 && rest[0]?.text === '(' && rest[1]?.text === ')') continue;
    else if (!directive(first.text, rest, words.comment)) unreadable.push(line.start);
  }
  if (block !== undefined) unreadable.push(opened);
  return { module, requires, replaces, go, unreadable };
};
