import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { type Installed, type Located, type Project, packagesOf } from '../graph.ts';
import { readJson } from '../json.ts';
import { type EntryPlace, placesOf } from '../json-places.ts';
import { lockedFor } from '../locked.ts';
import { manifestReader } from '../manifests.ts';
import { isMembers, type Members, membersIn, textIn } from '../members.ts';
import { gapAt } from '../node.ts';
import type { Manifest } from '../package-json.ts';
import { rangeIn } from '../range.ts';
import { MAX_WORKSPACES, workspaceMatcher } from '../workspaces.ts';
import { dependenciesTable, type Entries, type Entry, isInstalled, nestedLocation, packagesTable, type Want, wantsOf } from './entries.ts';
import { installedOf } from './tree.ts';

/** The user's own folders that the manifest calls workspaces. */
const workspacesOf = ({ byLocation }: Entries, root: Members): ReadonlySet<string> => {
  const isWorkspace = workspaceMatcher(root);
  const own = [...byLocation.keys()].filter((location) => !isInstalled(location) && !location.startsWith('..'));
  return new Set(own.filter(isWorkspace).slice(0, MAX_WORKSPACES));
};

const tableOf = (members: Members): { readonly key: 'packages' | 'dependencies'; readonly entries: Entries } | undefined => {
  if (isMembers(members.packages)) return { key: 'packages', entries: packagesTable(members.packages) };
  const isOld = isMembers(members.dependencies) || members.lockfileVersion === 1;
  return isOld ? { key: 'dependencies', entries: dependenciesTable(membersIn(members, 'dependencies')) } : undefined;
};

