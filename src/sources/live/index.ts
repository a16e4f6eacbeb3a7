import { setMaxListeners } from 'node:events';
import type { Gap, RawResource } from '../../model/inventory.ts';
import { unknown } from '../../model/value.ts';
import type { Collected } from '../source.ts';
import type { Call, Collector } from './call.ts';
import { type Bounds, type Caller, callerOf } from './caller.ts';
import { calls, collectors } from './collectors.ts';
import { type ConnectionOptions, connect, partitionOf, regionsOf } from './connection.ts';
import { IDENTITY, identify } from './identity.ts';
import { type Plan, type Planned, planOf } from './plan.ts';
import { serviceRun } from './run.ts';

/** What a user may say about reading an account. */
export interface AccountOptions extends ConnectionOptions, Omit<Bounds, 'signal' | 'onCall'> {
  /** The checks that are to be run: only what they look at is asked for. */
  readonly checks: readonly Planned[];
  /** For which checks calls are made that cost one for each resource. */
  readonly optIn?: (check: Planned) => boolean;
  readonly regions?: readonly string[];
  /** In seconds, for the whole run. */
  readonly timeout?: number;
  /** Told of every call that is made. */
  readonly onProgress?: (calls: number, what: string) => void;
}

/** The calls that a run of these checks makes. */
export const callsOf = ({ checks, optIn = () => false }: Pick<AccountOptions, 'checks' | 'optIn'>): readonly Call[] => {
  const { actions } = planOf(checks, calls, optIn);
  return [IDENTITY, ...calls.filter(({ action }) => actions.has(action))];
};

/** The same with the Regions that it asks. Nothing is asked yet. */
export const planAccount = async (
  options: Pick<AccountOptions, 'checks' | 'optIn' | 'regions'> & ConnectionOptions,
): Promise<{ readonly regions: readonly string[]; readonly calls: readonly Call[] }> => ({
  regions: await regionsOf(options.regions ?? [], options),
  calls: callsOf(options),
});

const REGIONS_AT_ONCE = 8;
/** The longest that a timer of Node can wait. */
const LONGEST = 2 ** 31 - 1;

/** Reads an account: what the checks look at, and nothing else. What cannot be read is a gap or an unknown property. */
export const collectAccount = async (options: AccountOptions): Promise<Collected> => {
  const regions = await regionsOf(options.regions ?? [], options);
  const plan = planOf(options.checks, calls, options.optIn ?? (() => false));
  const connection = await connect(options, regions[0] as string);
  const over = new AbortController();
  // Every call in flight listens.
  setMaxListeners(0, over.signal);
  const timer = options.timeout === undefined ? undefined : setTimeout(() => over.abort(), Math.min(LONGEST, options.timeout * 1000));
  timer?.unref();
  let made = 0;
  const bounds: Bounds = {
    signal: over.signal,
    onCall: (action, region) => {
      made += 1;
      options.onProgress?.(made, `${action} ${region}`);
    },
    ...(options.apiShare === undefined ? {} : { apiShare: options.apiShare }),
    ...(options.maxCalls === undefined ? {} : { maxCalls: options.maxCalls }),
    ...(options.backoff === undefined ? {} : { backoff: options.backoff }),
    ...(options.attempts === undefined ? {} : { attempts: options.attempts }),
  };
  try {
    const caller = callerOf(connection, bounds);
    const account = await identify(caller, regions[0] as string);
    const resources: RawResource[] = [];
    const gaps: Gap[] = [];
    const work = regions.map((region, at) => async () => {
      const found = await Promise.all(
        collectors
          .filter(({ global }) => global !== true || at === 0)
          .map((collector) => readService(collector, { account, region, partition: partitionOf(region), plan, caller })),
      );
      for (const one of found) {
        for (const resource of one.resources) resources.push(resource);
        for (const gap of one.gaps) gaps.push(gap);
      }
    });
    await inTurns(work, REGIONS_AT_ONCE);
    return {
      resources: resources.map((resource) => withUngiven(resource, plan)).sort(byIdentity),
      packages: [],
      gaps: gaps.sort(byScope),
      inputs: regions.map((region) => ({ source: 'live', account, region })),
      ignores: [],
      locate: () => undefined,
      quote: () => undefined,
    };
  } finally {
    clearTimeout(timer);
    connection.destroy();
  }
};

const inTurns = async (work: readonly (() => Promise<void>)[], most: number): Promise<void> => {
  const waiting = [...work];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: Math.min(most, work.length) }, worker));
};

interface Reading {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly plan: Plan;
  readonly caller: Caller;
}

/** One service in one Region. A bug in its collector costs what the service gives, and nothing else. */
const readService = async (
  collector: Collector,
  { account, region, partition, plan, caller }: Reading,
): Promise<{ readonly resources: readonly RawResource[]; readonly gaps: readonly Gap[] }> => {
  const { service } = collector;
  const wanted = collector.calls.filter(({ action }) => plan.actions.has(action));
  const scope = { account, ...(collector.global === true ? {} : { region }), service };
  const unasked = unaskedOf(collector, plan, scope);
  if (wanted.length === 0) return { resources: [], gaps: unasked };
  const resources: RawResource[] = [];
  const { run, gaps } = serviceRun({
    account,
    region,
    partition,
    service,
    global: collector.global,
    calls: collector.calls,
    planned: plan.actions,
    send: (call, send) => caller.send(call, region, send),
    client: (make, endpoint = collector.endpoint ?? service.toUpperCase()) =>
      caller.client(make, { endpoint, calls: collector.calls, account }, region),
    add: (resource) => void resources.push(resource),
  });
  try {
    await collector.collect(run);
    return { resources, gaps: [...gaps(), ...unasked] };
  } catch (error) {
    const message = `internal error while reading ${service}: ${error instanceof Error ? error.message : String(error)}`;
    const types = [...new Set(wanted.flatMap(({ gives }) => Object.keys(gives)))];
    return { resources, gaps: [...gaps(), ...unasked, { source: 'live', scope, reason: 'internal-error', message, types }] };
  }
};

/** A list that nobody asked for is not empty. */
const unaskedOf = ({ calls: own }: Collector, { unasked }: Plan, scope: Gap['scope']): readonly Gap[] =>
  [...unasked].flatMap(([type, call]) =>
    own.includes(call) ? [{ source: 'live', scope, action: call.action, reason: 'not-asked', types: [type] } as const] : [],
  );

/** What some check reads and no call gives is not absent. */
const withUngiven = (resource: RawResource, { ungiven }: Plan): RawResource => {
  const missing = [...(ungiven.get(resource.type) ?? [])].filter((property) => !Object.hasOwn(resource.properties, property));
  if (missing.length === 0) return resource;
  const why = unknown({ kind: 'not-returned' });
  return { ...resource, properties: { ...resource.properties, ...Object.fromEntries(missing.map((property) => [property, why])) } };
};

const keyOf = ({ type, id, arn, origin }: RawResource): string => `${origin.region}\n${type}\n${id}\n${arn ?? ''}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byIdentity = (a: RawResource, b: RawResource): number => compare(keyOf(a), keyOf(b));
const byScope = (a: Gap, b: Gap): number => compare(JSON.stringify([a.scope, a.action]), JSON.stringify([b.scope, b.action]));
