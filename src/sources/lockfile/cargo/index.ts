import type { Gap } from '../../../model/inventory.ts';
import { allows } from '../../../versions/ranges/index.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { type Installed, type Project, packagesOf } from '../graph.ts';
import { memberIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, type Node, newerGap, nodeOf, oddEntries, reachedFrom } from '../node.ts';
import { standingOf } from '../standing.ts';
import { readToml, type TablePlace, tablesOf, valueIn } from '../toml.ts';
import { type Entry, entriesOf } from './entries.ts';
import { type Asked, type CargoManifest, readCargoManifest } from './manifest.ts';

/** More crates of the user's own than any workspace has: each costs reading a file. */
const MAX_MANIFESTS = 2_000;

/** What each `name`, `name version` or `name version (source)` stands for; a source without its commit is the same one. */
const finderOf = (nodes: ReadonlyMap<Entry, Node>): ((want: string) => Node | undefined) => {
  const byWant = new Map<string, Node>();
  for (const [{ name, version, from }, node] of nodes)
    for (const want of [
      name,
      `${name} ${version}`,
      `${name} ${version} (${(from ?? '').replace(/#.*$/, '')})`,
      `${name} ${version} (${from ?? ''})`,
    ])
      if (!byWant.has(want)) byWant.set(want, node);
  return (want) => byWant.get(want);
};

/** Manifests by the names of their crates, and the workspace's own. Stars in names of folders stand for the crates' names, as they mostly do. */
const manifestsOf = async (beside: ReadBeside, own: readonly string[], gaps: Gap[]) => {
  const manifests = new Map<string, CargoManifest>();
  const seen = new Set<string>(['']);
  const root = await beside('Cargo.toml');
  const top = root === undefined ? undefined : readCargoManifest(root, gaps);
  if (top?.name !== undefined) manifests.set(top.name, top);
  const queue = (top?.folders ?? []).map((folder) => ({ folder, from: '' }));
  for (const { folder, from } of queue) {
    const names = folder.includes('*') ? own.map((name) => folder.replaceAll('*', name)) : [folder];
    for (const name of names) {
      const at = from === '' ? name : `${from}/${name}`;
      if (seen.has(at) || seen.size > MAX_MANIFESTS) continue;
      seen.add(at);
      const file = await beside(`${at}/Cargo.toml`);
      const manifest = file === undefined ? undefined : readCargoManifest(file, gaps, top?.shared);
      if (manifest?.name === undefined || manifests.has(manifest.name)) continue;
      manifests.set(manifest.name, manifest);
      queue.push(...manifest.folders.map((next) => ({ folder: next, from: at })));
    }
  }
  return { manifests, top };
};

/** The request of a manifest that a locked crate answers: of several for one name the one whose range takes the version. */
const requestFor = (asked: ReadonlyMap<string, readonly Asked[]>, { name, version }: Node): readonly Asked[] => {
  const named = asked.get(name) ?? [];
  const taking = named.filter(({ range }) => range !== undefined && allows('crates.io', range, version ?? '') === true);
  return taking.length > 0 ? taking : named;
};

const projectOf = (entry: Entry, manifest: CargoManifest | undefined, find: (want: string) => Node | undefined, self: Node | undefined) => {
  const asked = new Map<string, Asked[]>();
  for (const one of manifest?.asked ?? []) void (asked.get(one.name)?.push(one) ?? asked.set(one.name, [one]));
  const production: Installed[] = [];
  const requires = entry.wants.flatMap((want) => {
    const to = find(want);
    if (to === undefined) return [];
    const requests = requestFor(asked, to);
    if (requests.length === 0 || requests.some(({ dev }) => !dev)) production.push(to);
    const request = requests.find(({ dev }) => !dev) ?? requests[0];
    return [
      {
        to,
        ...(request?.span === undefined ? {} : { at: request.span }),
        ...(request?.range === undefined ? {} : { range: request.range }),
      },
    ];
  });
  const project: Project = { name: entry.name, requires, ...(self === undefined ? {} : { self }) };
  return { project, production };
};

/** What the project's manifest asks for and no locked crate is: Cargo locks optional dependencies and those of all targets too. */
const unmetIn = ({ asked }: CargoManifest, entries: readonly Entry[]): readonly string[] =>
  asked.flatMap(({ name, range }) => {
    const locked = entries.filter((entry) => entry.name === name);
    const takes = ({ version }: Entry) => range === undefined || version === undefined || allows('crates.io', range, version) !== false;
    return locked.some(takes) ? [] : [[name, ...(range === undefined ? [] : [range])].join(' ')];
  });

const MEMBERS: Readonly<Record<string, string>> = {
  name: 'name',
  version: 'version',
  resolved: 'source',
  source: 'source',
  integrity: 'checksum',
};

