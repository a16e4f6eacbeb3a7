import { intrinsicOf, type MapNode, type Node, scalar } from '../../node.ts';
import type { ApiEvent } from '../context.ts';
import { anyOf } from '../implicit.ts';
import { entryOf, isTrue, object, under } from '../make.ts';
import { INTEGRATION, rewritePaths } from './rewrite.ts';

const HEADER = 'method.response.header.Access-Control-';

/** The methods of a path, as its preflight answers by default. */
const methodsOf = (item: MapNode): string =>
  item.entries.has('x-amazon-apigateway-any-method')
    ? 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'
    : [...new Set([...item.entries.keys(), 'options'].map((name) => name.toUpperCase()))].sort().join();

/** The answer to a preflight: a text, or what gives one, is the origin; a map has everything. */
const preflight = (cors: Node, item: MapNode): Node => {
  const { span } = cors;
  const credentials = entryOf(cors, 'AllowCredentials')?.value;
  const headers = {
    [`${HEADER}Allow-Origin`]: cors.kind === 'scalar' || intrinsicOf(cors) ? cors : (entryOf(cors, 'AllowOrigin') ?? scalar("'*'", span)),
    [`${HEADER}Allow-Headers`]: entryOf(cors, 'AllowHeaders'),
    [`${HEADER}Allow-Methods`]: entryOf(cors, 'AllowMethods') ?? scalar(`'${methodsOf(item)}'`, span),
    [`${HEADER}Max-Age`]: entryOf(cors, 'MaxAge'),
    [`${HEADER}Allow-Credentials`]:
      credentials?.kind === 'scalar' && credentials.value === true ? scalar("'true'", credentials.span) : undefined,
  };
  const answer = object({ statusCode: scalar('200', span), responseParameters: object(headers, span) }, span);
  return object({ [INTEGRATION]: object({ type: scalar('mock', span), responses: object({ default: answer }, span) }, span) }, span);
};

/** The `OPTIONS` methods that `Cors` adds to each path which has none: answered by API Gateway itself. */
export const withCors = (document: Node, cors: Node | undefined, events: readonly ApiEvent[]): Node => {
  if (cors === undefined || !isTrue(cors)) return document;
  const { span } = cors;
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
      : {
          ...item,
          entries: new Map([
            ...item.entries,
            ['options', { key: span, value: under(anyOf(byPath.get(path) ?? []), preflight(cors, item)) }],
          ]),
        };
  });
};
