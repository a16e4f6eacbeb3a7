import { type Entry, intrinsicOf, type MapNode, member, type Node, textOf } from '../node.ts';
import type { Template, TemplateResource } from '../template.ts';

const PREFIX = 'AWS::Serverless::';

/** Lists of Globals that a resource's own list replaces; any other is what it is added to. */
const REPLACED = new Set(['Function.Architectures', 'CapacityProvider.InstanceRequirements.Architectures']);
/** Maps of Globals of which only the members count that the resource has as well. */
const PRUNED = new Set(['CapacityProvider.ManagedResourceTags']);

const isPlainMap = (node: Node | undefined): node is MapNode => node?.kind === 'map' && intrinsicOf(node) === undefined;

/**
 * Merges as SAM does: maps are merged, lists are joined with that of Globals in front, and of anything else the resource's own counts.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
const merge = (global: Node, own: Node, path: string): Node => {
  if (isPlainMap(global) && isPlainMap(own)) {
    const kept = PRUNED.has(path) && own.entries.size > 0 ? [...global.entries].filter(([name]) => own.entries.has(name)) : global.entries;
    const entries = new Map<string, Entry>(kept);
    for (const [name, entry] of own.entries) {
      const inherited = entries.get(name);
      entries.set(name, inherited ? { key: entry.key, value: merge(inherited.value, entry.value, `${path}.${name}`) } : entry);
    }
    return { ...own, entries };
  }
  if (global.kind === 'list' && own.kind === 'list' && !REPLACED.has(path)) return { ...own, items: [...global.items, ...own.items] };
  return own;
};

const withoutIgnored = (globals: MapNode, ignored: Node | undefined): MapNode => {
  if (ignored === undefined) return globals;
  if (textOf(ignored) === '*') return { ...globals, entries: new Map() };
  const names = new Set(ignored.kind === 'list' ? ignored.items.map(textOf) : []);
  return { ...globals, entries: new Map([...globals.entries].filter(([name]) => !names.has(name))) };
};

/** A SAM resource's properties with what Globals say of its type; properties that are no map stay as they are. */
export const withGlobals = (template: Template, resource: TemplateResource): Node | undefined => {
  if (!resource.type.startsWith(PREFIX)) return resource.properties;
  const section = resource.type.slice(PREFIX.length);
  const globals = member(member(template.root, 'Globals'), section);
  if (!isPlainMap(globals)) return resource.properties;
  const ignored = member(member(member(template.root, 'Resources'), resource.id), 'IgnoreGlobals');
  const inherited = withoutIgnored(globals, ignored);
  // The name of a stage cannot be inherited, and SAM refuses what it does not know; reading it does no harm.
  return resource.properties === undefined ? inherited : merge(inherited, resource.properties, section);
};
