import { createHash } from 'node:crypto';
import type { Gap, Inventory } from '../../model/inventory.ts';
import type { Package } from '../../model/package.ts';

/** What a bill of materials says beside what was found. */
export interface BillOptions {
  /** What it is about, where no manifest names it. */
  readonly name: string;
  /** The day that it is dated: an ISO date. */
  readonly today: string;
  /** parapet's own version. */
  readonly version: string;
}

/** A package in the bill. */
export interface Entry {
  /** What others refer to it by: its package URL, where only one package has that. */
  readonly ref: string;
  readonly pkg: Package;
  /** It is a workspace, whose manifest asks for what it needs. */
  readonly isProject: boolean;
  /** The refs of what it needs, as far as its lockfile says so. */
  readonly needs: readonly string[] | undefined;
}

/** A manifest that asks for packages and is none itself. */
export interface Project {
  readonly ref: string;
  readonly name: string;
  readonly needs: readonly string[];
}

/** An inventory's packages, in an order that is theirs alone. */
export interface Bill {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly projects: readonly Project[];
  /** Why packages may be missing: a sentence each, with its place. */
  readonly gaps: readonly string[];
}

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const placeOf = ({ file, line, account }: Gap['scope']): string =>
  file === undefined ? (account ?? '') : line === undefined ? file : `${file}:${line}`;

/** Refs for packages. Several of one package URL are told apart by the files that hold them, and in one file by where they come from. */
const named = (packages: readonly Package[]): readonly { readonly ref: string; readonly pkg: Package }[] => {
  const counts = new Map<string, number>();
  const keys = ({ purl, origin, source }: Package): readonly string[] => [
    purl,
    `${origin.file ?? ''}|${purl}`,
    `${origin.file ?? ''}|${source}|${purl}`,
  ];
  for (const pkg of packages) for (const key of keys(pkg)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const taken = new Map<string, number>();
  return packages.map((pkg) => {
    const ref = keys(pkg).find((key) => counts.get(key) === 1) ?? keys(pkg).at(-1) ?? '';
    const before = taken.get(ref) ?? 0;
    taken.set(ref, before + 1);
    return { ref: before === 0 ? ref : `${ref}|${before + 1}`, pkg };
  });
};

/** The names of the manifests that ask for a package themselves. */
const askersOf = ({ direct, paths = [], requirements = [] }: Package): readonly string[] => {
  if (direct !== true) return [];
  const names = [
    ...paths.flatMap((path) => (path.length === 2 ? (path[0] ?? []) : [])),
    ...requirements.flatMap(({ by }) => (by.startsWith('pkg:') ? [] : by)),
  ];
  return names.length > 0 ? [...new Set(names)] : [paths[0]?.[0] ?? ''];
};

/** Arranges what was found of packages as a bill. */
export const billOf = ({ packages, gaps }: Inventory, { name }: BillOptions): Bill => {
  const sorted = packages.toSorted(
    (one, other) =>
      byText(one.purl, other.purl) || byText(one.origin.file ?? '', other.origin.file ?? '') || byText(one.source, other.source),
  );
  const all = named(sorted);
  const inFile = new Map<string, string[]>();
  const key = (file: string | undefined, purl: string): string => `${file ?? ''}\n${purl}`;
  for (const { ref, pkg } of all) {
    const at = key(pkg.origin.file, pkg.purl);
    void (inFile.get(at)?.push(ref) ?? inFile.set(at, [ref]));
  }

  const entries = all.map(({ ref, pkg }): Entry => {
    const needs = pkg.dependencies?.flatMap((purl) => inFile.get(key(pkg.origin.file, purl)) ?? []);
    return { ref, pkg, isProject: false, needs: needs === undefined ? undefined : [...new Set(needs)].sort(byText) };
  });
  const asked = new Map<string, { readonly file: string; readonly name: string; readonly needs: Set<string> }>();
  for (const { ref, pkg } of all)
    for (const asker of askersOf(pkg)) {
      const file = pkg.origin.file ?? '';
      const project = asked.get(key(file, asker)) ?? { file, name: asker, needs: new Set<string>() };
      asked.set(key(file, asker), project);
      project.needs.add(ref);
    }
  // A workspace that needs nothing but what its manifest asks for, development included, is its project as well.
  const workspaces = new Set<string>();
  for (const { ref, pkg, needs = [] } of entries) {
    const at = key(pkg.origin.file, pkg.name);
    const own = new Set(needs);
    const project = pkg.source === 'workspace' ? asked.get(at) : undefined;
    if (project === undefined || [...project.needs].some((need) => !own.has(need))) continue;
    workspaces.add(ref);
    asked.delete(at);
  }
  const projects = [...asked.values()]
    .sort((one, other) => byText(one.file, other.file) || byText(one.name, other.name))
    .map(
      ({ file, name: of, needs }): Project => ({
        ref: `project:${file}:${of}`,
        name: of === '' ? name : of,
        needs: [...needs].sort(byText),
      }),
    );
  const missing = gaps.filter(
    ({ source, types }) => source !== 'live' && source !== 'facts' && (types === undefined || types.includes('package')),
  );
  const [only] = projects;
  return {
    name: projects.length === 1 && only !== undefined ? only.name : name,
    entries: entries.map((entry) => (workspaces.has(entry.ref) ? { ...entry, isProject: true } : entry)),
    projects,
    gaps: [...new Set(missing.map(({ scope, reason, message }) => `${placeOf(scope)}: ${message ?? reason}`))].sort(byText),
  };
};

const BY_LENGTH: Readonly<Record<number, string>> = { 16: 'MD5', 20: 'SHA-1', 32: 'SHA-256', 48: 'SHA-384', 64: 'SHA-512' };
const BY_NAME: Readonly<Record<string, string>> = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };

/** A hash of a package's archive: the algorithm as CycloneDX spells it, and hexadecimal digits. */
export interface Hash {
  readonly algorithm: string;
  readonly hex: string;
}

/**
 * The hashes of one archive, as Subresource Integrity has them. A package that may be installed from several archives has several of one
 * algorithm, and no single one; what hashes something else than the archive (Go's `h1:`, NuGet's content) is none.
 */
export const hashesOf = ({ integrity = '' }: Package): readonly Hash[] => {
  const hashes = integrity.split(/\s+/).flatMap((token): readonly Hash[] => {
    const [, name = '', base64 = ''] = /^(md5|sha1|sha256|sha384|sha512)-([A-Za-z0-9+/]+={0,2})(?:\?.*)?$/.exec(token) ?? [];
    const bytes = Buffer.from(base64, 'base64');
    const algorithm = BY_NAME[name];
    return algorithm === undefined || BY_LENGTH[bytes.length] !== algorithm ? [] : [{ algorithm, hex: bytes.toString('hex') }];
  });
  return hashes.filter(({ algorithm }) => hashes.filter((other) => other.algorithm === algorithm).length === 1);
};

/** What a package says that neither format has a place for. */
export const wordsOf = ({ isProject, pkg: { source, dev, optional } }: Entry): readonly (readonly [string, string])[] => [
  ['source', source],
  ...(isProject ? [['project', 'true'] as const] : []),
  ...(dev === undefined ? [] : [['dev', String(dev)] as const]),
  ...(optional === undefined ? [] : [['optional', String(optional)] as const]),
];

/** A UUID that is the same for the same content: version 8 of https://www.rfc-editor.org/rfc/rfc9562 over SHA-256. */
export const uuidOf = (content: unknown): string => {
  const bytes = createHash('sha256').update(JSON.stringify(content)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
