import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { Project } from '../graph.ts';
import type { lockedFor } from '../locked.ts';
import { textIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, newerGap, oddEntries } from '../node.ts';
import type { Manifest } from '../package-json.ts';
import { type Asked, askedFor, type Draft, depend, draftOf, markScopes } from '../scopes.ts';
import { mapIn, memberOf, textAt, textOf, type YamlMember, type YamlValue } from '../yaml/tree.ts';
import { packageIn } from './entries.ts';
import { type KeyStyle, keyStyle, withoutPeers } from './keys.ts';
import { type Importer, importersIn, linkTarget } from './projects.ts';

/** The newest version of the format that is known. */
const NEWEST = 9;
/** More projects than any workspace has: each costs reading a manifest. */
const MAX_PROJECTS = 5_000;

/** What is gathered from all documents of a lockfile. */
export interface Collected {
  readonly source: SourceFile;
  readonly gaps: Gap[];
  readonly drafts: Draft[];
  readonly asked: Asked[];
  readonly projects: Project[];
  /** What each project asked for when the lockfile was written. */
  readonly written: Parameters<typeof lockedFor>[0][number][];
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
    const said = packageIn(value, identity);
    // Since version 9 it says no more what has a script.
    const draft = draftOf({ ...said, installScript: isSplit ? undefined : said.installScript, span });
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

/** Adds what a document of a lockfile says: its packages, and the projects that ask for them. */
export const addDocument = async (document: YamlValue, collected: Collected): Promise<void> => {
  const { source, gaps, asked, projects, manifestOf } = collected;
  const version = textAt(document, 'lockfileVersion') ?? '';
  const major = Number.parseInt(version, 10);
  const style = keyStyle(Number.isNaN(major) ? NEWEST : major);
  if (major > NEWEST)
    gaps.push(newerGap(source, memberOf(document, 'lockfileVersion')?.start ?? 0, `Lockfile version ${version.slice(0, 20)}`));
  for (const key of ['importers', 'packages', 'snapshots']) {
    const table = memberOf(document, key);
    if (table !== undefined && (table.kind === 'list' || textOf(table) !== undefined))
      gaps.push(gapAt(source, table.start, 'malformed', `Not a table: ${key}`));
  }
  const { byKey, needs, isSplit } = draftsOf(document, style, collected);
  const importers = importersIn(document).slice(0, MAX_PROJECTS);
  for (const importer of importers) {
    const manifest = await manifestOf(importer.folder);
    if (manifest !== undefined) importer.manifest = manifest;
  }
  const { workspaceAt, linked } = linksOf(importers, collected);
  for (const { folder, wanted } of importers)
    collected.written.push({ folder, asked: wanted.map(({ name, specifier }) => ({ name, range: specifier })) });
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
