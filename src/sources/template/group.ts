import type { Gap, RawResource } from '../../model/inventory.ts';
import type { Candidate } from '../discover.ts';
import type { Collected } from '../source.ts';
import { locationOf } from '../text/location.ts';
import type { SourceFile, Span } from '../text/source-file.ts';
import { type Export, importsOf } from './exports.ts';
import type { ReadContext, ReadTemplate } from './format.ts';
import { spanOf } from './locate.ts';
import { type Placed, withNested } from './nested.ts';
import { whole } from './outline.ts';
import { type Reading, read, readNested } from './read.ts';

/** What the readings of a run share. What a template imports is known among those alone that are read together. */
export type GroupContext = Omit<ReadContext, 'imports' | 'nestings'>;

/** Templates that are read together, so that what one says of another is known. */
export interface Group {
  /** Reads a file as one of them. */
  read(candidate: Candidate): Reading | undefined;
  /** Those that were read, and those that they nest, each as what it is deployed as. To be asked once, when all are read. */
  close(): Closed;
}

/** A group that nothing is added to. */
export interface Closed {
  readonly placed: readonly Placed[];
  /** Those that are a part of another, and no templates of their own. */
  readonly parts: readonly ReadTemplate[];
  /** Why templates that others nest could not be read as such. */
  readonly failures: readonly Gap[];
  /** The names of exports that were asked for so far on behalf of a template, by its own file. */
  asked(own: SourceFile): ReadonlySet<string>;
  /** What is hidden in a file, whichever of the templates hides it. Asking evaluates whatever no check has read. */
  hiddenIn(source: SourceFile): ReadonlySet<Span>;
  locate: Collected['locate'];
}

/** Opens a group. */
export const groupOf = (context: GroupContext): Group => {
  const exported: Export[] = [];
  const imports = importsOf(exported);
  const asked = new Map<string, Set<string>>();
  const readings: ReadTemplate[] = [];
  /** The context of one template, of which it is noted what it asks for. */
  const within = (file: string): ReadContext => {
    const names = asked.get(file) ?? new Set();
    asked.set(file, names);
    return {
      ...context,
      imports: (name) => {
        names.add(name);
        return imports(name);
      },
    };
  };
  return {
    read: (candidate) => {
      const reading = read(candidate, within(candidate.file));
      if (reading?.template === undefined) return reading;
      readings.push(reading.template);
      // A file that was opened before is called what it was called then.
      const names = asked.get(candidate.file);
      for (const { file } of reading.template.sources.slice(0, 1)) if (names !== undefined) asked.set(file, names);
      return reading;
    },
    close: () => {
      const kept = whole(readings, ({ sources }) => sources);
      const failures: Gap[] = [];
      const placed = withNested(kept, (document, nestings) => {
        const { template, gap } = readNested(document, { ...within(document.source.file), nestings });
        if (gap !== undefined) failures.push(gap);
        return template;
      });
      const templates = placed.map(({ template }) => template);
      exported.push(...templates.flatMap(({ exports }) => exports ?? []));
      const places = new Map(templates.flatMap((template) => [...template.places]));
      const bySource = new Map<SourceFile, ReadTemplate[]>();
      for (const template of templates)
        for (const source of template.sources) bySource.set(source, [...(bySource.get(source) ?? []), template]);
      return {
        placed,
        parts: readings.filter((template) => !kept.includes(template)),
        failures,
        asked: ({ file }) => asked.get(file) ?? new Set(),
        hiddenIn: (source) => new Set((bySource.get(source) ?? []).flatMap((template) => [...template.hidden()])),
        locate: (resource, trail) => {
          const place = places.get(resource as RawResource);
          return place === undefined ? undefined : locationOf(spanOf(place, trail));
        },
      };
    },
  };
};
