import { describe, expect, it } from 'vitest';
import { loadRegistry, type RegistryOptions } from '../../../src/facts/registry/load.ts';
import { ownNpmrc } from '../../../src/facts/registry/npmrc.ts';
import { parseKeys } from '../../../src/facts/registry/signatures/keys.ts';
import { PATIENCE } from '../../../src/http/patient.ts';
import type { Package } from '../../../src/model/package.ts';
import { newFolder } from '../temporary.ts';
import { nameIn, packument, startRegistry } from './server.ts';
import { hashOf, keysOf, lockedPackage, newSigner, type Signer, signedDist } from './signed.ts';
import { newSigstore } from './sigstore.ts';

const KEYS = '/-/npm/v1/keys';

/** Verifies packages, and says of each what came of it: `verified`, or each failure and unknown in words. */
const verify = async (packages: readonly Package[], npmrc: string, rest: Partial<RegistryOptions> = {}) => {
  const own = [{ from: 'user' as const, values: ownNpmrc(npmrc, {}) }];
  const registry = await loadRegistry(packages, {
    env: {},
    own,
    settingsFor: () => own,
    time: { direct: 20_000, others: 20_000 },
    limits: { connect: 2_000, idle: 2_000, total: 5_000, bytes: 1 << 20 },
    patience: { ...PATIENCE, pause: 1 },
    verifies: true,
    ...rest,
  });
  return packages.map((one) => {
    const { failures, unknown } = registry.verificationOf(one);
    const said = [
      ...failures.map(({ defect, of }) => `${of}: ${defect}`),
      ...unknown.map((reason) =>
        reason.kind === 'missing-fact' ? `? ${reason.why}: ${reason.message}` : `? ${'message' in reason ? reason.message : reason.kind}`,
      ),
    ];
    return said.length === 0 ? 'verified' : said.join(', ');
  });
};

/** A registry that signs all that it is asked for. */
const signing = async (signer: Signer, keys: string | number = keysOf(signer), etag = '"1"') =>
  startRegistry((request, response) => {
    if (request.url !== KEYS)
      return void response.end(packument(nameIn(request.url), '1.0.0', { '1.0.0': { dist: signedDist(signer, nameIn(request.url)) } }));
    if (typeof keys === 'number') response.writeHead(keys).end();
    else if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag }).end(keys);
  });

const names = Array.from({ length: 40 }, (_, i) => lockedPackage(`p${i}`));

