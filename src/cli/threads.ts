import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { AnyCheck } from '../check.ts';
import { shippedFacts } from '../facts/index.ts';
import { inTurn, type JudgeBatches, type JudgedBatch, type Judging, judgedAmong, keepingBatches, takenOf } from '../run/batches.ts';
import type { Batch, TemplateWork } from '../sources/template/batches.ts';
import type { Io } from './io.ts';

/** What a thread is started with: plain data. */
export interface ThreadTask extends Pick<Judging, 'settings' | 'today'> {
  readonly work: TemplateWork;
  readonly batches: readonly Batch[];
  /** See `takenOf`. */
  readonly taken: Int32Array;
  /** The ids of the checks that run. */
  readonly checks: readonly string[];
  readonly plugins: readonly string[];
  readonly cwd: string;
}

/** What a thread sends: the place of a batch and what it came to. */
export type ThreadResult = readonly [at: number, judged: JudgedBatch];

/** A thread that was started. */
export interface Thread {
  on(event: 'message', heard: (result: ThreadResult) => void): unknown;
  on(event: 'error', failed: (error: unknown) => void): unknown;
  on(event: 'exit', ended: (code: number) => void): unknown;
  terminate(): Promise<unknown>;
}

/** Which threads there may be. */
export interface Threads {
  /** How many for so many bytes of templates in so many batches, this one included. */
  countFor(weight: number, batches: number): number;
  /** Starts one of so many, this one counted among them. */
  start(task: ThreadTask, count: number): Thread;
}

/**
 * Of so many bytes of templates each thread has enough to do to be worth its start, which takes as long as a third of that: 0.2 s of CPU time
 * where judging takes 2.2 s a megabyte (`npm run bench`).
 */
const WORTH_A_THREAD = 300_000;
const MOST = 4;
/** For what has just been made, in MiB; a third of what V8 would take, which spares each thread 30 MiB and costs no time. */
const YOUNG = 16;

/** The threads of a process: those that were asked for, or as many as pay. */
export const threadsFor = ({ thread }: Pick<Io, 'thread'>, jobs: number | undefined): Threads | undefined =>
  thread && {
    countFor: (weight, batches) =>
      Math.min(batches, jobs ?? Math.min(MOST, availableParallelism(), Math.max(1, Math.floor(weight / WORTH_A_THREAD)))),
    start: (workerData, count) => {
      // V8 clears away what is short-lived with the help of other cores, which costs time where each of them judges already. Whether
      // later versions of Node know the flag by this name is not known.
      if (count >= availableParallelism() && process.versions.node.startsWith('20.')) setFlagsFromString('--no-parallel-scavenge');
      // What the command was started with is not for its threads: a module to be loaded first, a profile to be written.
      return new Worker(thread, { workerData, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
    },
  };

/** Whether a thread can judge as this one does: it has the tables that parapet ships with, and nothing that was looked up for this run. */
const isSelfContained = ({ sources, facts = [], consults = [] }: AnyCheck): boolean =>
  !sources.includes('template') || [...facts, ...consults].every((fact) => Object.hasOwn(shippedFacts, fact));

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What threads are told of a run besides what all who judge are. */
export interface ThreadOptions extends Pick<ThreadTask, 'plugins' | 'cwd'> {
  /** Told why threads ended before their work was done, or never began. */
  lost(reasons: readonly string[]): void;
}

/**
 * Judges batches in several threads, this one among them: whoever is free takes the next. What a thread took and did not come back with, as
 * it ran out of memory, is judged here in the end.
 */
export const inThreads =
  (threads: Threads | undefined, { lost, ...options }: ThreadOptions): JudgeBatches =>
  async (batches, templates, judging) => {
    const { checks, settings, today } = judging;
    const weight = batches.reduce((sum, batch) => sum + batch.weight, 0);
    const count = checks.every(isSelfContained) ? (threads?.countFor(weight, batches.length) ?? 1) : 1;
    if (threads === undefined || count <= 1) return inTurn(batches, templates, judging);

    const kept = keepingBatches();
    const done = new Map<number, JudgedBatch>();
    const taken = takenOf();
    const { work, read } = templates;
    const task: ThreadTask = { ...options, work, batches, taken, checks: checks.map(({ id }) => id), settings, today };
    const started: Thread[] = [];
    const reasons: string[] = [];
    /** All is done, or no thread is left that could do more. */
    const over = async (): Promise<void> =>
      new Promise((resolve) => {
        let running = started.length;
        for (const thread of started) {
          thread.on('message', ([at, judged]) => {
            done.set(at, kept(judged));
            if (done.size === batches.length) resolve();
          });
          thread.on('error', (error) => void reasons.push(reasonOf(error)));
          thread.on('exit', () => {
            running -= 1;
            if (running === 0) resolve();
          });
        }
      });
    try {
      while (started.length < count - 1) started.push(threads.start(task, count));
    } catch (error) {
      reasons.push(reasonOf(error));
    }
    try {
      const all = over();
      for (const [at, judged] of judgedAmong(batches, taken, read, judging)) {
        done.set(at, kept(judged));
        // What has arrived meanwhile is taken.
        await setImmediate();
      }
      if (done.size < batches.length && started.length > 0) await all;
    } finally {
      await Promise.all(started.map((thread) => thread.terminate()));
    }
    if (reasons.length > 0) lost(reasons);
    const left = batches.filter((_, at) => !done.has(at));
    const rest = await inTurn(left, templates, judging);
    return batches.map((batch, at) => done.get(at) ?? (rest[left.indexOf(batch)] as JudgedBatch));
  };
