import {
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import type { SourceFile, Span } from '../text/source-file.ts';
import { flattenFlow } from './flow.ts';
import type { Entry, ListNode, MapNode, Node, ScalarNode } from './node.ts';
import { noteRepeats, type Repeat } from './repeats.ts';
import { MAX_DEPTH, MAX_NODES, numberOrText, type Parsed, ParseStop, type SyntaxFailure, tooDeep, tooLarge } from './syntax.ts';

/** A node with what it stands for once aliases are followed. */
interface Weighed {
  readonly node: Node;
  readonly size: number;
  readonly depth: number;
}

interface Frame {
  readonly tag: Span | undefined;
  readonly anchor: string | undefined;
  readonly start: number;
  readonly flow: boolean;
  /** The members of a map; `undefined` for a list. */
  readonly entries: Map<string, Entry> | undefined;
  readonly items: Node[];
  /** The key that waits for its value. */
  key: { readonly text: string; readonly span: Span; readonly merge: boolean } | undefined;
  /** The keys of a map that it has by merging others. */
  merged: Set<string> | undefined;
  end: number;
  size: number;
  depth: number;
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['true', 'yes', 'on'].flatMap((word) => spellings(word).map((text) => [text, true] as const)),
  ...['false', 'no', 'off'].flatMap((word) => spellings(word).map((text) => [text, false] as const)),
  ...spellings('null').map((text) => [text, null] as const),
  ['~', null],
  ['', null],
]);

function spellings(word: string): readonly string[] {
  return [word, word.toUpperCase(), `${word[0]?.toUpperCase()}${word.slice(1)}`];
}

/** A plain scalar as PyYAML's YAML 1.1 reads it; dates and base-60 numbers stay the text that CloudFormation makes of them. */
const plainValue = (text: string): ScalarNode['value'] => {
  if (text.length <= 5) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  const first = text.charCodeAt(0);
  if (first === 45 || (first >= 48 && first <= 57)) {
    if (/^-?\d+(\.\d+)?$/.test(text)) return numberOrText(text);
    if (/^-?[1-9][\d_]*$/.test(text)) return numberOrText(text.replaceAll('_', ''));
  }
  return text;
};

const failureOf = (error: unknown): SyntaxFailure => {
  if (error instanceof ParseStop) return error.failure;
  if (error instanceof RangeError) return tooDeep(0);
  if (!(error instanceof YAMLException)) throw error;
  const offset = error.mark?.position ?? 0;
  if (error.reason.startsWith('nesting exceeded')) return tooDeep(offset);
  return { offset, reason: 'syntax', message: `Not valid YAML: ${error.reason.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200)}` };
};

/** Reads YAML with CloudFormation's short tags. Of several documents the first is the template; of duplicate keys the last counts. */
export const parseYaml = (source: SourceFile): Parsed => {
  try {
    return { root: build(parseEvents(source.text, { maxDepth: MAX_DEPTH }), source, source.text) };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure.message.endsWith('deficient indentation')) return { failure };
    // PyYAML, and so AWS's tools, take flow collections and quoted text that are indented less than the block around them.
    try {
      const flat = flattenFlow(source.text);
      return { root: build(parseEvents(flat, { maxDepth: MAX_DEPTH }), source, flat) };
    } catch (again) {
      failureOf(again);
      return { failure };
    }
  }
};

const build = (events: readonly Event[], source: SourceFile, text: string): Node => {
  const stack: Frame[] = [];
  const anchors = new Map<string, Weighed>();
  const repeats: Repeat[] = [];
  let root: Node | undefined;
  let cursor = 0;
  const span = (start: number, end: number): Span => ({ source, start, end });
  const tagOf = (event: { readonly tagStart: number; readonly tagEnd: number }) =>
    event.tagStart < 0 ? undefined : span(event.tagStart, event.tagEnd);
  const anchorOf = (event: { readonly anchorStart: number; readonly anchorEnd: number }) =>
    event.anchorStart < 0 ? undefined : text.slice(event.anchorStart, event.anchorEnd);

  const done = (whole: Node): Node => {
    noteRepeats(source, whole, repeats);
    return whole;
  };

  const add = ({ node, size, depth }: Weighed, event?: ScalarEvent): void => {
    const frame = stack.at(-1);
    if (frame === undefined) {
      root ??= node;
      return;
    }
    frame.size += size;
    frame.depth = Math.max(frame.depth, depth + 1);
    frame.end = Math.max(frame.end, node.span.end);
    if (frame.size > MAX_NODES) throw new ParseStop(tooLarge(node.span.start));
    if (frame.depth > MAX_DEPTH) throw new ParseStop(tooDeep(node.span.start));
    if (frame.entries === undefined) frame.items.push(node);
    else if (frame.key === undefined) {
      const { start, end } = node.span;
      const key =
        event === undefined
          ? node.kind === 'scalar'
            ? String(node.value)
            : text.slice(start, Math.min(end, start + 200))
          : getScalarValue(text, event);
      frame.key = { text: key, span: node.span, merge: key === '<<' && event?.style === SCALAR_STYLE.PLAIN && event.tagStart < 0 };
    } else {
      const { text: key, span: at, merge } = frame.key;
      frame.key = undefined;
      const added = merge ? mergeInto(frame.entries, node) : undefined;
      if (added !== undefined) {
        frame.merged ??= new Set();
        for (const name of added) frame.merged.add(name);
        return;
      }
      const before = frame.entries.get(key);
      if (before !== undefined) repeats.push({ key, entries: frame.entries, ...(frame.merged?.delete(key) ? {} : { unread: before.key }) });
      frame.entries.set(key, { key: at, value: node });
    }
  };

  const finish = (plain: Weighed, tag: Span | undefined, anchor: string | undefined, event?: ScalarEvent): void => {
    const weighed = tag === undefined ? plain : { ...plain, node: tagged(plain.node, tag, text, event), depth: plain.depth + 1 };
    if (anchor !== undefined) anchors.set(anchor, weighed);
    add(weighed, event);
  };

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        if (root !== undefined) return done(root);
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        cursor = event.start + 1;
        stack.push({
          tag: tagOf(event),
          anchor: anchorOf(event),
          start: event.start,
          flow: event.style === COLLECTION_STYLE.FLOW,
          entries: event.type === EVENT_ID.MAPPING ? new Map() : undefined,
          items: [],
          key: undefined,
          merged: undefined,
          end: event.start + 1,
          size: 1,
          depth: 1,
        });
        break;
      case EVENT_ID.POP: {
        const frame = stack.pop();
        if (frame === undefined) break; // The end of the document.
        const at = span(frame.start, frame.flow ? closing(text, frame.end) : frame.end);
        cursor = at.end;
        const node: Node =
          frame.entries === undefined
            ? ({ kind: 'list', items: frame.items, span: at } satisfies ListNode)
            : ({ kind: 'map', entries: frame.entries, span: at } satisfies MapNode);
        finish({ node, size: frame.size, depth: frame.depth }, frame.tag, frame.anchor);
        break;
      }
      case EVENT_ID.ALIAS: {
        cursor = event.anchorEnd;
        const name = text.slice(event.anchorStart, event.anchorEnd);
        const target = anchors.get(name);
        if (target === undefined)
          throw new ParseStop({
            offset: event.anchorStart,
            reason: 'syntax',
            message: 'Not valid YAML: an alias names an anchor that is not defined before it',
          });
        add(target);
        break;
      }
      case EVENT_ID.SCALAR: {
        const { start, end } = scalarSpan(event, text, cursor);
        cursor = Math.max(cursor, end);
        const tag = tagOf(event);
        finish(
          { node: { kind: 'scalar', value: scalarValue(event, text, tag), span: span(start, end) }, size: 1, depth: 0 },
          tag,
          anchorOf(event),
          event,
        );
        break;
      }
    }
  }
  return done(root ?? { kind: 'scalar', value: null, span: span(0, 0) });
};

