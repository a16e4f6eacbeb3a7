import { allows } from '../../../versions/ranges/index.ts';
import type { Span } from '../../text/source-file.ts';
import type { Installed, Project, Tree } from '../graph.ts';
import { type Node, nodeOf, reachedFrom } from '../node.ts';
import { rangeIn } from '../range.ts';

/** A package that another one asks for. */
export interface Want {
  /** Normalized, as all names here. */
  readonly name: string;
  readonly extras: readonly string[];
  /** Which one of several of that name: what the lockfile says itself, else those that clauses let in. */
  readonly version?: string | undefined;
  readonly from?: string | undefined;
  readonly spec?: string | undefined;
}

/** What a project asks for, and for what. */
export interface Asked extends Want {
  /** Absent where nobody says. */
  readonly scope?: 'main' | 'dev' | 'optional' | undefined;
  readonly at?: Span | undefined;
}

/** A package as a lockfile has it. */
export interface Entry {
  readonly name: string;
  readonly version: string | undefined;
  readonly source: Installed['source'];
  readonly integrity: string | undefined;
  readonly resolved: string | undefined;
  readonly span: Span;
  /** As the lockfile says it; else it follows from the ways to it. */
  readonly dev?: boolean | undefined;
  readonly optional?: boolean | undefined;
  /** Nothing in the lockfile has a hash, or where it would stand is cut off. */
  readonly unhashed?: boolean;
  /** What `Want.from` calls its source. */
  readonly from?: string | undefined;
  readonly wants: readonly Want[];
  /** What each of its extras asks for beside that. */
  readonly extras: ReadonlyMap<string, readonly Want[]>;
}

/** A project, or a member of a workspace. */
export interface Asker {
  readonly name: string;
  readonly asks: readonly Asked[];
  /** Its own entry: of a member, which others may ask for as well. Of the project itself none is shown. */
  readonly self?: Entry | undefined;
  readonly shown?: boolean;
}

/** Far more than any project has: of one name there are as many versions as a lockfile likes. What is looked at, and what is found. */
const MAX_LOOKED = 20_000_000;
const MAX_EDGES = 600_000;

const letsIn = (spec: string, version: string | undefined): boolean => version !== undefined && allows('PyPI', spec, version) === true;

/** Those of several entries that are meant: all of them where nothing tells them apart. */
const meant = (entries: readonly Entry[], { version, from, spec }: Want): readonly Entry[] => {
  if (entries.length < 2) return entries;
  const narrowed = (among: readonly Entry[], keep: (entry: Entry) => boolean) => {
    const kept = among.filter(keep);
    return kept.length === 0 ? among : kept;
  };
  let left = entries;
  if (version !== undefined) left = narrowed(left, (entry) => entry.version === version);
  if (from !== undefined) left = narrowed(left, (entry) => entry.from === from);
  if (spec !== undefined && left.length > 1) left = narrowed(left, (entry) => letsIn(spec, entry.version));
  return left;
};

/** What some extras of an entry ask for; those that name further ones of its own included. */
const ofExtras = (entry: Entry, extras: readonly string[]): readonly Want[] => {
  const wants: Want[] = [];
  const asked = new Set(extras);
  for (const extra of asked)
    for (const want of entry.extras.get(extra) ?? [])
      if (want.name === entry.name) for (const further of want.extras) asked.add(further);
      else wants.push(want);
  return wants;
};

