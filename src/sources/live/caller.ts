import type { Call } from './call.ts';
import type { Connection } from './connection.ts';
import { isAwsHost } from './connection.ts';
import { type Failure, failureOf } from './failure.ts';
import { type Bucket, bucketOf, QUOTAS, quotaOf, sleep, slotsOf, unlessOver } from './quotas.ts';

/** What bounds the calls of a run. */
export interface Bounds {
  /** The share of each documented quota; without one half of it, and none where an endpoint is not AWS's. */
  readonly apiShare?: number;
  readonly maxCalls?: number;
  /** Ends the run: what was not asked by then stays unknown. */
  readonly signal: AbortSignal;
  /** Told of every call that is made. */
  readonly onCall?: (action: string, region: string) => void;
  /** How often a call is tried at most. */
  readonly attempts?: number;
  /** In milliseconds, before the attempt after this one (the first is 1). */
  readonly backoff?: (attempt: number, why: 'throttled' | 'transient') => number;
}

/** How the calls of a run are made: each with its attempts, within the quotas of its account and Region. */
export interface Caller {
  /** Makes one call with all its attempts; rejects with a `Failure`. */
  send<T>(call: Pick<Call, 'action'>, region: string, send: () => Promise<T>): Promise<T>;
  /** Makes a client that is held to the calls of its service. */
  client<C>(
    make: new (config: never) => C,
    service: { readonly endpoint: string; readonly calls: readonly Call[]; readonly account?: string | undefined },
    region: string,
  ): C;
}

const ATTEMPTS = 10;
/** A name of one's own that does not resolve, or a port that nobody listens on, seldom changes within seconds. */
const ATTEMPTS_UNREACHABLE = 4;
/** An error page with 500: services answer in their own words, so that this is a server that fell over, and will again. */
const ATTEMPTS_BROKEN = 3;
/** For a call that has used up its attempts and never been answered: its like will hardly fare better. */
const ATTEMPTS_HOPELESS = 2;
/** In flight at once for one service in one Region. */
const SLOTS = 24;

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
const jittered = (attempt: number, why: 'throttled' | 'transient'): number =>
  Math.random() * Math.min(why === 'throttled' ? 10_000 : 5_000, (why === 'throttled' ? 250 : 60) * 2 ** (attempt - 1));

const attemptsFor = ({ code }: Failure): number =>
  code === 'ENOTFOUND' || code === 'ECONNREFUSED' ? ATTEMPTS_UNREACHABLE : code === '500' ? ATTEMPTS_BROKEN : ATTEMPTS;

const DEFAULT_SHARE = 0.5;
/** Read-only by construction: nothing else leaves. */
const READS = /^(?:Get|List|Describe|BatchGet)[A-Z]\w*Command$/;

interface Stack {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: unknown) => Promise<{ readonly response?: { readonly headers?: Readonly<Record<string, string>> } }>,
        context: { readonly commandName?: string },
      ) => (args: { readonly request: { readonly hostname?: string } }) => Promise<unknown>,
      options: { readonly step: 'build'; readonly priority: 'low'; readonly name: string },
    ): void;
  };
}

/** The one place that calls go through. */
export const callerOf = (connection: Connection, bounds: Bounds): Caller => {
  const { signal, apiShare, maxCalls = Number.POSITIVE_INFINITY, backoff = jittered, attempts = ATTEMPTS } = bounds;
  let made = 0;
  const buckets = new Map<string, Bucket>();
  const hopeless = new Map<string, boolean>();

  const bucketFor = (account: string | undefined, region: string, quota: string, host: string): Bucket | undefined => {
    if (apiShare === undefined && !isAwsHost(host)) return undefined;
    const key = `${account}/${region}/${quota}`;
    const bucket = buckets.get(key) ?? bucketOf(quotaOf(quota), apiShare ?? DEFAULT_SHARE);
    buckets.set(key, bucket);
    return bucket;
  };

  const stopped = (action: string): Failure => ({
    action,
    reason: 'timed-out',
    code: '',
    message: 'the time for the run was over',
    retry: false,
  });

  return {
    send: async ({ action }, region, send) => {
      const key = `${region}/${action}`;
      for (let attempt = 1; ; attempt += 1) {
        if (signal.aborted) throw stopped(action);
        if (made >= maxCalls)
          throw { action, reason: 'max-calls', code: '', message: `${maxCalls} calls were allowed`, retry: false } satisfies Failure;
        made += 1;
        bounds.onCall?.(action, region);
        try {
          const answer = await unlessOver(send(), signal);
          hopeless.set(key, false);
          return answer;
        } catch (error) {
          if (signal.aborted) throw stopped(action);
          const failure = failureOf(action, error);
          if (failure.retry === false) throw failure;
          const most = Math.min(attempts, hopeless.get(key) ? ATTEMPTS_HOPELESS : attemptsFor(failure));
          if (attempt >= most) {
            if (!hopeless.has(key)) hopeless.set(key, true);
            throw failure;
          }
          await sleep(backoff(attempt, failure.retry), signal).catch(() => {
            throw stopped(action);
          });
        }
      }
    },
    client: (make, { endpoint, calls, account }, region) => {
      const client = new make(connection.settings(endpoint, region) as never);
      const byOperation = new Map(calls.map((call) => [`${call.action.split(':')[1]}Command`, call]));
      const slots = slotsOf(SLOTS);
      (client as Stack).middlewareStack.add(
        (next, { commandName = '' }) =>
          async (args) => {
            const call = byOperation.get(commandName);
            if (call === undefined || !READS.test(commandName)) throw new Error(`${commandName} is not among the calls that read`);
            const quota = call.quota ?? (QUOTAS.has(call.action) ? call.action : (call.action.split(':')[0] ?? ''));
            await bucketFor(account, region, quota, args.request.hostname ?? '')?.take(signal);
            const result = await slots(() => next(args));
            // Where a service has nothing to list it says so, by `{}` at least; without a body it has said nothing.
            if (result.response?.headers?.['content-length'] === '0') throw new TypeError('the answer is empty');
            return result;
          },
        { step: 'build', priority: 'low', name: 'parapet' },
      );
      return client;
    },
  };
};
