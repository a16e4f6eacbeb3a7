import type { AnyCheck } from '../../../src/check.ts';
import { collectAccount } from '../../../src/sources/live/index.ts';
import type { Collected } from '../../../src/sources/source.ts';
import type { DeclaredAccount } from '../../aws/account.ts';
import type { Fault } from '../../aws/faults.ts';
import { type Call, serve } from '../../aws/server.ts';
import { DECLARED } from './declared.ts';
import { LIVE_CHECKS } from './verdicts.ts';

/** What a run against the server gave: what was collected, or why nothing was. */
export interface Ran {
  readonly collected: Collected | undefined;
  readonly error: Error | undefined;
  readonly calls: readonly Call[];
  readonly refused: readonly string[];
}

interface Running {
  readonly account?: DeclaredAccount;
  readonly checks?: readonly AnyCheck[];
  readonly fault?: (call: Call) => Fault | undefined;
  /** Milliseconds that a client waits for an answer. */
  readonly patience?: number;
  readonly pageSize?: number;
}

/** Collects a declared account from a server of its own, over HTTP, with no wait between attempts. */
export const run = async ({
  account = DECLARED,
  checks = LIVE_CHECKS,
  fault,
  patience = 30_000,
  pageSize = 1,
}: Running = {}): Promise<Ran> => {
  const server = await serve(account, { pageSize, ...(fault === undefined ? {} : { fault }) });
  try {
    const outcome = await collectAccount({
      env: { AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
      regions: [account.region],
      checks,
      optIn: () => true,
      backoff: () => 0,
      requestTimeout: patience,
    }).then(
      (collected) => ({ collected, error: undefined }),
      (error: Error) => ({ collected: undefined, error }),
    );
    return { ...outcome, calls: server.calls, refused: server.refused };
  } finally {
    await server.close();
  }
};

/** As `run`, for runs that must give something. */
export const collect = async (running: Running = {}): Promise<Ran & { readonly collected: Collected }> => {
  const ran = await run(running);
  if (ran.collected === undefined) throw ran.error ?? new Error('nothing was collected');
  return { ...ran, collected: ran.collected };
};

/** Runs many at once, as many as the machine is worth, and hands over the results in order. */
export const inParallel = async <T, U>(items: readonly T[], width: number, work: (item: T) => Promise<U>): Promise<readonly U[]> => {
  const results: U[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
};