/** Names of the members of a package in an entry, where they differ. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  resolved: ['resolved', 'version'],
  version: ['version'],
  integrity: ['integrity'],
  deprecated: ['deprecated'],
  installScript: ['hasInstallScript'],
  dev: ['dev', 'devOptional'],
  optional: ['optional', 'devOptional'],
  bundled: ['inBundle', 'bundled'],
  dependencies: ['dependencies', 'requires'],
};

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const { text } = source;
  const gaps: Gap[] = [];
  const gap = (offset: number, reason: string, message: string): void => void gaps.push(gapAt(source, offset, reason, message));

  const { value, failure } = readJson(source);
  if (failure !== undefined) gap(failure.offset, 'syntax', failure.message);
  const members = isMembers(value) ? value : {};
  const table = tableOf(members);
  if (table === undefined) {
    if (failure === undefined) gap(0, 'malformed', 'Not a lockfile: it has neither packages nor dependencies');
    return { packages: [], gaps, spanOf: ({ entry }) => entry };
  }
  const { key, entries } = table;
  const { lockfileVersion } = members;
  if (typeof lockfileVersion === 'number' && lockfileVersion > 3)
    gap(
      Math.max(0, text.indexOf('"lockfileVersion"')),
      'unknown-version',
      `Lockfile version ${lockfileVersion} is newer than parapet knows`,
    );

  const places = placesOf(text, failure?.offset ?? text.length, key, (within, name) =>
    key === 'packages' ? name : nestedLocation(within, name),
  );
  const nothing: EntryPlace = { keyStart: 0, keyEnd: 1, start: 0, end: 0 };
  const placeOf = (location: string): EntryPlace => places.get(location) ?? nothing;
  const spanOf = ({ key: known, location }: Entry): Span => {
    const { keyStart, keyEnd } = placeOf(known ?? location);
    return { source, start: keyStart, end: keyEnd };
  };
  const [odd] = entries.unreadable;
  if (odd !== undefined) {
    const others = entries.unreadable.length === 1 ? '' : ` and ${entries.unreadable.length - 1} more`;
    gap(
      places.get(odd)?.keyStart ?? Math.max(0, text.indexOf(JSON.stringify(odd))),
      'malformed',
      `The entry ${odd.slice(0, 200)}${others} cannot be read`,
    );
  }
  if (entries.cut) gap(0, 'too-large', `Only the first ${entries.byLocation.size.toLocaleString('en')} packages are read`);

  const manifestAt = manifestReader(beside, gaps);
  const manifest = await manifestAt('');
  const root = entries.root ?? manifest?.members;
  const wanted = root === undefined ? [] : wantsOf(root, true);
  const workspaces = new Map<string, Manifest | undefined>();
  for (const location of workspacesOf(entries, root ?? {})) workspaces.set(location, await manifestAt(location));
  const { nodes, find } = installedOf(entries, wanted, workspaces, spanOf, () =>
    gap(0, 'too-large', 'Not every dependency is followed: there are more than any project has'),
  );

  const projectOf = (name: string, from: string, wants: readonly Want[], asked: Manifest | undefined, self?: Installed): Project => ({
    name,
    requires: wants.flatMap((want) => {
      const to = find(from, want);
      const at = asked?.placeOf(want.name);
      const range = rangeIn(want.spec);
      return to === undefined ? [] : [{ to, ...(at === undefined ? {} : { at }), ...(range === undefined ? {} : { range }) }];
    }),
    ...(self === undefined ? {} : { self }),
  });
  const name = (root && textIn(root, 'name')) ?? textIn(manifest?.members ?? {}, 'name') ?? textIn(members, 'name');
  const projects: Project[] = [];
  if (root !== undefined) projects.push(projectOf(name ?? folder, '', wanted, manifest));
  for (const [location, asked] of workspaces) {
    const entry = entries.byLocation.get(location);
    const self = entry === undefined ? undefined : nodes.get(entry);
    if (entry !== undefined && self !== undefined) projects.push(projectOf(self.name, location, entry.wants, asked, self));
  }
  const packages = packagesOf({
    ecosystem: 'npm',
    purlType: 'npm',
    installed: [...nodes.values()],
    ...(root === undefined ? {} : { projects }),
  });
  const isWhole = failure === undefined && !entries.cut && entries.unreadable.length === 0;
  const asked = (folder: string, wants: readonly Want[]) => ({ folder, asked: wants.map(({ name, spec }) => ({ name, range: spec })) });
  const locked =
    entries.root === undefined || !isWhole
      ? {}
      : {
          locked: lockedFor([asked('', wanted), ...[...workspaces.keys()].map((at) => asked(at, entries.byLocation.get(at)?.wants ?? []))]),
        };
  const entryAt = new Map([...places.values()].map((place) => [place.keyStart, place] as const));
  return { packages, gaps, ...locked, spanOf: (located, member) => memberSpan(text, located, entryAt.get(located.entry.start), member) };
};

/** The value of a member where it fits on a line, else the key of the entry. */
const memberSpan = (text: string, { entry }: Located, place: EntryPlace | undefined, member: string): { start: number; end: number } => {
  if (place === undefined || !Object.hasOwn(MEMBERS, member)) return entry;
  const tree = parseTree(text.slice(place.start, place.end));
  const node = (MEMBERS[member] ?? []).flatMap((name) => (tree === undefined ? [] : (findNodeAtLocation(tree, [name]) ?? [])))[0];
  if (node === undefined) return entry;
  const start = place.start + node.offset;
  const end = start + node.length;
  return /[\r\n]/.test(text.slice(start, end)) ? entry : { start, end };
};

/** npm's package-lock.json in versions 1 to 3, and npm-shrinkwrap.json, which is the same and goes before it. */
export const npm: LockfileFormat = {
  format: 'npm',
  names: ['npm-shrinkwrap.json', 'package-lock.json'],
  // Bun's begin alike, but their packages are lists.
  recognizes: (text) => /^\uFEFF?\s*\{/.test(text) && text.includes('"lockfileVersion"') && !/"packages": \{\s*"[^"]*": \[/.test(text),
  says: {
    of: 'npm',
    versions: '1, 2, 3 and what npm wrote before version 5',
    beside: '`package.json` of the project and of its workspaces',
    dev: true,
    optional: true,
    direct: 'version 1: with `package.json`',
    paths: 'version 1: with `package.json`',
    integrity: true,
    resolved: true,
    installScript: 'versions 2 and 3',
    deprecated: 'versions 2 and 3',
  },
  read,
};
