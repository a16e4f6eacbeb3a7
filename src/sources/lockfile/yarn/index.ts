import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { FoldersIn, LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { type Project, packagesOf } from '../graph.ts';
import { type Locked, lockedFor } from '../locked.ts';
import { manifestReader } from '../manifests.ts';
import { type Members, memberIn, membersIn, textIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, newerGap, oddEntries } from '../node.ts';
import { type Asked, askedFor, type Draft, depend, draftOf, markScopes } from '../scopes.ts';
import { readYaml } from '../yaml/index.ts';
import { type MemberNames, memberPlace } from '../yaml/places.ts';
import { memberOf, membersOf } from '../yaml/tree.ts';
import { berryDescriptors, berryEntry } from './berry.ts';
import { classicEntry } from './classic.ts';
import { readClassic } from './classic-text.ts';
import { aliasIn, descriptorParts, type Entry, type Want } from './entry.ts';
import { lookupOf, subjectOf } from './lookup.ts';
import { type Asker, askersOf } from './projects.ts';

/** The entries of a lockfile, and how its version looks things up. */
interface Read {
  readonly entries: readonly Entry[];
  readonly odd: readonly number[];
  descriptors(name: string, range: string, locator: string | undefined): readonly string[];
}

const classicOf = (source: SourceFile, gaps: Gap[]): Read => {
  const { entries: found, failure } = readClassic(source);
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, failure.reason, failure.message));
  const entries = found.map(({ descriptors, at }) => ({ at, entry: classicEntry(descriptors, at) }));
  return {
    entries: entries.flatMap(({ entry }) => entry ?? []),
    odd: entries.filter(({ entry }) => entry === undefined).map(({ at }) => at.keyStart),
    descriptors: (name, range) => [`${name}@${range}`],
  };
};

/** The versions of the format that are known, which the manager's own versions 2 to 4 write. */
const NEWEST = 10;

const berryOf = (source: SourceFile, gaps: Gap[]): Read => {
  const { documents, failure } = readYaml(source, 1);
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, failure.reason, failure.message));
  const members = [...membersOf(documents[0])];
  if (failure === undefined && members.every(([key]) => key !== '__metadata'))
    gaps.push(gapAt(source, 0, 'malformed', 'Not a lockfile of Yarn: it has no __metadata'));
  const version = memberOf(memberOf(documents[0], '__metadata'), 'version');
  if (version?.kind === 'text' && Number(version.text) > NEWEST)
    gaps.push(newerGap(source, version.start, `Lockfile version ${version.text.slice(0, 20)}`));
  const entries = members.filter(([key]) => key !== '__metadata').map(([key, at]) => ({ at, entry: berryEntry(key, at) }));
  return {
    entries: entries.flatMap(({ entry }) => entry ?? []),
    odd: entries.filter(({ entry }) => entry === undefined).map(({ at }) => at.keyStart),
    descriptors: berryDescriptors,
  };
};

/** One package for all entries that are the same: with a patch and without, by several descriptors. */
const draftsOf = (entries: readonly Entry[], spanOf: (entry: Entry) => Span): ReadonlyMap<Entry, Draft> => {
  const drafts = new Map<Entry, Draft>();
  const known = new Map<string, Draft>();
  // What is patched is called by its plain entry, whose hash is the registry's content.
  for (const entry of [...entries.filter(({ patched }) => patched !== true), ...entries.filter(({ patched }) => patched === true)]) {
    const { name, version, source, integrity, resolved, conditional } = entry;
    const key = source === 'registry' ? `${name}@${version ?? ''}` : undefined;
    const same = key === undefined ? undefined : known.get(key);
    const draft =
      same ??
      draftOf({
        name,
        version,
        source,
        integrity,
        resolved,
        unhashed: conditional === true && integrity === undefined,
        span: spanOf(entry),
      });
    draft.integrity ??= integrity;
    if (key !== undefined) known.set(key, draft);
    drafts.set(entry, draft);
  }
  return new Map(entries.map((entry) => [entry, drafts.get(entry) as Draft]));
};

/** Names of the members of a package in an entry, where they differ. */
const MEMBERS: MemberNames = {
  version: ['version'],
  resolved: ['resolved', 'resolution'],
  integrity: ['integrity', 'checksum', 'resolved'],
};

/** How many ranges are told that a lockfile holds in place of the one that is asked for. */
const MAX_TOLD = 3;

