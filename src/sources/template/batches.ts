import { dirname } from 'node:path';
import type { Gap } from '../../model/inventory.ts';
import type { Candidate } from '../discover.ts';
import type { Collected, CollectedPart } from '../source.ts';
import type { SourceFile } from '../text/source-file.ts';
import { eachFileOnce, maybeTemplate } from './candidates.ts';
import { imports } from './exports.ts';
import { filesWithin } from './files.ts';
import type { ReadTemplate } from './format.ts';
import { gapsOf } from './gap.ts';
import { type Closed, type GroupContext, groupOf } from './group.ts';
import { keptLines } from './kept.ts';
import { modulesAmong } from './modules/projects.ts';
import { eachOnce, inOrder, type Outline, tornAmong, whole } from './outline.ts';
import type { ParameterValues } from './parameters.ts';
import { quoter } from './quote.ts';
import { isConfiguration, knownBy } from './terraform/configuration.ts';
import { unplanned } from './terraform/unplanned.ts';
import { refuseUnknown } from './unknown-parameters.ts';

/** What a run may say about templates. */
export interface TemplateOptions {
  /** Values of parameters, in place of their defaults. */
  readonly parameters?: ParameterValues;
  /** The folders in which files that a template names may lie; those of the files themselves unless said. */
  readonly tree?: readonly string[];
  /** Told of each file that was read. */
  readonly onProgress?: (read: number, file: string) => void;
}

/** What may be said about reading templates in batches. */
export interface BatchOptions extends TemplateOptions {
  /** Whether the lines that are kept can be quoted in the end. */
  readonly quotes?: boolean;
  /** How much text is read at once, in UTF-16 units: memory follows it, and no time. */
  readonly batch?: number;
}

/** Some of the templates. */
export interface TemplatePart extends CollectedPart {
  /** As long as the part is held. */
  quote: Collected['quote'];
}

/** What is known of all templates when they are read. */
export type TemplatesRead = Pick<Collected, 'inputs' | 'gaps' | 'ignores' | 'quote'>;

/** Some seventy templates of SAM. More would be no faster; with less more of what belongs together would be read twice. */
const BATCH = 500_000;

interface Batch {
  readonly group: ReturnType<typeof groupOf>;
  /** The places of its files among all. */
  readonly places: Map<SourceFile, number>;
  readonly sources: Set<SourceFile>;
  weight: number;
}

/**
 * Reads every file that is a template, once. One that is broken is a gap and keeps no other from being read. What belongs together and was
 * read in several batches, as nobody knew of it before all was read, is read again in one.
 */
