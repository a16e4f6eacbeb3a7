import type { Gap } from '../../model/inventory.ts';
import type { Candidate } from '../discover.ts';
import type { Collected } from '../source.ts';
import type { Told } from './batch.ts';
import { type Batch, packed, type TemplateWork } from './batches.ts';
import { filesWithin } from './files.ts';
import { eachOnce, inOrder, type Outline, tornAmong, whole } from './outline.ts';
import { unplanned } from './terraform/unplanned.ts';
import { refuseUnknown } from './unknown-parameters.ts';

/** What is known of all templates when they are read. */
export interface TemplatesRead extends Pick<Collected, 'inputs' | 'gaps' | 'ignores'> {
  /** The inputs in their order, each with the number of the batch that it was read in. What other batches say of it does not count. */
  readonly from: readonly { readonly file: string; readonly batch: number }[];
}

/** What batches tell of the templates of a run. */
export interface Gathered {
  /** Takes what a batch told: each after those with lower numbers. Throws a `UserError` with the last where no template has a parameter that was given. */
  add(batch: Batch, told: Told): void;
  /** Batches of what belongs together and was read apart, as nobody knew of it before all was read; none where all is as it should be. */
  torn(): readonly Batch[];
  /** To be asked when nothing is torn. */
  conclude(): TemplatesRead;
}

const ownOf = ({ files: [own = ''] }: Outline): string => own;
const isNested = ({ after, cyclic }: Outline): boolean => after !== undefined || cyclic === true;

/** Puts together what the batches tell. `files` are all that were found, configuration of Terraform among them. */
export const gathered = (work: TemplateWork, files: readonly Candidate[]): Gathered => {
  const outlines = new Map<string, Outline>();
  const failures = new Map<number, Gap>();
  const nestedFailures = new Map<string, Gap>();
  const again = new Set<string>();
  let last = -1;

  const take = (outline: Outline, isFirst: boolean): void => {
    const own = ownOf(outline);
    const known = outlines.get(own);
    // A template that another nests is read by itself as well, in a batch of its own: that says nothing of it.
    if (known !== undefined && isFirst && isNested(known) && !isNested(outline)) return;
    // In the order of the last reading.
    outlines.delete(own);
    outlines.set(own, known === undefined ? outline : { ...outline, at: Math.min(known.at, outline.at) });
  };
  const known = (): readonly Outline[] =>
    whole(
      [...outlines.values()].sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)),
      (outline) => outline.files,
    );

  return {
    add: (batch, told) => {
      last = batch.number;
      for (const outline of told.outlines) take(outline, batch.number < work.batches.length);
      for (const [at, gap] of told.failures) failures.set(at, gap);
      for (const gap of told.nestedFailures) nestedFailures.set(JSON.stringify(gap), gap);
      if (batch.number === work.batches.length - 1) refuseUnknown(work.parameters, known());
    },
    torn: () => {
      const torn = tornAmong(known()).filter((family) => {
        const key = JSON.stringify(family.map(ownOf).sort());
        return !again.has(key) && again.add(key);
      });
      return packed(
        torn.map((family) => family.map(({ at }) => at).filter(Number.isFinite)),
        work,
        last + 1,
      );
    },
    conclude: () => {
      const templates = inOrder(known());
      const plans = templates.flatMap(({ plan }) => plan ?? []);
      return {
        inputs: templates.flatMap(({ input }) => input ?? []),
        gaps: [
          ...templates.flatMap(({ gaps }) => gaps),
          ...[...failures].sort(([a], [b]) => a - b).map(([, gap]) => gap),
          ...nestedFailures.values(),
          ...unplanned(files, plans, filesWithin(work.tree)),
        ],
        ignores: eachOnce(templates.flatMap(({ ignores }) => ignores)),
        from: templates.flatMap(({ input, batch }) =>
          input?.file === undefined || batch === undefined ? [] : [{ file: input.file, batch }],
        ),
      };
    },
  };
};
