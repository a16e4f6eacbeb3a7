import { relative, sep } from 'node:path';
import type { Gap, Input, RawResource } from '../../model/inventory.ts';
import type { Path } from '../../model/value.ts';
import type { Location } from '../../report.ts';
import type { Candidate } from '../discover.ts';
import type { InlineIgnore } from '../source.ts';
import { filesWithin } from '../template/files.ts';
import { commentIgnores } from '../template/ignores.ts';
import { type Place, spanOf } from '../template/locate.ts';
import { MAX_BYTES } from '../template/parse.ts';
import { quoter } from '../template/quote.ts';
import { positionOf } from '../text/lines.ts';
import { locationOf } from '../text/location.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import type { RepositoryFormat } from './format.ts';
import { FORMATS } from './formats.ts';
import { type Root, rootsWithin } from './root.ts';
import { plainOf } from './values.ts';

/** What the files of repositories say of how they are built, installed and upgraded. */
export interface CollectedRepositories {
  readonly resources: readonly RawResource[];
  readonly gaps: readonly Gap[];
  readonly inputs: readonly Input[];
  readonly ignores: readonly InlineIgnore[];
  locate(resource: RawResource, trail: Path): Location | undefined;
  quote(file: string, line: number): string | undefined;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

const nameOf = (folder: string, cwd: string): string => relative(cwd, folder).split(sep).join('/') || '.';

/** The path of a file below a folder, with forward slashes. */
const below = (folder: string, path: string): string => relative(folder, path).split(sep).join('/');

/** Reads what the files of repositories say. One that is broken is a gap and keeps no other from being read. */
export const collectRepositories = (
  candidates: readonly Candidate[],
  { tree, cwd }: { readonly tree: readonly string[]; readonly cwd: string },
): CollectedRepositories => {
  const files = filesWithin(tree);
  const rootOf = rootsWithin(tree);
  const resources: RawResource[] = [];
  const gaps: Gap[] = [];
  const inputs: Input[] = [];
  const ignores: InlineIgnore[] = [];
  const places = new Map<RawResource, Place>();
  const hidden = new Set<Span>();
  const quotes = new Map<string, ReturnType<typeof quoter>>();
  const partial = new Map<string, Root>();

  const gap = (file: string, repository: string, format: RepositoryFormat, reason: string, message: string, at?: Position): void =>
    void gaps.push({ source: 'repository', scope: { file, ...at, repository }, reason, message, types: [format.type] });

  const open = (candidate: Candidate): SourceFile | { readonly reason: string; readonly message: string } => {
    const { file } = candidate;
    try {
      const { source, size } = files.open(candidate);
      if (size <= MAX_BYTES) return source;
      return { reason: 'too-large', message: `${file} is not read: it has ${Math.round(size / 1e6)} MB` };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
      if (code === undefined) throw error;
      return { reason: 'unreadable', message: `${file} cannot be read (${code})` };
    }
  };

  const parse: Parameters<RepositoryFormat['read']>[1] = (source) => {
    const { root, failure } = files.parse(source);
    return failure === undefined ? { properties: root } : { failure };
  };

  const read = (candidate: Candidate, format: RepositoryFormat, repository: string): void => {
    const { file } = candidate;
    const source = open(candidate);
    if ('reason' in source) {
      gap(file, repository, format, source.reason, source.message);
      return;
    }
    const said = format.read(source, parse);
    if (said === undefined) {
      files.forget(source);
      return;
    }
    quotes.set(
      file,
      quoter(source, () => hidden),
    );
    if (said.failure !== undefined) {
      const { reason, message, offset } = said.failure;
      gap(file, repository, format, reason, message, positionOf(source, offset));
      return;
    }
    const { properties } = said;
    if (properties.kind !== 'map') {
      gap(file, repository, format, 'malformed', `${file} is no ${format.format}: it is not a map`, { line: 1, column: 1 });
      return;
    }
    const resource: RawResource = {
      type: format.type,
      id: file,
      properties: plainOf(properties, hidden, format.secrets) as RawResource['properties'],
      origin: { source: 'repository', file, line: 1, column: 1, repository },
    };
    resources.push(resource);
    places.set(resource, { properties, span: { source, start: 0, end: Math.min(1, source.text.length) } });
    inputs.push({ source: 'repository', file, format: format.format });
    ignores.push(...commentIgnores(source));
  };

  for (const candidate of candidates) {
    const root = rootOf(candidate.path);
    if (root === undefined) continue;
    const path = below(root.folder, candidate.path);
    const format = FORMATS.find((each) => each.is(path));
    const repository = nameOf(root.folder, cwd);
    if (root.partial) partial.set(repository, root);
    if (format !== undefined) read(candidate, format, repository);
  }
  for (const repository of partial.keys())
    gaps.push({
      source: 'repository',
      scope: { file: repository, repository },
      reason: 'outside',
      message: `The repository's root lies above ${repository}: what its settings say of these files is not read`,
      types: ['dependabot'],
    });

  return {
    resources,
    gaps: resources.length === 0 ? gaps.filter(({ reason }) => reason !== 'outside') : gaps,
    inputs,
    ignores,
    locate: (resource, trail) => {
      const place = places.get(resource);
      return place === undefined ? undefined : locationOf(spanOf(place, trail));
    },
    quote: (file, line) => quotes.get(file)?.(line),
  };
};
