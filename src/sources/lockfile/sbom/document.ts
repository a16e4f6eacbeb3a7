import { sriOf } from '../../../model/integrity.ts';
import type { Gap } from '../../../model/inventory.ts';
import type { Package } from '../../../model/package.ts';
import type { Span } from '../../text/source-file.ts';

/** A component of an SBOM, whichever format wrote it. */
export interface Component {
  /** What edges call it; absent where nothing can lead to it. */
  readonly ref: string | undefined;
  readonly name: string;
  readonly purl: string | undefined;
  /** It is no package and is not meant to be one: a file, an operating system, the application itself. */
  readonly isOther: boolean;
  readonly source: Package['source'] | undefined;
  /** It has a manifest of its own, which asks for what it needs: a workspace. */
  readonly isProject: boolean;
  readonly dev: boolean | undefined;
  readonly optional: boolean | undefined;
  /** Subresource integrity. */
  readonly integrity: string | undefined;
  readonly resolved: string | undefined;
  readonly span: Span;
  /** Where its members stand, by the names that packages have for them. */
  spanOf(member: string): { readonly start: number; readonly end: number } | undefined;
}

/** An SBOM, whichever format wrote it. */
export interface SbomDocument {
  /** What it is about: `name` is what ways begin with. */
  readonly subjects: readonly { readonly ref: string | undefined; readonly name: string }[];
  readonly components: readonly Component[];
  /** What depends on what; absent where the SBOM says nothing of it. */
  readonly edges: ReadonlyMap<string, readonly string[]> | undefined;
  readonly gaps: readonly Gap[];
}

/** Components that lie in one another are followed this far. */
export const MAX_NESTED = 16;

const ALGORITHMS: Readonly<Record<string, string>> = { SHA512: 'sha512', SHA384: 'sha384', SHA256: 'sha256', SHA1: 'sha1' };

/** The strongest of some hashes, as Subresource Integrity writes it. Names of algorithms are told without regard to dashes. */
export const integrityOf = (hashes: readonly { readonly algorithm: string; readonly hex: string }[]): string | undefined => {
  const named = hashes.map(({ algorithm, hex }) => ({ algorithm: algorithm.toUpperCase().replaceAll(/[-_]/g, ''), hex }));
  for (const [algorithm, prefix] of Object.entries(ALGORITHMS)) {
    const hex = named.find((hash) => hash.algorithm === algorithm)?.hex;
    const integrity = sriOf(prefix, hex);
    if (integrity !== undefined) return integrity;
  }
  return undefined;
};

const SOURCES: ReadonlySet<string> = new Set(['registry', 'git', 'url', 'file', 'workspace', 'link']);

/** What words, a format's or parapet's own, say of a component. */
export type Said = Pick<Component, 'source' | 'isProject' | 'dev' | 'optional'>;

/** What parapet's own SBOMs say that their format has no place for. */
export const ownWords = (words: ReadonlyMap<string, string>): Said => {
  const source = words.get('source');
  const truth = (key: string): boolean | undefined => {
    const word = words.get(key);
    return word === 'true' ? true : word === 'false' ? false : undefined;
  };
  return {
    source: source !== undefined && SOURCES.has(source) ? (source as Package['source']) : undefined,
    isProject: truth('project') === true,
    dev: truth('dev'),
    optional: truth('optional'),
  };
};