describe('signatures', () => {
  it('are verified by the keys that the registry publishes, which are asked for once', async () => {
    const registry = await signing(newSigner());
    const packages = [...names, lockedPackage('@s/b'), lockedPackage('tampered', { integrity: hashOf('something else') })];
    const found = await verify(packages, `registry=${registry.url}`);
    expect(new Set(found.slice(0, -1))).toEqual(new Set(['verified']));
    expect(found.at(-1)).toBe('signature: integrity');
    expect(registry.seen.filter(({ path }) => path === KEYS).length).toBe(1);
    expect(registry.seen.length).toBe(packages.length + 1);
  });

  it('are not asked about unless somebody wants to know', async () => {
    const registry = await signing(newSigner());
    expect(await verify([lockedPackage('a')], `registry=${registry.url}`, { verifies: false })).toEqual([
      '? not-asked: No registry was asked',
    ]);
    expect(registry.seen.map(({ path }) => path)).toEqual(['/a']);
  });

  it('of a registry without keys are one reason for all', async () => {
    const registry = await signing(newSigner(), 404);
    const found = await verify(names, `registry=${registry.url}`);
    expect(new Set(found)).toEqual(new Set([`? no-keys: ${registry.host} publishes no keys to verify signatures with`]));
  });

  it('by a key of npm’s own are not verified by what a registry says that key is', async () => {
    const registry = await signing(newSigner('SHA256:DhQ8wR5APBvFHLF/+Tc+AYvPOdTpcIDqOhxsBHRwC7U'));
    expect(await verify([lockedPackage('a')], `registry=${registry.url}`)).toEqual(['signature: signature']);
  });

  it('are verified at a mirror below a path, with its credential and no other’s', async () => {
    const signer = newSigner();
    const registry = await startRegistry((request, response) => {
      if (request.headers.authorization !== 'Bearer s3cret') response.writeHead(401).end();
      else if (request.url === '/npm/-/npm/v1/keys') response.end(keysOf(signer));
      else response.end(packument(nameIn(request.url), '1.0.0', { '1.0.0': { dist: signedDist(signer, nameIn(request.url)) } }));
    });
    expect(await verify([lockedPackage('a')], `registry=${registry.url}npm/\n//${registry.host}/npm/:_authToken=s3cret`)).toEqual([
      'verified',
    ]);
    expect(registry.seen.map(({ path }) => path)).toEqual(['/npm/a', '/npm/-/npm/v1/keys']);
  });

  it('need the long answer only where one is missing that others have', async () => {
    const signer = newSigner();
    const [old, late] = [signedDist(signer, 'a', '0.9.0'), { integrity: hashOf('a@1.0.0') }];
    const registry = await startRegistry((request, response) => {
      if (request.url === KEYS) return void response.end(keysOf(signer));
      const body = JSON.parse(packument('a', '1.0.0', { '0.9.0': { dist: old }, '1.0.0': { dist: late } }));
      const time = { modified: '2026-01-02T00:00:00.000Z', '0.9.0': '2026-01-01T00:00:00.000Z', '1.0.0': '2026-01-02T00:00:00.000Z' };
      response.end(JSON.stringify(request.headers.accept === 'application/json' ? { ...body, time } : body));
    });
    expect(await verify([lockedPackage('a')], `registry=${registry.url}`)).toEqual(['signature: unsigned']);
    expect(registry.seen.map(({ headers }) => headers.accept === 'application/json')).toEqual([false, true, true]);
  });

  it('come from the cache, together with the keys, and with those of another project', async () => {
    const registry = await signing(newSigner());
    const cache = newFolder();
    let now = 1_000_000;
    const look = (version: string) =>
      verify([lockedPackage('a', { version, integrity: hashOf(`a@${version}`) })], `registry=${registry.url}`, { cache, now: () => now });
    expect(await look('1.0.0')).toEqual(['verified']);
    expect(await look('1.0.0')).toEqual(['verified']);
    expect(registry.seen.length).toBe(2);
    now += 10 * 60_000;
    expect(await look('1.0.0')).toEqual(['verified']);
    expect(registry.seen.map(({ path, headers }) => [path, headers['if-none-match']])).toEqual([
      ['/a', undefined],
      [KEYS, undefined],
      ['/a', undefined],
      [KEYS, '"1"'],
    ]);
  });

  it('of versions that nobody asked for before are asked for', async () => {
    const signer = newSigner();
    const versions = ['1.0.0', '2.0.0'];
    const registry = await startRegistry((request, response) => {
      if (request.url === KEYS) return void response.end(keysOf(signer));
      const known = Object.fromEntries(versions.map((version) => [version, { dist: signedDist(signer, 'a', version) }]));
      response.end(packument('a', '2.0.0', known));
    });
    const cache = newFolder();
    const look = (version: string) =>
      verify([lockedPackage('a', { version, integrity: hashOf(`a@${version}`) })], `registry=${registry.url}`, { cache });
    for (const version of ['1.0.0', '2.0.0', '1.0.0', '2.0.0']) expect(await look(version)).toEqual(['verified']);
    expect(registry.seen.map(({ path }) => path)).toEqual(['/a', KEYS, '/a']);
  });
});

