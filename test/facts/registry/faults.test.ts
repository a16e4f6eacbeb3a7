import type { IncomingMessage, ServerResponse } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRegistry } from '../../../src/facts/registry/load.ts';
import { ownNpmrc } from '../../../src/facts/registry/npmrc.ts';
import { PATIENCE } from '../../../src/http/patient.ts';
import { type FakeRegistry, startRegistry } from './server.ts';
import { hashOf, keysOf, lockedPackage, newSigner, signedDist } from './signed.ts';
import { newSigstore, PROVENANCE } from './sigstore.ts';
import { type TufRepository, tufRepository } from './tuf.ts';

type Fault = Parameters<FakeRegistry['answer']>[0];

const hang: Fault = () => {};

/** Whatever may happen to a request, for good. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'a reset': (_, __, socket) => socket.destroy(),
  'no answer': hang,
  'an answer that is cut': (_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"name"');
    setTimeout(() => response.destroy(), 5);
  },
  ...Object.fromEntries(
    [204, 400, 401, 403, 404, 410, 418, 429, 500, 503].map((status) => [`${status}`, (_, response) => response.writeHead(status).end()]),
  ),
  '304 for nothing': (_, response) => response.writeHead(304).end(),
  nothing: (_, response) => response.end(),
  HTML: (_, response) => response.end('<html>Sign in</html>'),
  'half of JSON': (_, response) => response.end('{"name":"victim","versions":{"1.0'),
  ...Object.fromEntries(
    [
      'null',
      '[]',
      '{}',
      '"text"',
      '{"keys":{},"versions":[],"attestations":{}}',
      '{"keys":[null,7],"attestations":[null,7,{"bundle":{}}]}',
    ].map((text) => [text, (_, response) => response.end(text)]),
  ),
  'a body without an end': (_, response) => response.end('x'.repeat(2 << 20)),
  'a body that unpacks to nonsense': (_, response) => response.writeHead(200, { 'content-encoding': 'br' }).end('no brotli'),
  'a way elsewhere': (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' }).end(),
  'a way in circles': (request, response) => response.writeHead(302, { location: request.url ?? '/' }).end(),
};

const KEYS = '/-/npm/v1/keys';
const isLong = ({ headers }: IncomingMessage): boolean => headers.accept === 'application/json';
const signer = newSigner();
let sigstore: Awaited<ReturnType<typeof newSigstore>>;
let repository: TufRepository;
let attestations: Readonly<Record<string, string>>;
beforeAll(async () => {
  sigstore = await newSigstore();
  const { trustedRoot, npmKeys } = sigstore.trustRoot;
  repository = tufRepository({ 'trusted_root.json': JSON.stringify(trustedRoot), 'registry.npmjs.org/keys.json': JSON.stringify(npmKeys) });
  const answerFor = async (name: string) => [
    `/-/npm/v1/attestations/${name}@1.0.0`,
    JSON.stringify({ attestations: [await sigstore.attest({ name })] }),
  ];
  attestations = Object.fromEntries(await Promise.all(['attested', 'victim'].map(answerFor)));
});

/** A registry where all is well: packages that it signs, two of them with attestations, and one whose signature is missing. */
const well = (request: IncomingMessage, response: ServerResponse): void => {
  const path = request.url ?? '';
  if (path === KEYS) return void response.end(keysOf(signer));
  const attested = attestations[path];
  if (attested !== undefined) return void response.end(attested);
  const name = path.slice(1);
  const dist = name === 'unsigned' ? { integrity: hashOf('unsigned@1.0.0') } : signedDist(signer, name);
  const claim = ['attested', 'victim'].includes(name) ? { attestations: { url: 'http://127.0.0.1:9/', provenance: {} } } : {};
  const time = { modified: '2026-01-02T00:00:00.000Z', '0.9.0': '2026-01-01T00:00:00.000Z', '1.0.0': '2026-01-02T00:00:00.000Z' };
  const versions = { '0.9.0': { dist: signedDist(signer, name, '0.9.0') }, '1.0.0': { dist: { ...dist, ...claim } } };
  response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions, ...(isLong(request) ? { time } : {}) }));
};

const serveTuf: Fault = (request, response) => {
  const text = repository.files.get(request.url ?? '');
  if (text === undefined) response.writeHead(404).end();
  else response.end(text);
};

