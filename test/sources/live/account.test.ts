import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../../src/report.ts';
import { type DeclaredAccount, EMPTY_ACCOUNT } from '../../aws/account.ts';
import { type AwsServer, serve } from '../../aws/server.ts';
import { newFolder, run } from '../../cli/run.ts';

const servers: AwsServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const key = (digit: number) => `${digit}1111111-1111-4111-8111-111111111111`;
const account: DeclaredAccount = {
  ...EMPTY_ACCOUNT,
  keys: [
    { id: key(1), aliases: ['alias/orders'], rotation: { enabled: false } },
    { id: key(2), rotation: { enabled: true, periodInDays: 365 } },
  ],
  functions: [
    { name: 'orders', configuration: { Runtime: 'python3.8', PackageType: 'Zip' }, runtimeManagement: { UpdateRuntimeOn: 'Manual' } },
  ],
};

const ENV = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40), AWS_REGION: 'eu-west-1' };

const started = async (
  options: Parameters<typeof serve>[1] = {},
  declared = account,
): Promise<{ server: AwsServer; env: Record<string, string> }> => {
  const server = await serve(declared, options);
  servers.push(server);
  return { server, env: { ...ENV, AWS_ENDPOINT_URL: server.url } };
};

const reportOf = (stdout: string): Report => JSON.parse(stdout) as Report;
const operations = ({ calls }: AwsServer): readonly string[] => [
  ...new Set(calls.map(({ service, operation }) => `${service}:${operation}`)),
];

describe('parapet account', () => {
  it('names what it found as people do, with the ARN', async () => {
    const { server, env } = await started();
    const { code, stdout, stderr } = await run(['account', '--check', 'key-rotation-off', '--format', 'json', '--fail-on', 'low'], { env });
    expect(stderr).toBe('');
    const { findings, gaps, inputs } = reportOf(stdout);
    expect(findings.map(({ subject }) => subject)).toMatchObject([
      {
        type: 'AWS::KMS::Key',
        id: 'alias/orders',
        arn: `arn:aws:kms:eu-west-1:111122223333:key/${key(1)}`,
        account: '111122223333',
        region: 'eu-west-1',
      },
    ]);
    expect(gaps).toEqual([]);
    expect(inputs).toEqual([{ source: 'live', account: '111122223333', region: 'eu-west-1' }]);
    expect(server.refused).toEqual([]);
    expect(code).toBe(1);
  });

  it('exits with 4 in strict mode where something was not answered, and with 0 else', async () => {
    const fault = ({ operation }: { readonly operation: string }) =>
      operation === 'GetKeyRotationStatus' ? ('access-denied' as const) : undefined;
    const { env } = await started({ fault });
    const asked = ['account', '--check', 'key-rotation-off', '--format', 'json'];
    expect((await run(asked, { env })).code).toBe(0);
    const { code, stdout } = await run([...asked, '--strict'], { env });
    expect(code).toBe(4);
    expect(reportOf(stdout).undetermined.map(({ reason }) => reason)).toEqual([
      { kind: 'access-denied', action: 'kms:GetKeyRotationStatus' },
      { kind: 'access-denied', action: 'kms:GetKeyRotationStatus' },
    ]);
  });

  it('refuses credentials that AWS refuses', async () => {
    const { env } = await started({ fault: () => 'expired-credentials' });
    const { code, stderr } = await run(['account'], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('AWS refuses the credentials');
  });

  it('asks a function for its runtime setting only if it was told to', async () => {
    const asks = async (...argv: string[]) => {
      const { server, env } = await started();
      const { stdout } = await run(['account', '--family', 'runtimes', '--format', 'json', ...argv], { env });
      const pinned = reportOf(stdout).evaluated.find(({ check }) => check === 'lambda-runtime-pinned');
      return [
        operations(server).includes('lambda:GetRuntimeManagementConfig'),
        pinned?.subjects,
        pinned?.findings,
        reportOf(stdout).undetermined.length,
      ];
    };
    expect(await asks()).toEqual([false, 0, 0, 0]);
    expect(await asks('--persona', 'auditor')).toEqual([true, 1, 1, 0]);
    expect(await asks('--check', 'lambda-runtime-pinned')).toEqual([true, 1, 1, 0]);
  });

  it('says nothing of functions whose settings it was not told to ask for, and keeps that in an inventory', async () => {
    const statement = { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'lambda:InvokeFunction', Resource: '*' };
    const invoked: DeclaredAccount = {
      ...account,
      functions: account.functions.map((fn) => ({ ...fn, policy: { Version: '2012-10-17', Statement: [statement] } })),
    };
    const asks = async (...argv: string[]) => {
      const { server, env } = await started({}, invoked);
      const { stdout } = await run(['account', '--family', 'messaging', '--format', 'json', ...argv], { env });
      const { evaluated, undetermined, gaps } = reportOf(stdout);
      const lost = evaluated.find(({ check }) => check === 'async-failures-lost');
      return [operations(server).includes('lambda:ListFunctionEventInvokeConfigs'), lost?.subjects, undetermined.length, gaps.length];
    };
    expect(await asks()).toEqual([false, 0, 0, 0]);
    expect(await asks('--check', 'async-failures-lost')).toEqual([true, 1, 0, 0]);
    const { env } = await started();
    const { gaps } = JSON.parse((await run(['inventory', '--account'], { env })).stdout) as { readonly gaps: readonly unknown[] };
    expect(gaps).toMatchObject([
      { action: 'events:ListRules', reason: 'not-asked', types: ['AWS::Events::Rule'] },
      { action: 'lambda:ListFunctionEventInvokeConfigs', reason: 'not-asked', types: ['AWS::Lambda::EventInvokeConfig'] },
    ]);
  });

  it('makes no more calls than it may, and passes nothing for it', async () => {
    const { server, env } = await started();
    const { stdout } = await run(['account', '--check', 'key-rotation-off', '--max-calls', '4', '--format', 'json'], { env });
    expect(server.calls.length).toBeLessThanOrEqual(4);
    const { evaluated, undetermined } = reportOf(stdout);
    expect(evaluated[0]).toMatchObject({ passed: 0 });
    expect(JSON.stringify(undetermined)).toContain('4 calls were allowed');
  });

  it('reads no longer than it may, and passes nothing for it', async () => {
    const { env } = await started({ fault: ({ operation }) => (operation === 'DescribeKey' ? 'slow' : undefined) });
    const { stdout, code } = await run(['account', '--check', 'key-rotation-off', '--timeout', '3', '--strict', '--format', 'json'], {
      env,
    });
    const { evaluated, undetermined } = reportOf(stdout);
    expect(evaluated[0]?.findings).toBe(0);
    expect(JSON.stringify(undetermined)).toContain('the time for the run was over');
    expect(code).toBe(4);
  });

  it('prints the calls that it would make, and makes none', async () => {
    const { server, env } = await started();
    const { code, stdout } = await run(['account', '--dry-run', '--check', 'key-rotation-off', '--region', 'eu-west-1,us-east-1'], { env });
    expect(code).toBe(0);
    expect(stdout).toContain('each of eu-west-1, us-east-1');
    for (const action of ['kms:ListKeys', 'kms:DescribeKey', 'kms:GetKeyRotationStatus']) expect(stdout).toContain(action);
    expect(stdout).not.toContain('kms:GetKeyPolicy');
    expect(server.calls).toEqual([]);
  });

  it('refuses checks that judge no account', async () => {
    const { code, stderr } = await run(['account', '--check', 'package-outdated'], { env: ENV });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('none of these checks judges an account') });
  });
});

