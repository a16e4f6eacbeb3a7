import type { Span } from '../../text/source-file.ts';
import { intrinsicOf, type Node, textOf } from '../node.ts';

const JSON_DEPTH = 64;

const nodeOf = (value: unknown, span: Span, depth: number): Node | undefined => {
  if (depth > JSON_DEPTH) return undefined;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'scalar', value, span };
  if (Array.isArray(value)) {
    const items = value.map((item) => nodeOf(item, span, depth + 1));
    return items.every((item) => item !== undefined) ? { kind: 'list', items, span } : undefined;
  }
  const entries = new Map<string, { key: Span; value: Node }>();
  for (const [name, item] of Object.entries(value as object)) {
    const node = nodeOf(item, span, depth + 1);
    if (node === undefined) return undefined;
    entries.set(name, { key: span, value: node });
  }
  return { kind: 'map', entries, span };
};

/** A body that stands in the template as JSON text becomes a tree, all of it at the place of the text; any other is left as it is. */
export const parsedBody = (body: Node): Node => {
  const intrinsic = intrinsicOf(body);
  const text = textOf(intrinsic?.name === 'Fn::Sub' ? intrinsic.argument : body);
  if (text === undefined) return body;
  try {
    return nodeOf(JSON.parse(text), body.span, 0) ?? body;
  } catch {
    // Not JSON: it stays text, which the reader of the document reports.
    return body;
  }
};