const read = async (source: SourceFile, beside: ReadBeside): Promise<ReadLockfile> => {
  const { text } = source;
  const gaps: Gap[] = [];
  const { members, failure, end } = readToml(source);
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, 'syntax', failure.message));
  const { entries, unreadable, count } = entriesOf(members);
  const isOne =
    memberIn(members, 'package') !== undefined || memberIn(members, 'root') !== undefined || memberIn(members, 'version') !== undefined;
  if (!isOne && failure === undefined && text.trim() !== '' && !/^(?:\s*#.*)+\s*$/.test(text))
    gaps.push(gapAt(source, 0, 'malformed', 'Not a Cargo.lock: it has no packages'));
  if (count >= MAX_PACKAGES)
    gaps.push(gapAt(source, 0, 'too-large', `Only the first ${MAX_PACKAGES.toLocaleString('en')} packages are read`));
  const version = memberIn(members, 'version');
  if (typeof version === 'number' && version > 4) gaps.push(newerGap(source, text.search(/^version\b/m), `Cargo.lock version ${version}`));

  const places = tablesOf(text, 'package', end, count);
  const spanOf = (index: number): Span => {
    const place = places[index];
    return { source, ...(place === undefined ? { start: 0, end: 1 } : (valueIn(text, place, 'name') ?? place.header)) };
  };
  gaps.push(
    ...oddEntries(
      source,
      unreadable.map((index) => places[index]?.header.start ?? 0),
      'A package without a name or version',
    ),
  );

  const own = entries.filter(({ from }) => from === undefined);
  const { manifests, top } = await manifestsOf(
    beside,
    own.map(({ name }) => name),
    gaps,
  );
  // The crate in the lockfile's own folder is the project, not a package of it.
  const root = top === undefined && own.length === 1 ? own[0] : own.find(({ name }) => name === top?.name);
  const placeAt = new Map<number, TablePlace>();
  const nodes = new Map<Entry, Node>();
  for (const entry of entries) {
    if (entry === root) continue;
    const { name, version, source: kind, resolved, integrity, index } = entry;
    const span = spanOf(index);
    const place = places[index];
    if (place !== undefined) placeAt.set(span.start, place);
    nodes.set(entry, nodeOf({ name, version, source: kind, resolved, integrity, span }));
  }
  const find = finderOf(nodes);
  for (const [{ wants }, node] of nodes)
    for (const want of wants) {
      const to = find(want);
      if (to !== undefined && to !== node) node.dependencies.push(to);
    }

  const production: Installed[] = [];
  const projects: Project[] = [];
  for (const entry of own) {
    const made = projectOf(entry, manifests.get(entry.name), find, nodes.get(entry));
    projects.push(made.project);
    production.push(...made.production);
  }
  // A crate of the user's own has its development dependencies among the others: what is beyond it is told by its own manifest.
  const owned = new Map(own.map((entry) => [nodes.get(entry), nodes.get(entry)?.dependencies.splice(0)] as const));
  const needed = reachedFrom(production);
  for (const [node, dependencies] of owned) node?.dependencies.push(...(dependencies ?? []));
  for (const node of nodes.values()) if (top !== undefined) node.dev = node.source !== 'workspace' && !needed.has(node);

  return {
    packages: packagesOf({
      ecosystem: 'crates.io',
      purlType: 'cargo',
      installed: [...nodes.values()],
      ...(own.length === 0 ? {} : { projects }),
    }),
    gaps,
    ...(top === undefined || gaps.length > 0 ? {} : { standing: standingOf('Cargo.toml', unmetIn(top, entries)) }),
    spanOf: ({ entry }, member) => {
      const place = placeAt.get(entry.start);
      const key = Object.hasOwn(MEMBERS, member) ? MEMBERS[member] : undefined;
      return (place === undefined || key === undefined ? undefined : valueIn(text, place, key)) ?? entry;
    },
  };
};

/** Cargo's `Cargo.lock`, with the `Cargo.toml` files of the crates that it locks. */
export const cargo: LockfileFormat = {
  format: 'cargo',
  names: ['Cargo.lock'],
  recognizes: (text) =>
    /^# This file is automatically @generated by Cargo\.$/m.test(text.slice(0, 1_000)) ||
    /^source = "(?:registry|sparse|git)\+/m.test(text),
  says: {
    of: 'Cargo',
    versions: '1 to 4',
    beside: '`Cargo.toml` of the project and of its workspace',
    dev: 'with `Cargo.toml`',
    optional: false,
    direct: true,
    paths: true,
    integrity: true,
    resolved: 'the registry or repository',
    installScript: false,
    deprecated: false,
  },
  read,
};
