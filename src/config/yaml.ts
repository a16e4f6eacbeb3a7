import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';

/** Where something stands in a file: 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A value of a configuration file with its place. `text` is a scalar as written, which keeps the zeros in front of an account id. */
export type ConfigNode =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null; readonly text: string; readonly at: Position }
  | { readonly kind: 'list'; readonly items: readonly ConfigNode[]; readonly at: Position }
  | {
      readonly kind: 'map';
      readonly entries: ReadonlyMap<string, { readonly at: Position; readonly value: ConfigNode }>;
      readonly at: Position;
    };

/** A sentence about a place of a configuration file. */
export interface Problem {
  readonly at: Position;
  readonly message: string;
}

const QUOTED: ReadonlySet<number> = new Set([SCALAR_STYLE.SINGLE_QUOTED, SCALAR_STYLE.DOUBLE_QUOTED]);

class Refused extends Error {
  readonly at: Position;
  constructor(at: Position, message: string) {
    super(message);
    this.at = at;
  }
}

/**
 * Reads one YAML document of plain data: no tags, no aliases, no key twice. What a configuration says should be what its reader sees.
 * An empty file is an empty map.
 */
export const readYaml = (text: string): ConfigNode | Problem => {
  try {
    return build(text, parseEvents(text, { maxDepth: 20 }));
  } catch (error) {
    if (error instanceof Refused) return { at: error.at, message: error.message };
    if (!(error instanceof YAMLException)) throw error;
    const { line = 0, column = 0 } = error.mark ?? {};
    return { at: { line: line + 1, column: column + 1 }, message: `is not valid YAML: ${error.reason}` };
  }
};

const build = (text: string, events: readonly Event[]): ConfigNode => {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: end, index }) => index + end.length)];
  const place = (offset: number): Position => {
    let low = 0;
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  let next = 0;
  let offset = 0;
  const take = (): Event => {
    const event = events[next++];
    if (event === undefined) throw new Error('the event stream of the YAML parser ends early');
    if ('start' in event) offset = event.start;
    // A quoted text begins at its quote.
    if ('valueStart' in event && event.valueStart >= 0) offset = event.valueStart - (QUOTED.has(event.style) ? 1 : 0);
    if ('anchorStart' in event && event.anchorStart >= 0)
      throw new Refused(place(event.anchorStart), 'anchors and aliases are not read here: write it out');
    if ('tagStart' in event && event.tagStart >= 0) throw new Refused(place(event.tagStart), 'tags are not read here: leave it out');
    return event;
  };
  const node = (event: Event): ConfigNode => {
    const at = place(offset);
    if (event.type === EVENT_ID.SEQUENCE) {
      const items: ConfigNode[] = [];
      for (let item = take(); item.type !== EVENT_ID.POP; item = take()) items.push(node(item));
      return { kind: 'list', items, at };
    }
    if (event.type === EVENT_ID.MAPPING) {
      const entries = new Map<string, { readonly at: Position; readonly value: ConfigNode }>();
      for (let item = take(); item.type !== EVENT_ID.POP; item = take()) {
        const key = node(item);
        if (key.kind !== 'scalar') throw new Refused(key.at, 'a key has to be a single word');
        if (entries.has(key.text)) throw new Refused(key.at, `${key.text} stands here twice`);
        entries.set(key.text, { at: key.at, value: node(take()) });
      }
      return { kind: 'map', entries, at };
    }
    if (event.type !== EVENT_ID.SCALAR) throw new Error(`unexpected event ${event.type} of the YAML parser`);
    const written = getScalarValue(text, event);
    return { kind: 'scalar', value: event.style === SCALAR_STYLE.PLAIN ? plain(written) : written, text: written, at };
  };

  const documents = events.filter(({ type }) => type === EVENT_ID.DOCUMENT).length;
  if (documents === 0) return { kind: 'map', entries: new Map(), at: { line: 1, column: 1 } };
  take();
  const root = node(take());
  if (documents > 1) throw new Refused(place(offset), 'holds more than one document');
  return root.kind === 'scalar' && root.value === null ? { kind: 'map', entries: new Map(), at: root.at } : root;
};

/** A plain scalar by YAML's core schema (https://yaml.org/spec/1.2.2/#103-core-schema), as far as a configuration has use for it. */
const plain = (text: string): string | number | boolean | null => {
  if (/^(|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(true|True|TRUE)$/.test(text)) return true;
  if (/^(false|False|FALSE)$/.test(text)) return false;
  return /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/.test(text) ? Number(text) : text;
};
