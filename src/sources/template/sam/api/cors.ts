import { type Node, scalar } from '../../node.ts';
import type { ApiEvent } from '../context.ts';
import { anyOf } from '../implicit.ts';
import { isTrue, object, under } from '../make.ts';
import { INTEGRATION, rewritePaths } from './rewrite.ts';

/** The `OPTIONS` methods that `Cors` adds to each path which has none: answered by API Gateway itself. */
export const withCors = (document: Node, cors: Node | undefined, events: readonly ApiEvent[]): Node => {
  if (cors === undefined || !isTrue(cors)) return document;
  const { span } = cors;
  const options = object({ [INTEGRATION]: object({ type: scalar('mock', span) }, span) }, span);
  // A path of which every method depends on a condition is itself made only with one of them.
  const byPath = new Map<string, ApiEvent[]>();
  for (const event of events) {
    const others = byPath.get(event.path);
    if (others === undefined) byPath.set(event.path, [event]);
    else others.push(event);
  }
  const seen = new Map<string, string>();
  return rewritePaths(document, (path, item) => {
    // API Gateway takes /orders and /orders/ for the same.
    const plain = path === '/' ? path : path.replace(/\/$/, '');
    if ((seen.get(plain) ?? path) !== path) return item;
    seen.set(plain, path);
    return item.entries.has('options')
      ? item
      : { ...item, entries: new Map([...item.entries, ['options', { key: span, value: under(anyOf(byPath.get(path) ?? []), options) }]]) };
  });
};
