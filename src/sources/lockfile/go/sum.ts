import { compare } from 'semver';
import type { SourceFile, Span } from '../../text/source-file.ts';
import { linesOf } from '../lines.ts';

/** A line of `go.sum` about a module itself, rather than about its `go.mod`. */
interface Sum {
  /** `h1:` and a digest. */
  readonly hash: string;
  /** Path and version. */
  readonly span: Span;
}

/** What a `go.sum` says. */
export interface GoSum {
  /** By path and version. */
  sumOf(path: string, version: string): Sum | undefined;
  /** Whether it knows the module in this version, or its `go.mod` alone. */
  knows(path: string, version: string): boolean;
  /**
   * The modules that are built: of each the highest version that was looked at, which Go's minimal version selection takes, where it was
   * also downloaded. https://go.dev/ref/mod#minimal-version-selection
   */
  selected(): readonly { readonly path: string; readonly version: string; readonly sum: Sum }[];
  /** Offsets of the lines that cannot be read. */
  readonly unreadable: readonly number[];
}

const higher = (one: string, other: string): boolean => {
  try {
    return compare(one, other, true) > 0;
  } catch {
    return false;
  }
};

/** Reads a `go.sum`. https://go.dev/ref/mod#go-sum-files */
export const readGoSum = (source: SourceFile): GoSum => {
  const sums = new Map<string, Sum>();
  const known = new Set<string>();
  const highest = new Map<string, string>();
  const unreadable: number[] = [];
  for (const line of linesOf(source)) {
    if (line.text.trim() === '') continue;
    const match = /^(\S+) (v\d\S*?)(\/go\.mod)? (h\d+:\S+)\s*$/.exec(line.text);
    const [, path = '', version = '', mod, hash = ''] = match ?? [];
    if (match === null) {
      unreadable.push(line.start);
      continue;
    }
    known.add(`${path} ${version}`);
    const before = highest.get(path);
    if (before === undefined || higher(version, before)) highest.set(path, version);
    const span = { source, start: line.start, end: line.start + path.length + 1 + version.length };
    if (mod === undefined) sums.set(`${path} ${version}`, { hash, span });
  }
  return {
    sumOf: (path, version) => sums.get(`${path} ${version}`),
    knows: (path, version) => known.has(`${path} ${version}`),
    selected: () =>
      [...highest].flatMap(([path, version]) => {
        const sum = sums.get(`${path} ${version}`);
        return sum === undefined ? [] : [{ path, version, sum }];
      }),
    unreadable,
  };
};
