import type { Span } from '../../text/source-file.ts';
import { list, map, type Node, scalar } from '../node.ts';
import type { TemplateResource } from '../template.ts';

/** A reference to a resource, at the place of what caused it. */
export const ref = (id: string, span: Span): Node => map({ Ref: scalar(id, span) }, span);

/** What a route names its integration by: `integrations/ID`. */
export const integrationTarget = (id: string, span: Span): Node =>
  map({ 'Fn::Join': list([scalar('/', span), list([scalar('integrations', span), ref(id, span)], span)], span) }, span);

/** What resources made from an API have in common. */
export const madeFrom = (
  api: TemplateResource,
  conditions: readonly Node[],
): Pick<TemplateResource, 'conditions' | 'metadata' | 'madeBy'> => ({
  conditions: [...api.conditions, ...conditions],
  metadata: undefined,
  madeBy: api.id,
});
