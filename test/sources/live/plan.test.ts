import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checks } from '../../../src/checks/index.ts';
import { type Call, lostWith } from '../../../src/sources/live/call.ts';
import { calls, collectors } from '../../../src/sources/live/collectors.ts';
import { callsOf } from '../../../src/sources/live/index.ts';
import { type Planned, planOf } from '../../../src/sources/live/plan.ts';

const planned = (ids: readonly string[], optIn = false): readonly string[] =>
  callsOf({ checks: checks.filter(({ id }) => ids.includes(id)), optIn: () => optIn })
    .map(({ action }) => action)
    .sort();

describe('the tables of calls', () => {
  it('name each call once, under the service that is asked', () => {
    const actions = calls.map(({ action }) => action);
    expect(new Set(actions).size).toBe(actions.length);
    for (const { service, calls: own } of collectors)
      for (const { action } of own) expect([service, `${service}control`]).toContain(action.split(':')[0]);
  });

  it('hold calls that read, and nothing else', () => {
    for (const { action } of calls) expect(action).toMatch(/^[a-z0-9-]+:(?:Get|List|Describe|BatchGet)[A-Z]\w*$/);
  });

  it('refer to calls of the same table', () => {
    for (const { calls: own } of collectors) {
      const actions = own.map(({ action }) => action);
      for (const { after = [], with: along = [], insteadOf } of own)
        for (const other of [...after, ...along, ...(insteadOf === undefined ? [] : [insteadOf])]) expect(actions).toContain(other);
    }
  });

  it('say of every type that they give which call lists it, or that it comes with another', () => {
    const listed = new Set(calls.filter(({ kind }) => kind === 'list').flatMap(({ gives }) => Object.keys(gives)));
    // Made of what a detail call gives: a policy beside what it protects.
    const beside = /(?:Policy|Permission)$/;
    for (const { action, gives } of calls)
      for (const type of Object.keys(gives)) expect(listed.has(type as never) || beside.test(type), `${action} gives ${type}`).toBe(true);
  });
});

