import type { Span } from '../../text/source-file.ts';
import type { Entry, Node } from '../node.ts';

const DEPTH = 100;

const nodeOf = (value: unknown, span: Span, depth: number): Node | undefined => {
  if (depth > DEPTH) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => nodeOf(item, span, depth + 1));
    return items.every((item) => item !== undefined) ? { kind: 'list', items, span } : undefined;
  }
  if (typeof value !== 'object' || value === null)
    return {
      kind: 'scalar',
      value: typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null,
      span,
    };
  const entries = new Map<string, Entry>();
  for (const [name, item] of Object.entries(value)) {
    const node = nodeOf(item, span, depth + 1);
    if (node === undefined) return undefined;
    entries.set(name, { key: span, value: node });
  }
  return { kind: 'map', entries, span, literal: true };
};

/** What a JSON text says, all of it at the place of the text; `undefined` where it is no JSON. */
export const parsedText = (text: string, span: Span): Node | undefined => {
  try {
    return nodeOf(JSON.parse(text), span, 0);
  } catch {
    return undefined;
  }
};
