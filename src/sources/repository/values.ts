import { maskScript } from '../../model/redaction.ts';
import { RESERVED } from '../../model/value.ts';
import { member, type Node, textOf } from '../template/node.ts';
import { redactAt } from '../template/secrets.ts';
import type { Span } from '../text/source-file.ts';

/** What a document may say that the value of a key is. Own properties only: a key such as `__proto__` is one like any other. */
const put = (object: Record<string, unknown>, key: string, value: unknown): void => {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
};

/** Where a document has a key that would forge a marker of the inventory, if it does. */
export const forgedIn = (node: Node): Span | undefined => {
  if (node.kind === 'scalar') return undefined;
  if (node.kind === 'list') return node.items.map(forgedIn).find((found) => found !== undefined);
  for (const [key, { key: span, value }] of node.entries) {
    const found = RESERVED.has(key) ? span : forgedIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * A document as plain values. Nothing in it is an intrinsic: a key `Ref` is a key like any other. A literal that may be a secret is redacted
 * and its place kept in `hidden`; `secrets` names the maps whose values may be any.
 */
export const plainOf = (root: Node, hidden: Set<Span>, secrets: ReadonlySet<string> = new Set()): unknown => {
  const read = (node: Node, name: string, secret: boolean): unknown => {
    if (node.kind === 'list') return node.items.map((item) => read(item, name, secret));
    if (node.kind === 'map') {
      const object: Record<string, unknown> = {};
      const sibling = textOf(member(node, 'Name')) ?? textOf(member(node, 'name'));
      for (const [key, { value }] of node.entries)
        put(object, key, read(value, /^value$/i.test(key) && sibling !== undefined ? sibling : key, secret || secrets.has(key)));
      return object;
    }
    const { value } = node;
    if (typeof value !== 'string') return value;
    // An expression names a secret of the platform and holds none.
    const redacted = secret ? redactAt({ name, secret }, value.replaceAll(/\$\{\{[^{}]{0,1000}\}\}/g, '')) : undefined;
    if (redacted !== undefined) hidden.add(node.span);
    // Of a script the rest can be judged without the credential that stands in it.
    return redacted ?? maskScript(value);
  };
  return read(root, '', false);
};
