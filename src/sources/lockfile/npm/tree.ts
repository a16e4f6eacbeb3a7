import type { Span } from '../../text/source-file.ts';
import type { Installed } from '../graph.ts';
import { textIn } from '../members.ts';
import type { Manifest } from '../package-json.ts';
import { rangeIn } from '../range.ts';
import { type Entries, type Entry, folderName, isInstalled, nestedLocation, type Want } from './entries.ts';

/** Far more characters of paths than are looked up for any project's dependencies. */
const MAX_LOOKED = 400_000_000;

/** The folder in which Node looks next (https://nodejs.org/api/modules.html#loading-from-node_modules-folders). */
const above = (location: string): string | undefined => {
  const at = location.lastIndexOf('/node_modules/');
  if (at >= 0) return location.slice(0, at);
  if (location === '' || location.startsWith('..')) return undefined;
  return location.startsWith('node_modules/') || !location.includes('/') ? '' : location.slice(0, location.lastIndexOf('/'));
};

/** What `name` means to code at a location: the nearest package of that name at or above it, and where a link leads. */
const resolverOf = ({ byLocation }: Entries, onExhausted: () => void) => {
  let looked = 0;
  return (from: string, name: string): Entry | undefined => {
    for (let at: string | undefined = from; at !== undefined; at = above(at)) {
      if (looked > MAX_LOOKED) return undefined;
      looked += at.length + name.length + 14;
      if (looked > MAX_LOOKED) onExhausted();
      const found = byLocation.get(nestedLocation(at, name));
      if (found !== undefined) return found.link === undefined ? found : (byLocation.get(found.link) ?? found);
    }
    return undefined;
  };
};

const byUrl = ({ spec }: Want): boolean => spec !== undefined && /^https?:/i.test(spec);

/** The entries as a graph. Each is one node; a link is the node that it leads to. */
export const installedOf = (
  entries: Entries,
  root: readonly Want[],
  workspaces: ReadonlyMap<string, Manifest | undefined>,
  spanOf: (entry: Entry) => Span,
  onExhausted: () => void,
) => {
  const resolve = resolverOf(entries, onExhausted);
  const nodes = new Map<Entry, Installed & { source: Installed['source']; dependencies: Installed[]; ranges: Map<Installed, string> }>();
  const names = new Map<string, string>();
  for (const { location, link } of entries.byLocation.values()) if (link !== undefined) names.set(link, folderName(location));
  for (const entry of entries.byLocation.values()) {
    const { location, link, name } = entry;
    if (link !== undefined && entries.byLocation.has(link)) continue;
    const own = link !== undefined || !isInstalled(location);
    nodes.set(entry, {
      // A folder of the user's own is called as it is linked, unless its entry says so.
      name: own && name === folderName(location) ? (names.get(location) ?? name) : name,
      version: entry.version ?? textIn(workspaces.get(location)?.members ?? {}, 'version'),
      source: workspaces.has(location) ? 'workspace' : own ? 'link' : entry.source,
      integrity: entry.integrity,
      resolved: entry.resolved,
      dev: entry.dev,
      optional: entry.optional,
      installScript: entry.installScript,
      deprecated: entry.deprecated,
      license: entry.license,
      bundled: entry.bundled,
      span: spanOf(entry),
      dependencies: [],
      ranges: new Map(),
    });
  }
  const find = (from: string, want: Want): Installed | undefined => {
    const entry = resolve(from, want.name);
    const node = entry === undefined ? undefined : nodes.get(entry);
    // Only who asks for it knows that an address is not a registry's.
    if (node?.source === 'registry' && byUrl(want)) node.source = 'url';
    return node;
  };
  for (const want of root) find('', want);
  for (const [{ location, wants }, node] of nodes)
    for (const want of wants) {
      const to = find(location, want);
      if (to === undefined || to === node) continue;
      node.dependencies.push(to);
      const range = rangeIn(want.spec);
      if (range !== undefined) node.ranges.set(to, range);
    }
  return { nodes, find };
};
