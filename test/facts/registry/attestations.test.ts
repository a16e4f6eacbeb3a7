import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verification } from '../../../src/facts/facts.ts';
import { judgeAttestations } from '../../../src/facts/registry/signatures/attestations.ts';
import { openerOf } from '../../../src/facts/registry/signatures/bundles.ts';
import type { TrustRoot } from '../../../src/facts/registry/signatures/embedded.ts';
import { parseKeys, type SigningKeys } from '../../../src/facts/registry/signatures/keys.ts';
import { hashOf, keysOf, newSigner } from './signed.ts';
import { type Attestation, type Attested, CLAIMS, newSigstore, PROVENANCE, PUBLISH, predicateOf } from './sigstore.ts';

const locked = { name: '@shop/ui', version: '1.0.0', integrity: hashOf('@shop/ui@1.0.0') };
const ours = { name: '@shop/ui' };
const [signer, old] = [newSigner(), newSigner()];
const own = parseKeys(keysOf(signer, { ...old, expires: '2025-01-29T00:00:00.000Z' })) as SigningKeys;

let sigstore: Awaited<ReturnType<typeof newSigstore>>;
let other: typeof sigstore;
beforeAll(async () => {
  [sigstore, other] = [await newSigstore(), await newSigstore()];
});

/** What comes of an answer: each failure, each unknown, and the provenance. */
const judge = (attestations: unknown, { trust = {}, keys = own }: { trust?: Partial<TrustRoot>; keys?: SigningKeys } = {}) => {
  const root = { ...sigstore.trustRoot, ...trust };
  const ring = { host: 'registry.example', npm: new Map(), own: keys };
  const judged = judgeAttestations({ attestations }, locked, ring, { trust: root, open: openerOf(root) });
  if ('malformed' in judged) return [judged.malformed];
  const { failures, unknown, provenance }: Verification = judged.verification;
  return [
    ...failures.map(({ defect }) => defect),
    ...unknown.map((reason) => `? ${reason.kind === 'missing-fact' ? reason.why : reason.kind}`),
    ...(provenance === undefined ? [] : [provenance]),
  ];
};

/** A bundle with one part of it changed. */
const changed = (one: Attestation, change: (bundle: Attestation['bundle']) => unknown): unknown => {
  const copy = structuredClone(one);
  change(copy.bundle);
  return copy;
};

