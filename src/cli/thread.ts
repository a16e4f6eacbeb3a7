import { parentPort, workerData } from 'node:worker_threads';
import type { AnyCheck } from '../check.ts';
import { shippedFacts } from '../facts/index.ts';
import { judgedAmong } from '../run/batches.ts';
import { batchReader } from '../sources/template/index.ts';
import { catalogueOf } from './catalogue.ts';
import type { ThreadResult, ThreadTask } from './threads.ts';

// What a further thread runs: it takes batches of templates as long as there are any, and sends what they come to.
const { work, batches, taken, checks, plugins, cwd, settings, today } = workerData as ThreadTask;
const known = new Map((await catalogueOf(plugins, cwd)).map((check) => [check.id, check]));
const named = checks.map((id): AnyCheck => {
  const check = known.get(id);
  if (check === undefined) throw new Error(`a thread does not know the check ${id}`);
  return check;
});
const judging = { checks: named, settings, today, facts: shippedFacts };
for (const result of judgedAmong(batches, taken, batchReader(work), judging)) parentPort?.postMessage(result satisfies ThreadResult);
