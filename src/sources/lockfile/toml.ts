import { parse, TomlError } from 'smol-toml';
import { lineStarts } from '../text/lines.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Members } from './members.ts';

/** What a text says as TOML. With a `failure`, what stood in the tables before the one that is broken. */
export interface TomlText {
  readonly members: Members;
  /** Why it is not TOML, for people, and the UTF-16 offset from which on. */
  readonly failure?: { readonly offset: number; readonly message: string };
  /** How far the text is read: to its end, or to the header of the table that is broken. */
  readonly end: number;
}

/** A table that begins within a text of several lines is cut off as well: its header is one that the parser does not take for one. */
const TRIES = 3;

const parsed = (text: string): { readonly members: Members } | { readonly line: number; readonly column: number; readonly why: string } => {
  try {
    return { members: parse(text, { maxDepth: 100, integersAsBigInt: 'asNeeded' }) };
  } catch (error) {
    if (error instanceof TomlError) return { line: error.line, column: error.column, why: error.message.split('\n', 1)[0] ?? '' };
    // Numbers, dates and depths that no parser can hold.
    return { line: 1, column: 1, why: error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '' };
  }
};

/** Reads TOML 1.0. A byte order mark is no error. */
export const readToml = (source: SourceFile): TomlText => {
  const text = source.text.startsWith('\uFEFF') ? ` ${source.text.slice(1)}` : source.text;
  const first = parsed(text);
  if ('members' in first) return { members: first.members, end: text.length };
  const offset = Math.min(text.length, (lineStarts(source)[first.line - 1] ?? 0) + Math.max(0, first.column - 1));
  const failure = { offset, message: `Not valid TOML: ${first.why.replace(/^Invalid TOML document: /, '')}` };
  let end = offset;
  for (let left = TRIES; left > 0 && end > 0; left -= 1) {
    end = Math.max(0, text.lastIndexOf('\n[', end - 1) + 1);
    const before = parsed(text.slice(0, end));
    if ('members' in before) return { members: before.members, failure, end };
  }
  return { members: {}, failure, end: 0 };
};

/** A stretch of a text. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** One of several tables of a name (`[[package]]`): its header, and all of it with the tables below it. */
export interface TablePlace {
  readonly header: Stretch;
  readonly end: number;
}

/** Where each table of a list stands, in its order; empty where that cannot be said for each. */
export const tablesOf = (text: string, name: string, end: number, count: number): readonly TablePlace[] => {
  const headers = [...text.slice(0, end).matchAll(new RegExp(String.raw`^[ \t]*(\[\[[ \t]*${name}[ \t]*\]\])`, 'gm'))];
  if (headers.length !== count) return [];
  const others = text.slice(0, end).matchAll(/^[ \t]*\[{1,2}[ \t]*([\w."'-]+)/gm);
  const stops = [...others].filter((match) => match[1] !== undefined && !match[1].startsWith(`${name}.`)).map((match) => match.index);
  let at = 0;
  return headers.map((match) => {
    while (at < stops.length && (stops[at] ?? 0) <= match.index) at += 1;
    const start = match.index + match[0].indexOf('[');
    return { header: { start, end: match.index + match[0].length }, end: stops[at] ?? end };
  });
};

/** The value of a key of a table, as far as it stands on the key's line; keys of tables below it are not its own. */
export const valueIn = (text: string, { header, end }: TablePlace, key: string): Stretch | undefined => {
  const body = text.slice(header.end, end);
  const own = body.slice(0, /\n[ \t]*\[/.exec(body)?.index ?? body.length);
  const match = new RegExp(String.raw`^[ \t]*["']?${key}["']?[ \t]*=[ \t]*("[^"\r\n]*"|'[^'\r\n]*'|[^#\r\n]*[^#\s])`, 'm').exec(own);
  if (match === null || match[1] === undefined) return undefined;
  const stop = header.end + match.index + match[0].length;
  return { start: stop - match[1].length, end: stop };
};
