import { findNodeAtLocation, type Node as JsonNode, parseTree } from 'jsonc-parser';
import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { type Located, type Project, packagesOf } from '../graph.ts';
import { readJson } from '../json.ts';
import { type EntryPlace, placesOf } from '../json-places.ts';
import { lockedFor } from '../locked.ts';
import { manifestReader } from '../manifests.ts';
import { isMembers, membersIn, textIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, newerGap, oddEntries } from '../node.ts';
import { type Asked, askedFor, type Draft, depend, draftOf, markScopes } from '../scopes.ts';
import { MAX_WORKSPACES } from '../workspaces.ts';
import { above, type Entry, entryIn, type Want, wantsIn } from './entries.ts';
import { plainJson } from './jsonc.ts';

/** The newest version of the format that is known. */
const NEWEST = 2;

/** Far more characters of keys than are looked up for any project's dependencies. */
const MAX_LOOKED = 400_000_000;

/** What a name means to the package at a key: the nearest entry of that name, as folders of node_modules lie in each other. */
const finderOf = (byKey: ReadonlyMap<string, Draft>, onExhausted: () => void) => {
  let looked = 0;
  return (from: string, name: string): Draft | undefined => {
    for (let at = from; looked <= MAX_LOOKED; at = above(at)) {
      looked += at.length + name.length + 1;
      if (looked > MAX_LOOKED) onExhausted();
      const found = byKey.get(at === '' ? name : `${at}/${name}`);
      if (found !== undefined || at === '') return found;
    }
    return undefined;
  };
};

const binary = (source: SourceFile): ReadLockfile => ({
  packages: [],
  gaps: [
    gapAt(
      source,
      0,
      'unsupported',
      `${source.file} is binary and not read: \`bun install --save-text-lockfile\` writes it as text, in bun.lock`,
    ),
  ],
  spanOf: ({ entry }) => entry,
});

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  if (source.file.endsWith('.lockb') || source.text.startsWith('#!/usr/bin/env bun\nbun-lockfile-format')) return binary(source);
  const gaps: Gap[] = [];
  const text = plainJson(source.text.replace(/^\uFEFF/, ' '));
  const { value, failure } = readJson({ file: source.file, text });
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, 'syntax', failure.message));
  if (!isMembers(value) || !(isMembers(value.packages) || isMembers(value.workspaces))) {
    if (failure === undefined) gaps.push(gapAt(source, 0, 'malformed', 'Not a lockfile of Bun: it has neither packages nor workspaces'));
    return { packages: [], gaps, spanOf: ({ entry }) => entry };
  }
  if (value.packages !== undefined && !isMembers(value.packages))
    gaps.push(gapAt(source, Math.max(0, text.indexOf('"packages"')), 'malformed', 'Not a table: packages'));
  const { lockfileVersion } = value;
  if (typeof lockfileVersion === 'number' && lockfileVersion > NEWEST)
    gaps.push(newerGap(source, text.indexOf('"lockfileVersion"'), `Lockfile version ${lockfileVersion}`));

  const places = placesOf(text, failure?.offset ?? text.length, 'packages', (_, key) => key);
  const nothing: EntryPlace = { keyStart: 0, keyEnd: 1, start: 0, end: 0 };
  const byKey = new Map<string, Draft>();
  const entries = new Map<Draft, { readonly key: string; readonly entry: Entry }>();
  const odd: number[] = [];
  for (const [key, given] of Object.entries(membersIn(value, 'packages'))) {
    const { keyStart, keyEnd } = places.get(key) ?? nothing;
    const entry = entryIn(given);
    if (entry === undefined) odd.push(keyStart);
    if (entry === undefined || entry === null || byKey.size >= MAX_PACKAGES) continue;
    const { wants: _, folder: __, ...said } = entry;
    const draft = draftOf({ ...said, span: { source, start: keyStart, end: keyEnd } });
    byKey.set(key, draft);
    entries.set(draft, { key, entry });
  }
  gaps.push(...oddEntries(source, odd, 'This entry cannot be read'));
  if (byKey.size >= MAX_PACKAGES)
    gaps.push(gapAt(source, 0, 'too-large', `Only the first ${MAX_PACKAGES.toLocaleString('en')} packages are read`));

  const find = finderOf(byKey, () =>
    gaps.push(gapAt(source, 0, 'too-large', 'Not every dependency is followed: there are more than any project has')),
  );
  const link = (draft: Draft, from: string, { name, spec, optional }: Want): void => {
    const to = find(from, name);
    if (to !== undefined) depend(draft, to, spec, optional);
  };
  for (const [draft, { key, entry }] of entries) for (const want of entry.wants) link(draft, key, want);

  const manifestOf = manifestReader(beside, gaps);
  const workspaces = new Map(
    [...entries].flatMap(([draft, { key, entry }]) => (entry.folder === undefined ? [] : [[entry.folder, { draft, key }] as const])),
  );
  const asked: Asked[] = [];
  const projects: Project[] = [];
  const written: Parameters<typeof lockedFor>[0][number][] = [];
  for (const [at, members] of Object.entries(membersIn(value, 'workspaces')).slice(0, MAX_WORKSPACES)) {
    if (!isMembers(members)) continue;
    const own = at === '' ? undefined : workspaces.get(at);
    const manifest = await manifestOf(at);
    const wants = wantsIn(members);
    written.push({ folder: at, asked: wants.map(({ name, spec }) => ({ name, range: spec })) });
    const requires = wants.flatMap(({ name, spec, dev, optional }) => {
      const to = find(own?.key ?? '', name);
      return to === undefined ? [] : [askedFor({ to, dev, optional }, spec, manifest?.placeOf(name))];
    });
    asked.push(...requires);
    if (own !== undefined) {
      own.draft.version ??= textIn(members, 'version');
      for (const want of wants) link(own.draft, own.key, want);
    }
    projects.push({
      name: textIn(members, 'name') ?? (at === '' ? folder : at),
      requires,
      ...(own === undefined ? {} : { self: own.draft }),
    });
  }
  const installed = [...entries.keys()];
  markScopes(installed, asked);
  for (const draft of installed) if (draft.source === 'workspace') Object.assign(draft, { dev: false, optional: false });
  const packages = packagesOf({ ecosystem: 'npm', purlType: 'npm', installed, projects });
  const byStart = new Map([...places.values()].map((place) => [place.keyStart, place] as const));
  const locked = failure === undefined && isMembers(value.workspaces) ? { locked: lockedFor(written) } : {};
  return { packages, gaps, ...locked, spanOf: (located, member) => memberSpan(text, located, byStart.get(located.entry.start), member) };
};

