import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { UserError } from '../../errors.ts';
import type { Gap, RawResource } from '../../model/inventory.ts';
import { closest } from '../../suggest.ts';
import type { Candidate } from '../discover.ts';
import type { Collected } from '../source.ts';
import { type ReadTemplate, readTemplate } from './cloudformation.ts';
import { isTemplate, mayBeTemplate, meansTemplate } from './detect.ts';
import { positionOf } from './lines.ts';
import { locationOf, spanOf } from './locate.ts';
import type { SourceFile } from './node.ts';
import type { ParameterValues } from './parameters.ts';
import { MAX_BYTES, parseDocument } from './parse.ts';
import { quoter } from './quote.ts';

/** How much of a file that is too large is looked at, to tell whether it is a template. */
const PEEK_BYTES = 65_536;
const EXTENSION = /\.(?:ya?ml|json|template)$/i;

/** What a run may say about templates. */
export interface TemplateOptions {
  /** Values of parameters, in place of their defaults. */
  readonly parameters?: ParameterValues;
  /** Told of each file that was read. */
  readonly onProgress?: (read: number, file: string) => void;
}

/** What the templates among the files hold. */
export type CollectedTemplates = Omit<Collected, 'packages'>;

interface Reading {
  readonly source: SourceFile;
  readonly template?: ReadTemplate;
  readonly gap?: Gap;
}

/** Reads every file that is a template. One that is broken is a gap and keeps no other from being read. */
export const collectTemplates = (files: readonly Candidate[], options: TemplateOptions = {}): CollectedTemplates => {
  const given = options.parameters ?? new Map<string, string>();
  const candidates = files.filter(({ file, explicit }) => explicit || EXTENSION.test(file));
  const readings = candidates.map((candidate, at) => {
    const reading = read(candidate, given);
    options.onProgress?.(at + 1, candidate.file);
    return reading;
  });

  const found = readings.filter((reading) => reading !== undefined);
  const templates = found.flatMap(({ source, template }) => (template === undefined ? [] : [{ source, template }]));
  refuseUnknown(
    given,
    templates.map(({ template }) => template),
  );
  const places = new Map(templates.flatMap(({ template }) => [...template.places]));
  const quotes = new Map(found.map(({ source, template }) => [source.file, quoter(source, () => template?.hidden() ?? new Set())]));
  return {
    resources: templates.flatMap(({ template }) => template.resources),
    gaps: found.flatMap(({ template, gap }) => [...(template?.gaps ?? []), ...(gap === undefined ? [] : [gap])]),
    inputs: templates.map(({ template }) => template.input),
    ignores: templates.flatMap(({ template }) => template.ignores),
    locate: (resource: RawResource, trail) => {
      const place = places.get(resource);
      return place === undefined ? undefined : locationOf(spanOf(place, trail));
    },
    quote: (file, line) => quotes.get(file)?.(line),
  };
};

const read = (candidate: Candidate, given: ParameterValues): Reading | undefined => {
  const { file } = candidate;
  let source: SourceFile = { file, text: '' };
  try {
    const { size, bytes } = contentOf(candidate.path);
    const text = decoded(bytes);
    if (size > MAX_BYTES) return tooLarge(candidate, size, text);
    source = { file, text };
    return readText(source, candidate.explicit, given);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unreadable = error instanceof Error && 'syscall' in error;
    const gap: Gap = unreadable
      ? {
          source: 'template',
          scope: { file },
          reason: 'unreadable',
          message: `${file} cannot be read (${'code' in error ? String(error.code) : message})`,
        }
      : { source: 'template', scope: { file }, reason: 'internal-error', message: `parapet failed on this file: ${message}` };
    return { source, gap };
  }
};

const readText = (source: SourceFile, explicit: boolean, given: ParameterValues): Reading | undefined => {
  const { file, text } = source;
  if (!mayBeTemplate(text) && !explicit && !meansTemplate(file, text)) return undefined;
  const { root, failure } = parseDocument(source);
  if (failure !== undefined) {
    if (!explicit && !meansTemplate(file, text)) return undefined;
    return {
      source,
      gap: { source: 'template', scope: { file, ...positionOf(source, failure.offset) }, reason: failure.reason, message: failure.message },
    };
  }
  return isTemplate(root) ? { source, template: readTemplate(source, root, given) } : undefined;
};

/** A file that is too large to be read, of which the beginning is known. */
const tooLarge = ({ file, explicit }: Candidate, size: number, text: string): Reading | undefined => {
  if (!explicit && !meansTemplate(file, text)) return undefined;
  const message = `${file} is not read: it has ${Math.round(size / 1e6)} MB, and the limit is ${MAX_BYTES / 1e6} MB`;
  return { source: { file, text: '' }, gap: { source: 'template', scope: { file }, reason: 'too-large', message } };
};

/** What a file holds; of one that is too large the beginning. Without promises, which cost more than reading a file of this size. */
const contentOf = (path: string): { readonly size: number; readonly bytes: Buffer } => {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size <= MAX_BYTES) return { size, bytes: readFileSync(file) };
    const bytes = Buffer.alloc(PEEK_BYTES);
    return { size, bytes: bytes.subarray(0, readSync(file, bytes, 0, PEEK_BYTES, 0)) };
  } finally {
    closeSync(file);
  }
};

/** UTF-8, or UTF-16 as Windows shells write it. */
const decoded = (bytes: Buffer): string => bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');

const refuseUnknown = (given: ParameterValues, templates: readonly ReadTemplate[]): void => {
  if (templates.length === 0) return;
  const known = new Set(templates.flatMap(({ parameters }) => parameters));
  for (const name of given.keys()) {
    if (known.has(name)) continue;
    const meant = closest(name, known);
    throw new UserError(`No template has a parameter '${name}'`, {
      hint:
        meant === undefined
          ? known.size === 0
            ? 'The templates have no parameters.'
            : `There are ${[...known].slice(0, 10).join(', ')}.`
          : `Did you mean '${meant}'?`,
    });
  }
};
