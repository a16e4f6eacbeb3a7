import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadRegistry, type RegistryOptions } from '../../../src/facts/registry/load.ts';
import { ownNpmrc, projectNpmrc } from '../../../src/facts/registry/npmrc.ts';
import type { Settings } from '../../../src/facts/registry/settings.ts';
import { PATIENCE } from '../../../src/http/patient.ts';
import type { Package } from '../../../src/model/package.ts';
import { newFolder } from '../temporary.ts';
import { everything, longPackument, nameIn, packument, startRegistry } from './server.ts';

const pkg = (name: string, rest: Partial<Package> = {}): Package => ({
  ecosystem: 'npm',
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
  source: 'registry',
  direct: true,
  origin: { source: 'lockfile', file: 'package-lock.json' },
  ...rest,
});

const user = (text: string, env = {}): Settings => [{ from: 'user', values: ownNpmrc(text, env) }];
const LIMITS = { connect: 2_000, idle: 2_000, total: 5_000, bytes: 1 << 20 };
const QUICK = { ...PATIENCE, pause: 1 };

/** Looks packages up, and says of each what its newest release is or why it is not known. */
const ask = async (packages: readonly Package[], npmrc: string | Settings, rest: Partial<RegistryOptions> = {}) => {
  const own = typeof npmrc === 'string' ? user(npmrc) : npmrc;
  const registry = await loadRegistry(packages, {
    env: {},
    own,
    settingsFor: () => own,
    time: { direct: 20_000, others: 20_000 },
    limits: LIMITS,
    patience: QUICK,
    ...rest,
  });
  return packages.map((one) => {
    const found = registry.lookup(one);
    if (!('unavailable' in found)) return found.latest;
    const { unavailable } = found;
    return unavailable.kind === 'missing-fact'
      ? `${unavailable.why}: ${unavailable.message}`
      : unavailable.kind === 'call-failed'
        ? unavailable.message
        : unavailable.kind;
  });
};

const names = (count: number): readonly Package[] => Array.from({ length: count }, (_, i) => pkg(`p${i}`));

