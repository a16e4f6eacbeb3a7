import type { SourceFile } from '../../text/source-file.ts';
import { openAddress } from '../address.ts';
import type { LockfileFormat, ReadBeside, ReadLockfile } from '../format.ts';
import { isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { newerGap } from '../node.ts';
import { integrityOf, objectsIn, shownOf } from './hashes.ts';
import { type Chosen, canHold } from './marker.ts';
import { pypiName } from './names.ts';
import { requirementsIn } from './pdm.ts';
import { manifestBeside } from './pyproject.ts';
import { lockfileOf, type PackageTable, readTables } from './tables.ts';
import type { Entry, Want } from './tree.ts';

const names = (value: unknown): ReadonlySet<string> =>
  new Set((Array.isArray(value) ? value : []).filter((name) => typeof name === 'string').map(pypiName));

/** The choices of what to install: nothing beyond the defaults, and everything of one kind. */
interface Choices {
  readonly main: Chosen;
  readonly dev: Chosen;
  readonly optional: Chosen;
}

/** For what a package is there: its marker says for which groups and extras. */
const flagsOf = (marker: string | undefined, { main, dev, optional }: Choices): { readonly dev: boolean; readonly optional: boolean } => {
  if (marker === undefined || canHold(marker, main)) return { dev: false, optional: false };
  const [isDev, isOptional] = [canHold(marker, dev), canHold(marker, optional)];
  return { dev: isDev && !isOptional, optional: isOptional && !isDev };
};

const hashesIn = (files: readonly Members[]): string | undefined =>
  integrityOf(files.flatMap((file) => Object.entries(membersIn(file, 'hashes')).map(([algorithm, hex]) => `${algorithm}:${String(hex)}`)));

const addressOf = (members: Members): string | undefined => textIn(members, 'url') ?? textIn(members, 'path');

const sourceOf = (members: Members): Pick<Entry, 'source' | 'integrity' | 'resolved'> => {
  const vcs = memberIn(members, 'vcs');
  if (isMembers(vcs)) {
    const commit = textIn(vcs, 'commit-id');
    return { source: 'git', integrity: undefined, resolved: [addressOf(vcs) ?? [], commit ?? []].flat().join('#') || undefined };
  }
  if (isMembers(memberIn(members, 'directory'))) return { source: 'link', integrity: undefined, resolved: undefined };
  const archive = memberIn(members, 'archive');
  if (isMembers(archive))
    return { source: textIn(archive, 'url') === undefined ? 'file' : 'url', integrity: hashesIn([archive]), resolved: addressOf(archive) };
  const files = [memberIn(members, 'sdist'), ...objectsIn(memberIn(members, 'wheels'))].filter(isMembers);
  const urls = files.flatMap((file) => textIn(file, 'url') ?? []);
  return { source: 'registry', integrity: hashesIn(files), resolved: shownOf(urls) ?? textIn(members, 'index') };
};

/** What a package needs: where a tool says so, and in PDM's words where it is PDM. */
const wantsIn = (members: Members): readonly Want[] => [
  ...objectsIn(memberIn(members, 'dependencies')).flatMap((wanted) => {
    const name = textIn(wanted, 'name');
    return name === undefined ? [] : [{ name: pypiName(name), extras: [], version: textIn(wanted, 'version') }];
  }),
  ...requirementsIn(membersIn(membersIn(members, 'tool'), 'pdm')),
];

const entryOf = ({ members, name, span }: PackageTable, choices: Choices): Entry => {
  const { source, integrity, resolved } = sourceOf(members);
  return {
    name: pypiName(name),
    version: textIn(members, 'version'),
    source,
    integrity,
    resolved: resolved === undefined ? undefined : openAddress(resolved),
    span,
    ...flagsOf(textIn(members, 'marker'), choices),
    wants: wantsIn(members),
    extras: new Map(),
  };
};

const read = async (source: SourceFile, beside: ReadBeside, folder: string): Promise<ReadLockfile> => {
  const tables = readTables(source, 'packages', (members) => Object.hasOwn(members, 'lock-version'));
  const version = textIn(tables.members, 'lock-version') ?? '1.0';
  const gaps = [];
  if (!/^1(?:\.|$)/.test(version))
    gaps.push(newerGap(source, source.text.indexOf('lock-version'), `Lockfile version ${version.slice(0, 20)}`));
  const defaults = names(memberIn(tables.members, 'default-groups'));
  const extras = names(memberIn(tables.members, 'extras'));
  const groups = new Set([...defaults, ...names(memberIn(tables.members, 'dependency-groups'))]);
  const choices: Choices = {
    main: { groups: defaults, extras: new Set() },
    dev: { groups, extras: new Set() },
    optional: { groups: defaults, extras },
  };
  const entries = tables.packages.map((table) => entryOf(table, choices));
  const manifest = await manifestBeside(beside)('');
  const askers = manifest.asks === undefined ? undefined : [{ name: manifest.name ?? folder, asks: manifest.asks }];
  return lockfileOf(source, tables, entries, askers, {
    gaps: [...gaps, ...manifest.gaps],
    keys: {
      version: ['version'],
      resolved: ['vcs', 'archive', 'sdist', 'wheels', 'index'],
      integrity: ['archive', 'sdist', 'wheels'],
      dev: ['marker'],
      optional: ['marker'],
      dependencies: ['dependencies'],
    },
    unlinked: entries.every(({ wants }) => wants.length === 0),
  });
};

/** The lockfiles that all tools may write: https://packaging.python.org/en/latest/specifications/pylock-toml/ */
export const pylock: LockfileFormat = {
  format: 'pylock',
  names: ['pylock.toml', /^pylock\.[^.]+\.toml$/],
  recognizes: (text) => /^lock-version\s*=/m.test(text) && /^\[\[packages\]\]/m.test(text),
  says: {
    of: 'pylock (PEP 751)',
    files: '`pylock.toml`, `pylock.NAME.toml`',
    versions: '1.0',
    beside: '`pyproject.toml`',
    dev: 'by markers of groups',
    optional: 'by markers of extras',
    direct: 'with `pyproject.toml`',
    paths: 'with `pyproject.toml`, where it says what a package needs, as PDM does',
    integrity: true,
    resolved: true,
    installScript: false,
    deprecated: false,
  },
  read,
};
