import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { httpsProxyOf, isExempt } from '../../../src/http/proxy.ts';
import { connect, endpointOf, isAwsHost, partitionOf, regionsOf } from '../../../src/sources/live/connection.ts';
import { bucketOf, QUOTAS, slotsOf } from '../../../src/sources/live/quotas.ts';
import { newFolder, run } from '../../cli/run.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) };
const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

/** The SDK looks for its files and for instance metadata by the environment of the process. */
const nowhere = (): void => {
  process.env.HOME = newFolder();
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
};

describe('Regions', () => {
  it('are those that were named, each once', async () => {
    expect(await regionsOf(['eu-west-1', 'us-east-1', 'eu-west-1'], { env: {} })).toEqual(['eu-west-1', 'us-east-1']);
    expect(await regionsOf([], { env: { AWS_REGION: 'us-gov-west-1', AWS_DEFAULT_REGION: 'eu-west-1' } })).toEqual(['us-gov-west-1']);
    expect(await regionsOf([], { env: { AWS_DEFAULT_REGION: 'eu-west-1' } })).toEqual(['eu-west-1']);
  });

  it('are refused where they are none', async () => {
    await expect(regionsOf(['Ireland'], { env: {} })).rejects.toThrow('Ireland is no AWS Region');
    await expect(regionsOf(['evil.example.com/eu-west-1'], { env: {} })).rejects.toThrow('is no AWS Region');
  });

  it('have partitions', () => {
    expect(['eu-west-1', 'cn-north-1', 'us-gov-east-1', 'us-iso-east-1', 'us-isob-east-1', 'eusc-de-east-1'].map(partitionOf)).toEqual([
      'aws',
      'aws-cn',
      'aws-us-gov',
      'aws-iso',
      'aws-iso-b',
      'aws-eusc',
    ]);
  });
});

