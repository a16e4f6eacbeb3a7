import type { SourceFile } from '../text/source-file.ts';
import type { ReadDocument } from './files.ts';
import type { ReadTemplate } from './format.ts';
import { gapAt } from './gap.ts';
import type { Nesting } from './stacks.ts';

type Read = (document: ReadDocument, nestings: readonly Nesting[]) => ReadTemplate | undefined;

/** Reads templates that others nest as the stacks that they are there, and not by themselves; those that no scan would find as well. */
export const withNested = (templates: readonly ReadTemplate[], read: Read): readonly ReadTemplate[] => {
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
  if (waiting.size === 0) return templates;

  const nestings = new Map<SourceFile, readonly Nesting[]>();
  const done: ReadTemplate[] = all.filter(({ sources: [own] }) => own === undefined || !waiting.has(own));
  // Whoever nests a template is read before it.
  for (const { nested = [] } of done)
    for (const { document, as } of nested) {
      const { source } = document;
      const left = (waiting.get(source) ?? 1) - 1;
      const known = [...(nestings.get(source) ?? []), as];
      nestings.set(source, known);
      if (left > 0) waiting.set(source, left);
      else {
        waiting.delete(source);
        done.push(...[read(document, known)].filter((template) => template !== undefined));
      }
    }
  return [...done, ...all.flatMap((template) => inCircle(template, waiting))];
};

/** A template that is left because it nests itself is read as it stands, and that is said. */
const inCircle = (template: ReadTemplate, left: ReadonlyMap<SourceFile, number>): readonly ReadTemplate[] => {
  const [own] = template.sources;
  if (own === undefined || !left.has(own)) return [];
  const gaps = (template.nested ?? [])
    .filter(({ document }) => left.has(document.source))
    .map(({ as, document, span }) =>
      gapAt(span, 'cyclic', `The nested stack ${as.id} is not read as such: ${document.source.file} may nest this template again`),
    );
  return [{ ...template, gaps: [...template.gaps, ...gaps] }];
};
