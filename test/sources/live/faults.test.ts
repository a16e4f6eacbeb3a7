import { beforeAll, describe, expect, it } from 'vitest';
import type { AnyCheck } from '../../../src/check.ts';
import { collectors, calls as tables } from '../../../src/sources/live/collectors.ts';
import { chanceOf, type Fault, PASSING, PERMANENT } from '../../aws/faults.ts';
import type { Call } from '../../aws/server.ts';
import { collect, type Ran, run } from './collecting.ts';
import { harmDone, outcomeOf } from './compare.ts';
import { NEEDS, neededBy } from './needs.ts';
import { type Judged, judgeCollected, LIVE_CHECKS } from './verdicts.ts';

let reference: Ran & { readonly collected: NonNullable<Ran['collected']> };
let judged: Judged;
let calls: readonly Call[];

beforeAll(async () => {
  reference = await collect();
  judged = judgeCollected(reference.collected);
  // Of services that the account does not use, inventories.test.ts says what a failure costs.
  const used = new Set(['sts', ...NEEDS.map(({ call }) => call.split(':')[0])]);
  calls = reference.calls.filter(({ service }) => used.has(service));
}, 60_000);

/** The types that a service gives; for the call that all need, those of one. */
const typesOf = (service: Call['service']): ReadonlySet<string> =>
  new Set(
    collectors
      .filter((collector) => collector.service === (service === 'sts' ? 'kms' : service))
      .flatMap((collector) => collector.calls.flatMap(({ gives }) => Object.keys(gives))),
  );

/** The checks that look at what a service gives. */
const checksOf = (service: Call['service']): readonly AnyCheck[] =>
  LIVE_CHECKS.filter(({ reads }) => Object.keys(reads).some((type) => typesOf(service).has(type)));

const only = (given: Judged, checks: readonly AnyCheck[]): Judged => ({
  ...given,
  verdicts: new Map([...given.verdicts].filter(([, { check }]) => checks.some(({ id }) => id === check))),
});

/** Milliseconds: far more than an answer takes on a busy machine, as nothing else may come too late. */
const PATIENCE = 3000;
/** When any server was last asked. */
let lastCall = 0;

/** Waits until nobody asks any more, so that runs that wait for an answer that does not come hold up no others. */
const quiet = async (): Promise<void> => {
  do await new Promise((resolve) => setTimeout(resolve, 100));
  while (performance.now() - lastCall < 100);
};

/** Runs with a fault at every attempt of one call, and says what harm it has done. */
const harmOf = async (call: Call, fault: Fault, checks: readonly AnyCheck[]): Promise<readonly string[]> => {
  const action = `${call.service}:${call.operation}`;
  const ran = await run({
    checks,
    fault: ({ key }) => {
      lastCall = performance.now();
      return key === call.key ? fault : undefined;
    },
    ...(fault === 'slow' ? { patience: PATIENCE, attempts: 2 } : fault === 'server-error' ? {} : { attempts: 3 }),
  });
  const say = (harm: string) => `${fault} at ${call.key}: ${harm}`;
  if (ran.collected === undefined) {
    // Nobody can say whose account it is: an error is as loud as it gets.
    return call.service === 'sts' ? [] : [say(`the run ended: ${ran.error?.message}`)];
  }
  const faulty = judgeCollected(ran.collected, checks);
  const harm = [...harmDone(only(judged, checks), faulty, action)];
  const gotAround = fault === 'unknown-operation' && harm.length === 0;
  const traces = JSON.stringify([ran.collected.resources, ran.collected.gaps]);
  if (!traces.includes(`"action":"${action}"`) && !gotAround) harm.push('it left no trace');
  for (const needed of gotAround ? [] : neededBy(call)) {
    const [check = '', subject = ''] = needed.split(' ');
    if (!checks.some(({ id }) => id === check)) continue;
    const outcome = outcomeOf(faulty, check, subject);
    if (!['undetermined', 'missing'].includes(outcome)) harm.push(`${needed} stands as ${outcome}`);
  }
  return [...harm, ...ran.refused].map(say);
};

