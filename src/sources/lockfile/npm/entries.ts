import { kindOfAddress, openAddress } from '../address.ts';
import type { Installed } from '../graph.ts';
import { MAX_LEVELS } from '../json-places.ts';
import { flag, isMembers, type Members, membersIn, textIn } from '../members.ts';

/** A package that another one asks for. */
export interface Want {
  readonly name: string;
  /** A range, or where to get it; unknown in what npm wrote before version 5. */
  readonly spec: string | undefined;
}

/** An entry of a lockfile, whichever version wrote it. */
export interface Entry extends Omit<Installed, 'source' | 'span' | 'dependencies'> {
  /** Where npm installs it, relative to the lockfile's folder: `node_modules/a/node_modules/b`, or a folder of the project's own. */
  readonly location: string;
  /** What its place in the text is known by, if not by its location. */
  readonly key?: string;
  /** What the entry alone says; a web address may be a registry's. */
  readonly source: 'git' | 'file' | 'url' | 'registry';
  readonly wants: readonly Want[];
  /** The location that this one links to. */
  readonly link: string | undefined;
}

/** What the tables of a lockfile hold. */
export interface Entries {
  readonly byLocation: ReadonlyMap<string, Entry>;
  /** What the lockfile repeats of the manifest. */
  readonly root?: Members;
  /** Locations whose entries cannot be read. */
  readonly unreadable: readonly string[];
  /** More than are read. */
  readonly cut: boolean;
}

/** More packages than any project has. */
const MAX_PACKAGES = 200_000;
const MAX_LOCATION = 4096;

const FOLDER = 'node_modules/';

/** Whether npm put it there, rather than the user. */
export const isInstalled = (location: string): boolean => location.startsWith(FOLDER) || location.includes(`/${FOLDER}`);

/** The name by which others find what is installed at a location: an alias, if it has one. */
export const folderName = (location: string): string => {
  const at = location.lastIndexOf(FOLDER);
  return at < 0 ? location.slice(location.lastIndexOf('/') + 1) : location.slice(at + FOLDER.length);
};

const tooDeep = (location: string): boolean =>
  location.length > MAX_LEVELS * FOLDER.length && location.split(FOLDER).length - 1 > MAX_LEVELS;

/**
 * Whether a package comes in the archive of the one that it lies in. What the project itself bundles bears the same mark, but npm fetches
 * it like any other.
 */
const comesWithParent = (location: string, marked: boolean, resolved: string | undefined): boolean =>
  marked && resolved === undefined && location.lastIndexOf(FOLDER) > 0 && isInstalled(location.slice(0, location.lastIndexOf(FOLDER)));

/**
 * Everything that a package needs where it is installed: peers too, as npm installs them since version 7, but no optional ones, as they
 * bring nothing in. What stands in the user's own folders also has its development dependencies there.
 */
export const wantsOf = (members: Members, own: boolean): readonly Want[] => {
  const wanted: Want[] = [];
  const add = (key: string, keep: (name: string) => boolean = () => true): void => {
    if (!Object.hasOwn(members, key)) return;
    const known = wanted.length === 0 ? undefined : new Set(wanted.map(({ name }) => name));
    for (const [name, spec] of Object.entries(membersIn(members, key)))
      if (known?.has(name) !== true && keep(name)) wanted.push({ name, spec: typeof spec === 'string' ? spec : undefined });
  };
  add('dependencies');
  add('optionalDependencies');
  if (own) add('devDependencies');
  const meta = membersIn(members, 'peerDependenciesMeta');
  add('peerDependencies', (name) => !flag(membersIn(meta, name), 'optional'));
  return wanted;
};

/** The table `packages` of versions 2 and 3. https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json#packages */
export const packagesTable = (table: Members): Entries => {
  const byLocation = new Map<string, Entry>();
  const unreadable: string[] = [];
  let root: Members | undefined;
  let cut = false;
  for (const [location, members] of Object.entries(table)) {
    if (location === '' && isMembers(members)) root = members;
    // A workspace that is gone; npm keeps its entry until somebody prunes.
    else if (isMembers(members) && flag(members, 'extraneous') && !isInstalled(location)) continue;
    else if (!isMembers(members) || location.length > MAX_LOCATION || tooDeep(location) || folderName(location) === '')
      unreadable.push(location);
    else if (byLocation.size >= MAX_PACKAGES) cut = true;
    else byLocation.set(location, packagesEntry(location, members));
  }
  return { byLocation, ...(root === undefined ? {} : { root }), unreadable, cut };
};

