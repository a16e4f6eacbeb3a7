import { type Node, scalar } from '../../node.ts';
import { isTrue, object } from '../make.ts';
import { INTEGRATION, rewritePaths } from './rewrite.ts';

/** The `OPTIONS` methods that `Cors` adds to each path which has none: answered by API Gateway itself. */
export const withCors = (document: Node, cors: Node | undefined): Node => {
  if (cors === undefined || !isTrue(cors)) return document;
  const { span } = cors;
  const options = object({ [INTEGRATION]: object({ type: scalar('mock', span) }, span) }, span);
  const seen = new Map<string, string>();
  return rewritePaths(document, (path, item) => {
    // API Gateway takes /orders and /orders/ for the same.
    const plain = path === '/' ? path : path.replace(/\/$/, '');
    if ((seen.get(plain) ?? path) !== path) return item;
    seen.set(plain, path);
    return item.entries.has('options')
      ? item
      : { ...item, entries: new Map([...item.entries, ['options', { key: span, value: options }]]) };
  });
};
