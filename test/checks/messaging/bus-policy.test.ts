import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import type { RawResource } from '../../../src/model/inventory.ts';
import { audit } from '../../../src/run.ts';
import { runOf } from '../../options.ts';

const OF_BUSES = checks.filter(({ id }) => id === 'bus-public' || id === 'bus-foreign-account');

/** What is said of a bus with these resources, in whatever place. */
const saidOf = (...resources: readonly Omit<RawResource, 'origin'>[]): readonly string[] => {
  const origin = { source: 'template', file: 'template.yaml', line: 1 } as const;
  const { report } = audit(
    {
      resources: resources.map((resource) => ({ ...resource, origin })),
      packages: [],
      gaps: [],
      inputs: [{ source: 'template', file: 'template.yaml' }],
      ignores: [],
      locate: () => undefined,
      quote: () => undefined,
    },
    runOf(OF_BUSES),
  );
  expect(report.undetermined).toEqual([]);
  return report.findings.map(({ check, message, disposition }) => `${check} ${message} ${disposition.kind}`).sort();
};

const bus = (properties: object = {}) => ({ type: 'AWS::Events::EventBus', id: 'Bus', properties: { Name: 'orders', ...properties } });
const policy = (properties: object) => ({
  type: 'AWS::Events::EventBusPolicy',
  id: 'Policy',
  properties: { EventBusName: 'orders', StatementId: 'one', ...properties },
});

const condition = fc.constantFrom(
  undefined,
  { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-abcd123456' },
  { Type: 'StringEquals', Key: 'aws:PrincipalAccount', Value: '222233334444' },
  { Type: 'StringLike', Key: 'aws:UserAgent', Value: '*' },
  { Type: 'Bool', Key: 'aws:SecureTransport', Value: 'true' },
);

test('a statement says the same in properties, written out, as text and within the policy of the bus', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('*', '111122223333', '222233334444'),
      fc.constantFrom('events:PutEvents', 'events:PutRule', 'events:*', 'sqs:SendMessage'),
      condition,
      (Principal, Action, Condition) => {
        const statement = {
          Effect: 'Allow',
          Principal: Principal === '*' ? '*' : { AWS: Principal },
          Action,
          Resource: '*',
          ...(Condition === undefined ? {} : { Condition: { [Condition.Type]: { [Condition.Key]: Condition.Value } } }),
        };
        const written = saidOf(bus(), policy({ Statement: statement }));
        expect(saidOf(bus(), policy({ Principal, Action, ...(Condition === undefined ? {} : { Condition }) }))).toEqual(written);
        expect(saidOf(bus(), policy({ Statement: JSON.stringify(statement) }))).toEqual(written);
        expect(saidOf(bus({ Policy: { Version: '2012-10-17', Statement: [statement] } }))).toEqual(written);
        expect(saidOf(bus({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: statement }) }))).toEqual(written);
      },
    ),
  );
});

test('a Deny of one policy closes what another of the same bus opens', () => {
  const open = policy({ Principal: '*', Action: 'events:PutEvents' });
  const deny = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'events:*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcd123456' } },
  };
  const closed = { ...policy({ Statement: deny }), id: 'Closed' };
  expect(saidOf(bus(), open)).toHaveLength(1);
  expect(saidOf(bus(), open, closed)).toEqual([]);
  // The same of a bus that is elsewhere, and not of another one.
  expect(saidOf(open)).toHaveLength(1);
  expect(saidOf(open, closed)).toEqual([]);
  expect(saidOf(open, { ...closed, properties: { ...closed.properties, EventBusName: 'another' } })).toHaveLength(1);
});
