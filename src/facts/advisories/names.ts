import type { Ecosystem } from '../../model/package.ts';

/**
 * A package's key. Registries that take several spellings for one name say how: https://peps.python.org/pep-0503/#normalized-names;
 * NuGet and Packagist ignore case. An ecosystem's release (`Debian:12`) does not tell packages of ours apart.
 */
export const keyOf = (ecosystem: Ecosystem | (string & {}), name: string): string => {
  const at = ecosystem.indexOf(':');
  const base = at < 0 ? ecosystem : ecosystem.slice(0, at);
  return `${base}\n${normalized(base, name)}`;
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
