import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { inThreads, type Thread, type Threads, type ThreadTask, threadsFor } from '../../src/cli/threads.ts';
import { shippedFacts } from '../../src/facts/index.ts';
import { judgedAmong } from '../../src/run/batches.ts';
import { auditInBatches, type RunResult } from '../../src/run.ts';
import { collectInBatches } from '../../src/sources/collect.ts';
import { batchReader } from '../../src/sources/template/index.ts';
import { atOnce, options, plain, TREES, treeOf, written } from '../sources/template/belonging.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A thread that is none, but has and gives nothing that a thread could not: all goes through the same copies. `pauses` are its times off. */
const copying = (given: ThreadTask, pauses: readonly number[]): Thread => {
  const told = new EventEmitter();
  const work = async (): Promise<void> => {
    const { work, batches, taken, checks: ids, settings, today }: ThreadTask = structuredClone(given);
    const named = checks.filter(({ id }) => ids.includes(id));
    const all = judgedAmong(batches, taken, batchReader(work), { checks: named, settings, today, facts: shippedFacts });
    for (let turn = 0; ; turn += 1) {
      for (let pause = 0; pause <= (pauses[turn % pauses.length] ?? 0); pause += 1) await setImmediate();
      const next = all.next();
      if (next.done) break;
      told.emit('message', structuredClone(next.value));
    }
    told.emit('exit', 0);
  };
  void work();
  return Object.assign(told, { terminate: async () => {} });
};

const several = (count: number, start: Threads['start']): Threads => ({ countFor: (_, batches) => Math.min(count, batches), start });

/** A run in threads, and what was said of those that were lost. */
const inSome = async (
  threads: Threads | undefined,
  paths: readonly string[],
  cwd: string,
  batch: number,
): Promise<RunResult & { readonly lost: readonly string[] }> => {
  const lost: string[] = [];
  const told = (reasons: readonly string[]): void => void lost.push(...reasons);
  const found = await collectInBatches(paths, { cwd, quotes: true, batch });
  const result = await auditInBatches(found, { ...options, gaps: [] }, inThreads(threads, { plugins: [], cwd, lost: told }));
  return { ...result, lost };
};

describe('what is judged in several threads is what is judged in one', () => {
  test.each([
    ['the applications', 'fixtures/apps', 20_000],
    ['the fixtures of all checks', 'fixtures/checks', 50_000],
  ])('%s', { timeout: 240_000 }, async (_, folder, batch) => {
    const one = written(await inSome(undefined, [folder], root, batch));
    for (const count of [2, 3]) {
      let started = 0;
      const start = (task: ThreadTask): Thread => {
        started += 1;
        return copying(task, [0, 2, 1]);
      };
      const some = await inSome(several(count, start), [folder], root, batch);
      expect(written(some)).toEqual(one);
      expect([started >= count - 1, some.lost]).toEqual([true, []]);
    }
    expect(one).toEqual(written(await atOnce([folder], root)));
  });

  test('templates that belong together, wherever they are divided and whoever takes which', async () => {
    const names = Object.keys(TREES);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(names, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 1500 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }),
        async (some, batch, count, pauses) => {
          const files = some.flatMap((name) =>
            Object.entries(TREES[name] ?? {}).map(([file, text]) => [`${names.indexOf(name)}/${file}`, text]),
          );
          const cwd = treeOf(Object.fromEntries(files));
          const threads = several(count, (task) => copying(task, pauses));
          expect(written(await inSome(threads, ['.'], cwd, batch))).toEqual(written(await atOnce(['.'], cwd)));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a thread that is lost costs no verdict', () => {
  const files = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`${at}.yaml`, plain(`Queue${at}`)]));
  /** A thread that takes some batches and never sends what they came to: the others have to wait until it ends. */
  const taking =
    (count: number, code: string, limits: ResourceLimits = {}) =>
    (task: ThreadTask) => {
      Atomics.add(task.taken, 0, count);
      return new Worker(code, { eval: true, resourceLimits: limits });
    };

  test.each([
    ['with a batch that it took', 1, "throw new Error('out of order')", ['out of order']],
    ['with all of them', 9, "throw new Error('all gone')", ['all gone']],
    ['that ends without a word', 2, '', []],
    ['that ends the process as it thinks', 2, 'process.exit(3)', []],
  ])('%s', async (_, count, code, lost) => {
    const cwd = treeOf(files);
    const some = await inSome(several(2, taking(count, code)), ['.'], cwd, 1);
    expect(written(some)).toEqual(written(await atOnce(['.'], cwd)));
    expect(some.lost).toEqual(lost);
  });

  test('that runs out of memory', async () => {
    const cwd = treeOf(files);
    const code = 'const all = []; for (;;) all.push(new Array(100000).fill(all.length));';
    const some = await inSome(several(2, taking(9, code, { maxOldGenerationSizeMb: 16 })), ['.'], cwd, 1);
    expect(written(some)).toEqual(written(await atOnce(['.'], cwd)));
    expect(some.lost).toEqual([expect.stringContaining('memory')]);
  });

  test('that cannot be started', async () => {
    const cwd = treeOf(files);
    const start = (): Thread => {
      throw new Error('not permitted');
    };
    const some = await inSome(several(3, start), ['.'], cwd, 1);
    expect(written(some)).toEqual(written(await atOnce(['.'], cwd)));
    expect(some.lost).toEqual(['not permitted']);
  });
});

describe('how many threads there are', () => {
  const countFor = (weight: number, batches: number, jobs?: number) =>
    threadsFor({ thread: new URL('file:///thread.js') }, jobs)?.countFor(weight, batches);

  test('is what pays, and never more than there are batches', () => {
    expect([countFor(0, 1), countFor(400_000, 2), countFor(590_000, 3)]).toEqual([1, 1, 1]);
    expect(countFor(1e9, 4000)).toBeLessThanOrEqual(4);
  });

  test('is what was asked for, if there is as much to do', () => {
    expect([countFor(1, 8, 3), countFor(1, 2, 3), countFor(1e9, 4000, 1)]).toEqual([3, 2, 1]);
  });

  test('is one where there is no module to run', () => {
    expect(threadsFor({}, 3)).toBeUndefined();
  });
});

test('a check that looks at what was looked up for the run is judged where that is', async () => {
  const cwd = treeOf({ 'a.yaml': plain('A'), 'b.yaml': plain('B') });
  const found = await collectInBatches(['.'], { cwd, quotes: false, batch: 1 });
  const [check] = checks.filter(({ id }) => id === 'queue-unencrypted').map((each) => ({ ...each, consults: ['advisories'] as const }));
  if (check === undefined) throw new Error('no check');
  const start = (): Thread => {
    throw new Error('started');
  };
  const lost = (reasons: readonly string[]): void => expect(reasons).toEqual([]);
  const threads = inThreads(several(2, start), { plugins: [], cwd, lost });
  const { report } = await auditInBatches(found, { ...options, checks: [check], gaps: [] }, threads);
  expect(report.findings.map(({ subject }) => subject.id)).toEqual(['A', 'B']);
});
