import type { RawResource } from '../../model/inventory.ts';
import { lineOf, positionOf } from '../text/lines.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import type { Evaluated } from './evaluated.ts';
import type { Place } from './locate.ts';
import { type Entry, map, type Node, scalar } from './node.ts';

/** A key that comes up again in one map. */
export interface Repeat {
  readonly key: string;
  /** Where it stands without being read. Absent where the key was merged (`<<`): to write such a key is to mean another value. */
  readonly unread?: Span;
  /** The map: of its entries the last one of a key is left. */
  readonly entries: ReadonlyMap<string, Entry>;
}

const found = new WeakMap<SourceFile, { readonly root: Node; readonly repeats: readonly Repeat[] }>();

/** Keeps what a parser came across. Most documents repeat nothing, and cost nothing. */
export const noteRepeats = (source: SourceFile, root: Node, repeats: readonly Repeat[]): void => {
  if (repeats.length > 0) found.set(source, { root, repeats });
};

/** More of them say nothing new. */
const MAX_KEYS = 100;
const LONGEST = 200;

/** A document in which keys come up again as a resource of the inventory, with its place; none of any other. */
const repeatsIn = (source: SourceFile): { readonly raw: RawResource; readonly place: Place } | undefined => {
  const known = found.get(source);
  if (known === undefined) return undefined;
  const { root, repeats } = known;
  const paths = pathsOf(root, new Set(repeats.map(({ entries }) => entries)));
  const keys = new Map<
    string,
    { readonly at: Span; readonly times: number; readonly holds: Span; readonly key: string; readonly within: string }
  >();
  for (const { key, unread, entries } of repeats) {
    const path = paths.get(entries);
    const holds = entries.get(key)?.key;
    // What stands in a value that is not read itself is told with that.
    if (unread === undefined || path === undefined || holds === undefined || keys.size >= MAX_KEYS) continue;
    const name = [...path, key].join('.').slice(0, LONGEST);
    const before = keys.get(name);
    keys.set(name, { key, within: path.join('.').slice(0, LONGEST), holds, at: before?.at ?? unread, times: (before?.times ?? 1) + 1 });
  }
  const start = { source, start: 0, end: Math.min(1, source.text.length) };
  const nodes = map(Object.fromEntries([...keys].map(([name, { at }]) => [name, scalar(null, at)])), start);
  return {
    raw: {
      type: 'template',
      id: source.file,
      properties: {
        Repeated: Object.fromEntries(
          [...keys].map(([name, { key, within, holds, times }]) => [
            name,
            { Key: key.slice(0, LONGEST), ...(within === '' ? {} : { In: within }), Holds: lineOf(holds), Times: times },
          ]),
        ),
      },
      origin: { source: 'template', file: source.file, ...positionOf(source, 0) },
    },
    place: { properties: map({ Repeated: nodes }, start), span: start },
  };
};

/** What a template comes to, with the keys that come up again in its own file. */
export const withRepeats = <T extends Pick<Evaluated, 'resources' | 'places'>>(read: T, source: SourceFile): T => {
  const known = repeatsIn(source);
  if (known === undefined) return read;
  return { ...read, resources: [...read.resources, known.raw], places: new Map([...read.places, [known.raw, known.place]]) };
};

/** The ways from the root to some maps, each by the first that there is. */
const pathsOf = (root: Node, wanted: ReadonlySet<Repeat['entries']>): ReadonlyMap<Repeat['entries'], readonly string[]> => {
  const paths = new Map<Repeat['entries'], readonly string[]>();
  const seen = new Set<Node>();
  const walk = (node: Node, path: readonly string[]): void => {
    // A node that an alias leads to is one.
    if (node.kind === 'scalar' || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'list') {
      for (const [index, item] of node.items.entries()) if (item.kind !== 'scalar') walk(item, [...path, String(index)]);
      return;
    }
    if (wanted.has(node.entries)) paths.set(node.entries, path);
    for (const [key, { value }] of node.entries) if (value.kind !== 'scalar') walk(value, [...path, key]);
  };
  walk(root, []);
  return paths;
};
