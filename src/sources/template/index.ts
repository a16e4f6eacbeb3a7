import type { Candidate } from '../discover.ts';
import type { Collected } from '../source.ts';
import { type TemplateOptions, templatesInBatches } from './batches.ts';

export { templatesInBatches } from './batches.ts';

/** What the templates among the files hold. */
export type CollectedTemplates = Omit<Collected, 'packages'>;

/** Reads every file that is a template, and holds it all. One that is broken is a gap and keeps no other from being read. */
export const collectTemplates = (files: readonly Candidate[], options: TemplateOptions = {}): CollectedTemplates => {
  const batches = templatesInBatches(files, { ...options, batch: Number.POSITIVE_INFINITY });
  const { value: all } = batches.next();
  const { value: read } = batches.next();
  if (!('resources' in all) || 'resources' in read) throw new Error('a batch without a limit is all that there is');
  const { resources, locate, quote } = all;
  const { inputs, gaps, ignores } = read;
  return { resources, gaps, inputs, ignores, locate, quote };
};
