import { dirname } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Gap, RawResource } from '../../model/inventory.ts';
import { closest } from '../../suggest.ts';
import type { Candidate } from '../discover.ts';
import type { Collected, InlineIgnore } from '../source.ts';
import { positionOf } from '../text/lines.ts';
import { locationOf } from '../text/location.ts';
import type { SourceFile } from '../text/source-file.ts';
import { maybeTemplate } from './candidates.ts';
import { cdkManifest } from './cdk/manifest.ts';
import { cdkProject } from './cdk/project.ts';
import { cdkStack } from './cdk/stack.ts';
import { cloudformation } from './cloudformation.ts';
import { type Export, importsOf } from './exports.ts';
import { filesWithin, type ReadDocument } from './files.ts';
import type { Format, ReadContext, ReadTemplate } from './format.ts';
import { spanOf } from './locate.ts';
import { withNested } from './nested.ts';
import type { ParameterValues } from './parameters.ts';
import { MAX_BYTES } from './parse.ts';
import { quoter } from './quote.ts';
import { serverlessFramework } from './serverless-framework/index.ts';
import { isProgram, programOf } from './serverless-framework/program.ts';
import { isConfiguration } from './terraform/configuration.ts';
import { terraform } from './terraform/index.ts';
import { unplanned } from './terraform/unplanned.ts';

/** Every form that is read; of those that know a document the first. */
const FORMATS: readonly Format[] = [serverlessFramework, cdkProject, cdkManifest, cdkStack, cloudformation, terraform];

/** What a run may say about templates. */
export interface TemplateOptions {
  /** Values of parameters, in place of their defaults. */
  readonly parameters?: ParameterValues;
  /** The folders in which files that a template names may lie; those of the files themselves unless said. */
  readonly tree?: readonly string[];
  /** Told of each file that was read. */
  readonly onProgress?: (read: number, file: string) => void;
}

/** What the templates among the files hold. */
export type CollectedTemplates = Omit<Collected, 'packages'>;

interface Reading {
  readonly template?: ReadTemplate;
  readonly gap?: Gap;
}

/** Reads every file that is a template. One that is broken is a gap and keeps no other from being read. */
export const collectTemplates = (files: readonly Candidate[], options: TemplateOptions = {}): CollectedTemplates => {
  const given = options.parameters ?? new Map<string, string>();
  const candidates = files.filter((each) => !isConfiguration(each) && maybeTemplate(each));
  const exported: Export[] = [];
  const tree = options.tree ?? [...new Set(files.map(({ path }) => dirname(path)))];
  const found = new Set(candidates.map(({ file }) => file));
  const context = { given, files: filesWithin(tree), isFound: (file: string) => found.has(file), imports: importsOf(exported) };
  const readings = candidates.map((candidate, at) => {
    const reading = read(candidate, context);
    options.onProgress?.(at + 1, candidate.file);
    return reading;
  });

  const known = readings.filter((reading) => reading !== undefined);
  const failures: Gap[] = [];
  const templates = withNested(whole(known.flatMap(({ template }) => template ?? [])), (document, nestings) => {
    const { template, gap } = attempt(document.source.file, () => readDocument(document, { ...context, nestings })) ?? {};
    if (gap !== undefined) failures.push(gap);
    return template;
  });
  exported.push(...templates.flatMap(({ exports }) => exports ?? []));
  refuseUnknown(given, templates);
  const inputs = templates.flatMap(({ input }) => input ?? []);
  const plans = templates.flatMap(({ input, sources }) => (input?.format === 'terraform' ? sources.slice(0, 1) : []));
  const places = new Map(templates.flatMap((template) => [...template.places]));
  const bySource = new Map<SourceFile, ReadTemplate[]>();
  for (const template of templates)
    for (const source of template.sources) bySource.set(source, [...(bySource.get(source) ?? []), template]);
  const hiddenIn = (source: SourceFile) => () => new Set((bySource.get(source) ?? []).flatMap((template) => [...template.hidden()]));
  const quotes = new Map(context.files.opened().map((source) => [source.file, quoter(source, hiddenIn(source))]));
  return {
    resources: templates.flatMap(({ resources }) => resources),
    gaps: [...templates.flatMap(gapsOf), ...known.flatMap(({ gap }) => gap ?? []), ...failures, ...unplanned(files, plans, context.files)],
    inputs,
    ignores: eachOnce(templates.flatMap(({ ignores }) => ignores)),
    locate: (resource: RawResource, trail) => {
      const place = places.get(resource);
      return place === undefined ? undefined : locationOf(spanOf(place, trail));
    },
    quote: (file, line) => quotes.get(file)?.(line),
  };
};

