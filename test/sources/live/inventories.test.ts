import { beforeAll, describe, expect, it } from 'vitest';
import type { RawResource } from '../../../src/model/inventory.ts';
import type { Call as Table } from '../../../src/sources/live/call.ts';
import { lostWith } from '../../../src/sources/live/call.ts';
import { collectors, calls as tables } from '../../../src/sources/live/collectors.ts';
import { callsOf } from '../../../src/sources/live/index.ts';
import { permissionsFor } from '../../../src/sources/live/permissions.ts';
import type { Collected } from '../../../src/sources/source.ts';
import { type Fault, PASSING, PERMANENT } from '../../aws/faults.ts';
import { allows, type Statement } from '../../aws/iam.ts';
import type { Call } from '../../aws/server.ts';
import { collect, type Ran } from './collecting.ts';
import { SECRETS } from './declared.ts';
import { EVERYTHING, lookingAt } from './everything.ts';
import { WHOLE } from './whole.ts';

let reference: Ran & { readonly collected: Collected };
beforeAll(async () => {
  reference = await collect({ account: WHOLE, checks: [EVERYTHING] });
}, 60_000);

/** What a resource is known by. Of a key that nobody can describe it is not known that it is a replica. */
const keyOf = ({ type, id, arn, origin }: RawResource): string =>
  JSON.stringify([type.replace('::ReplicaKey', '::Key'), arn ?? id, origin.region]);
const tableOf = (action: string): Table | undefined => tables.find((call) => call.action === action);
const namesFailure = (value: unknown, actions: readonly string[]): boolean => {
  const text = JSON.stringify(value) ?? '';
  return text.includes('"$unknown"') && actions.some((action) => text.includes(`"action":"${action}"`));
};

/** What the failure of a call has done to an inventory that it must not do. */
const harmOf = (
  before: readonly RawResource[],
  { resources, gaps }: Collected,
  failed: Table,
  own: readonly Table[],
): readonly string[] => {
  const harm: string[] = [];
  const actions = [failed.action, ...own.filter(({ insteadOf }) => insteadOf === failed.action).map(({ action }) => action)];
  // What is asked along with a list may ask about what that names: the policies of aliases.
  const along = own.filter((call) => call.with?.includes(failed.action)).flatMap(({ gives }) => Object.keys(gives));
  const lost: readonly string[] = [...lostWith(failed, own), ...along];
  const told = (type: string) =>
    gaps.some((gap) => actions.includes(gap.action ?? '') && (gap.types?.includes(type) || along.includes(type)));
  // What one answer has several of stands as one that is unknown: the permissions of a layer.
  const stands = (type: string) => resources.some((is) => is.type === type && namesFailure(is.properties, actions));
  const after = new Map(resources.map((resource) => [keyOf(resource), resource]));
  for (const was of before) {
    const is = after.get(keyOf(was));
    if (is === undefined) {
      if (!(lost.includes(was.type) && told(was.type)) && !(was.type in failed.gives && stands(was.type)))
        harm.push(`${was.type} ${was.id} is gone without a word`);
      continue;
    }
    if (is.type !== was.type) {
      if (!namesFailure(is.properties, actions)) harm.push(`${was.type} ${was.id} is a ${is.type} without a word`);
      continue;
    }
    for (const property of new Set([...Object.keys(was.properties), ...Object.keys(is.properties)])) {
      const [one, other] = [was.properties[property], is.properties[property]];
      // What need not be asked where something else is known is asked then.
      const unasked = JSON.stringify(one)?.startsWith('{"$unknown":{"kind":"not-asked"') === true;
      if (!unasked && JSON.stringify(one) !== JSON.stringify(other) && !namesFailure(other, actions))
        harm.push(`${was.type} ${was.id} ${property} was ${JSON.stringify(one)} and is ${JSON.stringify(other)}`);
    }
  }
  const known = new Set(before.map(keyOf));
  for (const is of resources) if (!known.has(keyOf(is)) && !namesFailure(is.properties, actions)) harm.push(`${is.type} ${is.id} is new`);
  const trace =
    gaps.some(({ action }) => actions.includes(action ?? '')) ||
    resources.some(({ properties, attributes }) => namesFailure([properties, attributes], actions));
  if (!trace) harm.push('it left no trace');
  return harm;
};

/** Calls whose failure costs nothing but that others are asked more, or that only fill in attributes. */
const GOT_AROUND = new Set(['kms:ListAliases']);

