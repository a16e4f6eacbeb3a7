import { type Entry, intrinsicOf, list, type MapNode, member, type Node, scalar } from '../../node.ts';
import { ifOf, through } from '../../routes/branches.ts';
import { assign, choose, entryOf, isTrue, type Members, object } from '../make.ts';

const CORS = 'x-amazon-apigateway-cors';

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** SAM puts a function that stands for the origins in place of all settings. */
const standsForAll = (node: Node): Node => {
  const parts = ifOf(node);
  if (parts) return choose(parts.condition, standsForAll(parts.then), standsForAll(parts.else), node.span);
  if (node.kind !== 'map' || intrinsicOf(node)) return node;
  return { ...node, entries: new Map([...node.entries].map(([name, entry]) => [lower(name), entry])) };
};

const isLiteralTrue = ({ value }: Entry): boolean => value.kind === 'scalar' && value.value === true;

/** The settings as a body has them: SAM leaves out what is empty, and credentials that are not literally allowed. */
const settings = (cors: MapNode): Members => {
  const found: Record<string, Entry> = {};
  for (const [name, entry] of cors.entries) {
    const counts = name === 'AllowCredentials' ? isLiteralTrue(entry) : name === 'MaxAge' || isTrue(entry.value);
    if (counts) found[lower(name)] = entry;
  }
  return found;
};

/** A document with what `CorsConfiguration` says. */
export const withHttpCors = (document: Node, cors: Node | undefined): Node => {
  if (cors === undefined || !isTrue(cors)) return document;
  const { span } = cors;
  const isMap = cors.kind === 'map' && !intrinsicOf(cors);
  const origins = isMap ? entryOf(cors, 'AllowOrigins')?.value : cors;
  return through(document, (body) => {
    const own = member(body, CORS);
    const base = own?.kind === 'map' && !intrinsicOf(own) ? own : object({}, span);
    if (origins && intrinsicOf(origins)) return assign(body, { [CORS]: standsForAll(origins) });
    const given = isMap ? settings(cors) : cors.kind === 'scalar' ? { allowOrigins: list([scalar('*', span)], span) } : {};
    return assign(body, { [CORS]: { key: span, value: assign(base, given) } });
  });
};