describe('an attestation', () => {
  it('says who built the package that is locked, of what', async () => {
    expect(judge([await sigstore.attest({ ...ours, signer, predicateType: PUBLISH }), await sigstore.attest(ours)])).toEqual([PROVENANCE]);
  });

  it('of the first kind says it in other places', async () => {
    const oid = '1.3.6.1.4.1.57264.1';
    const attested: Attested = {
      ...ours,
      predicateType: 'https://slsa.dev/provenance/v0.2',
      predicate: {
        builder: { id: 'https://github.com/actions/runner' },
        invocation: { configSource: { uri: 'git+https://github.com/Example/App.git@refs/heads/main' } },
      },
      extensions: [
        { oid: `${oid}.1`, value: 'https://token.actions.githubusercontent.com', legacy: true },
        { oid: `${oid}.3`, value: PROVENANCE.commit, legacy: true },
        { oid: `${oid}.5`, value: 'example/app', legacy: true },
        { oid: `${oid}.6`, value: 'refs/heads/main', legacy: true },
      ],
    };
    expect(judge([await sigstore.attest(attested)])).toMatchObject([
      {
        repository: PROVENANCE.repository,
        commit: PROVENANCE.commit,
        ref: 'refs/heads/main',
        builder: 'https://github.com/actions/runner',
      },
    ]);
  });

  it('of publishing, or by somebody who is no build platform, is no provenance', async () => {
    const person = CLAIMS.filter(({ oid }) => oid.endsWith('.8'));
    expect(judge([await sigstore.attest({ ...ours, signer, predicateType: PUBLISH })])).toEqual([]);
    expect(judge([await sigstore.attest({ ...ours, extensions: person })])).toEqual([]);
  });

  it.each<[string, Attested, string]>([
    ['another package', { name: '@shop/api' }, 'subject'],
    ['a package of that name without its scope', { name: 'ui' }, 'subject'],
    ['another version', { ...ours, version: '1.0.1', archive: '@shop/ui@1.0.0' }, 'subject'],
    ['another archive', { ...ours, archive: 'something else' }, 'subject'],
    ['another repository than its certificate', { ...ours, predicate: predicateOf('https://github.com/facebook/react') }, 'statement'],
    ['what it did not when it was signed', { ...ours, payload: '{}' }, 'transparency-log'],
  ])('that is about %s does not verify', async (_, attested, defect) => {
    expect(judge([await sigstore.attest(ours), await sigstore.attest(attested)])).toEqual([defect]);
  });

  it.each<[string, (bundle: Attestation['bundle']) => unknown, string]>([
    ['without an entry of the log', ({ verificationMaterial: material }) => material.tlogEntries.splice(0), 'transparency-log'],
    [
      'with another time in it',
      ({
        verificationMaterial: {
          tlogEntries: [entry],
        },
      }) => Object.assign(entry ?? {}, { integratedTime: '1700000000' }),
      'certificate',
    ],
    [
      'with a proof of another tree',
      ({
        verificationMaterial: {
          tlogEntries: [entry],
        },
      }) => Object.assign(entry?.inclusionProof ?? {}, { hashes: ['AAAA'] }),
      'transparency-log',
    ],
    [
      'without a promise or a proof',
      ({
        verificationMaterial: {
          tlogEntries: [entry],
        },
      }) => Object.assign(entry ?? {}, { inclusionPromise: undefined, inclusionProof: undefined }),
      'transparency-log',
    ],
    [
      'with the signature of another',
      ({ dsseEnvelope: { signatures } }) => Object.assign(signatures[0] ?? {}, { sig: 'AAAA' }),
      'transparency-log',
    ],
    ['without a signature', ({ dsseEnvelope: { signatures } }) => signatures.splice(0), 'malformed'],
    [
      'with a certificate that is none',
      (bundle) => Object.assign(bundle.verificationMaterial, { certificate: { rawBytes: 'AAAA' } }),
      'malformed',
    ],
    ['with a payload of another type', ({ dsseEnvelope }) => Object.assign(dsseEnvelope, { payloadType: 'text/plain' }), 'malformed'],
    [
      'in a form that does not exist yet',
      (bundle) => Object.assign(bundle, { mediaType: 'application/vnd.dev.sigstore.bundle.v0.9+json' }),
      '? malformed',
    ],
  ])('%s does not verify', async (_, change, defect) => {
    expect(judge([changed(await sigstore.attest(ours), change)])).toEqual([defect]);
  });

  it('with the certificate, or the log, of another does not verify', async () => {
    const [mine, theirs] = [await sigstore.attest(ours), await other.attest(ours)];
    expect(judge([theirs])).toEqual(['certificate']);
    const mixed = changed(mine, (bundle) =>
      Object.assign(bundle.verificationMaterial, { tlogEntries: theirs.bundle.verificationMaterial.tlogEntries }),
    );
    expect(judge([mixed])).toEqual(['transparency-log']);
  });

  it('by an authority that a newer trust root may name is unknown where that could not be fetched, and a wrong one is wrong all the same', async () => {
    const trust = { stale: 'it does not answer' };
    expect(judge([await other.attest(ours)], { trust })).toEqual(['? trust-root-stale']);
    expect(judge([await sigstore.attest({ name: 'another' })], { trust })).toEqual(['subject']);
    expect(judge([await sigstore.attest({ ...ours, payload: '{}' })], { trust })).toEqual(['transparency-log']);
    expect(judge([await sigstore.attest(ours)], { trust })).toEqual([PROVENANCE]);
  });

  it('is about one archive, and not about a second one that the lockfile lets in', async () => {
    const either = { ...locked, integrity: `${locked.integrity} ${hashOf('something else')}` };
    const ring = { host: 'registry.example', npm: new Map(), own };
    const answer = { attestations: [await sigstore.attest(ours)] };
    const judged = judgeAttestations(answer, either, ring, { trust: sigstore.trustRoot, open: openerOf(sigstore.trustRoot) });
    expect(judged).toMatchObject({ verification: { failures: [{ defect: 'subject' }] } });
  });

  it.each([
    ['unknown', () => newSigner(), own, 'unknown-key'],
    ['expired', () => old, own, 'expired-key'],
    ['another of the same name', () => newSigner(signer.id), own, 'transparency-log'],
    ['not to be had', () => signer, new Map() as SigningKeys, '? no-keys'],
  ])('by a key that is %s', async (_, key, keys, defect) => {
    const found = judge([await sigstore.attest({ ...ours, signer: key(), predicateType: PUBLISH })], { keys });
    expect(found).toEqual([defect === 'transparency-log' ? 'signature' : defect]);
  });

  it.each([
    [undefined, 'the answer lists no attestations'],
    [[], 'the answer lists no attestations'],
    [{}, 'the answer lists no attestations'],
    [Array(21).fill({}), 'the answer lists more than 20 attestations'],
    [[null, {}, { bundle: 1 }], '? malformed'],
  ])('that is %j is none', (answer, said) => expect(judge(answer)).toEqual([said]));
});

/** The ways to every value in JSON. */
const waysIn = (value: unknown, way: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [way, ...Object.entries(value).flatMap(([key, inner]) => waysIn(inner, [...way, key]))]
    : [way];

const replaced = (value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

describe('an answer with anything in the place of anything', () => {
  it('ends, and never tells of another build than the one that was signed', async () => {
    const answer = [await sigstore.attest(ours), await sigstore.attest({ ...ours, signer, predicateType: PUBLISH })];
    const others = [
      await other.attest(ours),
      await sigstore.attest({ name: 'evil', predicate: predicateOf('https://github.com/evil/evil') }),
    ];
    const pieces = others.flatMap((one) =>
      waysIn(one).map((way) => way.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], one)),
    );
    const anything = fc.oneof(
      fc.constantFrom(...pieces),
      fc.jsonValue(),
      fc.base64String(),
      fc.constantFrom(undefined, '', '0', -1, Number.MAX_VALUE, [], {}),
    );
    fc.assert(
      fc.property(fc.constantFrom(...waysIn(answer)), anything, (way, by) => {
        for (const said of judge(replaced(answer, way, by))) if (typeof said === 'object') expect(said).toEqual(PROVENANCE);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['payload', 'sig'])('of which one bit of the %s is another does not verify', async (part) => {
    const one = await sigstore.attest(ours);
    const { dsseEnvelope } = one.bundle;
    const base64 = part === 'payload' ? dsseEnvelope.payload : (dsseEnvelope.signatures[0]?.sig ?? '');
    const bits = Buffer.from(base64, 'base64').length * 8;
    fc.assert(
      fc.property(fc.nat(bits - 1), (bit) => {
        const bytes = Buffer.from(base64, 'base64');
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const text = bytes.toString('base64');
        const flipped = changed(one, (bundle) => {
          if (part === 'payload') Object.assign(bundle.dsseEnvelope, { payload: text });
          else Object.assign(bundle.dsseEnvelope.signatures[0] ?? {}, { sig: text });
        });
        expect(judge([flipped])).toEqual(['transparency-log']);
      }),
      { numRuns: 40 },
    );
  });
});
