import { type Entry, intrinsicOf, list, map, type Node, said } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import type { Made, SamResource } from './context.ts';
import { choose, nothing } from './make.ts';
import type { Alternatives } from './parameters.ts';

const not = (condition: Node): Node => map({ 'Fn::Not': list([condition], condition.span) }, condition.span);

const saidBy = (nodes: readonly Node[]): string => nodes.map(said).join();

/** A value that a condition decides. Of two maps only what differs depends on it. `causes` follows what is written anew. */
const chosen = (condition: Node, then: Node, otherwise: Node, causes: Map<Node, string>): Node => {
  if (said(then) === said(otherwise)) return then;
  if (then.kind !== 'map' || otherwise.kind !== 'map' || intrinsicOf(then) || intrinsicOf(otherwise))
    return choose(condition, then, otherwise, then.span);
  const entries = new Map<string, Entry>();
  for (const name of new Set([...then.entries.keys(), ...otherwise.entries.keys()])) {
    const [one, other] = [then.entries.get(name), otherwise.entries.get(name)];
    const { key, value } = (one ?? other) as Entry;
    const absent = nothing(value.span);
    entries.set(name, { key, value: chosen(condition, one?.value ?? absent, other?.value ?? absent, causes) });
  }
  const either = { ...then, entries };
  const cause = causes.get(then) ?? causes.get(otherwise);
  if (cause !== undefined) causes.set(either, cause);
  return either;
};

const eitherOf = (condition: Node, one: TemplateResource, other: TemplateResource): TemplateResource => {
  const causes = new Map([...(one.causes ?? []), ...(other.causes ?? [])]);
  const properties = one.properties && other.properties ? chosen(condition, one.properties, other.properties, causes) : one.properties;
  const either = { ...one, properties, ...(causes.size === 0 ? {} : { causes }) };
  if (saidBy(one.conditions) === saidBy(other.conditions)) return either;
  const all = (nodes: readonly Node[]): Node => map({ 'Fn::And': list(nodes, one.span) }, one.span);
  const sides = list([all([condition, ...one.conditions]), all([not(condition), ...other.conditions])], one.span);
  return { ...either, conditions: [map({ 'Fn::Or': sides }, one.span)] };
};

/** By type, id and which of several it is. */
const named = (resources: readonly TemplateResource[]): ReadonlyMap<string, TemplateResource> => {
  const counts = new Map<string, number>();
  return new Map(
    resources.map((resource) => {
      const name = `${resource.type} ${resource.id}`;
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return [`${name} ${count}`, resource];
    }),
  );
};

const either = (condition: Node, one: Made, other: Made): Made => {
  const others = named(other.resources);
  const own = named(one.resources);
  const under = (resource: TemplateResource, node: Node): TemplateResource => ({ ...resource, conditions: [...resource.conditions, node] });
  return {
    resources: [
      ...[...own].map(([name, resource]) => {
        const same = others.get(name);
        return same ? eitherOf(condition, resource, same) : under(resource, condition);
      }),
      ...[...others].filter(([name]) => !own.has(name)).map(([, resource]) => under(resource, not(condition))),
    ],
    ...(one.additions === undefined ? {} : { additions: one.additions }),
    gaps: [...new Map([...one.gaps, ...other.gaps].map((gap) => [`${gap.span.start} ${gap.message}`, gap])).values()],
  };
};

/** What is made of each alternative of a resource as one: what they share is there anyway, everything else where its alternative is deployed. */
export const combined = (alternatives: Alternatives, make: (resource: SamResource) => Made): Made =>
  'resource' in alternatives
    ? make(alternatives.resource)
    : alternatives.cases.reduceRight<Made>(
        (rest, { condition, then }) => either(condition, combined(then, make), rest),
        combined(alternatives.otherwise, make),
      );
