import type { Gap } from '../../../model/inventory.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { openAddress } from '../address.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { packagesOf } from '../graph.ts';
import { readJson } from '../json.ts';
import { memberSpan, placesOfObjects, type ValuePlace, type Way, wayName } from '../json-spans.ts';
import { isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { gapAt, MAX_PACKAGES, manifestGap, oddEntries } from '../node.ts';
import { standingByHash } from '../standing.ts';
import { readToml } from '../toml.ts';
import { pipfileHashes } from './content-hash.ts';
import { integrityOf, objectsIn } from './hashes.ts';
import { pypiName } from './names.ts';
import { named, placesIn } from './pyproject.ts';
import { pinnedBy } from './requirement.ts';
import { type Asked, type Entry, treeOf } from './tree.ts';

/** Repositories that a package may come from, by the key that says so. */
const VCS = ['git', 'hg', 'svn', 'bzr'];

/** Where the members of a package stand in its entry. */
const WAYS: Readonly<Record<string, readonly Way[]>> = {
  version: [['version']],
  resolved: [...VCS.map((key) => [key]), ['file'], ['path'], ['index']],
  integrity: [['hashes', 0]],
};

const sourceOf = (members: Members, indexes: ReadonlyMap<string, string>): Pick<Entry, 'source' | 'resolved'> => {
  const vcs = VCS.flatMap((key) => textIn(members, key) ?? [])[0];
  if (vcs !== undefined) return { source: 'git', resolved: [vcs, textIn(members, 'ref') ?? []].flat().join('#') };
  const file = textIn(members, 'file') ?? textIn(members, 'path');
  if (file === undefined) return { source: 'registry', resolved: indexes.get(textIn(members, 'index') ?? '') };
  if (/^https?:/i.test(file)) return { source: 'url', resolved: file };
  return /\.(?:whl|zip|tgz|tar(?:\.\w+)?)$/i.test(file) ? { source: 'file', resolved: file } : { source: 'link', resolved: undefined };
};

/** What is installed for the program itself; every other category is for development. */
const scopeOf = (category: string): Asked['scope'] => (category === 'default' || category === 'packages' ? 'main' : 'dev');

/** What the Pipfile beside it asks for: https://pipenv.pypa.io/en/latest/pipfile.html */
const manifestIn = async (
  beside: ReadBeside,
): Promise<{ readonly asks?: readonly Asked[]; readonly members?: Members; readonly gaps: readonly Gap[] }> => {
  const source = await beside('Pipfile');
  if (source === undefined) return { gaps: [] };
  const { members, failure } = readToml(source);
  if (failure !== undefined) return { gaps: [manifestGap(source, failure.offset, 'syntax', failure.message)] };
  const categories = Object.keys(members).filter((key) => !['source', 'requires', 'scripts', 'pipenv'].includes(key));
  const places = placesIn(source, (table) => categories.includes(table.split('.')[0] ?? ''));
  const asks = categories.flatMap((category) => named(membersIn(members, category), scopeOf(category)));
  return { asks: asks.map((ask) => ({ ...ask, at: places.get(ask.name) })), members, gaps: [] };
};

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const { text } = source;
  const { value, failure } = readJson(source);
  const gaps: Gap[] = failure === undefined ? [] : [gapAt(source, failure.offset, 'syntax', failure.message)];
  const members = isMembers(value) ? value : {};
  const meta = membersIn(members, '_meta');
  const categories = Object.keys(members).filter((key) => key !== '_meta');
  if (failure === undefined && !['_meta', 'default', 'develop'].some((key) => isMembers(memberIn(members, key))))
    gaps.push(gapAt(source, 0, 'malformed', 'Not a lockfile: it has neither default nor develop'));

  const indexes = new Map(objectsIn(memberIn(meta, 'sources')).map((index) => [textIn(index, 'name') ?? '', textIn(index, 'url') ?? '']));
  const places = placesOfObjects(text, failure?.offset ?? text.length, (way) => way.length === 2 && way[0] !== '_meta');
  const byStart = new Map<number, ValuePlace>();
  const entries: Entry[] = [];
  const odd: number[] = [];
  for (const category of categories)
    for (const [name, given] of Object.entries(membersIn(members, category))) {
      if (entries.length >= MAX_PACKAGES) break;
      const place = places.get(wayName([category, name]));
      const key = place?.key ?? { start: 0, end: 1 };
      if (!isMembers(given) || name === '') {
        odd.push(Math.max(0, text.indexOf(JSON.stringify(name))));
        continue;
      }
      if (place !== undefined) byStart.set(key.start, place);
      const { source: kind, resolved } = sourceOf(given, indexes);
      const hashes = memberIn(given, 'hashes');
      entries.push({
        name: pypiName(name),
        version: pinnedBy(textIn(given, 'version')),
        source: kind,
        integrity: integrityOf(Array.isArray(hashes) ? hashes : []),
        resolved: resolved === undefined || resolved === '' ? undefined : openAddress(resolved),
        span: { source, ...key },
        dev: scopeOf(category) === 'dev',
        optional: false,
        wants: [],
        extras: new Map(),
      });
    }
  gaps.push(...oddEntries(source, odd, 'This package cannot be read'));
  if (entries.length >= MAX_PACKAGES)
    gaps.push(gapAt(source, 0, 'too-large', `Only the first ${MAX_PACKAGES.toLocaleString('en')} packages are read`));

  const manifest = await manifestIn(beside);
  gaps.push(...manifest.gaps);
  const tree = treeOf(entries, manifest.asks === undefined ? undefined : [{ name: folder, asks: manifest.asks }], () =>
    gaps.push(gapAt(source, 0, 'too-large', 'Not every dependency is followed: there are more than any project has')),
  );
  const given = textIn(membersIn(meta, 'hash'), 'sha256');
  const expected = manifest.members === undefined ? undefined : pipfileHashes(manifest.members);
  return {
    packages: packagesOf({ ...tree, unlinked: true }),
    gaps,
    ...(given === undefined || expected === undefined ? {} : { standing: standingByHash('Pipfile', given, expected) }),
    spanOf: ({ entry }, member) => {
      const place = byStart.get(entry.start);
      const ways = Object.hasOwn(WAYS, member) ? (WAYS[member] ?? []) : [];
      return (
        (place === undefined || ways.length === 0 ? undefined : memberSpan(text, place, ways)) ?? { start: entry.start, end: entry.end }
      );
    },
  };
};

/** Pipenv's Pipfile.lock. */
export const pipfile: LockfileFormat = {
  format: 'pipenv',
  names: ['Pipfile.lock'],
  recognizes: (text) => /^\uFEFF?\s*\{/.test(text) && text.includes('"pipfile-spec"'),
  says: {
    of: 'Pipenv',
    versions: '6',
    beside: '`Pipfile`',
    dev: true,
    optional: false,
    direct: 'with `Pipfile`',
    paths: 'with `Pipfile`, of what it asks for',
    integrity: true,
    resolved: 'where it names an index',
    installScript: false,
    deprecated: false,
  },
  read,
};
