import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Gap, Input, RawResource } from '../../model/inventory.ts';
import type { Path } from '../../model/value.ts';
import type { Location } from '../../report.ts';
import type { Candidate } from '../discover.ts';
import type { Locked } from '../lockfile/locked.ts';
import type { Standing } from '../lockfile/standing.ts';
import type { InlineIgnore } from '../source.ts';
import { filesWithin } from '../template/files.ts';
import { commentIgnores } from '../template/ignores.ts';
import { type Place, spanOf } from '../template/locate.ts';
import { MAX_BYTES } from '../template/parse.ts';
import { quoter } from '../template/quote.ts';
import { decoded } from '../text/decode.ts';
import { positionOf } from '../text/lines.ts';
import { locationOf } from '../text/location.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import type { RepositoryFormat } from './format.ts';
import { FORMATS } from './formats.ts';
import { isWithin, type Root, repositoryName, rootsOf } from './root.ts';
import { forgedIn, plainOf } from './values.ts';

/** What the files of repositories say of how they are built, installed and upgraded. */
export interface CollectedRepositories {
  readonly resources: readonly RawResource[];
  readonly gaps: readonly Gap[];
  readonly inputs: readonly Input[];
  readonly ignores: readonly InlineIgnore[];
  locate(resource: RawResource, trail: Path): Location | undefined;
  quote(file: string, line: number): string | undefined;
}

/** The beginning of a file, of which the rest may be megabytes. */
const headOf = (path: string, bytes: number): string => {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    return decoded(buffer.subarray(0, readSync(file, buffer, 0, bytes, 0)));
  } finally {
    closeSync(file);
  }
};

/** What is kept once for all projects of a repository: it says of a project what its own folder does not. */
const SAID_ABOVE: ReadonlySet<string> = new Set(['dependabot', 'renovate', 'lockfile', 'package-settings']);

/** The folders above one, up to a repository's own; the folder of a file itself included. */
const foldersAbove = (top: string, root: string): readonly string[] => {
  const folders: string[] = [];
  for (let at = dirname(top); isWithin(at, root); at = dirname(at)) {
    folders.push(at);
    if (at === root) break;
  }
  return folders;
};

/** The files of a folder by their paths from the repository's, those of the root's `.github` and `.gitlab` included. Links are not followed. */
const namesIn = (folder: string, root: string): readonly string[] =>
  [folder, ...(folder === root ? ['.github', '.gitlab'].map((name) => join(root, name)) : [])].flatMap((each) => {
    try {
      const entries = readdirSync(each, { withFileTypes: true }).filter((entry) => entry.isFile());
      return entries.map(({ name }) => below(root, join(each, name))).sort();
    } catch (error) {
      if (error instanceof Error && 'code' in error) return [];
      throw error;
    }
  });

/** Longer lines are not quoted: a manifest may be one line. */
const MAX_QUOTED = 10_000;

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The path of a file below a folder, with forward slashes. */
const below = (folder: string, path: string): string => relative(folder, path).split(sep).join('/');

/** What bounds the reading, and what other sources know of the same files. */
interface Around {
  readonly tree: readonly string[];
  readonly searched: readonly string[];
  readonly cwd: string;
  /** What lockfiles were written for, by their files. */
  readonly locked?: ReadonlyMap<string, Locked>;
  /** How lockfiles stand to the manifests beside them, by their files. */
  readonly standing?: ReadonlyMap<string, Standing>;
}

