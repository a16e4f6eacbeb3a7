import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Candidate } from '../discover.ts';
import { eachFileOnce, maybeTemplate } from './candidates.ts';
import { isProject } from './modules/projects.ts';
import type { ParameterValues } from './parameters.ts';
import { MAX_BYTES } from './parse.ts';
import { isConfiguration } from './terraform/configuration.ts';

/** What a run may say about templates. */
export interface TemplateOptions {
  /** Values of parameters, in place of their defaults. */
  readonly parameters?: ParameterValues;
  /** The folders in which files that a template names may lie; those of the files themselves unless said. */
  readonly tree?: readonly string[];
}

/** What may be said about reading templates in batches. */
export interface BatchOptions extends TemplateOptions {
  /** Whether the lines that are kept can be quoted in the end. */
  readonly quotes?: boolean;
  /** How much is read at once, in bytes: memory follows it, and no time. */
  readonly batch?: number;
}

/** Files that are read together. */
export interface Batch {
  /** Its place among all. */
  readonly number: number;
  /** The places of its files among the candidates. */
  readonly places: readonly number[];
  /** In bytes. */
  readonly weight: number;
}

/**
 * All that the reading of a run's templates goes by. Plain data: whoever has it reads the same of a batch, in whichever thread and order. So
 * the batches follow from the files alone, and from nothing that was read.
 */
export interface TemplateWork {
  /** The files that may be templates. */
  readonly candidates: readonly Candidate[];
  /** Of each of these, in bytes. */
  readonly weights: readonly number[];
  /** Every candidate is in one. */
  readonly batches: readonly Batch[];
  readonly parameters: ParameterValues;
  readonly tree: readonly string[];
  /** The files that say of folders that they are projects of modules. */
  readonly projects: readonly Candidate[];
  /** There is configuration of Terraform, which plans are held against. */
  readonly planned: boolean;
  readonly quotes: boolean;
  readonly limit: number;
  /** How many files were read so far, by all threads together. */
  readonly read: Int32Array;
}

/** Some thirty-five templates of SAM. More would be no faster; with less more of what belongs together would be read twice. */
const BATCH = 250_000;
/** So many times that, files of one folder are read together: they are likely to belong together, as those of a CDK application do. */
const FOLDER = 2;

/** Of a file that is too large no more than the beginning is read, and one that has vanished is a gap when it is read. */
const weightOf = ({ path }: Candidate): number => {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size > MAX_BYTES ? 0 : size;
};

/** The places of files, those of one folder together. */
const byFolder = (candidates: readonly Candidate[], weights: readonly number[], limit: number): readonly (readonly number[])[] => {
  const groups: number[][] = [];
  let [folder, weight] = ['', 0];
  for (const [at, { path }] of candidates.entries()) {
    const group = groups.at(-1);
    if (group === undefined || dirname(path) !== folder || weight >= limit) {
      groups.push([at]);
      [folder, weight] = [dirname(path), 0];
    } else group.push(at);
    weight += weights[at] ?? 0;
  }
  return groups;
};

/** Packs what has to be read together into batches, in its order. */
export const packed = (
  groups: Iterable<readonly number[]>,
  { weights, limit }: Pick<TemplateWork, 'weights' | 'limit'>,
  first: number,
): readonly Batch[] => {
  const batches: { number: number; places: number[]; weight: number }[] = [];
  for (const places of groups) {
    let batch = batches.at(-1);
    if (batch === undefined || batch.weight >= limit) {
      batch = { number: first + batches.length, places: [], weight: 0 };
      batches.push(batch);
    }
    for (const at of places) {
      batch.places.push(at);
      batch.weight += weights[at] ?? 0;
    }
  }
  return batches;
};

/** Divides the templates among files into batches. */
export const workOf = (files: readonly Candidate[], options: BatchOptions = {}): TemplateWork => {
  const candidates = eachFileOnce(files.filter((each) => !isConfiguration(each) && maybeTemplate(each)));
  const weights = candidates.map(weightOf);
  const limit = options.batch ?? BATCH;
  return {
    candidates,
    weights,
    limit,
    batches: packed(byFolder(candidates, weights, FOLDER * limit), { weights, limit }, 0),
    parameters: options.parameters ?? new Map(),
    tree: options.tree ?? [...new Set(files.map(({ path }) => dirname(path)))],
    projects: files.filter(isProject),
    planned: files.some(isConfiguration),
    quotes: options.quotes === true,
    read: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  };
};
