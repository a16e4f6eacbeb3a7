import type { Package } from '../model/package.ts';
import { type Evidence, plural, type Seen, some, speaks } from './evidence.ts';

const STRONG = /\bsha-?(?:256|384|512)\b/i;

const labelOf = ({ name, version }: Package): string => (version === undefined ? name : `${name}@${version}`);

const filesOf = (packages: readonly Package[]): readonly string[] => [...new Set(packages.flatMap(({ origin }) => origin.file ?? []))];

/** Packages of others: what lies in the repository itself is none. */
const foreign = ({ packages }: Seen): readonly Package[] => packages.filter(({ source }) => source !== 'workspace' && source !== 'link');

const bomsOf = ({ report }: Seen): readonly string[] =>
  report.inputs.filter(({ format }) => format === 'cyclonedx' || format === 'spdx').flatMap(({ file }) => file ?? []);

/** How many of some packages have something, by which others are counted against it. */
const shareOf = (
  packages: readonly Package[],
  has: (pkg: Package) => boolean,
  { one, none, says }: { readonly one: string; readonly none: string; readonly says: 'against' | 'open' },
) => {
  const lacking = packages.filter((pkg) => !has(pkg));
  const having = packages.length - lacking.length;
  return [
    ...(lacking.length === 0 ? [] : [speaks(says, `${plural(lacking.length, 'package')} ${none}: ${some(lacking.map(labelOf))}`)]),
    ...(having === 0 ? [] : [speaks('for', `${having} of ${plural(packages.length, 'package')} ${one}`)]),
  ];
};

const NONE_READ = 'nothing that names packages was read';

/** Lockfiles and bills of materials name every package with its version. */
export const listed: Evidence = {
  told: 'lockfiles and bills of materials that were read name packages with their versions',
  see: (seen) => {
    const { packages, report } = seen;
    if (packages.length === 0) return [speaks('open', NONE_READ)];
    const unread = report.gaps.filter(({ source }) => source === 'lockfile');
    const files = plural(filesOf(packages).length, 'file');
    return [
      ...(unread.length === 0 ? [] : [speaks('open', `${plural(unread.length, 'part')} of lockfiles could not be read`)]),
      ...shareOf(packages, ({ version, source }) => version !== undefined || source !== 'registry', {
        one: `named with a version, in ${files}`,
        none: 'without a version',
        says: 'against',
      }),
    ];
  },
};

/** It stands in the lockfile where each package was fetched. */
export const located: Evidence = {
  told: 'lockfiles say for each package from which address or repository it came',
  see: (seen) => {
    const packages = foreign(seen);
    if (packages.length === 0) return [speaks('open', NONE_READ)];
    return shareOf(packages, ({ resolved, source }) => resolved !== undefined || source !== 'registry', {
      one: 'with an address',
      none: 'without an address in the lockfile',
      says: 'open',
    });
  },
};

/** Packages come from registries, not from git or bare addresses. */
export const fromRegistries: Evidence = {
  told: 'packages come from a registry; one from git, an address or a file contradicts',
  see: (seen) => {
    const packages = foreign(seen);
    if (packages.length === 0) return [speaks('open', NONE_READ)];
    return shareOf(packages, ({ source }) => source === 'registry', {
      one: 'from a registry',
      none: 'from elsewhere',
      says: 'against',
    });
  },
};

const NO_BOM = 'no bill of materials is among what was read; `parapet inventory --format cyclonedx` writes one';

/** A bill of materials is there. */
export const billed: Evidence = {
  told: 'a bill of materials (CycloneDX, SPDX) is among what was read',
  see: (seen) => {
    const boms = bomsOf(seen);
    return [boms.length === 0 ? speaks('open', NO_BOM) : speaks('for', `${plural(boms.length, 'bill')} of materials: ${some(boms)}`)];
  },
};

const inBoms = (seen: Seen, share: (packages: readonly Package[]) => ReturnType<typeof shareOf>) => {
  const boms = new Set(bomsOf(seen));
  const packages = seen.packages.filter(({ origin }) => boms.has(origin.file ?? ''));
  return packages.length === 0 ? [speaks('open', NO_BOM)] : share(packages);
};

/** The components of bills of materials are named as their ecosystems name them. */
export const billedByName: Evidence = {
  told: 'the components of a bill of materials that was read have package URLs of ecosystems that parapet knows',
  see: (seen) => {
    const unread = seen.report.gaps.filter(({ source, scope }) => source === 'lockfile' && bomsOf(seen).includes(scope.file ?? ''));
    return [
      ...(unread.length === 0 ? [] : [speaks('open', `${plural(unread.length, 'component')} could not be read as packages`)]),
      ...inBoms(seen, (packages) => [speaks('for', `${plural(packages.length, 'component')} with a package URL`)]),
    ];
  },
};

/** The components of bills of materials have hashes. */
export const billedByHash: Evidence = {
  told: 'the components of a bill of materials that was read have a hash of SHA-256 or stronger',
  see: (seen) =>
    inBoms(seen, (packages) =>
      shareOf(packages, ({ integrity = '' }) => STRONG.test(integrity), {
        one: 'with a strong hash',
        none: 'without a strong hash',
        says: 'against',
      }),
    ),
};
