import type { Ecosystem } from '../../model/package.ts';
import type { Advisory } from './osv.ts';

/**
 * A package's key. Registries that take several spellings for one name say how: https://peps.python.org/pep-0503/#normalized-names;
 * NuGet and Packagist ignore case. An ecosystem's release (`Debian:12`) does not tell packages of ours apart.
 * The local database is keyed by this: who changes it gives the database's format another version.
 */
export const keyOf = (ecosystem: Ecosystem | (string & {}), name: string): string => {
  const base = baseOf(ecosystem);
  return `${base}\n${normalized(base, name)}`;
};

/** OSV's name of an ecosystem without its release. */
export const baseOf = (ecosystem: string): string => ecosystem.split(':', 1)[0] ?? ecosystem;

/**
 * The ecosystem that a record is about alone. OSV's dump of an ecosystem holds all records that name it, those that name others as well
 * among them: only records about one tell of what a collection has all.
 */
export const onlyEcosystemOf = ({ affected = [] }: Advisory): string | undefined => {
  const all = new Set(affected.flatMap(({ package: of }) => (of === undefined ? [] : baseOf(of.ecosystem))));
  return all.size === 1 ? [...all][0] : undefined;
};

const normalized = (ecosystem: string, name: string): string => {
  switch (ecosystem) {
    case 'PyPI':
      return name.toLowerCase().replace(/[-_.]+/g, '-');
    case 'NuGet':
    case 'Packagist':
      return name.toLowerCase();
    default:
      return name;
  }
};