/** Which of an entry's values a member of a package is. */
const isMember = (member: string, pkg: Located['pkg']): ((node: JsonNode) => boolean) => {
  if (member === 'integrity') return ({ value }) => value === pkg.integrity;
  if (member === 'resolved') return ({ value }) => typeof value === 'string' && pkg.resolved !== undefined && value.endsWith(pkg.resolved);
  return () => false;
};

const memberSpan = (
  text: string,
  { entry, pkg }: Located,
  place: EntryPlace | undefined,
  member: string,
): { start: number; end: number } => {
  if (place === undefined) return entry;
  const tree = parseTree(text.slice(place.start, place.end));
  const version = member === 'version' && tree !== undefined ? findNodeAtLocation(tree, [0]) : undefined;
  const node = version ?? tree?.children?.find(isMember(member, pkg));
  return node === undefined ? entry : { start: place.start + node.offset, end: place.start + node.offset + node.length };
};

/** Bun's bun.lock. https://bun.com/docs/pm/lockfile */
export const bun: LockfileFormat = {
  format: 'bun',
  names: ['bun.lock', 'bun.lockb'],
  recognizes: (text) =>
    /^\uFEFF?\s*\{/.test(text) && /^\s*"workspaces": \{/m.test(text.slice(0, 10_000)) && text.includes('"lockfileVersion"'),
  says: {
    of: 'Bun',
    versions: '`bun.lock` 0, 1, 2; `bun.lockb` is binary, and said not to be read',
    beside: '`package.json` of the project and of its workspaces',
    dev: true,
    optional: true,
    direct: true,
    paths: true,
    integrity: true,
    resolved: 'what the usual registry has not',
    installScript: false,
    deprecated: false,
  },
  read,
};
