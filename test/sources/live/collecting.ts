import { collectAccount } from '../../../src/sources/live/index.ts';
import type { Planned } from '../../../src/sources/live/plan.ts';
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
  readonly checks?: readonly Planned[];
  readonly regions?: readonly string[];
  /** Of which checks the calls are made that cost one for each resource: of all. */
  readonly optIn?: (check: Planned) => boolean;
  readonly fault?: (call: Call) => Fault | undefined;
  /** Milliseconds that a client waits for an answer, and how often it asks. */
  readonly patience?: number;
  readonly attempts?: number;
  readonly pageSize?: number;
}

/** Collects a declared account from a server of its own, over HTTP, with no wait between attempts. */
export const run = async ({
  account = DECLARED,
  checks = LIVE_CHECKS,
  optIn = () => true,
  regions = [account.region],
  fault,
  patience = 30_000,
  attempts,
  pageSize = 1,
}: Running = {}): Promise<Ran> => {
  const server = await serve(account, { pageSize, ...(fault === undefined ? {} : { fault }) });
  try {
    const outcome = await collectAccount({
      env: { AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
      regions,
      checks,
      optIn,
      backoff: () => 0,
      requestTimeout: patience,
      ...(attempts === undefined ? {} : { attempts }),
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