export function* templatesInBatches(files: readonly Candidate[], options: BatchOptions = {}): Generator<TemplatePart, TemplatesRead, void> {
  const given = options.parameters ?? new Map<string, string>();
  const limit = options.batch ?? BATCH;
  const candidates = eachFileOnce(files.filter((each) => !isConfiguration(each) && maybeTemplate(each)));
  const places = new Map(candidates.map(({ file }, at) => [file, at]));
  const tree = options.tree ?? [...new Set(files.map(({ path }) => dirname(path)))];
  const reading = filesWithin(tree);
  const context: GroupContext = { given, files: reading, modules: modulesAmong(files, reading), isFound: (file) => places.has(file) };
  const planned = files.some(isConfiguration);
  const kept = options.quotes === true ? keptLines() : undefined;

  const outlines = new Map<string, Outline>();
  const failures = new Map<number, Gap>();
  const nestedFailures = new Map<string, Gap>();
  const done = new Set<number>();
  let groups = 0;

  const started = (): Batch => ({ group: groupOf(context), places: new Map(), sources: new Set(), weight: 0 });

  const readInto = (batch: Batch, at: number): ReadTemplate | undefined => {
    const candidate = candidates[at] as Candidate;
    done.add(at);
    const { template, gap } = batch.group.read(candidate) ?? {};
    if (gap !== undefined) failures.set(at, gap);
    if (template === undefined) return undefined;
    for (const own of template.sources.slice(0, 1)) batch.places.set(own, at);
    for (const source of template.sources) {
      if (batch.sources.has(source)) continue;
      batch.sources.add(source);
      batch.weight += source.text.length;
    }
    return template;
  };

  /** What is kept of the templates of a batch. `alone`: there are no others. */
  const outlined = (batch: Batch, closed: Closed, alone: boolean): void => {
    const group = groups;
    groups += 1;
    const outline = (template: ReadTemplate): Outline => {
      const [own] = template.sources;
      const keys = template.sources.map(context.files.keyOf);
      const root = planned && own !== undefined && template.input?.format === 'terraform' ? context.files.parse(own).root : undefined;
      // What is imported is asked for where it is read: all has to be read for all to be known.
      if (!alone && [...template.places.values()].some(({ properties }) => imports(properties))) template.hidden();
      return {
        files: keys,
        at: (own === undefined ? undefined : batch.places.get(own)) ?? Number.POSITIVE_INFINITY,
        ...(template.input === undefined ? {} : { input: template.input }),
        gaps: copyOf(gapsOf(template)),
        ignores: copyOf(template.ignores),
        // Nobody asks for their names but to find one that was given a value.
        parameters: given.size === 0 ? [] : copyOf(template.parameters),
        nested: (template.nested ?? []).map(({ document }) => context.files.keyOf(document.source)),
        exports: alone ? [] : copyOf((template.exports ?? []).flatMap(namesOf)),
        asked: own === undefined ? new Set() : closed.asked(own),
        ...(root === undefined ? {} : { plan: knownBy(own?.file ?? '', root) }),
      };
    };
    const add = (each: Outline): void => {
      const [own = ''] = each.files;
      // In the order of the last reading.
      outlines.delete(own);
      outlines.set(own, each);
    };
    for (const template of closed.parts) add(outline(template));
    for (const { template, after, cyclic } of closed.placed)
      add({
        ...outline(template),
        group,
        ...(after === undefined ? {} : { after: context.files.keyOf(after) }),
        ...(cyclic === undefined ? {} : { cyclic }),
      });
    for (const gap of closed.failures) nestedFailures.set(JSON.stringify(gap), gap);
  };

  const known = (): readonly Outline[] =>
    whole(
      [...outlines.values()].sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)),
      (outline) => outline.files,
    );

  /** The part that a batch is; lets go of it afterwards. */
  function* judged(
    batch: Batch,
    { last, alone }: { readonly last: boolean; readonly alone: boolean },
  ): Generator<TemplatePart, void, void> {
    const closed = batch.group.close();
    outlined(batch, closed, alone);
    if (last) refuseUnknown(given, known());
    const templates = closed.placed.map(({ template }) => template);
    const opened = new Map(context.files.opened().map((source) => [source.file, source]));
    const quotes = new Map([...opened].map(([file, source]) => [file, quoter(source, () => closed.hiddenIn(source))]));
    yield {
      resources: templates.flatMap(({ resources }) => resources),
      gaps: [...templates.flatMap(gapsOf), ...closed.failures],
      inputs: templates.flatMap(({ input }) => input ?? []),
      ignores: templates.flatMap(({ ignores }) => ignores),
      locate: closed.locate,
      quote: (file, line) => quotes.get(file)?.(line),
      keep: (file, line) => {
        const source = opened.get(file);
        if (source !== undefined) kept?.keep(source, line);
      },
    };
    const own = new Set([...closed.parts, ...templates].flatMap(({ sources }) => sources.slice(0, 1)));
    if (kept !== undefined)
      for (const source of opened.values()) if (kept.has(source.file) || !own.has(source)) kept.hide(source, closed.hiddenIn(source));
    if (!alone) context.files.letGo(own);
  }

  let batch = started();
  for (const first of candidates.keys()) {
    if (batch.weight >= limit) {
      yield* judged(batch, { last: false, alone: false });
      batch = started();
    }
    // What a template nests is read with it.
    const waiting = [first];
    for (const at of waiting) {
      if (done.has(at)) continue;
      const template = readInto(batch, at);
      options.onProgress?.(done.size, candidates[at]?.file ?? '');
      waiting.push(...(template?.nested ?? []).flatMap(({ document }) => places.get(document.source.file) ?? []));
    }
  }
  yield* judged(batch, { last: true, alone: groups === 0 });

  const read = new Set<string>();
  for (;;) {
    const torn = tornAmong(known()).filter((family) => {
      const key = JSON.stringify(family.map((outline) => outline.files[0]).sort());
      return !read.has(key) && read.add(key);
    });
    if (torn.length === 0) break;
    batch = started();
    for (const family of torn) {
      if (batch.weight >= limit) {
        yield* judged(batch, { last: false, alone: false });
        batch = started();
      }
      for (const { at } of family) if (Number.isFinite(at)) readInto(batch, at);
    }
    yield* judged(batch, { last: false, alone: false });
  }

  const templates = inOrder(known());
  const plans = templates.flatMap(({ plan }) => plan ?? []);
  return {
    inputs: templates.flatMap(({ input }) => input ?? []),
    gaps: [
      ...templates.flatMap(({ gaps }) => gaps),
      ...[...failures].sort(([a], [b]) => a - b).map(([, gap]) => gap),
      ...nestedFailures.values(),
      ...unplanned(files, plans, context.files),
    ],
    ignores: eachOnce(templates.flatMap(({ ignores }) => ignores)),
    quote: (file, line) => kept?.quote(file, line),
  };
}

/** A copy whose texts are no pieces of a file's, which would keep the whole of it. */
const copyOf = <T>(value: readonly T[]): readonly T[] => (value.length === 0 ? [] : (JSON.parse(JSON.stringify(value)) as T[]));

const namesOf = ({ name, value }: { name(): unknown; value(): unknown }): readonly string[] => {
  // What another template puts out is asked for where the value is read.
  value();
  const called = name();
  return typeof called === 'string' ? [called] : [];
};