/** Reads what the files of repositories say. One that is broken is a gap and keeps no other from being read. */
export const collectRepositories = (
  candidates: readonly Candidate[],
  { tree, searched, cwd, locked, standing }: Around,
): CollectedRepositories => {
  const files = filesWithin(tree);
  const rootOf = rootsOf(searched);
  const resources: RawResource[] = [];
  const gaps: Gap[] = [];
  const inputs: Input[] = [];
  const ignores: InlineIgnore[] = [];
  const places = new Map<RawResource, Place>();
  const hidden = new Set<Span>();
  const quotes = new Map<string, ReturnType<typeof quoter>>();
  const roots = new Map<string, Root>();
  /** A file may be read as several things, and is one input. */
  const told = new Set<string>();
  /** What was searched of repositories that lie higher, or the file that was named. */
  const tops = new Map<string, Root>();
  const seen = new Set(candidates.map(({ file }) => file));

  const gap = (file: string, repository: string, format: RepositoryFormat, reason: string, message: string, at?: Position): void =>
    void gaps.push({ source: 'repository', scope: { file, ...at, repository }, reason, message, types: [format.type] });

  const open = (candidate: Candidate, head: number | undefined): SourceFile | { readonly reason: string; readonly message: string } => {
    const { file, path } = candidate;
    try {
      if (head !== undefined) return { file, text: headOf(path, head) };
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

  const read = (candidate: Candidate, format: RepositoryFormat, repository: string, path: string, context: boolean): void => {
    const { file } = candidate;
    const source = open(candidate, format.head);
    if ('reason' in source) {
      gap(file, repository, format, source.reason, source.message);
      return;
    }
    const said = format.read(source, parse);
    if (said === undefined) {
      files.forget(source);
      return;
    }
    const quote = quoter(source, () => hidden);
    quotes.set(file, (line) => {
      const text = quote(line);
      return text === undefined || text.length > MAX_QUOTED ? undefined : text;
    });
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
    const written = format.type === 'lockfile' ? locked?.get(file) : undefined;
    const stands = format.type === 'lockfile' ? standing?.get(file) : undefined;
    const forged = forgedIn(properties);
    if (forged !== undefined) {
      const message = `${file} is not read: it has a key that stands for what is not known here`;
      gap(file, repository, format, 'malformed', message, positionOf(source, forged.start));
      return;
    }
    const resource: RawResource = {
      type: format.type,
      id: file,
      properties: {
        ...(plainOf(properties, hidden, format.secrets) as RawResource['properties']),
        ...(written === undefined ? {} : { Ranges: written.ranges, Overridden: written.overridden }),
        ...(stands === undefined ? {} : { WrittenFor: stands.manifest, Current: stands.current, Unmet: stands.unmet }),
      },
      attributes: { Path: path },
      origin: { source: 'repository', file, line: 1, column: 1, repository, ...(context ? { context } : {}) },
    };
    resources.push(resource);
    places.set(resource, { properties, span: { source, start: 0, end: Math.min(1, source.text.length) } });
    if (context || told.has(file)) return;
    told.add(file);
    if (!format.toldElsewhere) inputs.push({ source: 'repository', file, format: format.format });
    ignores.push(...commentIgnores(source));
  };

  for (const candidate of candidates) {
    const root = rootOf(candidate.path);
    const path = below(root.folder, candidate.path);
    const formats = FORMATS.filter((each) => each.is(path));
    // A pipe that the user names would be waited for.
    if (formats.length === 0 || (candidate.explicit && !statSync(candidate.path).isFile())) continue;
    const repository = repositoryName(root.folder, cwd);
    roots.set(repository, root);
    for (const format of formats) read(candidate, format, repository, path, false);
    if (root.partial) tops.set(searched.find((folder) => isWithin(candidate.path, folder)) ?? candidate.path, root);
  }
  for (const [top, root] of tops)
    for (const folder of foldersAbove(top, root.folder))
      for (const path of namesIn(folder, root.folder)) {
        const file = repositoryName(join(root.folder, path), cwd);
        if (seen.has(file)) continue;
        seen.add(file);
        const formats = FORMATS.filter((each) => SAID_ABOVE.has(each.type) && each.is(path));
        for (const format of formats)
          read({ path: join(root.folder, path), file, explicit: false }, format, repositoryName(root.folder, cwd), path, true);
      }
  const known = new Set([...resources, ...gaps.map(({ scope }) => ({ origin: scope }))].map(({ origin }) => origin.repository));
  for (const [repository, { partial, git }] of roots)
    if (known.has(repository))
      resources.push({
        type: 'repository',
        id: repository,
        properties: { Partial: partial, Git: git },
        origin: { source: 'repository', repository },
      });

  return {
    resources,
    gaps,
    inputs,
    ignores,
    locate: (resource, trail) => {
      const place = places.get(resource);
      return place === undefined ? undefined : locationOf(spanOf(place, trail));
    },
    quote: (file, line) => quotes.get(file)?.(line),
  };
};
