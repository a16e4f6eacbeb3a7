import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { type Located, type Project, packagesOf } from '../graph.ts';
import { manifestReader } from '../manifests.ts';
import { textIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, oddEntries } from '../node.ts';
import type { Manifest } from '../package-json.ts';
import { type Asked, askedFor, type Draft, depend, draftOf, markScopes } from '../scopes.ts';
import { readYaml } from '../yaml/index.ts';
import { mapIn, memberOf, textAt, type YamlMember, type YamlValue } from '../yaml/tree.ts';
import { packageIn } from './entries.ts';
import { type KeyStyle, keyStyle, withoutPeers } from './keys.ts';
import { type Importer, importersIn, isLockfile, linkTarget } from './projects.ts';

/** The newest version of the format that is known. */
const NEWEST = 9;
/** More projects than any workspace has: each costs reading a manifest. */
const MAX_PROJECTS = 5_000;

/** What is gathered from all documents of a lockfile. */
interface Collected {
  readonly source: SourceFile;
  readonly gaps: Gap[];
  readonly drafts: Draft[];
  readonly asked: Asked[];
  readonly projects: Project[];
  /** The entries by where their keys stand. */
  readonly entries: Map<number, YamlValue>;
  readonly manifestOf: (folder: string) => Promise<Manifest | undefined>;
  /** What the project is called where its manifest does not say. */
  readonly folder: string;
}

/** The packages of a document by their keys, each with the member that says what it needs. */
const draftsOf = (document: YamlValue, style: KeyStyle, { source, gaps, entries, drafts }: Collected) => {
  const packages = mapIn(document, 'packages');
  // Since version 9 what a package is stands apart from what it needs, which depends on the peers that it meets.
  const isSplit = memberOf(document, 'snapshots')?.kind === 'map';
  const snapshots = isSplit ? mapIn(document, 'snapshots') : packages;
  const byKey = new Map<string, Draft>();
  const needs = new Map<Draft, YamlValue>();
  const odd: number[] = [];
  const add = (key: string, { value: needed }: YamlMember, { keyStart, keyEnd, value }: YamlMember): void => {
    if (drafts.length >= MAX_PACKAGES) return;
    const identity = style.identify(key);
    if (identity === undefined && textAt(value, 'name') === undefined) {
      odd.push(keyStart);
      return;
    }
    const span = { source, start: keyStart, end: keyEnd };
    const draft = draftOf({ ...packageIn(value, identity), span });
    if (isSplit) draft.optional = textAt(needed, 'optional') === 'true';
    entries.set(keyStart, value);
    drafts.push(draft);
    byKey.set(key, draft);
    needs.set(draft, needed);
  };
  const described = new Set<string>();
  for (const [key, at] of snapshots) {
    const bare = isSplit && !packages.has(key) ? withoutPeers(key) : key;
    described.add(bare);
    add(key, at, packages.get(bare) ?? at);
  }
  if (isSplit) for (const [key, at] of packages) if (!described.has(key)) add(key, at, at);
  gaps.push(...oddEntries(source, odd, 'This entry names no package'));
  return { byKey, needs, isSplit };
};

/** What links lead to: workspaces, and folders that are no projects of this lockfile. */
const linksOf = (importers: readonly Importer[], { source, drafts }: Collected) => {
  const folders = new Map<string, Draft | undefined>();
  for (const { folder, manifest, place } of importers) {
    const name = manifest && textIn(manifest.members, 'name');
    const known = folder !== '' && manifest !== undefined && name !== undefined;
    // A project that cannot be named is not listed: the lockfile knows its folder alone.
    const workspace = { source: 'workspace', dev: false, optional: false, span: { source, ...place } } as const;
    folders.set(folder, known ? draftOf({ name, version: textIn(manifest.members, 'version'), ...workspace }) : undefined);
  }
  for (const workspace of folders.values()) if (workspace !== undefined) drafts.push(workspace);
  return {
    workspaceAt: (folder: string) => folders.get(folder),
    linked: (name: string, folder: string, span: Span): Draft | undefined => {
      if (folders.has(folder)) return folders.get(folder);
      const draft = draftOf({ name, version: undefined, source: 'link', span });
      folders.set(folder, draft);
      drafts.push(draft);
      return draft;
    },
  };
};

/** What a project is called that has no manifest: as others link to it, else by its folder. */
const namesOf = (importers: readonly Importer[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const { folder, wanted } of importers)
    for (const { name, reference } of wanted) {
      const target = linkTarget(folder, reference);
      if (target !== undefined && !names.has(target)) names.set(target, name);
    }
  return names;
};