/** What checks read that no call gives, and why that is right. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'AWS::Lambda::Permission': 'an account has the whole policy instead, an AWS::Lambda::ResourcePolicy',
  'AWS::Lambda::Version': 'an account has the policies of those that have one, which name the version',
  'AWS::SQS::QueueInlinePolicy': 'an account has the whole policy, an AWS::SQS::QueuePolicy',
  'AWS::IAM::Policy': 'an account has inline policies in the role',
  'AWS::IAM::RolePolicy': 'an account has inline policies in the role',
  'AWS::Events::EventBusPolicy': 'an account has the whole policy in the bus',
  'AWS::SNS::TopicInlinePolicy': 'an account has the whole policy, an AWS::SNS::TopicPolicy',
  'AWS::SecretsManager::SecretTargetAttachment': 'an account has no attachments: policies name the secret',
  'AWS::SSM::Parameter Value': 'values are never read: a parameter of an account is told by its name and type',
  'AWS::Lambda::WebFunctionEndpoint': 'web functions are not read yet',
  'AWS::ApiGateway::BasePathMapping': 'an account has an AWS::ApiGatewayV2::ApiMapping for each',
  'AWS::ApiGatewayV2::DomainName': 'a custom domain is an AWS::ApiGateway::DomainName, whatever made it',
  'AWS::DynamoDB::GlobalTable': 'an account has a table in each Region',
  'Custom::LogRetention': 'an account has what it leads to, the retention of groups',
};

describe('every check with a live side', () => {
  const live = checks.filter(({ sources }) => (sources as readonly string[]).includes('live'));
  it.each(live.map((check) => [check.id, check] as const))('%s has a call for all that it reads', (_, check: Planned) => {
    for (const [type, properties = []] of Object.entries(check.reads)) {
      // A repository's file and a template's parameter are no account's.
      if (!type.includes('::')) continue;
      if (Object.hasOwn(EXCEPTIONS, type)) {
        expect(
          calls.some(({ gives }) => Object.hasOwn(gives, type)),
          `${type} is given after all`,
        ).toBe(false);
        continue;
      }
      const giving = calls.filter(({ gives }) => Object.hasOwn(gives, type));
      expect(giving.length, type).toBeGreaterThan(0);
      const given = giving.flatMap(({ gives }) => (gives as Readonly<Record<string, readonly string[]>>)[type] ?? []);
      const read = properties.filter((property) => !Object.hasOwn(EXCEPTIONS, `${type} ${property}`));
      for (const property of read) expect(given, `${type} ${property}`).toContain(property);
    }
  });
});

describe('a plan', () => {
  it('asks KMS alone for the rotation of keys, and for no policy', () => {
    expect(planned(['key-rotation-off'])).toEqual([
      'kms:DescribeKey',
      'kms:GetKeyRotationStatus',
      'kms:ListAliases',
      'kms:ListKeys',
      'sts:GetCallerIdentity',
    ]);
  });

  it('asks for a policy and not for the rotation where the policy is judged', () => {
    expect(planned(['key-public'])).toContain('kms:GetKeyPolicy');
    expect(planned(['key-public'])).not.toContain('kms:GetKeyRotationStatus');
  });

  it('asks a runtime for one list', () =>
    expect(planned(['lambda-deprecated-runtime'])).toEqual(['lambda:ListFunctions', 'sts:GetCallerIdentity']));

  it('makes a call for each function only where that was asked for', () => {
    expect(planned(['lambda-runtime-pinned'])).not.toContain('lambda:GetRuntimeManagementConfig');
    expect(planned(['lambda-runtime-pinned'], true)).toContain('lambda:GetRuntimeManagementConfig');
  });

  it('tells a list that was not to be asked for from an empty one', () => {
    const live = checks.filter(({ id }) => id === 'async-failures-lost');
    const unasked = (optIn: boolean) => [...planOf(live, calls, () => optIn).unasked].map(([type, { action }]) => [type, action]);
    expect(unasked(false)).toEqual([
      ['AWS::Events::Rule', 'events:ListRules'],
      ['AWS::Lambda::EventInvokeConfig', 'lambda:ListFunctionEventInvokeConfigs'],
    ]);
    expect(unasked(true)).toEqual([]);
    // Nobody looks at them.
    expect([
      ...planOf(
        checks.filter(({ id }) => id === 'key-public'),
        calls,
        () => false,
      ).unasked,
    ]).toEqual([]);
  });

  it('asks nothing for a check that judges no account', () => {
    const plan = planOf([{ id: 'x', sources: ['template'], reads: { 'AWS::KMS::Key': ['KeyPolicy'] } }], calls, () => true);
    expect([...plan.actions]).toEqual([]);
  });

  it('knows what a check reads and no call gives', () => {
    const plan = planOf(
      [{ id: 'x', sources: ['live'], reads: { 'AWS::Lambda::Function': ['Runtime', 'RecursiveLoop'] } }],
      calls,
      () => true,
    );
    expect(plan.ungiven.get('AWS::Lambda::Function')).toEqual(new Set(['RecursiveLoop']));
  });
});

describe('a list that fails', () => {
  const lost = (action: string): readonly string[] => {
    const collector = collectors.find((one) => one.calls.some((call) => call.action === action));
    const call = collector?.calls.find((one) => one.action === action) as Call;
    return [...lostWith(call, collector?.calls ?? [])].sort();
  };

  it('loses what starts from it', () => {
    expect(lost('lambda:ListFunctions')).toEqual([
      'AWS::Lambda::Alias',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::Lambda::Function',
      'AWS::Lambda::ResourcePolicy',
      'AWS::Lambda::Url',
    ]);
  });

  it('loses nothing that another list names', () => {
    expect(lost('kms:ListAliases')).toEqual(['AWS::KMS::Alias']);
    expect(lost('lambda:ListCodeSigningConfigs')).toEqual(['AWS::Lambda::CodeSigningConfig']);
  });
});

describe('docs/accounts.md', () => {
  it('is current', async () => {
    await promisify(execFile)(process.execPath, [
      fileURLToPath(new URL('../../../scripts/generate-accounts.js', import.meta.url)),
      '--check',
    ]);
  });
});
