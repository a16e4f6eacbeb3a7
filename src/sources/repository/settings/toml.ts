import { isMembers, type Members } from '../../lockfile/members.ts';
import { readToml } from '../../lockfile/toml.ts';
import { type Entry, list, type MapNode, type Node, scalar } from '../../template/node.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { ReadFile } from '../format.ts';

const NAME = /"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+/g;
const MAX_DEPTH = 40;

const pathOf = (text: string): readonly string[] => [...text.matchAll(NAME)].map(([name]) => name.replace(/^(["'])(.*)\1$/, '$2'));

const keyOf = (path: readonly (string | number)[]): string => JSON.stringify(path);

/** Where tables and values stand that have a line of their own; elements of a list of tables are numbered. */
const placesIn = (source: SourceFile): ReadonlyMap<string, Span> => {
  const places = new Map<string, Span>();
  const counts = new Map<string, number>();
  let table: readonly (string | number)[] = [];
  for (const match of source.text.matchAll(
    /^[ \t]*(?:(\[\[?)([^\]\n]+)\]\]?|((?:"[^"\n]*"|'[^'\n]*'|[\w.\- ])+?)[ \t]*=[ \t]*([^\n]*))/gm,
  )) {
    const [whole, bracket, header, name, value = ''] = match;
    const end = match.index + whole.trimEnd().length;
    if (header !== undefined) {
      const path = pathOf(header);
      const index = counts.get(keyOf(path)) ?? 0;
      if (bracket === '[[') counts.set(keyOf(path), index + 1);
      table = bracket === '[[' ? [...path, index] : path;
      places.set(keyOf(table), { source, start: match.index + whole.indexOf('['), end });
    } else if (name !== undefined) {
      const text = value.replace(/[ \t]+#[^"'\n]*$/, '').trimEnd();
      const start = match.index + whole.length - value.length;
      places.set(keyOf([...table, ...pathOf(name)]), { source, start, end: start + Math.max(text.length, 1) });
    }
  }
  return places;
};

/** A document in TOML as nodes. A value without a line of its own stands where the table or list does that holds it. */
export const tomlNode = (source: SourceFile): ReadFile => {
  const { members, failure } = readToml(source);
  if (failure !== undefined) return { failure: { ...failure, reason: 'syntax' } };
  const places = placesIn(source);
  const node = (value: unknown, path: readonly (string | number)[], above: Span): Node => {
    const span = places.get(keyOf(path)) ?? above;
    if (path.length > MAX_DEPTH) return scalar(null, span);
    if (Array.isArray(value))
      return list(
        value.map((item, index) => node(item, [...path, index], span)),
        span,
      );
    if (isMembers(value) && !(value instanceof Date)) return mapNode(value, path, span);
    return scalar(typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value), span);
  };
  const mapNode = (value: Members, path: readonly (string | number)[], span: Span): MapNode => {
    const entries = new Map<string, Entry>();
    for (const [key, each] of Object.entries(value)) {
      const child = node(each, [...path, key], span);
      entries.set(key, { key: child.span, value: child });
    }
    return { kind: 'map', entries, span, literal: true };
  };
  return { properties: mapNode(members, [], { source, start: 0, end: Math.min(1, source.text.length) }) };
};