describe('without what it takes', () => {
  it.each([
    ['a Region', { ...KEYS }, 'no AWS Region is set'],
    ['credentials', { AWS_REGION: 'eu-west-1' }, 'there are no AWS credentials'],
  ])('%s, parapet account says so and exits with 2', async (_, env, sentence) => {
    nowhere();
    const { code, stdout, stderr } = await run(['account'], { env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(`error: ${sentence}`);
    expect(stderr).toMatch(/^hint: /m);
  });

  it('a profile that is named, even where the environment holds keys', async () => {
    nowhere();
    const { code, stderr } = await run(['account', '--profile', 'nobody'], { env: { ...KEYS, AWS_REGION: 'eu-west-1' } });
    expect(code).toBe(2);
    expect(stderr).toContain('Look at the profile nobody');
  });

  it('an account that answers, it says what was asked', async () => {
    const { code, stderr } = await run(['account'], { env: { ...KEYS, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });
    expect(code).toBe(2);
    expect(stderr).toContain('sts:GetCallerIdentity');
  });

  it('numbers that mean something, options are refused', async () => {
    for (const [option, value] of [
      ['--api-share', '0'],
      ['--api-share', '1.5'],
      ['--api-share', 'half'],
      ['--max-calls', '-1'],
      ['--max-calls', '1.5'],
      ['--timeout', '0'],
      ['--role-arn', 'arn:aws:iam::1:user/x'],
    ] as const)
      expect((await run(['account', option, value], { env: {} })).code, `${option} ${value}`).toBe(2);
    expect((await run(['inventory', '--region', 'eu-west-1'], { env: {} })).stderr).toContain('--region is about an account');
    expect((await run(['inventory', '--account', '.'], { env: {} })).code).toBe(2);
  });
});

describe('endpoints', () => {
  it('are set for all services or for one', () => {
    const env = { AWS_ENDPOINT_URL: 'http://localhost:4566', AWS_ENDPOINT_URL_KMS: 'http://localhost:1' };
    expect(endpointOf(env, 'KMS')).toBe('http://localhost:1');
    expect(endpointOf(env, 'API_GATEWAY')).toBe('http://localhost:4566');
    expect(endpointOf({ ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, 'KMS')).toBeUndefined();
    expect(endpointOf({}, 'KMS')).toBeUndefined();
    expect(() => endpointOf({ AWS_ENDPOINT_URL: 'localhost' }, 'KMS')).toThrow('AWS_ENDPOINT_URL is no address');
  });

  it("are AWS's own in every partition, and nothing that only looks like it", () => {
    for (const host of [
      'kms.eu-west-1.amazonaws.com',
      'lambda.cn-north-1.amazonaws.com.cn',
      'sqs.eu-west-1.api.aws',
      'vpce-0-1.kms.eu-west-1.vpce.amazonaws.com',
      'kms.eusc-de-east-1.amazonaws.eu',
    ])
      expect(isAwsHost(host), host).toBe(true);
    for (const host of ['localhost', 'amazonaws.com.evil.example', 'notamazonaws.com', 'kms.eu-west-1.amazonaws.com.example.org'])
      expect(isAwsHost(host), host).toBe(false);
  });
});

describe('a proxy', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('is passed by for the hosts that NO_PROXY names', () => {
    const list = 'localhost, .internal.example,10.0.0.1:8443';
    expect(isExempt('localhost', 443, list)).toBe(true);
    expect(isExempt('a.internal.example', 443, list)).toBe(true);
    expect(isExempt('10.0.0.1', 443, list)).toBe(false);
    expect(isExempt('10.0.0.1', 8443, list)).toBe(true);
    expect(isExempt('kms.eu-west-1.amazonaws.com', 443, list)).toBe(false);
    expect(isExempt('anything', 443, '*')).toBe(true);
    expect(isExempt('xlocalhost', 443, list)).toBe(false);
  });

  it('may be named without a scheme', () => {
    expect(httpsProxyOf({ https_proxy: 'proxy.example:3128' })?.port).toBe('3128');
    expect(httpsProxyOf({ HTTPS_PROXY: '' })).toBeUndefined();
    for (const wrong of ['socks5://proxy.example', 'http://', 'http://['])
      expect(() => httpsProxyOf({ HTTPS_PROXY: wrong })).toThrow('HTTPS_PROXY');
  });

  it('is asked to connect to the service, and what it says is told', async () => {
    const asked: string[] = [];
    const server = createServer();
    servers.push(server);
    server.on('connect', (request, socket) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = `http://me:secret@127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, stderr } = await run(['account'], { env: { ...KEYS, AWS_REGION: 'eu-west-1', HTTPS_PROXY: proxy } });
    expect(code).toBe(2);
    expect(stderr).toContain('answered with 407');
    expect(stderr).not.toContain('secret');
    expect(asked[0]).toBe(`sts.eu-west-1.amazonaws.com:443 Basic ${Buffer.from('me:secret').toString('base64')}`);
  });
});

describe('quotas', () => {
  const signal = new AbortController().signal;

  it('let a burst through, then as many a second as the share of them allows', async () => {
    vi.useFakeTimers({ now: 0 });
    try {
      const bucket = bucketOf({ rate: 10, burst: 4, source: '' }, 0.5);
      const at: number[] = [];
      const taken = Promise.all(Array.from({ length: 5 }, () => bucket.take(signal).then(() => void at.push(Date.now()))));
      await vi.advanceTimersByTimeAsync(10_000);
      await taken;
      expect(at).toEqual([0, 0, 200, 400, 600]);
      // What was not used for a while is a burst again, and no more than one.
      const again = Promise.all(Array.from({ length: 3 }, () => bucket.take(signal).then(() => void at.push(Date.now()))));
      await vi.advanceTimersByTimeAsync(10_000);
      await again;
      expect(at.slice(5)).toEqual([10_000, 10_000, 10_200]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('end with the run', async () => {
    const run = new AbortController();
    const bucket = bucketOf({ rate: 0.001, burst: 1, source: '' }, 1);
    await bucket.take(run.signal);
    const waiting = bucket.take(run.signal);
    run.abort(new Error('over'));
    await expect(waiting).rejects.toThrow('over');
  });

  it('are documented', () => {
    for (const [name, { rate, burst, source }] of QUOTAS) {
      expect(source, name).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
      expect(Math.min(rate, burst), name).toBeGreaterThan(0);
    }
  });

  it('let no more in at once than there are slots', async () => {
    const slots = slotsOf(3);
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        slots(async () => {
          inside += 1;
          most = Math.max(most, inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside -= 1;
        }),
      ),
    );
    expect({ most, inside }).toEqual({ most: 3, inside: 0 });
  });
});

describe('a connection', () => {
  it('is made once for all services, and leaves the attempts to the run', async () => {
    const connection = await connect({ env: { ...KEYS, AWS_ENDPOINT_URL_SQS: 'http://localhost:2' } }, 'eu-west-1');
    const [kms, sqs] = [connection.settings('KMS', 'eu-west-1'), connection.settings('SQS', 'us-east-1')];
    expect(kms.requestHandler).toBe(sqs.requestHandler);
    expect(kms).toMatchObject({ region: 'eu-west-1', maxAttempts: 1 });
    expect(kms).not.toHaveProperty('endpoint');
    expect(sqs).toMatchObject({ region: 'us-east-1', endpoint: 'http://localhost:2' });
    connection.destroy();
  });
});
