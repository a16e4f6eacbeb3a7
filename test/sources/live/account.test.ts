import { afterEach, describe, expect, it } from 'vitest';
import { type DeclaredAccount, EMPTY_ACCOUNT } from '../../aws/account.ts';
import { type AwsServer, serve } from '../../aws/server.ts';
import { run } from '../../cli/run.ts';

const servers: AwsServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const KEY = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const account: DeclaredAccount = {
  ...EMPTY_ACCOUNT,
  keys: [
    { id: KEY, aliases: ['alias/orders'], rotation: { enabled: false } },
    { id: OTHER, rotation: { enabled: true, periodInDays: 365 } },
  ],
};

const ENV = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40), AWS_REGION: 'eu-west-1' };

const started = async (options: Parameters<typeof serve>[1] = {}): Promise<{ server: AwsServer; env: Record<string, string> }> => {
  const server = await serve(account, options);
  servers.push(server);
  return { server, env: { ...ENV, AWS_ENDPOINT_URL: server.url } };
};

describe('parapet account', () => {
  it('asks KMS alone, and for no policy, to judge the rotation of keys', async () => {
    const { server, env } = await started();
    const { code, stdout, stderr } = await run(['account', '--check', 'key-rotation-off', '--format', 'json', '--fail-on', 'low'], { env });
    expect(stderr).toBe('');
    const report = JSON.parse(stdout);
    expect(report.findings.map(({ subject }: { subject: { id: string } }) => subject.id)).toEqual(['alias/orders']);
    expect(report.gaps).toEqual([]);
    expect(new Set(server.calls.map(({ service, operation }) => `${service}:${operation}`))).toEqual(
      new Set(['sts:GetCallerIdentity', 'kms:ListKeys', 'kms:ListAliases', 'kms:DescribeKey', 'kms:GetKeyRotationStatus']),
    );
    expect(server.refused).toEqual([]);
    expect(code).toBe(1);
  });
});
