import { list, map, member, type Node, scalar } from '../node.ts';
import type { Template, TemplateResource } from '../template.ts';
import type { ApiEvent } from './context.ts';
import { IMPLICIT } from './events/api-events.ts';
import { withGlobals } from './globals.ts';
import { object } from './make.ts';

/** The condition of what is made only for events: that one of their functions is there. */
export const anyOf = (events: readonly ApiEvent[]): readonly Node[] => {
  const owners = new Map(events.map(({ owner }) => [owner.id, owner]));
  const alternatives = new Map<string, Node>();
  for (const { conditions } of owners.values()) {
    if (conditions.length === 0) return [];
    const [first] = conditions;
    if (first === undefined) return [];
    const all = conditions.length === 1 ? first : map({ 'Fn::And': list(conditions, first.span) }, first.span);
    const name = member(all, 'Condition');
    alternatives.set(name?.kind === 'scalar' ? String(name.value) : `#${alternatives.size}`, all);
  }
  const [only, ...others] = alternatives.values();
  if (only === undefined) return [];
  return others.length === 0 ? [only] : [map({ 'Fn::Or': list([only, ...others], only.span) }, only.span)];
};

/** The APIs that SAM makes of its own for events which name none. They stand where the first of these events does. */
export const implicitApis = (template: Template, events: ReadonlyMap<string, readonly ApiEvent[]>): readonly TemplateResource[] =>
  (
    [
      [IMPLICIT.Api, 'AWS::Serverless::Api'],
      [IMPLICIT.HttpApi, 'AWS::Serverless::HttpApi'],
    ] as const
  ).flatMap(([id, type]) => {
    const own = events.get(id);
    const first = own?.[0];
    if (own === undefined || first === undefined) return [];
    const { span } = first;
    const properties = object(type === 'AWS::Serverless::Api' ? { StageName: scalar('Prod', span) } : {}, span);
    const resource: TemplateResource = { id, type, properties, conditions: anyOf(own), metadata: undefined, span };
    return [{ ...resource, properties: withGlobals(template, resource) }];
  });
