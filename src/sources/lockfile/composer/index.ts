import { sriOf } from '../../../model/integrity.ts';
import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { type Installed, type Project, packagesOf } from '../graph.ts';
import { readJson } from '../json.ts';
import { memberSpan, placesOfMembers, placesOfObjects, spanOfName, type ValuePlace, type Way, wayName } from '../json-spans.ts';
import { isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { gapAt, linkerIn, MAX_PACKAGES, manifestGap, type Node, nodeOf, oddEntries } from '../node.ts';
import { rangeIn } from '../range.ts';
import { standingByHash } from '../standing.ts';
import { composerHash } from './content-hash.ts';
import { abandonedIn, addressOf, licenseIn, sourceOf, versionControlled } from './origin.ts';

/** Where Composer lists what is for production, and what is for development. */
const LISTS = ['packages', 'packages-dev'] as const;
const KINDS = ['require', 'require-dev'];

/** Names are told without regard to case. */
const keyOf = (name: string): string => name.toLowerCase();

/** PHP itself, its extensions and libraries: https://getcomposer.org/doc/articles/composer-platform-dependencies.md */
const isPlatform = (name: string): boolean => !name.includes('/');

const listIn = (members: Members, key: string): readonly unknown[] => {
  const list = memberIn(members, key);
  return Array.isArray(list) ? list : [];
};

/** What a name stands for: a package, or those that say that they replace or provide it. */
const finderOf = (nodes: readonly { readonly entry: Members; readonly node: Node }[]): ((name: string) => readonly Installed[]) => {
  const named = new Map<string, Installed[]>();
  const virtual = new Map<string, Installed[]>();
  const add = (to: Map<string, Installed[]>, name: string, node: Installed): void =>
    void (to.get(keyOf(name))?.push(node) ?? to.set(keyOf(name), [node]));
  for (const { entry, node } of nodes) {
    add(named, node.name, node);
    for (const key of ['replace', 'provide']) for (const name of Object.keys(membersIn(entry, key))) add(virtual, name, node);
  }
  return (name) => named.get(keyOf(name)) ?? virtual.get(keyOf(name)) ?? [];
};

const readManifest = async (beside: ReadBeside, gaps: Gap[]) => {
  const source = await beside('composer.json');
  if (source === undefined) return undefined;
  const { value, failure } = readJson(source);
  if (failure !== undefined) gaps.push(manifestGap(source, failure.offset, 'syntax', failure.message));
  return failure === undefined && isMembers(value) ? { source, members: value } : undefined;
};

/** Whether the lockfile keeps the hash of the manifest as it is now. */
const standing = (lockfile: Members, manifest: Awaited<ReturnType<typeof readManifest>>): Pick<ReadLockfile, 'standing'> => {
  const given = textIn(lockfile, 'content-hash');
  const expected = manifest === undefined ? undefined : composerHash(manifest.members, manifest.source.text);
  return given === undefined || expected === undefined ? {} : { standing: standingByHash('composer.json', given, [expected]) };
};

/** Ways to the members of a package in its entry. */
const MEMBERS: Readonly<Record<string, readonly Way[]>> = {
  name: [['name']],
  version: [['version']],
  integrity: [['dist', 'shasum']],
  resolved: [
    ['dist', 'url'],
    ['source', 'url'],
  ],
  deprecated: [['abandoned']],
};

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const { text } = source;
  const gaps: Gap[] = [];
  const { value, failure } = readJson(source);
  if (failure !== undefined) gaps.push(gapAt(source, failure.offset, 'syntax', failure.message));
  const lockfile = isMembers(value) ? value : {};
  if (failure === undefined && !LISTS.some((list) => Array.isArray(memberIn(lockfile, list))))
    gaps.push(gapAt(source, 0, 'malformed', 'Not a composer.lock: it has no list of packages'));

  const places = placesOfObjects(
    text,
    failure?.offset ?? text.length,
    ([list, index, ...more]) => (list === 'packages' || list === 'packages-dev') && typeof index === 'number' && more.length === 0,
  );
  const manifest = await readManifest(beside, gaps);
  const repositories = versionControlled(manifest?.members);
  const placeAt = new Map<number, ValuePlace>();
  const nodes: { readonly entry: Members; readonly node: Node }[] = [];
  const odd: number[] = [];
  for (const list of LISTS)
    for (const [index, entry] of listIn(lockfile, list).entries()) {
      const place = places.get(wayName([list, index]));
      const name = isMembers(entry) ? textIn(entry, 'name') : undefined;
      if (!isMembers(entry) || name === undefined) {
        odd.push(place?.value.start ?? 0);
        continue;
      }
      if (nodes.length >= MAX_PACKAGES) break;
      const span = { source, ...(place === undefined ? { start: 0, end: 1 } : spanOfName(text, place)) };
      if (place !== undefined) placeAt.set(span.start, place);
      const node = nodeOf({
        name,
        version: textIn(entry, 'version'),
        source: sourceOf(entry, repositories),
        integrity: sriOf('sha1', textIn(membersIn(entry, 'dist'), 'shasum')),
        // Most archives are made by GitHub when they are fetched, and Composer leaves the hash of those empty.
        unhashed: textIn(membersIn(entry, 'dist'), 'shasum') === undefined,
        resolved: addressOf(entry),
        dev: list === 'packages-dev',
        deprecated: abandonedIn(entry),
        license: licenseIn(entry),
        span,
      });
      nodes.push({ entry, node });
    }
  gaps.push(...oddEntries(source, odd, 'A package without a name'));

  const find = finderOf(nodes);
  const link = linkerIn(source, gaps);
  for (const { entry, node } of nodes)
    for (const [name, spec] of Object.entries(membersIn(entry, 'require')))
      for (const to of isPlatform(name) ? [] : find(name))
        link(node, to, typeof spec === 'string' && keyOf(to.name) === keyOf(name) ? rangeIn(spec) : undefined);
  const projects: Project[] = [];
  if (manifest !== undefined) {
    const placeOf = placesOfMembers(manifest.source, KINDS);
    const requires = KINDS.flatMap((kind) => Object.entries(membersIn(manifest.members, kind))).filter(([name]) => !isPlatform(name));
    projects.push({
      name: textIn(manifest.members, 'name') ?? folder,
      requires: requires.flatMap(([name, spec]) => {
        const at = placeOf(name);
        const range = typeof spec === 'string' ? rangeIn(spec) : undefined;
        return find(name).map((to) => ({ to, ...(at === undefined ? {} : { at }), ...(range === undefined ? {} : { range }) }));
      }),
    });
  }
  return {
    packages: packagesOf({
      ecosystem: 'Packagist',
      purlType: 'composer',
      installed: nodes.map(({ node }) => node),
      ...(manifest === undefined ? {} : { projects }),
    }),
    gaps,
    ...standing(lockfile, manifest),
    spanOf: ({ entry }, member) => {
      const place = placeAt.get(entry.start);
      const ways = Object.hasOwn(MEMBERS, member) ? MEMBERS[member] : undefined;
      return (place === undefined || ways === undefined ? undefined : memberSpan(text, place, ways)) ?? entry;
    },
  };
};

/** Composer's `composer.lock`. Versions are as it writes them, with or without a `v`. */
export const composer: LockfileFormat = {
  format: 'composer',
  names: ['composer.lock'],
  recognizes: (text) => /^\uFEFF?\s*\{/.test(text) && /"packages-dev"\s*:/.test(text) && /"(?:content-)?hash"\s*:/.test(text),
  says: {
    of: 'Composer',
    versions: '1, 2',
    beside: '`composer.json`',
    dev: true,
    optional: false,
    direct: 'with `composer.json`',
    paths: 'with `composer.json`',
    integrity: 'where the registry gives one',
    resolved: true,
    installScript: false,
    deprecated: true,
  },
  read,
};
