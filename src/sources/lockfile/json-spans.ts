import { findNodeAtLocation, parseTree, visit } from 'jsonc-parser';
import type { SourceFile, Span } from '../text/source-file.ts';

/** A stretch of a text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where a member or an element stands: its key with quotes, where it has one, and its value. */
export interface ValuePlace {
  readonly key: Stretch | undefined;
  readonly value: Stretch;
  /** Of an object: the value of the member that was asked for. */
  readonly named?: Stretch;
}

/** The way to a value within a document: names of members, numbers of elements. */
export type Way = readonly (string | number)[];

/** What a way is called in a table of places. */
export const wayName = (way: Way): string => JSON.stringify(way);

/**
 * Finds the objects of a JSON document whose ways are asked for, in text that parsed or in what stands of it (`end`). Places beyond a
 * depth that exhausts the parser's stack are left out. With `member` the place of that text in each is found as well.
 */
export const placesOfObjects = (
  text: string,
  end: number,
  asked: (way: Way) => boolean,
  member?: string,
): ReadonlyMap<string, ValuePlace> => {
  const places = new Map<string, ValuePlace>();
  const way: (string | number)[] = [];
  const open: { readonly start: number; readonly isList: boolean; key: Stretch | undefined; named: Stretch | undefined }[] = [];
  const begin = (start: number, isList: boolean): void => {
    open.push({ start, isList, key: undefined, named: undefined });
    way.push(isList ? 0 : '');
  };
  const advance = (): void => {
    if (open.at(-1)?.isList === true) way[way.length - 1] = Number(way.at(-1)) + 1;
  };
  const close = (offset: number, isList: boolean): void => {
    const closed = open.pop();
    way.pop();
    // Where a bracket is missing the parser says that what is open ends.
    if (closed === undefined || offset >= end || text[offset] !== (isList ? ']' : '}')) return;
    if (!isList && asked(way)) {
      const place = { key: open.at(-1)?.key, value: { start: closed.start, end: offset + 1 } };
      places.set(wayName(way), closed.named === undefined ? place : { ...place, named: closed.named });
    }
    advance();
  };
  try {
    visit(text.slice(0, end), {
      onObjectBegin: (offset) => begin(offset, false),
      onArrayBegin: (offset) => begin(offset, true),
      onObjectEnd: (offset) => close(offset, false),
      onArrayEnd: (offset) => close(offset, true),
      onObjectProperty: (name, offset, length) => {
        const top = open.at(-1);
        if (top !== undefined) top.key = { start: offset, end: offset + length };
        way[way.length - 1] = name;
      },
      onLiteralValue: (_, offset, length) => {
        const top = open.at(-1);
        if (top !== undefined && !top.isList && way.at(-1) === member) top.named ??= { start: offset, end: offset + length };
        advance();
      },
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return places;
};

/** The value of a member of an object that stands at a place, where it fits on a line. `ways` are tried in their order. */
export const memberSpan = (text: string, { value }: ValuePlace, ways: readonly Way[]): Stretch | undefined => {
  const tree = parseTree(text.slice(value.start, value.end));
  const node = ways.flatMap((way) => (tree === undefined ? [] : (findNodeAtLocation(tree, [...way]) ?? [])))[0];
  if (node === undefined) return undefined;
  const start = value.start + node.offset;
  const end = start + node.length;
  return /[\r\n]/.test(text.slice(start, end)) ? undefined : { start, end };
};

/** The name of an object that says what it is called in a member `name`; the object's bracket where that is not found. */
export const spanOfName = (text: string, place: ValuePlace, key = 'name'): Stretch => {
  // Nearly all have it in front.
  const { start } = place.value;
  const front = new RegExp(String.raw`\{\s*"${key}"\s*:\s*("[^"\\\r\n]*")`, 'y');
  front.lastIndex = start;
  const [, name] = front.exec(text) ?? [];
  if (name !== undefined) return { start: front.lastIndex - name.length, end: front.lastIndex };
  return memberSpan(text, place, [[key]]) ?? { start, end: start + 1 };
};

/** Where a manifest's tables name things: of several the first of the tables counts. The tree is made when it is first asked for. */
export const placesOfMembers = (source: SourceFile, tables: readonly string[]): ((name: string) => Span | undefined) => {
  let places: ReadonlyMap<string, Span> | undefined;
  return (name) => {
    places ??= membersOf(source, tables);
    return places.get(name);
  };
};

const membersOf = (source: SourceFile, tables: readonly string[]): ReadonlyMap<string, Span> => {
  const places = new Map<string, Span>();
  try {
    const tree = parseTree(source.text.replace(/^\uFEFF/, ' '));
    for (const table of tree === undefined ? [] : tables)
      for (const { offset, length, children } of findNodeAtLocation(tree as NonNullable<typeof tree>, [table])?.children ?? []) {
        const name: unknown = children?.[0]?.value;
        if (typeof name === 'string' && !places.has(name)) places.set(name, { source, start: offset, end: offset + length });
      }
  } catch (error) {
    // A manifest of brackets alone exhausts the parser's stack: it is read without places.
    if (!(error instanceof RangeError)) throw error;
  }
  return places;
};