const packagesEntry = (location: string, members: Members): Entry => {
  const resolved = textIn(members, 'resolved');
  const link = flag(members, 'link');
  return {
    location,
    name: textIn(members, 'name') ?? folderName(location),
    version: textIn(members, 'version'),
    source: (resolved === undefined ? undefined : kindOfAddress(resolved)) ?? 'registry',
    integrity: textIn(members, 'integrity'),
    resolved: resolved === undefined || link ? undefined : openAddress(resolved),
    dev: flag(members, 'dev'),
    optional: flag(members, 'optional'),
    installScript: flag(members, 'hasInstallScript'),
    deprecated: textIn(members, 'deprecated'),
    license: textIn(members, 'license'),
    bundled: comesWithParent(location, flag(members, 'inBundle'), resolved),
    wants: wantsOf(members, !isInstalled(location)),
    link: link ? (resolved?.replace(/^\.\//, '') ?? '') : undefined,
  };
};

/** What an entry of a nested table is called. */
export const nestedLocation = (within: string, key: string): string => `${within === '' ? '' : `${within}/`}${FOLDER}${key}`;

/** A folder of the user's own in version 1: `file:packages/a`, but no archive. */
const folderOf = (members: Members): string | undefined => {
  const folder = /^file:(?!.*\.(?:tgz|tar|tar\.gz)$)(?:\.\/)?(.+)$/i.exec(textIn(members, 'version') ?? '')?.[1];
  return folder?.replace(/\/+$/, '');
};

/** The nested tables `dependencies` of version 1. https://docs.npmjs.com/cli/v6/configuring-npm/package-lock-json */
export const dependenciesTable = (table: Members): Entries => {
  const byLocation = new Map<string, Entry>();
  const unreadable: string[] = [];
  let cut = false;
  const open = [{ table, within: '', above: '', level: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [name, members] of Object.entries(next.table)) {
      const location = nestedLocation(next.within, name);
      const key = nestedLocation(next.above, name);
      const tooLong = location.length > MAX_LOCATION || next.level > MAX_LEVELS;
      const folder = isMembers(members) ? folderOf(members) : undefined;
      if (!isMembers(members) || name === '' || tooLong || (folder?.length ?? 0) > MAX_LOCATION) unreadable.push(key);
      else if (byLocation.size >= MAX_PACKAGES) cut = true;
      else {
        const nested = membersIn(members, 'dependencies');
        const entry = dependenciesEntry(location, name, members, nested);
        // As later versions write it: a link, and the folder that it leads to with all that is in it.
        if (folder === undefined) byLocation.set(location, { ...entry, key });
        else {
          byLocation.set(location, { ...entry, key, resolved: undefined, link: folder });
          byLocation.set(folder, { ...entry, key, resolved: undefined, location: folder });
        }
        const within = folder ?? location;
        if (Object.keys(nested).length > 0) open.push({ table: nested, within, above: key, level: next.level + 1 });
      }
    }
  }
  return { byLocation, unreadable, cut };
};

/** `version` says where a package comes from unless a registry has it: `npm:real@1.0.0`, `github:owner/name#commit`, `file:folder`. */
const dependenciesEntry = (location: string, key: string, members: Members, nested: Members): Entry => {
  const given = textIn(members, 'version') ?? '';
  const alias = /^npm:(@?[^@]+)(?:@(.*))?$/s.exec(given);
  const address = alias === null ? (kindOfAddress(given) ?? (/^https?:/i.test(given) ? 'url' : undefined)) : undefined;
  const version = address === undefined ? (alias === null ? given : (alias[2] ?? '')) : '';
  const resolved = textIn(members, 'resolved') ?? (address === undefined ? undefined : given);
  // npm before version 5 gives the version of what comes from git as well.
  const from = address ?? (resolved === undefined ? undefined : kindOfAddress(resolved));
  // npm before version 5 did not say what a package requires, but put what it alone needs below it.
  const requires = Object.hasOwn(members, 'requires') ? membersIn(members, 'requires') : nested;
  return {
    location,
    name: alias?.[1] ?? key,
    version: version === '' ? undefined : version,
    source: from ?? 'registry',
    integrity: textIn(members, 'integrity'),
    resolved: resolved === undefined ? undefined : openAddress(resolved),
    dev: flag(members, 'dev'),
    optional: flag(members, 'optional'),
    installScript: undefined,
    deprecated: undefined,
    bundled: comesWithParent(location, flag(members, 'bundled'), resolved),
    wants: Object.keys(requires).map((name) => ({ name, spec: textIn(requires, name) })),
    link: undefined,
  };
};
