import type { SourceFile } from '../../text/source-file.ts';
import { openAddress } from '../address.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { flag, isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { newerGap } from '../node.ts';
import { standingByHash } from '../standing.ts';
import { readToml } from '../toml.ts';
import { poetryHashes } from './content-hash.ts';
import { integrityOf, ofFiles, shownOf } from './hashes.ts';
import { pypiName } from './names.ts';
import { manifestBeside, named } from './pyproject.ts';
import { requirementOf } from './requirement.ts';
import { lockfileOf, type PackageTable, readTables } from './tables.ts';
import type { Entry, Want } from './tree.ts';

/** The types of a source that differ from a registry: https://python-poetry.org/docs/dependency-specification/ */
const KINDS: Readonly<Record<string, Entry['source']>> = { git: 'git', url: 'url', file: 'file', directory: 'link' };

/** In an extra's list: `name (>=1.0)`, of versions before 1.1 as well `name`. */
const namedByExtra = (list: unknown): readonly Want[] =>
  (Array.isArray(list) ? list : []).flatMap((text) => {
    const requirement = typeof text === 'string' ? requirementOf(text) : undefined;
    return requirement === undefined ? [] : [{ name: requirement.name, extras: requirement.extras, spec: requirement.spec }];
  });

/** What a package asks for at once, and what with which extra. */
const wantsOf = (members: Members): Pick<Entry, 'wants' | 'extras'> => {
  const all = named(membersIn(members, 'dependencies'), 'main');
  const extras = Object.entries(membersIn(members, 'extras')).map(([extra, list]) => {
    const own = namedByExtra(list).map((want) => ({
      ...want,
      extras: [...want.extras, ...all.filter(({ name }) => name === want.name).flatMap((one) => one.extras)],
    }));
    return [pypiName(extra), own] as const;
  });
  return { wants: all.filter(({ scope }) => scope !== 'optional'), extras: new Map(extras) };
};

/** Versions before 2.0 say `category`, 2.1 and later `groups`, those between neither. */
const isDev = (members: Members): boolean | undefined => {
  const category = textIn(members, 'category');
  if (category !== undefined) return category !== 'main';
  const groups = memberIn(members, 'groups');
  return Array.isArray(groups) ? !groups.includes('main') : undefined;
};

const entryOf = ({ members, name, span }: PackageTable, metadata: Members, isCut: boolean): Entry => {
  const from = membersIn(members, 'source');
  const type = textIn(from, 'type') ?? '';
  const source = (Object.hasOwn(KINDS, type) ? KINDS[type] : undefined) ?? 'registry';
  const commit = textIn(from, 'resolved_reference') ?? (type === 'git' ? textIn(from, 'reference') : undefined);
  const url = textIn(from, 'url');
  // Versions before 2.0 keep the hashes of all packages in one table, those before 1.0 bare ones.
  const files = ofFiles(memberIn(members, 'files') ?? memberIn(membersIn(metadata, 'files'), name));
  const bare = memberIn(membersIn(metadata, 'hashes'), name);
  const hashes = Array.isArray(bare) ? integrityOf(bare.map((hex) => (typeof hex === 'string' ? `sha256:${hex}` : hex))) : undefined;
  const resolved = source === 'link' ? undefined : (url ?? shownOf(files.urls));
  return {
    name: pypiName(name),
    version: textIn(members, 'version'),
    source,
    integrity: files.integrity ?? hashes,
    resolved: resolved === undefined ? undefined : openAddress(commit === undefined ? resolved : `${resolved}#${commit}`),
    span,
    unhashed: isCut && !Object.hasOwn(members, 'files'),
    dev: isDev(members),
    optional: flag(members, 'optional'),
    ...wantsOf(members),
  };
};

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const tables = readTables(source, 'package', (members) => isMembers(memberIn(members, 'metadata')));
  const metadata = membersIn(tables.members, 'metadata');
  const version = textIn(metadata, 'lock-version') ?? '1.0';
  const gaps = [];
  if (!/^[12](?:\.|$)/.test(version))
    gaps.push(newerGap(source, source.text.indexOf('lock-version'), `Lockfile version ${version.slice(0, 20)}`));
  const entries = tables.packages.map((table) => entryOf(table, metadata, tables.isCut));
  const manifest = await manifestBeside(beside)('');
  const askers = manifest.asks === undefined ? undefined : [{ name: manifest.name ?? folder, asks: manifest.asks }];
  const lockfile = lockfileOf(source, tables, entries, askers, {
    gaps: [...gaps, ...manifest.gaps],
    keys: {
      version: ['version'],
      resolved: ['url', 'source'],
      integrity: ['files'],
      dev: ['category', 'groups'],
      optional: ['optional'],
    },
  });
  const given = textIn(metadata, 'content-hash');
  const file = await beside('pyproject.toml');
  const pyproject = file === undefined ? undefined : readToml(file);
  const expected = pyproject === undefined || pyproject.failure !== undefined ? undefined : poetryHashes(pyproject.members);
  if (given === undefined || expected === undefined || isLater(source.text)) return lockfile;
  return { ...lockfile, standing: standingByHash('pyproject.toml', given, expected) };
};

/** Whether a version of Poetry wrote it that may hash more than is known here. */
const isLater = (text: string): boolean => {
  const [, major = '0', minor = '0'] = /@generated by Poetry (\d+)\.(\d+)/.exec(text.slice(0, 500)) ?? [];
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) > 5);
};

/** Poetry's poetry.lock. */
export const poetry: LockfileFormat = {
  format: 'poetry',
  names: ['poetry.lock'],
  recognizes: (text) =>
    /^\[\[package\]\]/m.test(text) && /^(?:lock-version = |content-hash = )/m.test(text) && text.includes('python-versions'),
  says: {
    of: 'Poetry',
    versions: '1.0, 1.1, 2.0, 2.1',
    beside: '`pyproject.toml`',
    dev: 'versions 1 and 2.1; 2.0: with `pyproject.toml`',
    optional: true,
    direct: 'with `pyproject.toml`',
    paths: 'with `pyproject.toml`',
    integrity: true,
    resolved: 'where it is not from PyPI',
    installScript: false,
    deprecated: false,
  },
  read,
};