const addDocument = async (document: YamlValue, collected: Collected): Promise<void> => {
  const { source, gaps, asked, projects, manifestOf } = collected;
  const version = textAt(document, 'lockfileVersion') ?? '';
  const major = Number.parseInt(version, 10);
  const style = keyStyle(Number.isNaN(major) ? NEWEST : major);
  if (major > NEWEST)
    gaps.push(
      gapAt(
        source,
        memberOf(document, 'lockfileVersion')?.start ?? 0,
        'unknown-version',
        `Lockfile version ${version.slice(0, 20)} is newer than parapet knows`,
      ),
    );
  const { byKey, needs, isSplit } = draftsOf(document, style, collected);
  const importers = importersIn(document).slice(0, MAX_PROJECTS);
  for (const importer of importers) {
    const manifest = await manifestOf(importer.folder);
    if (manifest !== undefined) importer.manifest = manifest;
  }
  const { workspaceAt, linked } = linksOf(importers, collected);
  const missing: string[] = [];
  const find = (from: string, name: string, reference: string, at: Span): Draft | undefined => {
    const target = linkTarget(from, reference);
    if (target !== undefined) return linked(name, target, at);
    const found = byKey.get(style.keyOf(name, reference)) ?? byKey.get(reference) ?? byKey.get(`/${name}@${reference}`);
    if (found === undefined) missing.push(`${name}@${reference}`);
    return found;
  };

  for (const [draft, needed] of needs)
    for (const key of ['dependencies', 'optionalDependencies'])
      for (const [name, { keyStart, keyEnd, value }] of mapIn(needed, key)) {
        const to = find('', name, value.kind === 'text' ? value.text : '', { source, start: keyStart, end: keyEnd });
        if (to !== undefined) depend(draft, to, undefined, key === 'optionalDependencies');
      }
  const names = namesOf(importers);
  const wantedOfAll: Asked[] = [];
  for (const { folder, wanted, manifest, place } of importers) {
    const self = workspaceAt(folder);
    const requires: Asked[] = [];
    for (const { name, reference, specifier, dev, optional } of wanted) {
      const to = find(folder, name, reference, { source, ...place });
      if (to === undefined) continue;
      requires.push(askedFor({ to, dev, optional }, specifier, manifest?.placeOf(name)));
      if (self !== undefined) depend(self, to, specifier, optional);
    }
    wantedOfAll.push(...requires);
    const name = (manifest && textIn(manifest.members, 'name')) ?? names.get(folder) ?? (folder === '' ? collected.folder : folder);
    projects.push({ name, requires, ...(self === undefined ? {} : { self }) });
  }
  // Before version 9 each entry says itself what it is for; links have no entry.
  markScopes(isSplit ? byKey.values() : [], wantedOfAll, ['dev']);
  markScopes(
    [...collected.drafts].filter(({ source: kind }) => kind === 'link'),
    wantedOfAll,
  );
  asked.push(...wantedOfAll);
  const [first] = missing;
  if (first !== undefined) {
    const others = missing.length === 1 ? '' : ` and ${missing.length - 1} more`;
    gaps.push(
      gapAt(
        source,
        Math.max(0, source.text.indexOf(first.slice(first.indexOf('@', 1) + 1))),
        'malformed',
        `There is no entry for ${first.slice(0, 200)}${others}, which is required`,
      ),
    );
  }
};

/** Where members of a package stand in its entry: in it, or in its resolution. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  version: ['version'],
  deprecated: ['deprecated'],
  installScript: ['requiresBuild'],
  dev: ['dev'],
  optional: ['optional'],
  dependencies: ['dependencies'],
};
const RESOLUTION: Readonly<Record<string, readonly string[]>> = {
  resolved: ['tarball', 'repo', 'directory', 'url'],
  integrity: ['integrity'],
};

const memberSpan = (entry: YamlValue | undefined, { entry: key }: Located, member: string): { start: number; end: number } => {
  const own = Object.hasOwn(MEMBERS, member) ? (MEMBERS[member] ?? []) : [];
  const resolution = Object.hasOwn(RESOLUTION, member) ? (RESOLUTION[member] ?? []) : [];
  const values = [...own.map((name) => memberOf(entry, name)), ...resolution.map((name) => memberOf(memberOf(entry, 'resolution'), name))];
  const found = values.find((value) => value?.kind === 'text');
  return found?.kind === 'text' ? found : key;
};

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const gaps: Gap[] = [];
  // Of an entry of `packages`, which the document holds, nothing is kept that is not whole.
  const { documents, failure } = readYaml(source, 2);
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, failure.reason, failure.message));
  const lockfiles = documents.filter((document) => document !== undefined && isLockfile(document));
  if (lockfiles.length === 0 && failure === undefined)
    gaps.push(gapAt(source, 0, 'malformed', 'Not a lockfile: it has no lockfileVersion'));
  const collected: Collected = {
    ...{ source, gaps, drafts: [], asked: [], projects: [], entries: new Map() },
    manifestOf: manifestReader(beside, gaps),
    folder,
  };
  // The last document is the project, which goes first; one before it is what sets up the package manager.
  for (const document of lockfiles.reverse()) await addDocument(document as YamlValue, collected);
  const { drafts, projects, entries } = collected;
  if (drafts.length >= MAX_PACKAGES)
    gaps.push(gapAt(source, 0, 'too-large', `Only the first ${MAX_PACKAGES.toLocaleString('en')} packages are read`));
  const packages = packagesOf({ ecosystem: 'npm', purlType: 'npm', installed: drafts, projects });
  return { packages, gaps, spanOf: (located, member) => memberSpan(entries.get(located.entry.start), located, member) };
};

/** pnpm's pnpm-lock.yaml. https://github.com/pnpm/spec/tree/master/lockfile */
export const pnpm: LockfileFormat = {
  format: 'pnpm',
  names: ['pnpm-lock.yaml'],
  recognizes: (text) =>
    /^lockfileVersion: '?\d/m.test(text) && /^(?:importers|packages|dependencies|devDependencies|specifiers):/m.test(text),
  says: {
    of: 'pnpm',
    versions: '5 to 9, several documents included',
    beside: '`package.json` of the project and of its workspaces',
    dev: true,
    optional: true,
    direct: true,
    paths: true,
    integrity: true,
    resolved: 'what no registry has, and tarballs at unusual addresses',
    installScript: 'up to version 6',
    deprecated: true,
  },
  read,
};
