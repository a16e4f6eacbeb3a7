import type { Ecosystem } from '../../model/package.ts';

/** Leaves what a package URL leaves as it is: letters, digits, `.-_~` and the colon. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** How a type spells names and versions that its package manager spells otherwise: https://github.com/package-url/purl-spec/tree/main/types-doc */
const SPELLED: Readonly<Record<string, { readonly name?: (name: string) => string; readonly version?: (version: string) => string }>> = {
  maven: { name: (name) => name.replace(':', '/') },
  // Go's own versions begin with a `v`; OSV's, which packages have here, do not.
  golang: { name: (name) => name.toLowerCase(), version: (version) => `v${version}` },
  composer: { name: (name) => name.toLowerCase() },
};

/** `pkg:npm/%40scope/name@1.0.0` (https://github.com/package-url/purl-spec). Slashes in the name end its namespace. */
export const purlOf = (type: string, name: string, version: string | undefined): string => {
  const spelled = SPELLED[type];
  const path = (spelled?.name?.(name) ?? name).split('/').map(encode).join('/');
  if (version === undefined || version === '') return `pkg:${type}/${path}`;
  return `pkg:${type}/${path}@${encode(spelled?.version?.(version) ?? version)}`;
};

/** The types of the ecosystems' package URLs. */
export const PURL_TYPES: Readonly<Record<Ecosystem, string>> = {
  npm: 'npm',
  PyPI: 'pypi',
  'crates.io': 'cargo',
  Go: 'golang',
  Maven: 'maven',
  RubyGems: 'gem',
  NuGet: 'nuget',
  Packagist: 'composer',
};

const ECOSYSTEMS: ReadonlyMap<string, Ecosystem> = new Map(
  (Object.entries(PURL_TYPES) as (readonly [Ecosystem, string])[]).map(([ecosystem, type]) => [type, ecosystem] as const),
);

/** What a package URL says. */
export interface Purl {
  readonly type: string;
  /** Absent where parapet does not know the type. */
  readonly ecosystem: Ecosystem | undefined;
  /** As the ecosystem has it: `@scope/name`, `group:artifact`. */
  readonly name: string;
  /** As OSV has it. */
  readonly version: string | undefined;
  readonly qualifiers: ReadonlyMap<string, string>;
}

/** Longer ones are none. */
const MAX_LENGTH = 4_096;

/** Reads a package URL (https://github.com/package-url/purl-spec); `undefined` where it is none. */
export const readPurl = (text: string): Purl | undefined => {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    const [, type = '', path = '', query = ''] =
      /^pkg:\/*([A-Za-z][A-Za-z0-9.+-]*)\/+([^?#]+)(?:\?([^#]*))?(?:#.*)?$/.exec(text.trim()) ?? [];
    // A scope's `@` that nobody encoded begins the path, a version's does not.
    const at = path.lastIndexOf('@');
    const hasVersion = at > 0 && path[at - 1] !== '/';
    const parts = (hasVersion ? path.slice(0, at) : path).split('/').flatMap((part) => (part === '' ? [] : [decodeURIComponent(part)]));
    const version = hasVersion ? decodeURIComponent(path.slice(at + 1)) : '';
    const known = type.toLowerCase();
    const ecosystem = ECOSYSTEMS.get(known);
    if (type === '' || parts.length === 0) return undefined;
    const qualifiers = new Map(
      query.split('&').flatMap((pair) => {
        const [key = '', ...value] = pair.split('=');
        return key === '' ? [] : [[key.toLowerCase(), decodeURIComponent(value.join('='))] as const];
      }),
    );
    return {
      type: known,
      ecosystem,
      name: parts.join(ecosystem === 'Maven' ? ':' : '/'),
      version: version === '' ? undefined : ecosystem === 'Go' ? version.replace(/^v/, '') : version,
      qualifiers,
    };
  } catch (error) {
    // An escape that is none.
    if (error instanceof URIError) return undefined;
    throw error;
  }
};
