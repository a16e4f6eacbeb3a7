import type { SourceFile, Span } from '../text/source-file.ts';
import { type JsonFailure, readJson } from './json.ts';
import { placesOfMembers } from './json-spans.ts';
import { isMembers, type Members } from './members.ts';

/** What a `package.json` says, and where. */
export interface Manifest {
  readonly members: Members;
  /** Where it asks for a dependency. */
  placeOf(name: string): Span | undefined;
}

/** In the order in which npm lets one kind win over another. */
const KINDS = ['optionalDependencies', 'dependencies', 'devDependencies', 'peerDependencies'];

/** Reads a manifest; why and where it is none otherwise. */
export const readManifest = (source: SourceFile): Manifest | { readonly failure: JsonFailure } => {
  const { value, failure } = readJson(source);
  if (failure !== undefined) return { failure };
  if (!isMembers(value)) return { failure: { offset: 0, message: 'Not a manifest: it is no object' } };
  return { members: value, placeOf: placesOfMembers(source, KINDS) };
};
