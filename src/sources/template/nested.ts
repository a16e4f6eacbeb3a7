import type { SourceFile } from '../text/source-file.ts';
import type { ReadDocument } from './files.ts';
import type { ReadTemplate } from './format.ts';
import { gapAt } from './gap.ts';
import type { Nesting } from './stacks.ts';

type Read = (document: ReadDocument, nestings: readonly Nesting[]) => ReadTemplate | undefined;

/** A template as which it is deployed, and where it comes among others. */
export interface Placed {
  readonly template: ReadTemplate;
  /** The last of the templates that nest it: it is read after that one. */
  readonly after?: SourceFile;
  /** It nests itself, and is read as it stands. */
  readonly cyclic?: true;
}

/** Reads templates that others nest as the stacks that they are there, and not by themselves; those that no scan would find as well. */
export const withNested = (templates: readonly ReadTemplate[], read: Read): readonly Placed[] => {
  const bySource = new Map<SourceFile, ReadTemplate>();
  const all = [...templates];
  for (const template of templates) for (const own of template.sources.slice(0, 1)) bySource.set(own, template);
  const waiting = new Map<SourceFile, number>();
  // It grows while it is gone through: a template that is nested may nest others.
  for (const { nested = [] } of all)
    for (const { document } of nested) {
      waiting.set(document.source, (waiting.get(document.source) ?? 0) + 1);
      const found = bySource.has(document.source) ? undefined : read(document, []);
      if (found === undefined) continue;
      bySource.set(document.source, found);
      all.push(found);
    }
  if (waiting.size === 0) return templates.map((template) => ({ template }));

  const nestings = new Map<SourceFile, readonly Nesting[]>();
  const done: Placed[] = all.filter(({ sources: [own] }) => own === undefined || !waiting.has(own)).map((template) => ({ template }));
  // Whoever nests a template is read before it.
  for (const {
    template: {
      nested = [],
      sources: [after],
    },
  } of done)
    for (const { document, as } of nested) {
      const { source } = document;
      const left = (waiting.get(source) ?? 1) - 1;
      const known = [...(nestings.get(source) ?? []), as];
      nestings.set(source, known);
      if (left > 0) waiting.set(source, left);
      else {
        waiting.delete(source);
        const template = read(document, known);
        if (template !== undefined) done.push({ template, ...(after === undefined ? {} : { after }) });
      }
    }
  return [...done, ...all.flatMap((template) => inCircle(template, waiting))];
};

/** A template that is left because it nests itself is read as it stands, and that is said. */
const inCircle = (template: ReadTemplate, left: ReadonlyMap<SourceFile, number>): readonly Placed[] => {
  const [own] = template.sources;
  if (own === undefined || !left.has(own)) return [];
  const gaps = (template.nested ?? [])
    .filter(({ document }) => left.has(document.source))
    .map(({ as, document, span }) =>
      gapAt(span, 'cyclic', `The nested stack ${as.id} is not read as such: ${document.source.file} may nest this template again`),
    );
  return [{ template: { ...template, gaps: [...template.gaps, ...gaps] }, cyclic: true }];
};
