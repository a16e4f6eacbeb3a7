import type { Span } from '../../../text/source-file.ts';
import { type Entry, intrinsicOf, type MapNode, member, type Node } from '../../node.ts';
import { through } from '../../routes/branches.ts';
import { methodOf } from '../../routes/document.ts';
import { assign, object } from '../make.ts';

const mapEntries = (node: MapNode, change: (name: string, entry: Entry) => Entry): MapNode => ({
  ...node,
  entries: new Map([...node.entries].map(([name, entry]) => [name, change(name, entry)])),
});

/** Changes the path items of a document, in whatever branch they stand. */
export const rewritePaths = (document: Node, change: (path: string, item: MapNode) => MapNode): Node =>
  through(document, (body) => {
    const paths = body.entries.get('paths');
    if (paths === undefined) return body;
    const value = through(paths.value, (items) =>
      mapEntries(items, (path, entry) => ({ key: entry.key, value: through(entry.value, (item) => change(path, item)) })),
    );
    return assign(body, { paths: { key: paths.key, value } });
  });

/** Changes the operations of a document that have an integration: SAM leaves the others alone. */
export const rewriteOperations = (document: Node, change: (path: string, method: string, operation: MapNode, key: Span) => MapNode): Node =>
  rewritePaths(document, (path, item) =>
    mapEntries(item, (name, entry) => {
      const method = methodOf(name);
      if (method === undefined) return entry;
      const value = through(entry.value, (operation) =>
        member(operation, INTEGRATION) ? change(path, method, operation, entry.key) : operation,
      );
      return { key: entry.key, value };
    }),
  );

/** What an operation invokes. */
export const INTEGRATION = 'x-amazon-apigateway-integration';

/** Adds definitions to a document below `securityDefinitions` or `components.securitySchemes`. */
export const addSchemes = (document: Node, schemes: ReadonlyMap<string, Entry>, kind: 'rest' | 'http'): Node =>
  schemes.size === 0
    ? document
    : through(document, (body) => {
        if (kind === 'rest') return assign(body, { securityDefinitions: extend(member(body, 'securityDefinitions'), schemes, body.span) });
        const components = member(body, 'components');
        const securitySchemes = extend(member(components, 'securitySchemes'), schemes, body.span);
        const base = components?.kind === 'map' && !intrinsicOf(components) ? components : object({}, body.span);
        return assign(body, { components: assign(base, { securitySchemes }) });
      });

const extend = (node: Node | undefined, entries: ReadonlyMap<string, Entry>, span: Span): Node => {
  const own = node?.kind === 'map' && !intrinsicOf(node) ? node : object({}, span);
  return { ...own, entries: new Map([...own.entries, ...entries]) };
};
