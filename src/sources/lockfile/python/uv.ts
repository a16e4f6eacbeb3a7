import type { SourceFile } from '../../text/source-file.ts';
import { openAddress } from '../address.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { type Members, memberIn, membersIn, textIn } from '../members.ts';
import { readToml } from '../toml.ts';
import { objectsIn, ofFiles, shownOf } from './hashes.ts';
import { pypiName } from './names.ts';
import { manifestBeside } from './pyproject.ts';
import { lockfileOf, type PackageTable, readTables } from './tables.ts';
import type { Asked, Asker, Entry, Want } from './tree.ts';
import { uvStanding } from './uv-standing.ts';

/** More members than any workspace has: each costs reading a file. */
const MAX_MEMBERS = 5_000;

/** The keys of `source`, each with its kind: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile */
const KINDS = [
  ['git', 'git'],
  ['url', 'url'],
  ['path', 'file'],
  ['directory', 'link'],
  ['editable', 'link'],
  ['virtual', 'link'],
] as const;

interface Source {
  readonly source: Entry['source'];
  readonly address: string | undefined;
  /** The folder of what is the user's own. */
  readonly folder?: string;
}

/** Before its first release uv wrote `registry+https://…` in place of a table. */
const sourceIn = (members: Members): Members => {
  const [, key, address] = /^(\w+)\+(.*)$/s.exec(textIn(members, 'source') ?? '') ?? [];
  return key === undefined || address === undefined ? membersIn(members, 'source') : { [key]: address };
};

const sourceOf = (source: Members): Source => {
  for (const [key, kind] of KINDS) {
    const address = textIn(source, key);
    if (address !== undefined) return { source: kind, address, ...(kind === 'link' ? { folder: address.replace(/\/+$/, '') } : {}) };
  }
  return { source: 'registry', address: textIn(source, 'registry') };
};

/** What tells sources of one name and version apart. */
const sourceKey = (source: Members): string | undefined => {
  const { source: kind, address } = sourceOf(source);
  return address === undefined ? undefined : `${kind} ${address}`;
};

const wantsIn = (list: unknown): readonly Want[] =>
  objectsIn(list).flatMap((wanted) => {
    const name = textIn(wanted, 'name');
    const extras = memberIn(wanted, 'extra') ?? memberIn(wanted, 'extras');
    return name === undefined
      ? []
      : [
          {
            name: pypiName(name),
            extras: Array.isArray(extras) ? extras.filter((extra) => typeof extra === 'string').map(pypiName) : [],
            version: textIn(wanted, 'version'),
            spec: textIn(wanted, 'specifier'),
            from: sourceKey(sourceIn(wanted)),
          },
        ];
  });

const groupsIn = (groups: Members): ReadonlyMap<string, readonly Want[]> =>
  new Map(Object.entries(groups).map(([name, list]) => [pypiName(name), wantsIn(list)]));

const entryOf = ({ members, name, span }: PackageTable, workspace: ReadonlySet<string>): Entry => {
  const from = sourceIn(members);
  const { source, address, folder } = sourceOf(from);
  const sdist = memberIn(members, 'sdist');
  const files = ofFiles([sdist, ...objectsIn(memberIn(members, 'wheels'))]);
  const resolved = folder !== undefined ? undefined : source === 'registry' ? (shownOf(files.urls) ?? address) : address;
  const own = pypiName(name);
  return {
    name: own,
    version: textIn(members, 'version'),
    source: folder !== undefined && workspace.has(own) ? 'workspace' : source,
    integrity: files.integrity,
    resolved: resolved === undefined ? undefined : openAddress(resolved),
    span,
    from: sourceKey(from),
    wants: wantsIn(memberIn(members, 'dependencies')),
    extras: groupsIn(membersIn(members, 'optional-dependencies')),
  };
};

/** The folder of a package that is the user's own, `.` for the lockfile's. */
const folderOf = ({ members }: PackageTable): string | undefined => sourceOf(sourceIn(members)).folder;