describe('attestations', () => {
  const ATTESTATIONS = '/npm/-/npm/v1/attestations/';

  /** A registry below a path whose packages all have provenance, for those with its token. */
  const attesting = async (wait = 0) => {
    const [signer, sigstore] = [newSigner(), await newSigstore()];
    const registry = await startRegistry(async (request, response) => {
      const path = request.url ?? '';
      if (request.headers.authorization !== 'Bearer s3cret') return void response.writeHead(401).end();
      if (path.endsWith(KEYS)) return void response.end(keysOf(signer));
      const about = path.startsWith(ATTESTATIONS)
        ? decodeURIComponent(path.slice(ATTESTATIONS.length)).replace(/@1\.0\.0$/, '')
        : undefined;
      if (about !== undefined) {
        const body = JSON.stringify({ attestations: [await sigstore.attest({ name: about })] });
        return void setTimeout(() => response.end(body), wait);
      }
      const name = nameIn(path);
      const dist = { ...signedDist(signer, name), attestations: { url: 'http://127.0.0.1:9/npm/elsewhere', provenance: {} } };
      response.end(packument(name, '1.0.0', { '1.0.0': { dist } }));
    });
    const npmrc = `registry=${registry.url}npm/\n//${registry.host}/npm/:_authToken=s3cret`;
    const asked = () => registry.seen.filter(({ path }) => path.startsWith(ATTESTATIONS)).map(({ path }) => path);
    return { registry, npmrc, asked, trustRoot: sigstore.trustRoot };
  };

  it('are asked for at the registry itself, once for all lockfiles, with its credential', async () => {
    const { npmrc, asked, trustRoot } = await attesting();
    const elsewhere = { origin: { source: 'lockfile' as const, file: 'b/package-lock.json' } };
    const packages = [
      lockedPackage('a'),
      lockedPackage('a', elsewhere),
      lockedPackage('@s/b'),
      lockedPackage('a', { ...elsewhere, integrity: hashOf('of another archive') }),
    ];
    expect(await verify(packages, npmrc, { trustRoot })).toEqual([
      'verified',
      'verified',
      'verified',
      'signature: integrity, attestation: subject',
    ]);
    expect(asked().sort()).toEqual([`${ATTESTATIONS}@s%2fb@1.0.0`, `${ATTESTATIONS}a@1.0.0`, `${ATTESTATIONS}a@1.0.0`]);
  });

  it('are asked for side by side, and it is told how far that is', async () => {
    const { registry, npmrc, trustRoot } = await attesting(30);
    const told: number[] = [];
    const found = await verify(names, npmrc, { trustRoot, onVerified: (done) => void told.push(done) });
    expect(new Set(found)).toEqual(new Set(['verified']));
    expect(registry.most()).toBeLessThanOrEqual(16);
    expect(registry.most()).toBeGreaterThan(8);
    expect(told).toEqual(names.map((_, index) => index + 1));
  });

  it('are of no use, and not asked for, where the lockfile holds no hash', async () => {
    const { npmrc, asked, trustRoot } = await attesting();
    const berry = '10c0/8f9c5bd8c8d6f5c8a2b2f0d8f3a3c8f7e8a9b0c1d2e3f4a5b6c7d8e9f0a1b2c3';
    expect(await verify([lockedPackage('a', { integrity: berry })], npmrc, { trustRoot })).toEqual([
      '? no-hash: No hash is locked of the kind that registries sign',
    ]);
    expect(asked()).toEqual([]);
  });

  it('that verified are kept, and verified again without being asked for where what they are verified by has changed', async () => {
    const { npmrc, asked, trustRoot } = await attesting();
    const cache = newFolder();
    for (let run = 0; run < 2; run += 1) expect(await verify([lockedPackage('a')], npmrc, { trustRoot, cache })).toEqual(['verified']);
    const grown = { ...trustRoot, trustedRoot: { ...(trustRoot.trustedRoot as object), timestampAuthorities: undefined } };
    expect(await verify([lockedPackage('a')], npmrc, { trustRoot: grown, cache })).toEqual(['verified']);
    expect(asked().length).toBe(1);
    const { trustRoot: other } = await newSigstore();
    expect(await verify([lockedPackage('a')], npmrc, { trustRoot: other, cache })).toEqual(['attestation: certificate']);
    expect(asked().length).toBe(2);
  });

  it('have only so much time', async () => {
    const { npmrc, trustRoot } = await attesting(400);
    const found = await verify(names, npmrc, { trustRoot, time: { direct: 300, others: 300 } });
    expect(new Set(found)).toEqual(new Set(['? time-limit: There was no time left to ask the registry']));
  });
});

describe('keys', () => {
  it.each([
    ['', 'the answer lists no keys'],
    ['[]', 'the answer lists no keys'],
    ['{"keys":{}}', 'the answer lists no keys'],
    [JSON.stringify({ keys: Array(101).fill({}) }), 'the answer lists more than 100 keys'],
  ])('%j are none', (text, malformed) => expect(parseKeys(text)).toEqual({ malformed }));

  it('that cannot be read are known to be there', () => {
    const { publicKey } = newSigner();
    const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const keys = parseKeys(
      JSON.stringify({
        keys: [
          { keyid: 'a', key: 'AAAA' },
          { keyid: 'b', key, expires: 'soon' },
          { keyid: 'c' },
          { keyid: 'd', key, expires: null },
          { key },
          null,
        ],
      }),
    );
    expect([...(keys as ReadonlyMap<string, unknown>)].map(([id, found]) => [id, found !== undefined])).toEqual([
      ['a', false],
      ['b', false],
      ['c', false],
      ['d', true],
    ]);
  });
});
