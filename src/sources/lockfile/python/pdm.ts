import type { SourceFile } from '../../text/source-file.ts';
import { openAddress } from '../address.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { newerGap } from '../node.ts';
import { ofFiles, shownOf } from './hashes.ts';
import { pypiName } from './names.ts';
import { manifestBeside, type PyProject } from './pyproject.ts';
import { requirementOf } from './requirement.ts';
import { lockfileOf, type PackageTable, readTables } from './tables.ts';
import type { Entry, Want } from './tree.ts';

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []);

/** What a table asks for in its `dependencies`. */
export const requirementsIn = (members: Members): readonly Want[] =>
  textsIn(memberIn(members, 'dependencies')).flatMap((text) => {
    const requirement = requirementOf(text);
    return requirement === undefined ? [] : [{ name: requirement.name, extras: requirement.extras, spec: requirement.spec }];
  });

/** What groups for development are called; asked only where no manifest says which are. */
const FOR_DEVELOPMENT = /dev|test|lint|doc|typ|format/i;

/** Whether the groups that need a package are for development alone, or all optional. `default` is what is installed anyway. */
const flagsOf = (groups: readonly string[], { asks, extras, groups: dev }: PyProject): Pick<Entry, 'dev' | 'optional'> => {
  if (groups.length === 0) return {};
  if (groups.includes('default')) return { dev: false, optional: false };
  const isExtra = (group: string): boolean =>
    !dev.has(pypiName(group)) && (asks === undefined ? !FOR_DEVELOPMENT.test(group) : extras.has(pypiName(group)));
  return { dev: !groups.some(isExtra), optional: groups.every(isExtra) };
};

const sourceOf = (members: Members): { readonly source: Entry['source']; readonly address?: string } => {
  const git = textIn(members, 'git') ?? textIn(members, 'hg') ?? textIn(members, 'svn') ?? textIn(members, 'bzr');
  if (git !== undefined)
    return { source: 'git', address: [git, textIn(members, 'revision') ?? textIn(members, 'ref') ?? []].flat().join('#') };
  const url = textIn(members, 'url');
  if (url !== undefined && !/^file:/i.test(url)) return { source: 'url', address: url };
  const path = textIn(members, 'path') ?? url;
  if (path === undefined) return { source: 'registry' };
  return /\.(?:whl|zip|tar|tgz|tar\.\w+)$/i.test(path) ? { source: 'file', address: path } : { source: 'link' };
};

const entryOf = ({ members, name, span }: PackageTable, allFiles: Members, manifest: PyProject, isCut: boolean): Entry => {
  const version = textIn(members, 'version');
  const { source, address } = sourceOf(members);
  // Versions before 4.3 keep the files of all packages in one table.
  const files = ofFiles(memberIn(members, 'files') ?? memberIn(allFiles, `${name} ${version ?? ''}`));
  const resolved = source === 'registry' ? shownOf(files.urls) : address;
  const extras = textsIn(memberIn(members, 'extras')).map(pypiName);
  const wants = requirementsIn(members);
  return {
    name: pypiName(name),
    version,
    source,
    integrity: files.integrity,
    resolved: resolved === undefined ? undefined : openAddress(resolved),
    span,
    unhashed: isCut && !Object.hasOwn(members, 'files'),
    ...flagsOf(textsIn(memberIn(members, 'groups')), manifest),
    wants: extras.length > 0 ? [] : wants,
    extras: new Map(extras.map((extra) => [extra, wants])),
  };
};

/** Joins a package with the tables that it has for each choice of extras. */
const joined = (entries: readonly Entry[]): readonly Entry[] => {
  const byKey = new Map<string, Entry>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.name, entry.version, entry.source, entry.resolved]);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, entry);
    else {
      const bare = entry.extras.size === 0 ? entry : known;
      const extras = new Map([...known.extras, ...entry.extras]);
      const both = (one: boolean | undefined, other: boolean | undefined) =>
        one === undefined || other === undefined ? undefined : one && other;
      byKey.set(key, {
        ...bare,
        integrity: known.integrity ?? entry.integrity,
        dev: both(known.dev, entry.dev),
        optional: both(known.optional, entry.optional),
        wants: [...known.wants, ...entry.wants],
        extras,
      });
    }
  }
  return [...byKey.values()];
};

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const tables = readTables(source, 'package', (members) => isMembers(memberIn(members, 'metadata')));
  const metadata = membersIn(tables.members, 'metadata');
  const gaps = [];
  const version = textIn(metadata, 'lock_version') ?? '';
  if (/^(?:[5-9]|\d{2,})/.test(version))
    gaps.push(newerGap(source, source.text.indexOf('lock_version'), `Lockfile version ${version.slice(0, 20)}`));
  const manifest = await manifestBeside(beside)('');
  const entries = joined(tables.packages.map((table) => entryOf(table, membersIn(metadata, 'files'), manifest, tables.isCut)));
  const askers = manifest.asks === undefined ? undefined : [{ name: manifest.name ?? folder, asks: manifest.asks }];
  return lockfileOf(source, tables, entries, askers, {
    gaps: [...gaps, ...manifest.gaps],
    keys: {
      version: ['version'],
      resolved: ['url', 'git', 'path', 'files'],
      integrity: ['files'],
      dev: ['groups'],
      optional: ['groups'],
      dependencies: ['dependencies'],
    },
  });
};

/** PDM's pdm.lock. */
export const pdm: LockfileFormat = {
  format: 'pdm',
  names: ['pdm.lock', /^pdm\..+\.lock$/],
  recognizes: (text) => /^\[metadata\]/m.test(text) && /^lock_version = /m.test(text),
  says: {
    of: 'PDM',
    files: '`pdm.lock`, `pdm.NAME.lock`',
    versions: '2 to 4.5',
    beside: '`pyproject.toml`',
    dev: 'where it has groups, or with `pyproject.toml`',
    optional: 'with `pyproject.toml`',
    direct: 'with `pyproject.toml`',
    paths: 'with `pyproject.toml`',
    integrity: true,
    resolved: 'where it is not from a registry, or the strategy `static_urls`',
    installScript: false,
    deprecated: false,
  },
  read,
};
