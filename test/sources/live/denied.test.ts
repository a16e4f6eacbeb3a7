import { beforeAll, expect, it } from 'vitest';
import type { Collected } from '../../../src/sources/source.ts';
import { collect, type Ran } from './collecting.ts';
import { harmDone } from './compare.ts';
import { type Judged, judgeCollected } from './verdicts.ts';
import { WHOLE } from './whole.ts';

let reference: Ran & { readonly collected: Collected };
let judged: Judged;
beforeAll(async () => {
  reference = await collect({ account: WHOLE, pageSize: 100 });
  judged = judgeCollected(reference.collected);
  expect(judged.failures).toEqual([]);
}, 60_000);

/** Of a key that nobody can describe it is not known that it is a replica; what permissions a layer's policy holds has no names then. */
const ANOTHER_NAME = /key\/mrk-|AWS::Lambda::LayerVersionPermission /;

it('takes away with its reason what depends on an action that is denied, and changes nothing else', async () => {
  const actions = [...new Set(reference.calls.map(({ service, operation }) => `${service}:${operation}`))].filter(
    (one) => one !== 'sts:GetCallerIdentity',
  );
  const harm: string[] = [];
  for (const action of actions) {
    const denied = await collect({
      account: WHOLE,
      pageSize: 100,
      fault: ({ service, operation }) => (`${service}:${operation}` === action ? 'access-denied' : undefined),
    });
    for (const one of harmDone(judged, judgeCollected(denied.collected), action))
      if (!ANOTHER_NAME.test(one)) harm.push(`${action}: ${one}`);
  }
  expect(harm).toEqual([]);
}, 600_000);
