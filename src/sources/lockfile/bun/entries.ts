import { kindOfAddress, openAddress } from '../address.ts';
import type { Installed } from '../graph.ts';
import { flag, isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';
import { KINDS } from '../scopes.ts';

/** A package that another one, or a workspace, asks for. */
export interface Want {
  readonly name: string;
  readonly spec: string;
  readonly dev: boolean;
  readonly optional: boolean;
}

/** An entry of `packages`: a list of what it is, where from, what it needs and its hash, as far as its kind has these. */
export interface Entry {
  readonly name: string;
  readonly version: string | undefined;
  readonly source: Installed['source'];
  readonly resolved: string | undefined;
  readonly integrity: string | undefined;
  readonly bundled: boolean;
  readonly wants: readonly Want[];
  /** The folder of a workspace. */
  readonly folder?: string;
}

/** Bun installs peers, but for the optional ones. */
const ENTRY_KINDS = [...KINDS, { key: 'peerDependencies', dev: false, optional: false }];

/** What a package or a workspace needs. */
export const wantsIn = (members: Members): readonly Want[] => {
  const wants = new Map<string, Want>();
  const given = memberIn(members, 'optionalPeers');
  const optionalPeers: readonly unknown[] = Array.isArray(given) ? given : [];
  for (const { key, dev, optional } of ENTRY_KINDS) {
    if (!Object.hasOwn(members, key)) continue;
    for (const [name, spec] of Object.entries(membersIn(members, key))) {
      if (typeof spec !== 'string' || wants.has(name) || (key === 'peerDependencies' && optionalPeers.includes(name))) continue;
      wants.set(name, { name, spec, dev, optional });
    }
  }
  return [...wants.values()];
};

/** What stands behind a name: `1.0.0`, `workspace:folder`, `github:owner/name#commit`, an address, the path of an archive. */
const sourceOf = (place: string): Installed['source'] => {
  if (place.startsWith('workspace:')) return 'workspace';
  if (place.startsWith('link:')) return 'link';
  return kindOfAddress(place) ?? (/^https?:/i.test(place) ? 'url' : 'file');
};

/** An entry; `undefined` where it is none, and `null` for the project itself. */
export const entryIn = (value: unknown): Entry | undefined | null => {
  if (!Array.isArray(value) || typeof value[0] !== 'string') return undefined;
  const id: string = value[0];
  const second: unknown = value[1];
  const at = id.indexOf('@', 1);
  const name = id.slice(0, at);
  const place = id.slice(at + 1);
  if (at < 0 || place === '') return undefined;
  if (place.startsWith('root:')) return null;
  const info = value.find(isMembers) ?? {};
  // What comes from a registry names it, by nothing if it is the usual one.
  const isRegistry = typeof second === 'string' && value.length > 2;
  const integrity = value.slice(isRegistry ? 2 : 1).find((each) => typeof each === 'string' && /^sha\d+-/.test(each)) as string | undefined;
  const source = isRegistry || (value.length === 1 && /^\d/.test(place)) ? 'registry' : sourceOf(place);
  const address = source === 'registry' ? (second as string | undefined) : source === 'workspace' ? undefined : place;
  return {
    name,
    version: source === 'registry' ? place : textIn(info, 'version'),
    source,
    resolved: address === undefined || address === '' ? undefined : openAddress(address),
    integrity,
    bundled: flag(info, 'bundled'),
    wants: source === 'workspace' ? [] : wantsIn(info),
    ...(source === 'workspace' ? { folder: place.slice('workspace:'.length) } : {}),
  };
};

/** The key of the entry that one lies in: `a/@s/b` lies in `a`. */
export const above = (key: string): string => {
  const slash = key.lastIndexOf('/');
  if (slash < 0) return '';
  const before = key.slice(0, slash);
  const scope = before.lastIndexOf('/');
  const last = before.slice(scope + 1);
  return last.startsWith('@') ? before.slice(0, Math.max(scope, 0)) : before;
};