/** Where a flow collection ends, given where its last member ends. */
const closing = (text: string, from: number): number => {
  const found = /[\s,]*[\]}]/y;
  found.lastIndex = from;
  return found.test(text) ? found.lastIndex : from;
};

/** Quotes belong to it; of a block scalar the text from its first to its last sign. */
const scalarSpan = (event: ScalarEvent, text: string, cursor: number): { readonly start: number; readonly end: number } => {
  const { valueStart: start, valueEnd: end, style } = event;
  if (start < 0) {
    const at = event.tagEnd >= 0 ? event.tagEnd : cursor;
    return { start: at, end: at };
  }
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return { start: start - 1, end: end + 1 };
  if (style === SCALAR_STYLE.PLAIN) return { start, end };
  const raw = text.slice(start, end);
  const trimmed = raw.trimEnd().length;
  return trimmed === 0 ? { start, end: start } : { start: start + (raw.length - raw.trimStart().length), end: start + trimmed };
};

const scalarValue = (event: ScalarEvent, text: string, tag: Span | undefined): ScalarNode['value'] => {
  const value = getScalarValue(text, event);
  if (event.style !== SCALAR_STYLE.PLAIN) return value;
  if (tag === undefined) return plainValue(value);
  return /^!!(?:int|float|bool|null)$/.test(text.slice(tag.start, tag.end)) ? plainValue(value) : value;
};

/** `<<`: takes what the merged maps have and this one has not, and gives the keys. Nothing where the value is no map or list of maps. */
const mergeInto = (entries: Map<string, Entry>, node: Node): readonly string[] | undefined => {
  const sources = node.kind === 'list' ? node.items : [node];
  if (!sources.every((source) => source.kind === 'map')) return undefined;
  const added: string[] = [];
  for (const source of sources)
    for (const [key, entry] of source.entries) {
      if (entries.has(key)) continue;
      entries.set(key, entry);
      added.push(key);
    }
  return added;
};

/** `!Ref X` as `{Ref: X}`, `!GetAtt A.B` as `{Fn::GetAtt: [A, B]}`, any other `!Name` as `{Fn::Name: ...}`; YAML's own tags change nothing here. */
const tagged = (node: Node, tag: Span, text: string, event: ScalarEvent | undefined): Node => {
  const name = text.slice(tag.start + 1, tag.end);
  if (name === '' || name.startsWith('!') || name.startsWith('<')) return node;
  const intrinsic = name === 'Ref' || name === 'Condition' || name.startsWith('Fn::') ? name : `Fn::${name}`;
  const value =
    name === 'GetAtt' && node.kind === 'scalar' && typeof node.value === 'string' ? attributeParts(node.value, node.span, event) : node;
  return { kind: 'map', entries: new Map([[intrinsic, { key: tag, value }]]), span: { ...tag, end: Math.max(tag.end, node.span.end) } };
};

/** The logical id ends at the first dot: `Nested.Outputs.Url` is `Outputs.Url` of `Nested`. */
const attributeParts = (value: string, at: Span, event: ScalarEvent | undefined): Node => {
  const dot = value.indexOf('.');
  const from = event?.fast ? event.valueStart : undefined;
  const part = (start: number, end: number): Node => ({
    kind: 'scalar',
    value: value.slice(start, end),
    span: from === undefined ? at : { ...at, start: from + start, end: from + end },
  });
  return { kind: 'list', items: dot < 0 ? [part(0, value.length)] : [part(0, dot), part(dot + 1, value.length)], span: at };
};
