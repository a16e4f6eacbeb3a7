import type { SourceFile, Span } from '../../text/source-file.ts';
import { type Component, integrityOf, ownWords, type SbomDocument } from './document.ts';

/** A package of an SPDX document, whichever format wrote it. */
export interface SpdxPackage {
  readonly id: string;
  readonly name: string;
  readonly purl: string | undefined;
  readonly download: string | undefined;
  /** `APPLICATION`, `LIBRARY` ... */
  readonly purpose: string | undefined;
  readonly checksums: readonly { readonly algorithm: string; readonly hex: string }[];
  /** What its annotations say. */
  readonly comments: readonly string[];
  readonly span: Span;
  spanOf(member: string): { readonly start: number; readonly end: number } | undefined;
}

interface Relationship {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

/** An SPDX document of version 2, whichever format wrote it. */
export interface SpdxDocument {
  readonly source: SourceFile;
  readonly packages: readonly SpdxPackage[];
  readonly relationships: readonly Relationship[];
  /** Packages that the document says that it describes. */
  readonly describes: readonly string[];
}

/** What begins an annotation of parapet's own: `parapet: source=git dev=true`. */
export const OWN_ANNOTATION = 'parapet: ';

/**
 * From the one that needs to the one that is needed. What contains another does not say that it asks for it: most containers hold
 * everything. https://spdx.github.io/spdx-spec/v2.3/relationships-between-SPDX-elements/
 */
const NEEDS: ReadonlySet<string> = new Set(['DEPENDS_ON', 'HAS_PREREQUISITE']);
/** From the one that is needed. The word before says what for. */
const NEEDED = /^(?:(DEV|TEST|BUILD|OPTIONAL|PROVIDED|RUNTIME)_)?DEPENDENCY_OF$/;
/** Needed for work on the other alone. */
const FOR_DEVELOPMENT: ReadonlySet<string> = new Set(['DEV', 'TEST']);

const ownIn = (comments: readonly string[]): ReadonlyMap<string, string> => {
  const own = comments.find((comment) => comment.startsWith(OWN_ANNOTATION)) ?? '';
  return new Map(
    own
      .slice(OWN_ANNOTATION.length)
      .split(' ')
      .map((word) => [word.slice(0, Math.max(0, word.indexOf('='))), word.slice(word.indexOf('=') + 1)] as const),
  );
};

/** Everything that something leads to by edges of some kinds. */
const reached = (
  from: readonly string[],
  edges: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>,
  keep: (kind: string) => boolean,
) => {
  const found = new Set(from);
  for (const one of found) for (const [to, kinds] of edges.get(one) ?? []) if ([...kinds].some(keep)) found.add(to);
  return found;
};

/** An SPDX document in the words of all SBOMs. */
export const sbomOfSpdx = ({ packages, relationships, describes }: SpdxDocument): SbomDocument => {
  /** What needs what, and what for: '' where that is not said. */
  const edges = new Map<string, Map<string, Set<string>>>();
  const described = new Set(describes);
  const edge = (from: string, to: string, kind: string): void => {
    const needed = edges.get(from) ?? new Map<string, Set<string>>();
    edges.set(from, needed.set(to, (needed.get(to) ?? new Set()).add(kind)));
  };
  for (const { from, type, to } of relationships) {
    const [needed, kind = ''] = NEEDED.exec(type) ?? [];
    if (needed !== undefined) edge(to, from, kind);
    else if (NEEDS.has(type)) edge(from, to, '');
    else if (type === 'DESCRIBES' && from === 'SPDXRef-DOCUMENT') described.add(to);
    else if (type === 'DESCRIBED_BY' && to === 'SPDXRef-DOCUMENT') described.add(from);
  }
  // One thing that is described is the project itself; of many those that need something are.
  const single = described.size === 1;
  const isSubject = ({ id, purpose, purl }: SpdxPackage): boolean =>
    described.has(id) ? single || purpose === 'APPLICATION' || edges.has(id) : purpose === 'APPLICATION' && purl === undefined;
  const subjects = packages.filter(isSubject);
  const roots = subjects.map(({ id }) => id);
  const all = reached(roots, edges, () => true);
  const shipped = reached(roots, edges, (kind) => !FOR_DEVELOPMENT.has(kind));
  const sure = reached(roots, edges, (kind) => kind !== 'OPTIONAL');
  const own = new Set(subjects);
  const components = packages
    .filter((one) => !own.has(one))
    .map((one): Component => {
      const words = ownWords(ownIn(one.comments));
      const role = all.has(one.id) ? { dev: !shipped.has(one.id), optional: !sure.has(one.id) } : { dev: undefined, optional: undefined };
      const { id, name, purl, download, purpose, checksums, span, spanOf } = one;
      return {
        ref: id,
        name,
        purl,
        isOther: purpose !== undefined && !['LIBRARY', 'FRAMEWORK'].includes(purpose),
        source: words.source,
        isProject: words.isProject,
        // parapet's own documents say all that is known.
        ...(words.source === undefined ? role : { dev: words.dev, optional: words.optional }),
        integrity: integrityOf(checksums),
        resolved: download === 'NOASSERTION' || download === 'NONE' ? undefined : download,
        span,
        spanOf,
      };
    });
  return {
    subjects: subjects.map(({ id, name }) => ({ ref: id, name })),
    components,
    edges: edges.size === 0 ? undefined : new Map([...edges].map(([from, to]) => [from, [...to.keys()]] as const)),
    gaps: [],
  };
};
