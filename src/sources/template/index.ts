import type { Candidate } from '../discover.ts';
import type { Collected } from '../source.ts';
import { batchReader, type ReadBatch, type ReadBatches } from './batch.ts';
import { type BatchOptions, type TemplateOptions, type TemplateWork, workOf } from './batches.ts';
import { type Gathered, gathered } from './gathered.ts';
import { quoting } from './kept.ts';

export { batchReader } from './batch.ts';

/** What the templates among the files hold. */
export type CollectedTemplates = Omit<Collected, 'packages'>;

/** Reads every file that is a template, and holds it all. One that is broken is a gap and keeps no other from being read. */
export const collectTemplates = (files: readonly Candidate[], options: TemplateOptions = {}): CollectedTemplates => {
  const { work, read, conclude } = templatesInBatches(files, { ...options, batch: Number.POSITIVE_INFINITY });
  const [all] = work.batches.map((batch) => read(batch).part);
  const { inputs, gaps, ignores } = conclude();
  return {
    resources: all?.resources ?? [],
    gaps,
    inputs,
    ignores,
    locate: (subject, trail) => all?.locate(subject, trail),
    quote: (file, line) => all?.quote(file, line),
  };
};

/** Templates that are read in batches, each of which may be let go when it is judged. */
export interface TemplatesInBatches extends Gathered {
  readonly work: TemplateWork;
  readonly read: ReadBatches;
  readonly quoting: typeof quoting;
}

/**
 * The templates among files. Told of each file that was read in this thread, and of how many were in all. Where they are one batch it is
 * read at once, so that parameters that no template has are refused before any other work.
 */
export const templatesInBatches = (
  files: readonly Candidate[],
  options: BatchOptions & { readonly onProgress?: (read: number, file: string) => void } = {},
): TemplatesInBatches => {
  const work = workOf(files, options);
  const known = gathered(work, files);
  const read = batchReader(work, options.onProgress);
  const [first, ...others] = work.batches;
  if (first === undefined || others.length > 0) return { ...known, work, read, quoting };
  let only: ReadBatch | undefined = read(first);
  known.add(first, only.told);
  const readOnce: ReadBatches = (batch) => {
    const ahead = only ?? read(batch);
    only = undefined;
    return ahead;
  };
  return { ...known, work, read: readOnce, quoting };
};
