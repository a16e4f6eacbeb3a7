import { describe, expect, it } from 'vitest';
import { callerOf } from '../../../src/sources/live/caller.ts';
import { dax } from '../../../src/sources/live/dax/collector.ts';
import { failureOf } from '../../../src/sources/live/failure.ts';
import { kms } from '../../../src/sources/live/kms/collector.ts';
import { serviceRun } from '../../../src/sources/live/run.ts';

/** What Node says of a name that nobody knows. */
const unresolved = (hostname: string): Error =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname });

const send = async (hostname: string): Promise<{ readonly attempts: number; readonly error: unknown }> => {
  let attempts = 0;
  const caller = callerOf({ settings: () => ({}), destroy: () => undefined }, { signal: new AbortController().signal, backoff: () => 0 });
  const error = await caller
    .send({ action: 'dax:DescribeClusters' }, 'eu-south-2', () => {
      attempts += 1;
      return Promise.reject(unresolved(hostname));
    })
    .catch((reason: unknown) => reason);
  return { attempts, error };
};

describe('a host that does not resolve', () => {
  it('is asked once where it is one of AWS’s: a Region without the service has no such name', async () => {
    expect(await send('dax.eu-south-2.amazonaws.com')).toEqual({
      attempts: 1,
      error: {
        action: 'dax:DescribeClusters',
        reason: 'no-endpoint',
        code: 'ENOTFOUND',
        message: 'dax.eu-south-2.amazonaws.com does not resolve: the Region may not have the service',
        retry: false,
      },
    });
  });

  it('is asked again where it is one’s own, which may not be up yet', async () => {
    const { attempts, error } = await send('localstack');
    expect(attempts).toBe(4);
    expect(error).toMatchObject({ reason: 'unreachable' });
    expect(failureOf('kms:ListKeys', Object.assign(unresolved('kms.eu-west-1.amazonaws.com'), { code: 'EAI_AGAIN' }))).toMatchObject({
      reason: 'unreachable',
      retry: 'transient',
    });
  });

  it('leaves one gap of everything that the service would give, and never an empty list', async () => {
    const run = async (collector: typeof dax) => {
      const { run, gaps } = serviceRun({
        account: '111122223333',
        region: 'eu-south-2',
        partition: 'aws',
        service: collector.service,
        calls: collector.calls,
        planned: new Set(collector.calls.map(({ action }) => action)),
        send: ({ action }) => Promise.reject(failureOf(action, unresolved(`${collector.service}.eu-south-2.amazonaws.com`))),
        client: () => undefined as never,
        add: (resource) => expect(resource).toBeUndefined(),
      });
      await collector.collect(run);
      return gaps();
    };
    const scope = { account: '111122223333', region: 'eu-south-2' };
    expect(await run(dax)).toEqual([
      {
        source: 'live',
        scope: { ...scope, service: 'dax' },
        reason: 'no-endpoint',
        message: 'dax.eu-south-2.amazonaws.com does not resolve: the Region may not have the service',
        types: ['AWS::DAX::Cluster'],
      },
    ]);
    expect(await run(kms)).toMatchObject([{ reason: 'no-endpoint', types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey', 'AWS::KMS::Alias'] }]);
  });
});
