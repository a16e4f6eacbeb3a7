import type { Gap } from '../../model/inventory.ts';
import type { CollectedPart } from '../source.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Batch, TemplateWork } from './batches.ts';
import { imports } from './exports.ts';
import { type Files, filesWithin } from './files.ts';
import type { ReadTemplate } from './format.ts';
import { gapsOf } from './gap.ts';
import { type Closed, type GroupContext, groupOf } from './group.ts';
import { keeper, type Lines } from './kept.ts';
import { modulesAmong } from './modules/projects.ts';
import type { Outline } from './outline.ts';
import { quoter } from './quote.ts';
import { knownBy } from './terraform/configuration.ts';

/** What is told of a batch that is let go. Plain data. */
export interface Told {
  readonly outlines: readonly Outline[];
  /** Why files could not be read, by their places among the candidates. */
  readonly failures: readonly (readonly [at: number, gap: Gap])[];
  /** Why templates that others nest could not be read as such. */
  readonly nestedFailures: readonly Gap[];
}

/** A batch that was read, and is held as long as this is. */
export interface ReadBatch {
  readonly part: CollectedPart;
  readonly told: Told;
  /** What was kept of its lines: to be asked for when all are. Plain data. */
  lines(): Lines | undefined;
}

/** Reads batches. What is read of one does not depend on others that were read before. */
export type ReadBatches = (batch: Batch) => ReadBatch;

/** Reads the batches of some work. Told of each file that was read, and of how many were. */
export const batchReader = (work: TemplateWork, onProgress?: (read: number, file: string) => void): ReadBatches => {
  const places = new Map(work.candidates.map(({ file }, at) => [file, at]));
  const isFound = (file: string): boolean => places.has(file);
  return (batch) => {
    const files = filesWithin(work.tree);
    const context: GroupContext = { given: work.parameters, files, modules: modulesAmong(work.projects, files), isFound };
    const group = groupOf(context);
    const failures: [number, Gap][] = [];
    for (const at of batch.places) {
      const candidate = work.candidates[at];
      if (candidate === undefined) continue;
      const { gap } = group.read(candidate) ?? {};
      if (gap !== undefined) failures.push([at, gap]);
      const before = Atomics.add(work.read, 0, 1);
      onProgress?.(before + 1, candidate.file);
    }
    const closed = group.close();
    // What there is no other batch for nobody asks for.
    const alone = work.batches.length === 1;
    const outlines = outlinesOf(closed, { batch, work, places, alone, files });
    return { told: { outlines, failures, nestedFailures: closed.failures }, ...partOf(closed, files, work.quotes) };
  };
};

interface Around {
  readonly batch: Batch;
  readonly work: TemplateWork;
  readonly places: ReadonlyMap<string, number>;
  readonly alone: boolean;
  readonly files: Files;
}

/** A text in which an import may stand, its name written out or escaped; events of the Serverless Framework import topics by a word of its own. */
const IMPORTS = /ImportValue|\\[uUx]/;

const mayImport = ({ input, sources }: ReadTemplate): boolean =>
  input?.format === 'serverless-framework' || sources.some(({ text }) => IMPORTS.test(text));

/** What is kept of the templates of a batch. */
const outlinesOf = (closed: Closed, { batch, work, places, alone, files }: Around): readonly Outline[] => {
  const outline = (template: ReadTemplate): Outline => {
    const [own] = template.sources;
    const root = work.planned && own !== undefined && template.input?.format === 'terraform' ? files.parse(own).root : undefined;
    // What is imported is asked for where it is read: all has to be read for all to be known.
    if (!alone && mayImport(template) && [...template.places.values()].some(({ properties }) => imports(properties))) template.hidden();
    return {
      files: template.sources.map(files.keyOf),
      at: places.get(own?.file ?? '') ?? Number.POSITIVE_INFINITY,
      ...(template.input === undefined ? {} : { input: template.input }),
      gaps: copyOf(gapsOf(template)),
      ignores: copyOf(template.ignores),
      // Nobody asks for their names but to find one that was given a value.
      parameters: work.parameters.size === 0 ? [] : copyOf(template.parameters),
      nested: (template.nested ?? []).map(({ document }) => files.keyOf(document.source)),
      exports: alone ? [] : copyOf((template.exports ?? []).flatMap(namesOf)),
      asked: own === undefined ? new Set() : closed.asked(own),
      ...(root === undefined ? {} : { plan: knownBy(own?.file ?? '', root) }),
    };
  };
  return [
    ...closed.parts.map(outline),
    ...closed.placed.map(({ template, after, cyclic }) => ({
      ...outline(template),
      batch: batch.number,
      ...(after === undefined ? {} : { after: files.keyOf(after) }),
      ...(cyclic === undefined ? {} : { cyclic }),
    })),
  ];
};

/** The batch as it is judged, and what is kept of its lines meanwhile. */
const partOf = (closed: Closed, files: Files, quotes: boolean): Pick<ReadBatch, 'part' | 'lines'> => {
  const templates = closed.placed.map(({ template }) => template);
  const own = new Set([...closed.parts, ...templates].flatMap(({ sources }) => sources.slice(0, 1)));
  const opened = new Map(files.opened().map((source) => [source.file, source]));
  const quotesOf = new Map([...opened].map(([file, source]) => [file, quoter(source, () => closed.hiddenIn(source))]));
  const lines = quotes ? keeper() : undefined;
  const keep = (source: SourceFile, line: number): void => {
    lines?.keep(source, line);
    // Another batch may keep a line near this one.
    if (!own.has(source)) for (const near of [line - 1, line + 1]) lines?.keep(source, near);
  };
  return {
    part: {
      resources: templates.flatMap(({ resources }) => resources),
      gaps: [...templates.flatMap(gapsOf), ...closed.failures],
      inputs: templates.flatMap(({ input }) => input ?? []),
      ignores: templates.flatMap(({ ignores }) => ignores),
      locate: closed.locate,
      quote: (file, line) => quotesOf.get(file)?.(line),
      keep: (file, line) => {
        const source = opened.get(file);
        if (source !== undefined) keep(source, line);
      },
    },
    lines: () => {
      // Another batch may keep lines of what several templates share.
      for (const source of opened.values()) if (lines?.has(source.file) || !own.has(source)) lines?.hide(source, closed.hiddenIn(source));
      return lines?.kept;
    },
  };
};

/** A copy whose texts are no pieces of a file's, which would keep the whole of it. */
const copyOf = <T>(value: readonly T[]): readonly T[] => (value.length === 0 ? [] : (JSON.parse(JSON.stringify(value)) as T[]));

const namesOf = ({ name, value }: { name(): unknown; value(): unknown }): readonly string[] => {
  // What another template puts out is asked for where the value is read.
  value();
  const called = name();
  return typeof called === 'string' ? [called] : [];
};
