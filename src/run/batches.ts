import type { AnyCheck } from '../check.ts';
import type { Settings } from '../config.ts';
import type { Places } from '../engine/assemble.ts';
import { detaching } from '../engine/detached.ts';
import { judge, type Verdicts } from '../engine/judge.ts';
import { byInput, type Judgement, judgementOf, linesIn } from '../engine/judgement.ts';
import { surroundingsOf } from '../engine/surroundings.ts';
import type { Facts } from '../facts/facts.ts';
import type { Gap } from '../model/inventory.ts';
import type { Collected } from '../sources/source.ts';
import type { ReadBatch, ReadBatches, Told } from '../sources/template/batch.ts';
import type { Batch } from '../sources/template/batches.ts';
import type { TemplatesInBatches } from '../sources/template/index.ts';
import type { Lines } from '../sources/template/kept.ts';

/** What verdicts depend on besides what is judged. */
export interface Judging {
  readonly checks: readonly AnyCheck[];
  readonly settings: Settings;
  /** ISO date. */
  readonly today: string;
  readonly facts: Facts;
}

/** What a batch of templates came to: plain data. */
export interface JudgedBatch {
  readonly told: Told;
  /** By the files of the inputs. */
  readonly judged: ReadonlyMap<string, Judgement>;
  readonly lines: Lines | undefined;
}

/** Has batches read and judged, each by itself, and gives what they came to in their order, wherever that was worked out. */
export type JudgeBatches = (
  batches: readonly Batch[],
  templates: Pick<TemplatesInBatches, 'work' | 'read'>,
  judging: Judging,
) => Promise<readonly JudgedBatch[]>;

/** Every verdict on an inventory. `gaps` are what keeps subjects from being listed. */
export const verdictsOf = (
  inventory: Pick<Collected, 'resources' | 'packages' | 'gaps'>,
  { checks, settings, today, facts }: Judging,
  gaps: readonly Gap[],
): readonly Verdicts[] => {
  const around = surroundingsOf(inventory, facts, settings, today);
  return checks.map((check) => judge(check, around, gaps));
};

/** Where verdicts on what was collected find their places. */
export const placesIn = ({ inputs, locate }: Pick<Collected, 'inputs' | 'locate'>): Places => {
  const formats = new Map(inputs.flatMap(({ file, format }) => (file === undefined || format === undefined ? [] : [[file, format]])));
  return { locate: ({ subject, trail }) => locate(subject, trail) ?? null, formatOf: (input) => formats.get(input) };
};

/** Judges a batch that was read. */
export const judgedBatch = ({ part, told, lines }: ReadBatch, judging: Judging): JudgedBatch => {
  const verdicts = byInput(verdictsOf({ ...part, packages: [] }, judging, []));
  const places = placesIn(part);
  const judged = new Map<string, Judgement>();
  for (const { file = '' } of part.inputs) {
    const judgement = judgementOf(verdicts.get(file) ?? [], places);
    judged.set(file, judgement);
    for (const { file, line } of linesIn(judgement)) part.keep(file, line);
  }
  for (const { file, line } of [...part.ignores, ...part.gaps.map(({ scope }) => scope)])
    if (file !== undefined && line !== undefined) part.keep(file, line);
  return { told, judged, lines: lines() };
};

/** Makes copies of what batches came to, which keep nothing alive of what was read and hold once what is said often. */
export const keepingBatches = (): ((batch: JudgedBatch) => JudgedBatch) => {
  const detached = detaching();
  return (batch) => ({ ...batch, judged: new Map([...batch.judged].map(([file, judgement]) => [file, detached(judgement)])) });
};

/** What batches wait for: how many of them have been taken, in memory that all who take from them share. */
export const takenOf = (): Int32Array => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Judges batches that nobody has taken yet, each let go before the next is read, with its place among them. */
export function* judgedAmong(
  batches: readonly Batch[],
  taken: Int32Array,
  read: ReadBatches,
  judging: Judging,
): Generator<readonly [at: number, judged: JudgedBatch], void, void> {
  for (let at = Atomics.add(taken, 0, 1); at < batches.length; at = Atomics.add(taken, 0, 1))
    yield [at, judgedBatch(read(batches[at] as Batch), judging)];
}

/** One batch after the other, here. */
export const inTurn: JudgeBatches = async (batches, { read }, judging) => {
  const kept = keepingBatches();
  return Array.from(judgedAmong(batches, takenOf(), read, judging), ([, judged]) => kept(judged));
};

/** Has all templates judged, those that turn out to belong together once more. Gives what was told of them and what they came to, in their order. */
export const judgedTemplates = async (
  templates: TemplatesInBatches,
  judging: Judging,
  judgeBatches: JudgeBatches,
): Promise<Pick<Collected, 'inputs' | 'gaps' | 'ignores' | 'quote'> & { readonly judgements: readonly Judgement[] }> => {
  const done = new Map<number, JudgedBatch>();
  for (let batches = templates.work.batches; batches.length > 0; batches = templates.torn()) {
    const all = await judgeBatches(batches, templates, judging);
    for (const [at, batch] of batches.entries()) {
      const judged = all[at];
      if (judged === undefined) throw new Error(`batch ${batch.number} was not judged`);
      templates.add(batch, judged.told);
      done.set(batch.number, judged);
    }
  }
  const { from, ...read } = templates.conclude();
  return {
    ...read,
    quote: templates.quoting([...done.values()].flatMap(({ lines }) => lines ?? [])),
    judgements: from.flatMap(({ file, batch }) => done.get(batch)?.judged.get(file) ?? []),
  };
};