describe('a fault that does not pass', () => {
  it('is tried at calls of every kind, and knows what follows from each', () => {
    expect(reference.refused).toEqual([]);
    expect(judged.failures).toEqual([]);
    expect(reference.collected.gaps).toEqual([]);
    const made = new Set(calls.map(({ service, operation }) => `${service}:${operation}`));
    for (const { call, of, undetermined } of NEEDS) {
      expect(
        calls.filter(({ key }) => key.startsWith(`${call} `) && (of === undefined || key.includes(of))),
        `${call} ${of}`,
      ).not.toEqual([]);
      for (const needed of undetermined) {
        const [check = '', subject = ''] = needed.split(' ');
        expect(['finding', 'pass'], needed).toContain(outcomeOf(judged, check, subject));
      }
    }
    // What the account has none of is listed, and nothing follows from it; of all else inventories.test.ts says what a failure costs.
    const used = new Set(NEEDS.map(({ call }) => call.split(':')[0]));
    const held = new Set(reference.collected.resources.map(({ type }) => type));
    const givesSome = (action: string) =>
      tables.some((call) => call.action === action && Object.keys(call.gives).some((type) => held.has(type)));
    const unneeded = [...made].filter(
      (call) => used.has(call.split(':')[0]) && givesSome(call) && !NEEDS.some((need) => need.call === call),
    );
    expect(unneeded).toEqual(['kms:ListAliases']);
  });

  it.each(PERMANENT)('%s changes no verdict that did not depend on it, and takes away with its reason what did', async (fault) => {
    // All checks where a kind of call is denied for the first time; else those that look at its service, which is most of the time.
    const first = new Set(calls.filter((call, at) => calls.findIndex(({ operation }) => operation === call.operation) === at));
    const harm: Promise<readonly string[]>[] = [];
    for (const [at, call] of calls.entries()) {
      harm.push(harmOf(call, fault, fault === 'access-denied' && first.has(call) ? LIVE_CHECKS : checksOf(call.service)));
      if (at % 4 === 3) await (fault === 'slow' ? quiet() : Promise.all(harm));
    }
    expect((await Promise.all(harm)).flat()).toEqual([]);
  });

  it('denied everywhere but in one place: still nothing passes in silence', async () => {
    for (const kept of ['kms', 'sqs', 'lambda'] as const) {
      const { collected } = await collect({
        fault: ({ service }) => (service === kept || service === 'sts' ? undefined : 'access-denied'),
      });
      const faulty = judgeCollected(collected);
      const passes = [...faulty.verdicts.values()].filter(({ outcome }) => outcome === 'pass');
      for (const { check, type, subject } of passes)
        expect(judged.verdicts.get(`${check} ${type} ${subject}`)?.outcome, `${check} ${subject}`).toBe('pass');
      const before = new Set([...judged.verdicts.values()].map(({ check, type }) => `${check} ${type}`));
      for (const one of before)
        expect(
          faulty.unlisted.has(one) || [...faulty.verdicts.values()].some(({ check, type }) => `${check} ${type}` === one),
          `${one} with ${kept} alone`,
        ).toBe(true);
    }
  });

  it('credentials that expire on the way: what was read stands, the rest says why', async () => {
    for (const share of [0.2, 0.5, 0.8]) {
      let seen = 0;
      const { collected } = await collect({ fault: () => (++seen > calls.length * share ? 'expired-credentials' : undefined) });
      const faulty = judgeCollected(collected);
      for (const [key, { outcome }] of faulty.verdicts)
        if (outcome !== 'undetermined') expect(outcome, key).toBe(judged.verdicts.get(key)?.outcome);
      for (const [key, { check, type }] of judged.verdicts)
        expect(faulty.verdicts.has(key) || faulty.unlisted.has(`${check} ${type}`), key).toBe(true);
      expect(JSON.stringify([collected.gaps, collected.resources])).toContain('security token included in the request is expired');
    }
  });
});

describe('a fault that passes', () => {
  const whole = (collected: Ran['collected']) => ({ resources: collected?.resources, gaps: collected?.gaps });

  it.each(PASSING)('%s once at every call: the same inventory', async (fault) => {
    const ran = await collect({ fault: ({ attempt }) => (attempt === 1 ? fault : undefined) });
    expect(whole(ran.collected)).toEqual(whole(reference.collected));
    expect(ran.calls).toHaveLength(2 * reference.calls.length);
  });

  it.each([
    ['30 % throttled', 'throttled', 0.3],
    ['10 % reset', 'reset', 0.1],
    ['20 % in error', 'server-error', 0.2],
    ['10 % cut off', 'truncated', 0.1],
  ] as const)('%s: the same inventory', async (_, fault, share) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const ran = await collect({ fault: ({ key, attempt }) => (chanceOf(seed, `${key} ${attempt}`) < share ? fault : undefined) });
      expect(ran.calls.length).toBeGreaterThan(reference.calls.length);
      expect(whole(ran.collected)).toEqual(whole(reference.collected));
    }
  });
});