const asked = (wants: Iterable<Want>, scope: Asked['scope']): readonly Asked[] => [...wants].map((want) => ({ ...want, scope }));

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const isEarly = /^\[\[distribution\]\]/m.test(source.text);
  const tables = readTables(
    source,
    isEarly ? 'distribution' : 'package',
    (members) => Object.hasOwn(members, 'version') && Object.hasOwn(members, 'requires-python'),
  );
  const manifest = membersIn(tables.members, 'manifest');
  const listed = memberIn(manifest, 'members');
  const workspace = new Set((Array.isArray(listed) ? listed : []).filter((name) => typeof name === 'string').map(pypiName));
  const entries = tables.packages.map((table) => entryOf(table, workspace));

  const gaps = [];
  const askers: Asker[] = [];
  const places = manifestBeside(beside);
  for (const [index, table] of tables.packages.entries()) {
    const at = folderOf(table);
    const self = entries[index];
    const isRoot = at === '.' || at === '';
    if (self === undefined || at === undefined || !(isRoot || workspace.has(self.name)) || askers.length >= MAX_MEMBERS) continue;
    const own = await places(isRoot ? '' : at);
    gaps.push(...own.gaps);
    const asks = [
      ...asked(self.wants, 'main'),
      ...asked([...self.extras.values()].flat(), 'optional'),
      ...asked([...groupsIn(membersIn(table.members, 'dev-dependencies')).values()].flat(), 'dev'),
    ];
    const metadata = membersIn(table.members, 'metadata');
    const specs = new Map(
      [...groupsIn(membersIn(metadata, 'requires-dev')).values(), wantsIn(memberIn(metadata, 'requires-dist'))]
        .flat()
        .map((want) => [want.name, want.spec]),
    );
    askers.push({
      name: self.name,
      self,
      shown: !isRoot,
      asks: asks.map((ask) => ({ ...ask, spec: specs.get(ask.name), at: own.placeOf(ask.name) })),
    });
  }
  // A script, or a workspace whose root is no package: what it asks for itself stands in no table.
  const others = [
    ...asked(wantsIn(memberIn(manifest, 'requirements')), 'main'),
    ...asked([...groupsIn(membersIn(manifest, 'dependency-groups')).values()].flat(), 'dev'),
  ];
  if (others.length > 0) {
    const own = await places('');
    gaps.push(...own.gaps);
    askers.unshift({ name: own.name ?? folder, asks: others.map((ask) => ({ ...ask, at: own.placeOf(ask.name) })) });
  }
  const lockfile = lockfileOf(source, tables, entries, askers.length === 0 ? undefined : askers, {
    gaps,
    keys: { version: ['version'], resolved: ['source', 'sdist', 'wheels'], integrity: ['sdist', 'wheels'], dependencies: ['dependencies'] },
  });
  const file = /(?:^|\/)uv\.lock$/.test(source.file) ? await beside('pyproject.toml') : undefined;
  const pyproject = file === undefined ? undefined : readToml(file);
  if (pyproject === undefined || pyproject.failure !== undefined || tables.isCut) return lockfile;
  const root = tables.packages.find((table) => folderOf(table) === '.' || folderOf(table) === '')?.members;
  const standing = uvStanding(pyproject.members, root, manifest);
  return standing === undefined ? lockfile : { ...lockfile, standing };
};

/** uv's uv.lock, and the lockfiles of its scripts. */
export const uv: LockfileFormat = {
  format: 'uv',
  names: ['uv.lock', /\.py\.lock$/],
  recognizes: (text) =>
    /^\[\[package\]\]/m.test(text) && /^source = \{ (?:registry|editable|virtual|git|url|path|directory) = /m.test(text),
  says: {
    of: 'uv',
    files: '`uv.lock`, `NAME.py.lock`',
    versions: '1',
    beside: '`pyproject.toml` of the project and of the members of its workspace, for the lines that ask for a package',
    dev: true,
    optional: true,
    direct: true,
    paths: true,
    integrity: true,
    resolved: true,
    installScript: false,
    deprecated: false,
  },
  read,
};