describe('a registry', () => {
  it('is asked for each name once, in the short form', async () => {
    const registry = await startRegistry(everything());
    const packages = [pkg('a'), pkg('a', { version: '0.1.0' }), pkg('@s/b')];
    expect(await ask(packages, `registry=${registry.url}npm/`)).toEqual(['2.0.0', '2.0.0', '2.0.0']);
    expect(registry.seen.map(({ path }) => path).sort()).toEqual(['/npm/@s%2fb', '/npm/a']);
    expect(registry.seen[0]?.headers).toMatchObject({ accept: expect.stringMatching(/^application\/vnd\.npm\.install-v1\+json/) });
    expect(registry.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('is asked side by side, sixteen at a time, over connections that stay open', async () => {
    const sockets = new Set<unknown>();
    const registry = await startRegistry((request, response, socket) => {
      sockets.add(socket);
      setTimeout(() => everything()(request, response, socket), 5);
    });
    expect(new Set(await ask(names(100), `registry=${registry.url}`))).toEqual(new Set(['2.0.0']));
    expect(registry.most()).toBeGreaterThan(8);
    expect(registry.most()).toBeLessThanOrEqual(16);
    expect(sockets.size).toBeLessThanOrEqual(16);
  });

  it('tells how far it is', async () => {
    const registry = await startRegistry(everything());
    const told: [number, string][] = [];
    await ask(names(3), `registry=${registry.url}`, { onProgress: (done, name) => void told.push([done, name]) });
    expect(told.map(([done]) => done)).toEqual([1, 2, 3]);
    expect(told.map(([, name]) => name).sort()).toEqual(['p0', 'p1', 'p2']);
  });

  it('is believed about versions, deprecations and dates', async () => {
    const registry = await startRegistry((_, response) =>
      response.end(
        JSON.stringify({
          name: 'a',
          'dist-tags': { latest: '2.0.0' },
          versions: { '1.0.0': { deprecated: 'use b' }, '1.1.0': { deprecated: '' }, '2.0.0': { deprecated: true }, __proto__x: {} },
          time: { modified: '2020-01-01T00:00:00.000Z', '1.0.0': '2020-01-01T00:00:00.000Z', '2.0.0': 'yesterday' },
        }),
      ),
    );
    const own = user(`registry=${registry.url}`);
    const loaded = await loadRegistry([pkg('a')], { env: {}, own, settingsFor: () => own, time: { direct: 9_000, others: 9_000 } });
    expect(loaded.lookup(pkg('a'))).toMatchObject({ unavailable: { why: 'not-asked' } });
    const [one] = [pkg('a')];
    const again = await loadRegistry([one as Package], { env: {}, own, settingsFor: () => own, time: { direct: 9_000, others: 9_000 } });
    const found = again.lookup(one as Package);
    expect('versions' in found && [...found.versions]).toEqual([
      ['1.0.0', { deprecated: 'use b', published: '2020-01-01T00:00:00.000Z' }],
      ['1.1.0', {}],
      ['2.0.0', { deprecated: '' }],
      ['__proto__x', {}],
    ]);
  });

  it.each([
    ['gzip', gzipSync(packument('a', '3.0.0')), '3.0.0'],
    ['identity', Buffer.from(packument('a', '3.0.0')), '3.0.0'],
    ['gzip', Buffer.from('no gzip at all'), 'the answer cannot be unpacked'],
    ['zstd', Buffer.from(packument('a', '3.0.0')), 'the answer cannot be unpacked'],
    ['gzip', gzipSync(Buffer.alloc(8 << 20, 'a')), 'the answer is too large'],
    ['identity', Buffer.alloc(2 << 20, 'a'), 'the answer is too large'],
    ['identity', Buffer.from('<html>'), 'the answer is no JSON'],
    ['identity', Buffer.from('null'), 'the answer lists no versions'],
    ['identity', Buffer.from('{"name":"a","versions":[]}'), 'the answer lists no versions'],
    ['identity', Buffer.from(packument('b', '3.0.0')), 'the answer is about another package'],
  ])('that answers in %s', async (encoding, body, expected) => {
    const registry = await startRegistry((_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));
    expect(await ask([pkg('a')], `registry=${registry.url}`)).toEqual([expected]);
  });

  it('keeps a large answer from standing beside another one', async () => {
    const registry = await startRegistry((request, response) => {
      const whole = packument(nameIn(request.url), '2.0.0', { '1.0.0': { readme: 'x'.repeat(9 << 20) } });
      response.end(whole);
    });
    const limits = { ...LIMITS, total: 30_000, bytes: 20 << 20 };
    expect(await ask(names(4), `registry=${registry.url}`, { limits })).toEqual(['2.0.0', '2.0.0', '2.0.0', '2.0.0']);
  });
});

describe('a token', () => {
  it('reaches its host and no other', async () => {
    const [ours, theirs] = [await startRegistry(everything()), await startRegistry(everything())];
    const npmrc = `registry=${theirs.url}\n@shop:registry=${ours.url}\n//${ours.host}/:_authToken=s3cret`;
    expect(await ask([pkg('a'), pkg('@shop/ui')], npmrc)).toEqual(['2.0.0', '2.0.0']);
    expect(ours.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer s3cret']);
    expect(theirs.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('does not follow a redirect to another host, and neither does the question', async () => {
    const elsewhere = await startRegistry(everything());
    const registry = await startRegistry((_, response) => response.writeHead(302, { location: `${elsewhere.url}a` }).end());
    const found = await ask([pkg('a')], `registry=${registry.url}\n//${registry.host}/:_authToken=s3cret`);
    expect(found).toEqual([`redirected: ${registry.host} sends elsewhere, where parapet does not follow`]);
    expect(elsewhere.seen).toEqual([]);
  });

  it('goes along within its host as far as its path reaches', async () => {
    const registry = await startRegistry((request, response, socket) => {
      if (request.url === '/private/a') response.writeHead(301, { location: '/public/a' }).end();
      else if (request.url === '/public/a') response.writeHead(200).end(packument('a', '2.0.0'));
      else everything()(request, response, socket);
    });
    expect(await ask([pkg('a')], `registry=${registry.url}private/\n//${registry.host}/private/:_authToken=s3cret`)).toEqual(['2.0.0']);
    expect(registry.seen.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/private/a', 'Bearer s3cret'],
      ['/public/a', undefined],
    ]);
  });

  it('of the environment is nothing that an audited project can send anywhere', async () => {
    const evil = await startRegistry(everything());
    const settings: Settings = [
      {
        from: 'project',
        values: projectNpmrc(`registry=${evil.url}\n//${evil.host}/:_authToken=\${NPM_TOKEN}\n@a:registry=${evil.url}\${NPM_TOKEN}/`),
      },
      { from: 'user', values: ownNpmrc('//registry.npmjs.org/:_authToken=${NPM_TOKEN}', { NPM_TOKEN: 's3cret' }) },
    ];
    await ask([pkg('a'), pkg('@a/b')], settings, { env: { NPM_TOKEN: 's3cret' } });
    expect(evil.seen.map(({ path }) => path)).toEqual(['/a']);
    expect(JSON.stringify(evil.seen)).not.toContain('s3cret');
  });

  it('that is wrong leaves its registry unknown, in one sentence for all packages', async () => {
    const registry = await startRegistry((_, response) => response.writeHead(401).end());
    const found = await ask(names(200), `registry=${registry.url}`);
    expect(new Set(found)).toEqual(
      new Set([`access-denied: ${registry.host} denies access (401): npm's settings hold no credential that it accepts`]),
    );
    expect(registry.seen.length).toBeLessThan(60);
  });

  it('reads what nobody may read without it, each project with its own', async () => {
    const registry = await startRegistry((request, response, socket) => {
      if (request.headers.authorization === 'Bearer right') everything()(request, response, socket);
      else response.writeHead(403).end();
    });
    const [a, b] = [pkg('a', { origin: { file: 'a/package-lock.json' } }), pkg('a', { origin: { file: 'b/package-lock.json' } })];
    const found = await ask([a, b], '', {
      settingsFor: ({ origin }) =>
        user(`registry=${registry.url}\n//${registry.host}/:_authToken=${origin.file === 'a/package-lock.json' ? 'right' : 'wrong'}`),
    });
    expect(found[0]).toBe('2.0.0');
    expect(found[1]).toContain('access-denied');
  });
});

describe('a registry that is not well', () => {
  const [down] = ['unreachable'];

  it('is asked again after errors of its own, resets and cut answers', async () => {
    const failures = new Map<string, number>();
    const registry = await startRegistry((request, response, socket) => {
      const name = nameIn(request.url);
      const times = failures.get(name) ?? 0;
      failures.set(name, times + 1);
      if (times < 2 && name === 'p0') return void response.writeHead(503).end();
      if (times < 2 && name === 'p1') return void socket.destroy();
      if (times < 2 && name === 'p2') {
        response.writeHead(200, { 'content-length': '1000' }).write('{"name"');
        return void setTimeout(() => socket.destroy(), 5);
      }
      if (times < 2 && name === 'p3') return void response.writeHead(429, { 'retry-after': '0' }).end();
      everything()(request, response, socket);
    });
    expect(await ask(names(6), `registry=${registry.url}`)).toEqual(Array(6).fill('2.0.0'));
    expect([...failures.values()].sort()).toEqual([1, 1, 3, 3, 3, 3]);
  });

  it('says the same with a tenth of its answers reset and a third throttled', async () => {
    let count = 0;
    const registry = await startRegistry((request, response, socket) => {
      count += 1;
      if (count % 10 === 0) return void socket.destroy();
      if (count % 3 === 0) return void response.writeHead(429).end();
      everything()(request, response, socket);
    });
    expect(new Set(await ask(names(120), `registry=${registry.url}`))).toEqual(new Set(['2.0.0']));
  });

  it('waits as long as it is told, and not for ever', async () => {
    let refused = 0;
    const registry = await startRegistry((request, response, socket) => {
      if (refused++ === 0) return void response.writeHead(429, { 'retry-after': '1' }).end();
      everything()(request, response, socket);
    });
    let now = 0;
    const clock = () => {
      now += 400;
      return now;
    };
    expect(await ask([pkg('a')], `registry=${registry.url}`, { now: clock })).toEqual(['2.0.0']);
    const busy = await startRegistry((_, response) => void response.writeHead(429, { 'retry-after': '3600' }).end());
    expect(new Set(await ask(names(50), `registry=${busy.url}`))).toEqual(new Set([`unavailable: ${busy.host} answers with 429`]));
    expect(busy.seen.length).toBeLessThanOrEqual(16);
  });

  it('is given up after some failures, for all packages alike', async () => {
    const registry = await startRegistry((_, __, socket) => void socket.destroy());
    const found = await ask(names(300), `registry=${registry.url}`);
    expect(new Set(found)).toEqual(new Set([`${down}: ${registry.host} does not answer: connection reset`]));
    expect(registry.seen.length).toBeLessThanOrEqual(32);
  });

  it('is given up when nobody listens there, and when it hangs', async () => {
    expect(await ask(names(5), 'registry=http://127.0.0.1:9/')).toEqual(
      Array(5).fill(`${down}: 127.0.0.1:9 does not answer: connection refused`),
    );
    const silent = await startRegistry(() => {});
    const limits = { ...LIMITS, idle: 50 };
    expect(new Set(await ask(names(40), `registry=${silent.url}`, { limits }))).toEqual(
      new Set([`${down}: ${silent.host} does not answer: timeout`]),
    );
    const dripping = await startRegistry((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 5);
      response.once('close', () => clearInterval(drip));
    });
    expect(await ask([pkg('a')], `registry=${dripping.url}`, { limits: { ...LIMITS, total: 60 } })).toEqual([
      `${down}: ${dripping.host} does not answer: timeout`,
    ]);
  });

  it('does not keep another from answering', async () => {
    const [bad, good] = [await startRegistry((_, __, socket) => void socket.destroy()), await startRegistry(everything())];
    const found = await ask([...names(20), pkg('@shop/ui')], `registry=${bad.url}\n@shop:registry=${good.url}`);
    expect(found.at(-1)).toBe('2.0.0');
    expect(found[0]).toContain(down);
  });

  it('has only so much time, direct dependencies first', async () => {
    const registry = await startRegistry((request, response, socket) => void setTimeout(() => everything()(request, response, socket), 20));
    const others = names(400).map((one) => ({ ...one, direct: false }));
    const direct = names(4).map((one) => pkg(`d-${one.name}`));
    const found = await ask([...others, ...direct], `registry=${registry.url}`, { time: { direct: 20_000, others: 100 } });
    expect(found.slice(-4)).toEqual(Array(4).fill('2.0.0'));
    expect(found.filter((one) => one === 'time-limit: There was no time left to ask the registry').length).toBeGreaterThan(100);
    expect(registry.seen.slice(0, 4).map(({ path }) => path.slice(0, 3))).toEqual(Array(4).fill('/d-'));
  });

  it('says of a package that it does not know that it does not know it', async () => {
    const registry = await startRegistry((request, response, socket) => {
      if (request.url === '/b') response.writeHead(404).end('{}');
      else if (request.url === '/c') response.writeHead(410).end('x'.repeat(200_000));
      else everything()(request, response, socket);
    });
    expect(await ask([pkg('a'), pkg('b'), pkg('c')], `registry=${registry.url}`)).toEqual([
      '2.0.0',
      '404, the registry does not know the package',
      'answered with 410',
    ]);
  });
});

describe('dates of releases', () => {
  const SINCE = Date.parse('2025-12-25');
  const NPM = { dist: { signatures: [{}] }, _npmUser: { name: 'ann' } };
  const LONG = longPackument('a', { '1.0.0': { on: '2025-12-31', ...NPM }, '2.0.0': { on: '2026-01-01', ...NPM } });
  const long = ({ headers }: { readonly headers: { readonly accept?: string | undefined } }) => headers.accept === 'application/json';

  const lookUp = async (own: Settings, rest: Partial<RegistryOptions>) => {
    const [one] = [pkg('a')];
    const time = { direct: 9_000, others: 9_000 };
    const loaded = await loadRegistry([one], { env: {}, own, settingsFor: () => own, time, limits: LIMITS, patience: QUICK, ...rest });
    return loaded.lookup(one);
  };

  it('are asked for in the long form, where the short one says that the package changed lately, and kept beside it', async () => {
    const registry = await startRegistry((request, response) => {
      const etag = long(request) ? '"long"' : '"short"';
      if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(long(request) ? LONG : packument('a', '2.0.0'));
    });
    const own = user(`registry=${registry.url}`);
    const cache = newFolder();
    let now = Date.parse('2026-01-02');
    const look = () => lookUp(own, { cache, now: () => now, datesSince: SINCE });
    const found = await look();
    expect('versions' in found && [...found.versions]).toEqual([
      [
        '1.0.0',
        { published: '2025-12-31T12:00:00.000Z', provenance: false, publisher: { name: 'ann' }, installScript: false, signed: true },
      ],
      [
        '2.0.0',
        { published: '2026-01-01T12:00:00.000Z', provenance: false, publisher: { name: 'ann' }, installScript: false, signed: true },
      ],
    ]);
    expect(await look()).toEqual(found);
    expect(registry.seen.map(long)).toEqual([false, true]);
    now += 10 * 60_000;
    expect(await look()).toEqual(found);
    expect(registry.seen.slice(2).map(({ headers }) => headers['if-none-match'])).toEqual(['"short"', '"long"']);
  });

  it('are asked for of packages whose publishers matter, and of no others', async () => {
    const registry = await startRegistry((request, response) => response.end(long(request) ? LONG : packument('a', '2.0.0')));
    const own = user(`registry=${registry.url}`);
    const [one, other] = [pkg('a'), pkg('a')];
    const look = (publishersOf: ReadonlySet<Package>) =>
      loadRegistry([one], { env: {}, own, settingsFor: () => own, time: { direct: 5_000, others: 5_000 }, publishersOf });
    await look(new Set([other]));
    expect(registry.seen.map(long)).toEqual([false]);
    const found = (await look(new Set([one]))).lookup(one);
    expect(registry.seen.map(long)).toEqual([false, false, true]);
    expect('versions' in found && found.versions.get('2.0.0')?.publisher).toEqual({ name: 'ann' });
  });

  it.each([
    ['nobody needs them', packument('a', '2.0.0'), undefined],
    ['nothing changed since', packument('a', '2.0.0'), Date.parse('2026-01-02')],
    ['the first answer has them', LONG, SINCE],
  ])('are not asked for where %s', async (_, body, datesSince) => {
    const registry = await startRegistry((__, response) => void response.end(body));
    await lookUp(user(`registry=${registry.url}`), datesSince === undefined ? {} : { datesSince });
    expect(registry.seen.map(long)).toEqual([false]);
  });

  it('that do not come leave the rest of what is known, with the reason', async () => {
    const registry = await startRegistry((request, response) => {
      if (long(request)) response.writeHead(406).end();
      else response.end(packument('a', '2.0.0'));
    });
    expect(await lookUp(user(`registry=${registry.url}`), { datesSince: SINCE })).toMatchObject({
      latest: '2.0.0',
      undated: { kind: 'call-failed', message: 'answered with 406' },
    });
  });
});

describe('the cache', () => {
  const files = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('asks again whether what it has is still so, and not at all for some minutes', async () => {
    const cache = newFolder();
    let body = packument('a', '2.0.0', { '1.0.0': { deprecated: 'use b' } });
    let tag = '"one"';
    const registry = await startRegistry((request, response) => {
      if (request.headers['if-none-match'] === tag) response.writeHead(304).end();
      else response.writeHead(200, { etag: tag }).end(body);
    });
    let now = 1_000_000;
    const look = () => ask([pkg('a')], `registry=${registry.url}`, { cache, now: () => now });
    expect(await look()).toEqual(['2.0.0']);
    now += 60_000;
    expect(await look()).toEqual(['2.0.0']);
    expect(registry.seen.length).toBe(1);
    now += 10 * 60_000;
    expect(await look()).toEqual(['2.0.0']);
    expect(registry.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"one"']);
    // The 304 made it as good as new.
    now += 60_000;
    await look();
    expect(registry.seen.length).toBe(2);
    now += 10 * 60_000;
    body = packument('a', '3.0.0');
    tag = '"two"';
    expect(await look()).toEqual(['3.0.0']);
    // A clock that was set back is no reason to believe for ever.
    now -= 90 * 60_000;
    await look();
    expect(registry.seen.length).toBe(4);
  });

  it('is kept apart by registry, readable by its owner alone, and says nothing of tokens', async () => {
    const cache = newFolder();
    const [one, two] = [await startRegistry(everything('2.0.0')), await startRegistry(everything('3.0.0'))];
    const npmrc = ({ url, host }: typeof one) => `registry=${url}\n//${host}/:_authToken=s3cret`;
    expect(await ask([pkg('a')], npmrc(one), { cache })).toEqual(['2.0.0']);
    expect(await ask([pkg('a')], npmrc(two), { cache })).toEqual(['3.0.0']);
    expect(files(cache).length).toBe(2);
    for (const file of files(cache)) {
      expect(statSync(file).mode & 0o077).toBe(0);
      expect(readFileSync(file, 'utf8')).not.toContain('s3cret');
    }
  });

  it.each(['', '{', 'null', '[]', '{"address":"x"}', '\0'])('is a miss when it holds %j', async (text) => {
    const cache = newFolder();
    const registry = await startRegistry(everything());
    await ask([pkg('a')], `registry=${registry.url}`, { cache });
    for (const file of files(cache)) writeFileSync(file, text);
    expect(await ask([pkg('a')], `registry=${registry.url}`, { cache })).toEqual(['2.0.0']);
    expect(registry.seen.length).toBe(2);
  });

  it('is not needed', async () => {
    const registry = await startRegistry(everything());
    const file = join(newFolder(), 'a-file');
    writeFileSync(file, '');
    expect(await ask([pkg('a')], `registry=${registry.url}`, { cache: file })).toEqual(['2.0.0']);
  });

  it('gives back what it was given', async () => {
    const cache = newFolder();
    const body = JSON.stringify({
      name: 'a',
      'dist-tags': {},
      versions: {
        '1.0.0': { deprecated: true, dist: { attestations: { provenance: { predicateType: 'https://slsa.dev/provenance/v1' } } } },
        '1.1.0': { deprecated: 'no', dist: { signatures: [{ keyid: 'SHA256:x', sig: 'y' }] }, _npmUser: { name: 'ann' } },
        '2.0.0': {},
      },
      time: { modified: '2026-01-01T00:00:00.000Z', '1.1.0': '2020-01-01T00:00:00.000Z' },
    });
    const registry = await startRegistry((_, response) => void response.end(body));
    const own = user(`registry=${registry.url}`);
    const look = async () => {
      const one = pkg('a');
      return (await loadRegistry([one], { env: {}, own, settingsFor: () => own, cache, time: { direct: 9_000, others: 9_000 } })).lookup(
        one,
      );
    };
    const first = await look();
    expect(first).toMatchObject({ name: 'a' });
    expect(await look()).toEqual(first);
    expect(registry.seen.length).toBe(1);
  });
});
