import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { initializeCA, initializeCTLog, initializeTLog } from '@sigstore/mock';
import type { TrustRoot } from '../../../src/facts/registry/signatures/embedded.ts';
import { hashOf, type Signer } from './signed.ts';

type Members = Readonly<Record<string, unknown>>;

/** An entry as Rekor answers it. */
interface Logged {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification?: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: {
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
      readonly checkpoint: string;
    };
  };
}

/** What is attested, and how it goes wrong where it does. */
export interface Attested {
  readonly name: string;
  readonly version?: string;
  /** The text that the archive is. */
  readonly archive?: string;
  readonly predicateType?: string;
  readonly predicate?: Members;
  /** The key that signs in place of a certificate. */
  readonly signer?: Signer;
  readonly extensions?: readonly { readonly oid: string; readonly value: string; readonly legacy?: boolean }[];
  /** What is put into the envelope after it was signed. */
  readonly payload?: string;
}

const OID = '1.3.6.1.4.1.57264.1';
export const REPOSITORY = 'https://github.com/example/app';
export const WORKFLOW = `${REPOSITORY}/.github/workflows/release.yml@refs/tags/v1.0.0`;
export const SLSA = 'https://slsa.dev/provenance/v1';
export const PUBLISH = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** What Fulcio writes into the certificate of a run of GitHub Actions: https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
export const CLAIMS: NonNullable<Attested['extensions']> = [
  { oid: `${OID}.8`, value: 'https://token.actions.githubusercontent.com' },
  { oid: `${OID}.11`, value: 'github-hosted' },
  { oid: `${OID}.12`, value: REPOSITORY },
  { oid: `${OID}.13`, value: COMMIT },
  { oid: `${OID}.14`, value: 'refs/tags/v1.0.0' },
  { oid: `${OID}.21`, value: `${REPOSITORY}/actions/runs/1/attempts/1` },
];

/** What those claims come to. */
export const PROVENANCE = {
  predicateType: SLSA,
  builder: 'https://github.com/actions/runner/github-hosted',
  issuer: 'https://token.actions.githubusercontent.com',
  repository: REPOSITORY,
  commit: COMMIT,
  ref: 'refs/tags/v1.0.0',
  workflow: WORKFLOW,
  run: `${REPOSITORY}/actions/runs/1/attempts/1`,
  runner: 'github-hosted',
};

export const predicateOf = (repository = REPOSITORY): Members => ({
  buildDefinition: {
    buildType: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
    externalParameters: { workflow: { ref: 'refs/tags/v1.0.0', repository, path: '.github/workflows/release.yml' } },
  },
  runDetails: { builder: { id: PROVENANCE.builder } },
});

const newPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const der = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });

const HASH = /^sha512-(.*)$/;
const hex = (integrity: string): string => Buffer.from(HASH.exec(integrity)?.[1] ?? '', 'base64').toString('hex');

/** A statement as npm and GitHub make them. */
const statementOf = ({
  name,
  version = '1.0.0',
  archive = `${name}@${version}`,
  predicateType = SLSA,
  predicate = predicateOf(),
}: Attested) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`, digest: { sha512: hex(hashOf(archive)) } }],
  predicateType,
  predicate,
});

/** A Sigstore of its own: an authority, a log of certificates and one of signatures, with the trust root that names them. */
export const newSigstore = async () => {
  const [authority, certificates, signatures] = [newPair(), newPair(), newPair()];
  const ctLog = await initializeCTLog(certificates);
  const ca = await initializeCA(authority, ctLog);
  const tLog = await initializeTLog('https://rekor.example', signatures);
  const validFor = { start: '2020-01-01T00:00:00Z' };
  const logOf = (key: KeyObject, baseUrl: string) => ({
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: der(key).toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: createHash('sha256').update(der(key)).digest('base64') },
  });
  const certificate = Buffer.from(ca.rootCertificate.buffer, ca.rootCertificate.byteOffset, ca.rootCertificate.byteLength);
  const trustRoot: TrustRoot = {
    asOf: '2026-11-22',
    trustedRoot: {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [logOf(signatures.publicKey, 'https://rekor.example')],
      certificateAuthorities: [
        {
          subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
          uri: 'https://fulcio.example',
          certChain: { certificates: [{ rawBytes: certificate.toString('base64') }] },
          validFor,
        },
      ],
      ctlogs: [logOf(certificates.publicKey, 'https://ctfe.example')],
      timestampAuthorities: [],
    },
    npmKeys: { keys: [] },
  };

  /** One entry of what a registry answers about attestations. */
  const attest = async (attested: Attested) => {
    const { predicateType = SLSA, signer, extensions = CLAIMS } = attested;
    const pair = signer ?? newPair();
    const payload = Buffer.from(JSON.stringify(statementOf(attested)));
    const payloadType = 'application/vnd.in-toto+json';
    const pae = Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload]);
    const sig = sign('sha256', pae, pair.privateKey).toString('base64');
    const issued =
      signer === undefined
        ? await ca.issueCertificate({
            publicKey: new Uint8Array(der(pair.publicKey)),
            subjectAltName: WORKFLOW,
            extensions: [...extensions],
          })
        : undefined;
    const logged = await tLog.log({
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: {
        payloadHash: { algorithm: 'sha256', value: createHash('sha256').update(payload).digest('hex') },
        signatures: [{ signature: sig, verifier: der(pair.publicKey).toString('base64') }],
      },
    });
    const [entry] = Object.values(logged as Readonly<Record<string, Logged>>);
    if (entry?.verification === undefined) throw new Error('the log took no entry');
    const { inclusionProof: proof, signedEntryTimestamp } = entry.verification;
    return {
      predicateType,
      bundle: {
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: {
          ...(issued === undefined
            ? { publicKey: { hint: signer?.id } }
            : { certificate: { rawBytes: Buffer.from(issued.buffer, issued.byteOffset, issued.byteLength).toString('base64') } }),
          tlogEntries: [
            {
              logIndex: String(entry.logIndex),
              logId: { keyId: Buffer.from(entry.logID, 'hex').toString('base64') },
              kindVersion: { kind: 'dsse', version: '0.0.1' },
              integratedTime: String(entry.integratedTime),
              inclusionPromise: { signedEntryTimestamp },
              inclusionProof: {
                logIndex: String(proof.logIndex),
                rootHash: Buffer.from(proof.rootHash, 'hex').toString('base64'),
                treeSize: String(proof.treeSize),
                hashes: [],
                checkpoint: { envelope: proof.checkpoint },
              },
              canonicalizedBody: entry.body,
            },
          ],
          timestampVerificationData: { rfc3161Timestamps: [] },
        },
        dsseEnvelope: {
          payload: attested.payload === undefined ? payload.toString('base64') : Buffer.from(attested.payload).toString('base64'),
          payloadType,
          signatures: [{ sig, keyid: signer?.id ?? '' }],
        },
      },
    };
  };
  return { trustRoot, attest };
};

export type Attestation = Awaited<ReturnType<Awaited<ReturnType<typeof newSigstore>>['attest']>>;