describe('parapet inventory --account', () => {
  it('is judged by parapet check as the account was', async () => {
    const { env } = await started();
    const cwd = newFolder();
    const saved = await run(['inventory', '--account'], { env });
    expect(saved.code).toBe(0);
    writeFileSync(join(cwd, 'account.json'), saved.stdout);
    const judged = async (...argv: string[]) => {
      const { run: _, ...report } = reportOf((await run([...argv, '--format', 'json'], { env, cwd })).stdout);
      return report;
    };
    expect(await judged('check', 'account.json')).toEqual(await judged('account'));
  });
});

describe('parapet permissions', () => {
  it('prints a policy that IAM takes, in three forms', async () => {
    const printed = async (...argv: string[]) => (await run(['permissions', '--check', 'key-rotation-off', ...argv], { env: {} })).stdout;
    const policy = JSON.parse(await printed());
    expect(policy).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'Kms', Effect: 'Allow', Action: ['kms:DescribeKey', 'kms:GetKeyRotationStatus'], Resource: ['arn:aws:kms:*:*:key/*'] },
        { Sid: 'Kms2', Effect: 'Allow', Action: ['kms:ListAliases', 'kms:ListKeys'], Resource: ['*'] },
        { Sid: 'Sts', Effect: 'Allow', Action: ['sts:GetCallerIdentity'], Resource: ['*'] },
      ],
    });
    const template = JSON.parse(await printed('--format', 'cloudformation'));
    expect(template.Resources.ParapetPolicy.Properties.PolicyDocument.Statement[0].Resource).toEqual([
      { 'Fn::Sub': 'arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*' },
    ]);
    const terraform = await printed('--format', 'terraform');
    expect(terraform).toContain('resource "aws_iam_policy" "parapet"');
    expect(terraform).toContain('arn:${data.aws_partition.current.partition}:kms:*:${data.aws_caller_identity.current.account_id}:key/*');
  });

  it('asks for what costs a call for each function only if it was told to', async () => {
    const all = async (...argv: string[]) => (await run(['permissions', ...argv], { env: {} })).stdout;
    expect(await all()).not.toContain('lambda:GetRuntimeManagementConfig');
    expect(await all('--persona', 'auditor')).toContain('lambda:GetRuntimeManagementConfig');
  });
});
