import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, posix, relative, resolve, sep } from 'node:path';
import type { Candidate } from '../discover.ts';
import { decoded } from '../text/decode.ts';
import type { SourceFile } from '../text/source-file.ts';
import { realOf, withinTree } from '../tree.ts';
import type { Node } from './node.ts';
import { MAX_BYTES, parseDocument } from './parse.ts';
import type { Parsed, SyntaxFailure } from './syntax.ts';

/** How much of a file that is too large is looked at, to tell whether it is a template. */
const PEEK_BYTES = 65_536;

/** A file as text; of one that is too large the beginning. */
export interface Opened {
  readonly source: SourceFile;
  /** In bytes. */
  readonly size: number;
}

/** Why a file that a template names is not read: a word for machines, a clause for people, and where in that file if it could be opened. */
export interface Refusal {
  readonly reason: 'outside' | 'unreadable' | 'too-large' | SyntaxFailure['reason'];
  readonly message: string;
  readonly at?: { readonly source: SourceFile; readonly offset: number };
}

/** A file that was opened, and what its text says. */
export interface ReadDocument {
  readonly source: SourceFile;
  readonly root: Node;
}

/** Files that are read together: each is opened and parsed once, whoever asks for it, and none that lies outside of the audited tree. */
export interface Files {
  /** A file that was found or given. Throws what the file system says where it cannot be read. */
  open(candidate: Candidate): Opened;
  parse(source: SourceFile): Parsed;
  /** The document that a file names by a path, relative to itself. */
  beside(from: SourceFile, path: string): { readonly document: ReadDocument } | { readonly refusal: Refusal };
  /** As `beside`, for files that are no documents (a script, a schema). */
  textBeside(from: SourceFile, path: string): { readonly source: SourceFile } | { readonly refusal: Refusal };
  /** Whether a path, relative to a file, leads to a file or folder of the tree. */
  has(from: SourceFile, path: string): boolean;
  /** The names of the files in a folder beside a file, in order; none where it cannot be read or lies outside of the audited tree. */
  namesBeside(from: SourceFile, folder: string): readonly string[];
  /** What a file is known by, whatever it was opened as: its path with its links followed. */
  keyOf(source: SourceFile): string;
  /** Lets go of a file that turned out to be of no use, unless another names it. */
  forget(source: SourceFile): void;
  /** Everything that was opened and is of use. */
  opened(): readonly SourceFile[];
}

/** What a file holds; of one that is too large the beginning. Without promises, which cost more than reading a file of this size. */
const contentOf = (path: string): { readonly size: number; readonly text: string } => {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size <= MAX_BYTES) return { size, text: decoded(readFileSync(file)) };
    const bytes = Buffer.alloc(PEEK_BYTES);
    return { size, text: decoded(bytes.subarray(0, readSync(file, bytes, 0, PEEK_BYTES, 0))) };
  } finally {
    closeSync(file);
  }
};

const contentAs = (file: string, path: string): Opened => {
  const { size, text } = contentOf(path);
  return { source: { file, text }, size };
};

/** Files below `tree`, folders that may be read: what a template names must lie, links followed, in one of them. */
export const filesWithin = (tree: readonly string[]): Files => {
  const byPath = new Map<string, Opened>();
  const paths = new Map<SourceFile, string>();
  const parsed = new Map<SourceFile, Parsed>();
  const named = new Set<SourceFile>();

  const open = ({ path, file }: Pick<Candidate, 'path' | 'file'>): Opened => {
    const real = realOf(path) ?? path;
    const known = byPath.get(real);
    if (known !== undefined) return known;
    const opened = contentAs(file, path);
    byPath.set(real, opened);
    paths.set(opened.source, real);
    return opened;
  };
  const parse = (source: SourceFile): Parsed => {
    const result = parsed.get(source) ?? parseDocument(source);
    parsed.set(source, result);
    return result;
  };
  const within = withinTree(tree);
  const textBeside: Files['textBeside'] = (from, path) => {
    const at = paths.get(from);
    const refuse = (reason: Refusal['reason'], message: string) => ({ refusal: { reason, message } });
    if (at === undefined || path === '' || path.includes('\0')) return refuse('unreadable', 'is no path of a file');
    const wanted = resolve(dirname(at), path);
    const real = realOf(wanted);
    // What lies outside is not even said to be missing.
    if (!within(real ?? wanted)) return refuse('outside', 'lies outside of the audited tree');
    if (real === undefined) return refuse('unreadable', 'does not exist');
    try {
      // A pipe or a device would be waited for.
      if (!statSync(real).isFile()) return refuse('unreadable', 'is no file');
      // What a link leads to is called what it is called where it lies, whoever opens it first.
      const file = posix.join(posix.dirname(from.file), relative(dirname(at), real).split(sep).join('/'));
      const { source, size } = open({ path: real, file });
      if (size > MAX_BYTES) return refuse('too-large', `has ${Math.round(size / 1e6)} MB, and the limit is ${MAX_BYTES / 1e6} MB`);
      named.add(source);
      return { source };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      return refuse('unreadable', `cannot be read (${String(error.code)})`);
    }
  };
  const namesBeside: Files['namesBeside'] = (from, folder) => {
    const at = paths.get(from);
    const real = at === undefined || folder.includes('\0') ? undefined : realOf(resolve(dirname(at), folder));
    if (real === undefined || !within(real)) return [];
    try {
      const entries = readdirSync(real, { withFileTypes: true }).filter((entry) => entry.isFile());
      return entries.map(({ name }) => name).sort();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      return [];
    }
  };
  return {
    open,
    parse,
    textBeside,
    namesBeside,
    beside: (from, path) => {
      const found = textBeside(from, path);
      if ('refusal' in found) return found;
      const { source } = found;
      const { root, failure } = parse(source);
      if (failure === undefined) return { document: { source, root } };
      return { refusal: { reason: failure.reason, message: failure.message, at: { source, offset: failure.offset } } };
    },
    has: (from, path) => {
      const at = paths.get(from);
      const real = at === undefined || path.includes('\0') ? undefined : realOf(resolve(dirname(at), path));
      return real !== undefined && within(real);
    },
    keyOf: (source) => paths.get(source) ?? source.file,
    forget: (source) => {
      if (named.has(source)) return;
      byPath.delete(paths.get(source) ?? '');
      paths.delete(source);
      parsed.delete(source);
    },
    opened: () => [...paths.keys()],
  };
};
