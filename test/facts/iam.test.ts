import { expect, it } from 'vitest';
import { ESCALATION_PATHS } from '../../src/checks/privileges/escalation-paths.ts';
import { iam } from '../../src/facts/iam/iam.ts';

const named = (name: string) => iam.actionsOf(name.slice(0, name.indexOf(':'))).find((action) => action.name === name);

it('says of an action what it does and what it may be limited to', () => {
  expect(named('dynamodb:GetItem')).toEqual({ name: 'dynamodb:GetItem', level: 'read', resources: ['dynamodb:*:*:table/*'] });
  expect(named('xray:PutTraceSegments')?.resources).toEqual([]);
  expect(named('s3:PutBucketPolicy')?.level).toBe('permissions');
  expect(iam.actionsOf('S3')).toEqual(iam.actionsOf('s3'));
});

it('knows nothing of services, actions and policies that are not there, whatever they are called', () => {
  for (const name of ['zq7x', '', '__proto__', 'constructor', 'toString']) {
    expect(iam.actionsOf(name)).toEqual([]);
    expect(iam.managedPolicy(name)).toBeUndefined();
  }
});

it('has AWS managed policies in their normal form', () => {
  expect(iam.managedPolicy('AdministratorAccess')?.statements).toMatchObject([{ effect: 'Allow', actions: [['*']], resources: [['*']] }]);
  expect(iam.managedPolicy('PowerUserAccess')?.statements[0]?.notActions).toContainEqual(['iam:*']);
  for (const name of ['AWSLambdaBasicExecutionRole', 'AWSLambdaVPCAccessExecutionRole', 'AWSLambdaSQSQueueExecutionRole', 'ReadOnlyAccess'])
    expect(iam.managedPolicy(name)?.unknown, name).toEqual([]);
});

it('has its date', () => expect(iam.asOf).toMatch(/^\d{4}-\d\d-\d\d$/));

it('knows every action of the ways to more rights', () => {
  const actions = ESCALATION_PATHS.flatMap(({ every, any = [] }) => [...every, ...any.flat()]);
  expect(actions.filter((name) => named(name) === undefined)).toEqual([]);
  for (const { every, passedTo } of ESCALATION_PATHS) expect(passedTo === undefined).toBe(!every.includes('iam:PassRole'));
});
