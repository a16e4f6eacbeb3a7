import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { SourceFile, Span } from '../text/source-file.ts';
import { type JsonFailure, readJson } from './json.ts';
import { isMembers, type Members } from './members.ts';

/** What a `package.json` says, and where. */
export interface Manifest {
  readonly members: Members;
  /** Where it asks for a dependency. */
  placeOf(name: string): Span | undefined;
}

/** In the order in which npm lets one kind win over another. */
const KINDS = ['optionalDependencies', 'dependencies', 'devDependencies', 'peerDependencies'];

const placesIn = (source: SourceFile): ReadonlyMap<string, Span> => {
  const places = new Map<string, Span>();
  try {
    const tree = parseTree(source.text.replace(/^\uFEFF/, ' '));
    for (const kind of tree === undefined ? [] : KINDS)
      for (const { offset, length, children } of findNodeAtLocation(tree as NonNullable<typeof tree>, [kind])?.children ?? []) {
        const name: unknown = children?.[0]?.value;
        if (typeof name === 'string' && !places.has(name)) places.set(name, { source, start: offset, end: offset + length });
      }
  } catch (error) {
    // A manifest of brackets alone exhausts the parser's stack: it is read without places.
    if (!(error instanceof RangeError)) throw error;
  }
  return places;
};

/** Reads a manifest; why and where it is none otherwise. */
export const readManifest = (source: SourceFile): Manifest | { readonly failure: JsonFailure } => {
  const { value, failure } = readJson(source);
  if (failure !== undefined) return { failure };
  if (!isMembers(value)) return { failure: { offset: 0, message: 'Not a manifest: it is no object' } };
  let places: ReturnType<typeof placesIn> | undefined;
  return {
    members: value,
    placeOf: (name) => {
      places ??= placesIn(source);
      return places.get(name);
    },
  };
};
