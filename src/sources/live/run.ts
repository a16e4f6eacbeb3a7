import type { Gap, Origin, RawResource, ResourceType } from '../../model/inventory.ts';
import { unknown } from '../../model/value.ts';
import { type Call, lostWith } from './call.ts';
import { type Failure, failureOf, unknownBecause } from './failure.ts';

/** What is known of the answer to one call about one resource. */
export type Answer<T> =
  | { readonly state: 'answered'; readonly action: string; readonly value: T }
  /** The service says that there is nothing: one of the errors that `ask` was told to expect. */
  | { readonly state: 'none'; readonly action: string }
  /** No check of the run needs it. */
  | { readonly state: 'not-asked'; readonly action: string }
  | { readonly state: 'failed'; readonly action: string; readonly failure: Failure };

/** A page of a list. A page without items is malformed: where a service leaves out an empty list, write `?? []`. */
export interface Page<T> {
  readonly items: readonly T[] | undefined;
  /** The token of the next page. */
  readonly next?: string | undefined;
}

type Properties = Readonly<Record<string, unknown>>;

/** What a client is made with: `new KMSClient(config)`. */
export type ClientConfig = Readonly<Record<string, unknown>>;

/** What a collector may do: ask, and hand over what it learnt. It never sees an error that is not its business. */
export interface ServiceRun {
  readonly account: string | undefined;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov` ... */
  readonly partition: string;
  /** The origin of every resource of this run. */
  readonly origin: Origin;
  /**
   * Makes a client for this account and Region; of an API beside the service's own, `endpoint` is its name in `AWS_ENDPOINT_URL_<...>`.
   * Calls of it outside of `list` and `ask` are a bug.
   */
  client<C>(make: new (config: never) => C, endpoint?: string): C;
  /** Whether some check needs this call. */
  wants(action: string): boolean;
  /**
   * Every item of every page; none if no check needs the call. A failure becomes a gap for the types that the call gives: of the whole
   * Region, or of what belongs to `of` alone (the ARN of the parent). What the pages before it gave stays.
   */
  list<T>(action: string, page: (token: string | undefined) => Promise<Page<T>>, of?: string): Promise<readonly T[]>;
  /** As `list`, for callers that know another way when the endpoint does not know the call: a failure is theirs to report with `gap`. */
  tryList<T>(
    action: string,
    page: (token: string | undefined) => Promise<Page<T>>,
    of?: string,
  ): Promise<{ readonly items: readonly T[]; readonly failure?: Failure }>;
  /** Reports what a failed list leaves out. */
  gap(failure: Failure, of?: string): void;
  /** One call about one resource, if some check needs it. `none` names the errors that mean that there is nothing to give. */
  ask<T>(action: string, send: () => Promise<T>, none?: readonly string[]): Promise<Answer<T>>;
  /** The same for what comes in pages: every item of every page. */
  askAll<T>(action: string, page: (token: string | undefined) => Promise<Page<T>>, none?: readonly string[]): Promise<Answer<readonly T[]>>;
  /**
   * The properties of a type that an answer gives: those of `map`, or in the place of each that the call gives why it is unknown.
   * An answer that `map` cannot read is as good as none.
   */
  given<T>(answer: Answer<T>, type: ResourceType, map: (value: T) => Properties): Properties;
  /** Works on many at once, as many as are worth it, and hands over the results in order. */
  each<T, U>(items: readonly T[], work: (item: T) => Promise<U>): Promise<readonly U[]>;
  /** Hands over a resource; its origin is the run's. */
  add(resource: Omit<RawResource, 'origin'>): void;
}

/** What every service of a run shares. */
export interface RunShared {
  readonly account: string | undefined;
  readonly region: string;
  readonly partition: string;
  readonly service: string;
  /** What is read belongs to no Region. */
  readonly global?: boolean | undefined;
  readonly calls: readonly Call[];
  readonly planned: ReadonlySet<string>;
  /** Makes one call with all its attempts; rejects with what the client threw, or a `Failure`. */
  send<T>(call: Call, send: () => Promise<T>): Promise<T>;
  client<C>(make: new (config: never) => C, endpoint?: string): C;
  add(resource: RawResource): void;
}

/** More than any account has; an endpoint that never ends a list must not keep a run forever. */
const PAGES = 100_000;
/** Work in flight for one service: more than its connections, so that none waits for the next. */
const AT_ONCE = 64;

const isFailure = (error: unknown): error is Failure =>
  typeof error === 'object' && error !== null && 'action' in error && 'reason' in error && 'retry' in error;

/** The run of one service in one Region; `gaps` says at its end what could not be listed. */
export const serviceRun = (shared: RunShared): { readonly run: ServiceRun; readonly gaps: () => readonly Gap[] } => {
  const { account, region, service, planned } = shared;
  const place = { ...(account === undefined ? {} : { account }), ...(shared.global === true ? {} : { region }) };
  const origin: Origin = { source: 'live', ...place };
  const byAction = new Map(shared.calls.map((call) => [call.action, call]));
  const callOf = (action: string): Call => {
    const call = byAction.get(action);
    if (call === undefined) throw new Error(`${action} is not in the table of ${service}`);
    return call;
  };
  const failed = (action: string, error: unknown): Failure => (isFailure(error) ? error : failureOf(action, error));

  const parents = new Map<string, number>();
  const missing: { readonly failure: Failure; readonly of: string | undefined }[] = [];
  const tryList: ServiceRun['tryList'] = async (action, page, of) => {
    const call = callOf(action);
    if (!planned.has(action)) return { items: [] };
    if (of !== undefined) parents.set(action, (parents.get(action) ?? 0) + 1);
    const items: NonNullable<Awaited<ReturnType<typeof page>>['items']>[number][] = [];
    const seen = new Set<string>();
    let token: string | undefined;
    for (let count = 0; ; count += 1) {
      try {
        const answer = await shared.send(call, () => page(token));
        if (!Array.isArray(answer.items)) throw new TypeError('the list is missing');
        for (const item of answer.items) items.push(item);
        if (answer.next === undefined || answer.next === null || answer.next === '') return { items };
        if (typeof answer.next !== 'string' || seen.has(answer.next) || count > PAGES) throw new TypeError('the list has no end');
        seen.add(answer.next);
        token = answer.next;
      } catch (error) {
        return { items, failure: failed(action, error) };
      }
    }
  };

  const gap: ServiceRun['gap'] = (failure, of) => void missing.push({ failure, of });
  const gaps = (): readonly Gap[] => {
    const scope = { ...place, service };
    const made = shared.calls.filter((call) => planned.has(call.action));
    const all = missing.map(({ failure: { action, reason, message }, of }): Gap => {
      const types = lostWith(callOf(action), made);
      return { source: 'live', scope: of === undefined ? scope : { ...scope, resource: of }, action, reason, message, types };
    });
    // That there is no endpoint is one thing to say, whatever was to be asked there.
    const [first] = all;
    if (first !== undefined && all.every(({ reason }) => reason === 'no-endpoint')) {
      const { action: _, ...gap } = first;
      return [{ ...gap, scope, types: [...new Set(all.flatMap(({ types = [] }) => types))] }];
    }
    // What failed for every parent for the same reason is one thing to say.
    return all.flatMap((one, at) => {
      if (one.scope.resource === undefined) return [one];
      const alike = all.filter(
        ({ action, reason, scope }) => action === one.action && reason === one.reason && scope.resource !== undefined,
      );
      if (alike.length < 2 || alike.length !== parents.get(one.action ?? '')) return [one];
      return all.indexOf(alike[0] as Gap) === at ? [{ ...one, scope }] : [];
    });
  };

  const run: ServiceRun = {
    account,
    region,
    partition: shared.partition,
    origin,
    client: shared.client,
    wants: (action) => {
      callOf(action);
      return planned.has(action);
    },
    tryList,
    gap,
    list: async (action, page, of) => {
      const { items, failure } = await tryList(action, page, of);
      if (failure !== undefined) gap(failure, of);
      return items;
    },
    ask: async (action, send, none = []) => {
      const call = callOf(action);
      if (!planned.has(action)) return { state: 'not-asked', action };
      try {
        return { state: 'answered', action, value: await shared.send(call, send) };
      } catch (error) {
        const failure = failed(action, error);
        return none.includes(failure.code) ? { state: 'none', action } : { state: 'failed', action, failure };
      }
    },
    askAll: async (action, page, none = []) => {
      if (!planned.has(callOf(action).action)) return { state: 'not-asked', action };
      const { items, failure } = await tryList(action, page);
      if (failure === undefined) return { state: 'answered', action, value: items };
      return none.includes(failure.code) ? { state: 'none', action } : { state: 'failed', action, failure };
    },
    given: (answer, type, map) => {
      const properties = callOf(answer.action).gives[type] ?? [];
      const all = (why: ReturnType<typeof unknown>) => Object.fromEntries(properties.map((property) => [property, why]));
      if (answer.state === 'none') return {};
      if (answer.state === 'not-asked') return all(unknown({ kind: 'not-asked', action: answer.action }));
      if (answer.state === 'failed') return all(unknownBecause(answer.failure));
      try {
        return map(answer.value);
      } catch (error) {
        return all(unknownBecause(failureOf(answer.action, error)));
      }
    },
    each: async (items, work) => {
      const results: Awaited<ReturnType<typeof work>>[] = [];
      let next = 0;
      const worker = async (): Promise<void> => {
        while (next < items.length) {
          const at = next;
          next += 1;
          results[at] = await work(items[at] as (typeof items)[number]);
        }
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
      return results;
    },
    add: (resource) => shared.add({ ...resource, origin }),
  };
  return { run, gaps };
};
