import { describe, expect, it } from 'vitest';
import { cacheIn, noCache } from '../../../src/facts/registry/cache.ts';
import { clientOf } from '../../../src/facts/registry/client.ts';
import { embedded } from '../../../src/facts/registry/signatures/embedded.ts';
import { PUBLIC, trustRootOf } from '../../../src/facts/registry/signatures/trust.ts';
import { connectionsOf } from '../../../src/http/connections.ts';
import { PATIENCE } from '../../../src/http/patient.ts';
import { newFolder } from '../temporary.ts';
import { type FakeRegistry, startRegistry } from './server.ts';
import { newTufKey, type TufRepository, tufRepository } from './tuf.ts';

const TARGETS = { 'trusted_root.json': '{"tlogs":["new"]}', 'registry.npmjs.org/keys.json': '{"keys":["new"]}' };
const NOW = Date.now();
const DAY = 86_400_000;

const serve =
  ({ files }: TufRepository): Parameters<FakeRegistry['answer']>[0] =>
  (request, response) => {
    const text = files.get(request.url ?? '');
    if (text === undefined) response.writeHead(404).end();
    else response.end(text);
  };

/** What is had of a repository at an address. */
const load = (url: string, root: string, { cache = noCache, now = NOW } = {}) => {
  const connections = connectionsOf({ noProxy: '', strictTls: true }, { connect: 2_000, idle: 500, total: 5_000, bytes: 1 << 20 }, 4);
  const client = clientOf(connections, () => now, { ...PATIENCE, pause: 1, attempts: 2 });
  return trustRootOf(client, cache, () => now, AbortSignal.timeout(20_000), { url: new URL(url), root });
};

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const FRESH = { asOf: dayOf(NOW), trustedRoot: { tlogs: ['new'] }, npmKeys: { keys: ['new'] } };

describe('the trust root', () => {
  it('comes from its repository, and without a cache every time', async () => {
    const repository = tufRepository(TARGETS);
    const server = await startRegistry(serve(repository));
    expect(await load(server.url, repository.root)).toEqual(FRESH);
    expect(server.seen.map(({ path }) => path.replace(/[\da-f]{64}/, 'HASH'))).toEqual([
      '/2.root.json',
      '/timestamp.json',
      '/1.snapshot.json',
      '/1.targets.json',
      '/targets/HASH.trusted_root.json',
      '/targets/registry.npmjs.org/HASH.keys.json',
    ]);
    expect(server.seen.flatMap(({ headers }) => headers.authorization ?? [])).toEqual([]);
  });

  it('is asked for once a day', async () => {
    const repository = tufRepository(TARGETS);
    const server = await startRegistry(serve(repository));
    const cache = cacheIn(newFolder());
    for (const now of [NOW, NOW + DAY - 1_000]) expect(await load(server.url, repository.root, { cache, now })).toEqual(FRESH);
    expect(server.seen.length).toBe(6);
    expect(await load(server.url, repository.root, { cache, now: NOW + DAY })).toEqual({ ...FRESH, asOf: dayOf(NOW + DAY) });
    expect(server.seen.length).toBeGreaterThan(6);
  });

  it('follows the repository to keys that the ones before vouch for, and to no others', async () => {
    const [first, second] = [newTufKey(), newTufKey()];
    const { root } = tufRepository(TARGETS, { key: first });
    const server = await startRegistry(serve(tufRepository(TARGETS, { key: second, before: first, version: 2 })));
    expect(await load(server.url, root)).toEqual(FRESH);
    server.answer(serve(tufRepository(TARGETS, { key: second, version: 2 })));
    expect(await load(server.url, root)).toMatchObject({ asOf: embedded.asOf, stale: expect.stringMatching(/./) });
  });

  const good = tufRepository(TARGETS);
  const replaced = (path: RegExp, text: string): TufRepository => ({
    ...good,
    files: new Map([...good.files].map(([file, before]) => [file, path.test(file) ? text : before])),
  });
  it.each<[string, Parameters<FakeRegistry['answer']>[0]]>([
    ['answers with errors of its own', (_, response) => response.writeHead(500).end()],
    ['knows nothing', (_, response) => response.writeHead(404).end()],
    ['denies access', (_, response) => response.writeHead(403).end()],
    ['throttles', (_, response) => response.writeHead(429, { 'retry-after': '0' }).end()],
    ['hangs', () => {}],
    ['cuts the line', (_, __, socket) => socket.destroy()],
    ['sends elsewhere', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
    ['talks nonsense', (_, response) => response.end('<html>')],
    ['never ends', (_, response) => response.end('x'.repeat(2 << 20))],
    ['has a time stamp that is too large', serve(replaced(/timestamp/, 'x'.repeat(20_000)))],
    ['has metadata of another', serve(tufRepository(TARGETS))],
    ['has metadata that has expired', serve(tufRepository(TARGETS, { expires: '2020-01-01T00:00:00Z' }))],
    ['has a target that was changed', serve(replaced(/trusted_root/, '{"tlogs":["evil"]}'))],
    ['lacks a target', serve(tufRepository({ 'trusted_root.json': '{}' }))],
  ])('that %s is replaced by the one that parapet ships with, and it is said why', async (_, answer) => {
    const server = await startRegistry(answer);
    const found = await load(server.url, good.root);
    expect(found).toEqual({ ...embedded, stale: expect.stringMatching(/^.{5,200}$/s) });
  });

  it('that nobody serves is the one before as long as its repository has said, and then it is said', async () => {
    const repository = tufRepository(TARGETS, { expires: new Date(NOW + 3 * DAY).toISOString() });
    const server = await startRegistry(serve(repository));
    const cache = cacheIn(newFolder());
    await load(server.url, repository.root, { cache });
    server.answer((_, response) => response.writeHead(500).end());
    for (const now of [NOW + 2 * DAY, NOW + 2 * DAY + 1]) expect(await load(server.url, repository.root, { cache, now })).toEqual(FRESH);
    const late = await load(server.url, repository.root, { cache, now: NOW + 4 * DAY });
    expect(late).toEqual({ ...FRESH, stale: `${server.host} answers with 500` });
  });

  it('that nobody serves is asked for once an hour', async () => {
    const server = await startRegistry((_, response) => response.writeHead(500).end());
    const cache = cacheIn(newFolder());
    const looks = async (now: number) => {
      const before = server.seen.length;
      expect(await load(server.url, tufRepository(TARGETS).root, { cache, now })).toEqual({
        ...embedded,
        stale: `${server.host} answers with 500`,
      });
      return server.seen.length > before;
    };
    expect([await looks(NOW), await looks(NOW + 3_599_000), await looks(NOW + 3_600_000)]).toEqual([true, false, true]);
  });

  it('that parapet ships with is one of Sigstore’s repository', () => {
    expect(JSON.parse(PUBLIC.root)).toMatchObject({ signed: { _type: 'root', consistent_snapshot: true } });
    expect(embedded.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});