/** What was written for which projects. Yarn 1 names none, but every range that any of them asks for. */
const lockedIn = (askers: readonly Asker[], entries: readonly Entry[], root: Members): Locked => {
  const ranges = new Map<string, Set<string>>();
  for (const { descriptors } of entries)
    for (const { name, range } of descriptors.map(descriptorParts)) {
      const known = ranges.get(name);
      if (known === undefined) ranges.set(name, new Set([range]));
      else known.add(range);
    }
  const held = ({ name, range }: Want): readonly { readonly name: string; readonly range: string }[] => {
    const known = ranges.get(name);
    if (known === undefined || known.has(range)) return known === undefined ? [] : [{ name, range }];
    const others = known.values();
    return Array.from({ length: Math.min(MAX_TOLD, known.size) }, () => ({ name, range: others.next().value ?? '' }));
  };
  const projects = askers.map(({ folder, wants, entry }) => ({ folder, asked: entry?.wants ?? wants.flatMap(held) }));
  const own = askers.flatMap(({ manifest, entry }) => (entry === undefined && manifest ? (textIn(manifest.members, 'name') ?? []) : []));
  return lockedFor(projects, [...own, ...Object.keys(membersIn(root, 'resolutions')).map(subjectOf)]);
};

const isBerry = (text: string): boolean => /^\uFEFF?"?__metadata"?:/m.test(text);

const read = async (
  source: SourceFile,
  beside: ReadBeside,
  folder: string,
  foldersIn: FoldersIn = async () => [],
): Promise<ReadLockfile> => {
  const gaps: Gap[] = [];
  const found = isBerry(source.text) ? berryOf(source, gaps) : classicOf(source, gaps);
  gaps.push(...oddEntries(source, found.odd, 'This entry cannot be read'));
  const entries = found.entries.slice(0, MAX_PACKAGES);
  if (entries.length < found.entries.length)
    gaps.push(gapAt(source, 0, 'too-large', `Only the first ${MAX_PACKAGES.toLocaleString('en')} packages are read`));
  const manifestOf = manifestReader(beside, gaps);
  const root = await manifestOf('');
  const drafts = draftsOf(entries, ({ at }) => ({ source, start: at.keyStart, end: at.keyEnd }));
  const lookup = lookupOf(drafts, root?.members);
  const find = ({ name, range }: Want, locator: string | undefined): Draft | undefined =>
    lookup(name, range, found.descriptors(name, range, locator), (other) => found.descriptors(name, other, locator));
  const plain = (range: string): string => (aliasIn(range) === undefined ? range.replace(/^npm:/, '') : range);

  for (const [entry, draft] of drafts)
    for (const want of entry.wants) {
      const to = find(want, entry.locator);
      if (to !== undefined) depend(draft, to, plain(want.range), want.optional);
    }
  const asked: Asked[] = [];
  const projects: Project[] = [];
  const askers = await askersOf(entries, root, manifestOf, foldersIn);
  for (const { folder: at, manifest, wants, entry } of askers) {
    const requires = wants.flatMap(({ dev, ...want }) => {
      const to = find(want, entry?.locator);
      return to === undefined ? [] : [askedFor({ to, dev, optional: want.optional }, plain(want.range), manifest?.placeOf(want.name))];
    });
    asked.push(...requires);
    const self = entry === undefined || at === '' ? undefined : drafts.get(entry);
    const version = manifest && memberIn(manifest.members, 'version');
    if (self !== undefined && typeof version === 'string') self.version ??= version;
    const name = (manifest && textIn(manifest.members, 'name')) ?? entry?.name ?? (at === '' ? folder : at);
    projects.push({ name, requires, ...(self === undefined ? {} : { self }) });
  }
  // The project itself is no package of its own.
  const installed = [...new Set([...drafts].filter(([entry]) => entry.folder !== '').map(([, draft]) => draft))];
  markScopes(installed, asked);
  for (const draft of installed) if (draft.source === 'workspace') Object.assign(draft, { dev: false, optional: false });
  const packages = packagesOf({ ecosystem: 'npm', purlType: 'npm', installed, ...(projects.length === 0 ? {} : { projects }) });
  const values = new Map(entries.map(({ at }) => [at.keyStart, at.value] as const));
  const isWhole = root !== undefined && !gaps.some(({ scope }) => scope.file === source.file);
  const locked = isWhole ? { locked: lockedIn(askers, entries, root.members) } : {};
  return { packages, gaps, ...locked, spanOf: (located, member) => memberPlace(values.get(located.entry.start), located, member, MEMBERS) };
};

const COMMON = {
  beside: '`package.json` of the project and of its workspaces',
  dev: 'with `package.json`',
  integrity: true,
  installScript: false,
  deprecated: false,
} as const;

/** Yarn's yarn.lock, of version 1 and of those since. */
export const yarn: LockfileFormat = {
  format: 'yarn',
  names: ['yarn.lock'],
  recognizes: (text) => /^# yarn lockfile v1\r?$/m.test(text.slice(0, 1_000)) || isBerry(text.slice(0, 1_000)),
  says: [
    {
      of: 'Yarn 1',
      versions: '1',
      ...COMMON,
      optional: 'with `package.json`',
      direct: 'with `package.json`',
      paths: 'with `package.json`',
      resolved: true,
    },
    { of: 'Yarn 2, 3, 4', versions: '4 to 10', ...COMMON, optional: true, direct: true, paths: true, resolved: 'what no registry has' },
  ],
  read,
};