/** What is known of each package, where a fault is what some requests get. */
const look = async (struck: (request: IncomingMessage) => boolean, fault: Fault, refreshing = false) => {
  const strike =
    (serve: Fault): Fault =>
    (request, response, socket) =>
      (struck(request) ? fault : serve)(request, response, socket);
  const [registry, trust] = [await startRegistry(strike(well)), await startRegistry(strike(serveTuf))];
  const own = [{ from: 'user' as const, values: ownNpmrc(`registry=${registry.url}`, {}) }];
  const packages = ['plain', 'attested', 'unsigned', 'victim'].map((name) => lockedPackage(name));
  const found = await loadRegistry(packages, {
    env: {},
    own,
    settingsFor: () => own,
    time: { direct: 20_000, others: 20_000 },
    limits: { connect: 5_000, idle: fault === hang ? 500 : 5_000, total: 10_000, bytes: 1 << 20 },
    patience: { ...PATIENCE, attempts: 2, pause: 1 },
    verifies: true,
    ...(refreshing ? { trustRepository: { url: new URL(trust.url), root: repository.root } } : { trustRoot: sigstore.trustRoot }),
  });
  return {
    newest: packages.map((one) => {
      const answer = found.lookup(one);
      return 'unavailable' in answer ? '?' : answer.latest;
    }),
    verified: Object.fromEntries(
      packages.map((one) => {
        const { failures, unknown, provenance } = found.verificationOf(one);
        const said = [
          ...failures.map(({ defect }) => defect),
          ...(unknown.length > 0 ? ['?'] : []),
          ...(provenance === undefined ? [] : [provenance.repository]),
        ];
        return [one.name, said.length === 0 ? 'verified' : said.join(' ')];
      }),
    ),
    stale: found.trust?.stale !== undefined,
  };
};

const NEWEST = ['1.0.0', '1.0.0', '1.0.0', '1.0.0'];
const BUILT = PROVENANCE.repository;
const WELL = { newest: NEWEST, verified: { plain: 'verified', attested: BUILT, unsigned: 'unsigned', victim: BUILT }, stale: false };

/** Each request, and what is left of what is known without its answer. */
const REQUESTS: readonly (readonly [string, (request: IncomingMessage) => boolean, typeof WELL])[] = [
  [
    'what is newest of a package',
    ({ url }) => url === '/victim',
    { ...WELL, newest: ['1.0.0', '1.0.0', '1.0.0', '?'], verified: { ...WELL.verified, victim: '?' } },
  ],
  [
    'when a package was published',
    (request) => request.url === '/unsigned' && isLong(request),
    { ...WELL, verified: { ...WELL.verified, unsigned: '?' } },
  ],
  // Without the keys nobody can say that something is unsigned either; who built what is known all the same.
  [
    'the keys',
    ({ url }) => url === KEYS,
    { ...WELL, verified: { plain: '?', attested: `? ${BUILT}`, unsigned: '?', victim: `? ${BUILT}` } },
  ],
  [
    'the attestations of a package',
    ({ url }) => url === '/-/npm/v1/attestations/victim@1.0.0',
    { ...WELL, verified: { ...WELL.verified, victim: '?' } },
  ],
];

const TRUST = ['timestamp.json', '1.snapshot.json', '1.targets.json', 'trusted_root.json', 'keys.json'];

describe('a run where all is well', () => {
  it('knows everything', async () => expect(await look(() => false, well, true)).toEqual(WELL));
});

describe.each(REQUESTS)('for %s', (_, struck, left) => {
  it.each(Object.entries(FAULTS))('%s leaves the rest as it is, and passes nothing', async (__, fault) => {
    expect(await look(struck, fault)).toEqual(left);
  });
});

describe.each(TRUST)('for %s of the trust root', (name) => {
  const struck = ({ url = '' }: IncomingMessage): boolean => url.endsWith(name) && url !== KEYS;
  it.each(Object.entries(FAULTS))('%s leaves the rest as it is, and passes nothing', async (_, fault) => {
    const verified = { ...WELL.verified, attested: '?', victim: '?' };
    expect(await look(struck, fault, true)).toEqual({ ...WELL, verified, stale: true });
  });
});

describe('a host that asks for a pause of an hour', () => {
  it.each(REQUESTS)('for %s is left alone from then on, and what it does not say passes nothing', async (_, struck) => {
    const { verified } = await look(struck, (__, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    expect(JSON.stringify(verified)).toContain('?');
    for (const [name, said] of Object.entries(verified))
      expect([WELL.verified[name as keyof typeof WELL.verified], '?', `? ${BUILT}`]).toContain(said);
  });
});

describe('a registry that nobody listens at', () => {
  it('keeps no other from being believed', async () => {
    const registry = await startRegistry(well);
    const own = [{ from: 'user' as const, values: ownNpmrc(`registry=${registry.url}\n@gone:registry=http://127.0.0.1:9/`, {}) }];
    const packages = ['plain', '@gone/away'].map((name) => lockedPackage(name));
    const time = { direct: 20_000, others: 20_000 };
    const patience = { ...PATIENCE, pause: 1 };
    const found = await loadRegistry(packages, { env: {}, own, settingsFor: () => own, time, patience, verifies: true });
    const [plain, gone] = packages.map((one) => found.verificationOf(one));
    expect(plain).toEqual({ failures: [], unknown: [] });
    expect(gone).toMatchObject({ failures: [], unknown: [{ why: 'unreachable' }] });
  });
});
