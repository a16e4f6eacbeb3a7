import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import type { SourceFile, Span } from '../text/source-file.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import { noteRepeats, type Repeat } from './repeats.ts';
import { MAX_DEPTH, MAX_NODES, numberOrText, type Parsed, ParseStop, tooDeep, tooLarge } from './syntax.ts';

interface Frame {
  readonly start: number;
  readonly entries: Map<string, Entry> | undefined;
  readonly items: Node[];
  key: { readonly text: string; readonly span: Span } | undefined;
}

/** `InvalidSymbol` as `invalid symbol`. */
const words = (code: ParseErrorCode): string =>
  printParseErrorCode(code)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();

/** Reads JSON with tabs, comments and trailing commas, as AWS's tools do. Of duplicate keys the last counts. */
export const parseJson = (source: SourceFile): Parsed => {
  const { text } = source;
  const stack: Frame[] = [];
  let root: Node | undefined;
  let nodes = 0;
  const repeats: Repeat[] = [];
  const span = (start: number, end: number): Span => ({ source, start, end });
  const add = (node: Node): void => {
    nodes += 1;
    if (nodes > MAX_NODES) throw new ParseStop(tooLarge(node.span.start));
    const frame = stack.at(-1);
    if (frame === undefined) root ??= node;
    else if (frame.entries === undefined) frame.items.push(node);
    else if (frame.key !== undefined) {
      const before = frame.entries.get(frame.key.text);
      if (before !== undefined) repeats.push({ key: frame.key.text, unread: before.key, entries: frame.entries });
      frame.entries.set(frame.key.text, { key: frame.key.span, value: node });
      frame.key = undefined;
    }
  };
  const open = (start: number, entries: Map<string, Entry> | undefined): void => {
    if (stack.length >= MAX_DEPTH) throw new ParseStop(tooDeep(start));
    stack.push({ start, entries, items: [], key: undefined });
  };
  const close = (end: number): void => {
    const frame = stack.pop();
    if (frame === undefined) return;
    const at = span(frame.start, end);
    add(frame.entries === undefined ? { kind: 'list', items: frame.items, span: at } : { kind: 'map', entries: frame.entries, span: at });
  };
  // A byte order mark counts as a sign of the text, but not of the document.
  const skipped = text.startsWith('\uFEFF') ? 1 : 0;
  try {
    visit(
      skipped === 0 ? text : ` ${text.slice(1)}`,
      {
        onObjectBegin: (offset) => open(offset, new Map()),
        onArrayBegin: (offset) => open(offset, undefined),
        onObjectEnd: (offset, length) => close(offset + length),
        onArrayEnd: (offset, length) => close(offset + length),
        onObjectProperty: (name, offset, length) => {
          const frame = stack.at(-1);
          if (frame !== undefined) frame.key = { text: name, span: span(offset, offset + length) };
        },
        onLiteralValue: (value: ScalarNode['value'], offset, length) =>
          add({
            kind: 'scalar',
            value: typeof value === 'number' ? numberOrText(text.slice(offset, offset + length)) : value,
            span: span(offset, offset + length),
          }),
        onError: (code, offset) => {
          throw new ParseStop({ offset, reason: 'syntax', message: `Not valid JSON: ${words(code)}` });
        },
      },
      { disallowComments: false, allowTrailingComma: true },
    );
  } catch (error) {
    if (error instanceof ParseStop) return { failure: error.failure };
    if (error instanceof RangeError) return { failure: tooDeep(0) };
    throw error;
  }
  if (root === undefined) return { failure: { offset: 0, reason: 'syntax', message: 'Not valid JSON: value expected' } };
  noteRepeats(source, root, repeats);
  return { root };
};
