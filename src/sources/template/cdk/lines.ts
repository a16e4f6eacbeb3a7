import { dirname, join } from 'node:path/posix';
import { lineRange } from '../../text/lines.ts';
import type { SourceFile, Span } from '../../text/source-file.ts';
import type { Files } from '../files.ts';
import { member, type Node, textOf } from '../node.ts';

/** A frame of a stack trace, as JavaScript engines write it: `new Shop (/home/me/shop/lib/shop.ts:12:5)`. */
const FRAME = /^(?:.{0,1000}?\()?([^()]{1,1000}):(\d{1,7}):(\d{1,7})\)?$/;
const CODE = /\.(?:[cm]?[jt]sx?|py|java|kt|cs|go)$/;
/** No file of code that people write is longer. */
const MAX_CODE = 500_000;
/** How many frames, and parts of a path, are looked at. */
const MAX_FRAMES = 64;
const MAX_PARTS = 32;
/** How far above the project's folder other folders of its repository may hold code of it. */
const MAX_ABOVE = 4;

/** Metadata of a construct that holds a stack trace: of its creation, in older releases of its logical id. */
const tracesOf = (metadata: Node | undefined): readonly Node[] => {
  const entries = metadata?.kind === 'list' ? metadata.items : [];
  const ofType = (type: string) => entries.filter((entry) => textOf(member(entry, 'type')) === type);
  return [
    ...ofType('aws:cdk:creationStack').map((entry) => member(entry, 'data')),
    ...ofType('aws:cdk:logicalId').map((entry) => member(entry, 'trace')),
  ].filter((node) => node !== undefined);
};

const framesOf = (trace: Node): readonly string[] =>
  trace.kind === 'list' ? trace.items.slice(0, MAX_FRAMES).flatMap((frame) => textOf(frame) ?? []) : [];

/** The folder of the project, seen from a file of its assembly: a stage's lies within the application's. */
const projectOf = ({ file }: SourceFile): string => {
  const folders = file.split('/').slice(0, -1);
  let up = '..';
  while (folders.pop()?.startsWith('assembly-')) up += '/..';
  return up;
};

/**
 * The code that a trace names, where the audited tree holds it. The trace was written where the application was synthesized, often on
 * another machine: the longest end of its path that leads to a file counts, from the project's folder or from one above it.
 */
const codeAt = (path: string, from: SourceFile, files: Files): SourceFile | undefined => {
  const parts = path
    .replace(/^file:\/\//, '')
    .split(/[\\/]+/)
    .filter((part) => part !== '');
  if (!CODE.test(path) || parts.some((part) => part === 'node_modules' || part === '..')) return undefined;
  for (let at = Math.max(0, parts.length - MAX_PARTS); at < parts.length; at += 1) {
    const end = parts.slice(at).join('/');
    let folder = projectOf(from);
    for (let above = 0; above <= MAX_ABOVE; above += 1) {
      // A bare name says too little to look for it elsewhere, and what lies above the working directory has no name.
      if (above > 0 && (at === parts.length - 1 || join(dirname(from.file), folder).startsWith('..'))) break;
      const found = files.textBeside(from, `${folder}/${end}`);
      if ('source' in found) return found.source.text.length > MAX_CODE ? undefined : found.source;
      folder += '/..';
    }
  }
  return undefined;
};

/** How many constructs each frame took part in the creation of, by what was said of the constructs of a stack. */
const countedFrames = new WeakMap<Node, ReadonlyMap<string, number>>();

const countsOf = (constructs: Node): ReadonlyMap<string, number> => {
  const known = countedFrames.get(constructs);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const { value } of constructs.kind === 'map' ? constructs.entries.values() : [])
    for (const frame of new Set(tracesOf(value).flatMap(framesOf))) counts.set(frame, (counts.get(frame) ?? 0) + 1);
  countedFrames.set(constructs, counts);
  return counts;
};

/**
 * Finds the line that created a construct, by what was said of it among all `constructs`: the innermost in the audited tree, but of a
 * function that creates several the line that calls it. `from` is a file of the assembly.
 */
export const lineFinder = (
  from: SourceFile,
  constructs: readonly Node[],
  files: Files,
): ((metadata: Node | undefined) => Span | undefined) => {
  const codes = new Map<string, SourceFile | undefined>();
  const codeOf = (path: string): SourceFile | undefined => {
    if (!codes.has(path)) codes.set(path, codeAt(path, from, files));
    return codes.get(path);
  };
  const spanOf = (frame: string): Span | undefined => {
    const [, path = '', line, column] = FRAME.exec(frame) ?? [];
    const source = path === '' ? undefined : codeOf(path);
    const range = source && lineRange(source, Number(line));
    if (source === undefined || range === undefined) return undefined;
    const start = range.start + Number(column) - 1;
    return { source, start: start < range.end ? start : range.start, end: range.end };
  };
  const counts = constructs.map(countsOf);
  const sharedBy = (frame: string): number => counts.reduce((sum, each) => sum + (each.get(frame) ?? 0), 0);
  return (metadata) => {
    let best: { readonly span: Span; readonly shared: number } | undefined;
    for (const frame of tracesOf(metadata).flatMap(framesOf)) {
      const span = spanOf(frame);
      if (span === undefined) continue;
      const shared = sharedBy(frame);
      if (best === undefined || shared < best.shared) best = { span, shared };
      // What a class says of its parts is said there, however often it is used.
      if (frame.startsWith('new ')) break;
    }
    return best?.span;
  };
};