describe('an inventory of everything', () => {
  it('makes every call of the tables, but those that replace one', () => {
    expect(reference.refused).toEqual([]);
    expect(reference.collected.gaps).toEqual([]);
    const made = new Set(reference.calls.map(({ service, operation }) => `${service}:${operation}`));
    for (const { action, insteadOf } of tables) if (insteadOf === undefined) expect(made, action).toContain(action);
  });

  it('has something of every type, every property of which a call gives, and none that no call gives', () => {
    const given = new Map<string, Set<string>>();
    for (const { gives } of tables)
      for (const [type, properties] of Object.entries(gives)) given.set(type, new Set([...(given.get(type) ?? []), ...properties]));
    const types = new Set(reference.collected.resources.map(({ type }) => type));
    expect([...given.keys()].filter((type) => !types.has(type)).sort()).toEqual([]);
    for (const { type, id, properties } of reference.collected.resources)
      for (const property of Object.keys(properties)) expect([...(given.get(type) ?? [])], `${type} ${id}`).toContain(property);
  });

  it.each([2, 3, 1000])('is the same in pages of %i', async (pageSize) => {
    const { collected } = await collect({ account: WHOLE, checks: [EVERYTHING], pageSize });
    expect(collected.resources).toEqual(reference.collected.resources);
  });

  it('can be had with the policy that is printed, which allows nothing but reading', async () => {
    const { Statement } = JSON.parse(permissionsFor(callsOf({ checks: [EVERYTHING], optIn: () => true }), 'json')) as {
      readonly Statement: readonly Statement[];
    };
    for (const { Action } of Statement)
      for (const action of Action) expect(action).toMatch(/^[a-z\d-]+:(?:(?:Get|List|Describe|BatchGet)[A-Z]\w*|GET)$/);
    const fault = (call: Call) => (allows(Statement, call, WHOLE) ? undefined : 'access-denied');
    const { collected } = await collect({ account: WHOLE, checks: [EVERYTHING], fault });
    expect(collected.gaps).toEqual([]);
    expect(collected.resources).toEqual(reference.collected.resources);
  });

  it('reads what belongs to no Region once, however many are read', async () => {
    const { collected, calls } = await collect({
      account: WHOLE,
      checks: [EVERYTHING],
      regions: ['eu-west-1', 'us-east-1'],
      pageSize: 1000,
    });
    const global = collectors.filter((collector) => collector.global === true);
    for (const { service } of global) {
      const own = new Set(calls.filter((call) => call.service === service).map(({ key }) => key));
      expect(
        calls.filter((call) => call.service === service),
        service,
      ).toHaveLength(own.size);
    }
    const roles = collected.resources.filter(({ type }) => type === 'AWS::IAM::Role');
    expect(roles.map(({ origin }) => origin)).toEqual([0, 1].map(() => ({ source: 'live', account: WHOLE.account })));
  });

  it('holds no secret', () => {
    expect(JSON.stringify(reference.collected.resources)).toContain('$redacted');
    for (const secret of SECRETS) expect(JSON.stringify(reference.collected)).not.toContain(secret);
  });
});

describe('what a failed call costs', () => {
  const faults = PERMANENT.filter((fault) => fault !== 'slow');
  it.each(collectors.map((collector) => [collector.service, collector] as const))(
    'of %s: what it gives, with its reason',
    async (service, { calls: own }) => {
      const checks = [lookingAt(own)];
      // In whole pages: of a list that breaks off faults.test.ts tells.
      const pageSize = 100;
      const whole = await collect({ account: WHOLE, checks, pageSize });
      const failing = async (call: Call, fault: Fault): Promise<readonly string[]> => {
        const ran = await collect({
          account: WHOLE,
          checks,
          pageSize,
          attempts: 2,
          fault: ({ key }) => (key === call.key ? fault : undefined),
        });
        const action = `${call.service}:${call.operation}`;
        const failed = tableOf(action) as Table;
        const harm = GOT_AROUND.has(action) ? [] : harmOf(whole.collected.resources, ran.collected, failed, own);
        // Where the endpoint does not know the call, another may say the same.
        const around =
          fault === 'unknown-operation' &&
          own.some(({ insteadOf }) => insteadOf === action) &&
          harm.every((one) => one === 'it left no trace');
        return [...(around ? [] : harm), ...ran.refused].map((one) => `${fault} at ${call.key}: ${one}`);
      };
      const harm: (readonly string[])[] = [];
      for (const call of whole.calls.filter((one) => one.service === service))
        harm.push(...(await Promise.all(faults.map((fault) => failing(call, fault)))));
      expect(harm.flat()).toEqual([]);
    },
  );

  it.each(PASSING)('is nothing where %s passes', async (fault) => {
    const ran = await collect({ account: WHOLE, checks: [EVERYTHING], fault: ({ attempt }) => (attempt === 1 ? fault : undefined) });
    expect(ran.collected.gaps).toEqual([]);
    expect(ran.collected.resources).toEqual(reference.collected.resources);
  });
});