/** Ignores without those comments that several templates have, as they were read from the same file. */
const eachOnce = (ignores: readonly InlineIgnore[]): readonly InlineIgnore[] => {
  const seen = new Set<string>();
  return ignores.filter(({ by, file, line, checks }) => {
    const key = JSON.stringify([file, line, checks]);
    if (by !== 'comment' || !seen.has(key)) return seen.add(key);
    return false;
  });
};

/** Gaps of a template: those in files that it names leave a hole in it, not there. */
const gapsOf = ({ gaps, sources: [own] }: ReadTemplate): readonly Gap[] =>
  gaps.map((gap) => (own === undefined || gap.scope.file === own.file ? gap : { ...gap, scope: { ...gap.scope, template: own.file } }));

/** Templates without those that are a part of another; of some that are parts of each other the first. */
const whole = (templates: readonly ReadTemplate[]): readonly ReadTemplate[] => {
  const partsOf = (some: readonly ReadTemplate[]) => new Set(some.flatMap(({ sources }) => sources.slice(1)));
  const parts = partsOf(templates);
  const kept = templates.filter(({ sources: [own] }) => own !== undefined && !parts.has(own));
  const covered = partsOf(kept);
  for (const template of templates) {
    const [own, ...others] = template.sources;
    if (own === undefined || !parts.has(own) || covered.has(own)) continue;
    kept.push(template);
    for (const each of others) covered.add(each);
  }
  return kept;
};

const read = (candidate: Candidate, context: ReadContext): Reading | undefined => {
  const { file, explicit } = candidate;
  const { files } = context;
  return attempt(file, () => {
    const { source, size } = files.open(candidate);
    const reading = size > MAX_BYTES ? tooLarge(candidate, size, source) : readText(source, explicit, context);
    if (reading === undefined) files.forget(source);
    return reading;
  });
};

/** Whatever goes wrong with a file costs no other its reading. */
const attempt = (file: string, reading: () => Reading | undefined): Reading | undefined => {
  try {
    return reading();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : undefined;
    const gap = (reason: string, sentence: string): Reading => ({
      gap: { source: 'template', scope: { file }, reason, message: sentence },
    });
    return code === undefined
      ? gap('internal-error', `parapet failed on this file: ${message}`)
      : gap('unreadable', `${file} cannot be read (${code})`);
  }
};

const readText = (source: SourceFile, explicit: boolean, context: ReadContext): Reading | undefined => {
  const { file, text } = source;
  if (isProgram(file)) return programOf(source);
  const means = (): boolean => FORMATS.some((format) => format.means(file, text));
  if (!explicit && !FORMATS.some((format) => format.mayBe(file, text)) && !means()) return undefined;
  const { root, failure } = context.files.parse(source);
  if (failure !== undefined) {
    if (!explicit && !means()) return undefined;
    const { reason, message, offset } = failure;
    return { gap: { source: 'template', scope: { file, ...positionOf(source, offset) }, reason, message } };
  }
  return readDocument({ source, root }, context);
};

const readDocument = (document: ReadDocument, context: ReadContext): Reading | undefined => {
  const format = FORMATS.find((each) => each.is(document.root, document.source.file));
  return format === undefined ? undefined : { template: format.read(document, context) };
};

/** A file that is too large to be read, of which the beginning is known. */
const tooLarge = ({ file, explicit }: Candidate, size: number, { text }: SourceFile): Reading | undefined => {
  if (!explicit && !FORMATS.some((format) => format.means(file, text))) return undefined;
  const message = `${file} is not read: it has ${Math.round(size / 1e6)} MB, and the limit is ${MAX_BYTES / 1e6} MB`;
  return { gap: { source: 'template', scope: { file }, reason: 'too-large', message } };
};

const refuseUnknown = (given: ParameterValues, templates: readonly ReadTemplate[]): void => {
  if (templates.length === 0) return;
  const nested = new Set(templates.flatMap((template) => template.nested?.map(({ document }) => document.source) ?? []));
  const own = templates.filter(({ sources: [source] }) => source === undefined || !nested.has(source));
  const known = new Set(own.flatMap(({ parameters }) => parameters));
  const others = new Set(templates.flatMap(({ parameters }) => parameters));
  for (const name of given.keys()) {
    if (known.has(name)) continue;
    if (others.has(name))
      throw new UserError(`Only a nested template has a parameter '${name}'`, {
        hint: 'A nested stack has what the template that nests it says in Parameters.',
      });
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