const named = (entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> => {
  const byName = new Map<string, Entry[]>();
  for (const entry of entries) {
    const others = byName.get(entry.name);
    if (others === undefined) byName.set(entry.name, [entry]);
    else others.push(entry);
  }
  return byName;
};

/** Makes nodes of entries and finds those that are asked for. `hidden` are the projects themselves: nothing leads to them. */
const linker = (entries: readonly Entry[], hidden: ReadonlySet<Entry>, onExhausted: () => void) => {
  const byName = named(entries);
  const nodes = new Map<Entry, Node>();
  const made = new Map<Node, Entry>();
  const withExtras = new Map<string, Node>();
  const numbers = new Map(entries.map((entry, index) => [entry, index]));
  const open: { readonly node: Node; readonly ranges: Map<Installed, string>; readonly wants: readonly Want[] }[] = [];
  let looked = MAX_LOOKED;
  let edges = MAX_EDGES;

  const add = (of: Entry, wants: readonly Want[]): Node => {
    const { name, version, source, integrity, resolved, span, dev, optional, unhashed = false } = of;
    const ranges = new Map<Installed, string>();
    const node = nodeOf({ name, version, source, integrity, resolved, span, dev, optional, unhashed, ranges });
    made.set(node, of);
    open.push({ node, ranges, wants });
    return node;
  };
  for (const entry of entries) if (!hidden.has(entry)) nodes.set(entry, add(entry, entry.wants));

  /** A package with extras is a node beside the package's own: only who asks for them brings in what they need. */
  const extended = (entry: Entry, extras: readonly string[]): readonly Node[] => {
    const known = extras.filter((extra) => entry.extras.has(extra)).sort();
    if (known.length === 0) return [];
    const key = `${numbers.get(entry)} ${known.join(' ')}`;
    const node = withExtras.get(key) ?? add(entry, ofExtras(entry, known));
    withExtras.set(key, node);
    return [node];
  };
  const isSpent = (): boolean => edges < 0 || looked < 0;
  const find = (want: Want): readonly Node[] => {
    if (isSpent()) return [];
    const candidates = byName.get(want.name) ?? [];
    looked -= candidates.length;
    const found = meant(candidates, want).filter((entry) => !hidden.has(entry));
    edges -= found.length;
    if (isSpent()) onExhausted();
    return found.flatMap((entry) => [nodes.get(entry) ?? [], extended(entry, want.extras)].flat());
  };
  /** Follows what the nodes ask for that were made until now. */
  const settle = (): void => {
    for (let next = open.pop(); next !== undefined; next = open.pop())
      for (const want of isSpent() ? [] : next.wants) {
        const range = rangeIn(want.spec);
        for (const to of find(want)) {
          if (made.get(to) === made.get(next.node)) continue;
          next.node.dependencies.push(to);
          if (range !== undefined) next.ranges.set(to, range);
        }
      }
  };
  return { nodes, made, find, settle };
};

/** The entries as a tree. Without `askers` nobody knows what is direct. */
export const treeOf = (entries: readonly Entry[], askers: readonly Asker[] | undefined, onExhausted: () => void): Tree => {
  const hidden = new Set(askers?.flatMap(({ self, shown }) => (self === undefined || shown === true ? [] : [self])));
  const { nodes, made, find, settle } = linker(entries, hidden, onExhausted);
  const asked = { main: new Set<Node>(), dev: new Set<Node>(), optional: new Set<Node>() };
  const projects = (askers ?? []).map(({ name, asks, self, shown }): Project => {
    const own = self === undefined || shown !== true ? undefined : nodes.get(self);
    const requires = asks.flatMap((ask) => {
      const range = rangeIn(ask.spec);
      return find(ask).flatMap((to) => {
        if (to === own) return [];
        if (ask.scope !== undefined) asked[ask.scope].add(to);
        return [{ to, ...(ask.at === undefined ? {} : { at: ask.at }), ...(range === undefined ? {} : { range }) }];
      });
    });
    return { name, requires, ...(own === undefined ? {} : { self: own }) };
  });
  settle();

  const [main, dev, optional] = [reachedFrom(asked.main), reachedFrom(asked.dev), reachedFrom(asked.optional)];
  const own = new Set<Installed>(projects.flatMap(({ self }) => self ?? []));
  const tells = askers?.every(({ asks }) => asks.every(({ scope }) => scope !== undefined)) === true;
  for (const [node, entry] of made) {
    if (!tells) break;
    node.dev = own.has(node) ? false : (entry.dev ?? (dev.has(node) && !main.has(node) && !optional.has(node)));
    node.optional = own.has(node) ? false : (entry.optional ?? (optional.has(node) && !main.has(node) && !dev.has(node)));
  }
  return { ecosystem: 'PyPI', purlType: 'pypi', installed: [...made.keys()], ...(askers === undefined ? {} : { projects }) };
};
