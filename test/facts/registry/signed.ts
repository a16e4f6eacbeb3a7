import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Package } from '../../../src/model/package.ts';

/** A key that a registry signs with. */
export interface Signer {
  readonly id: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A new key. `id` in place of the one that its registry would give it. */
export const newSigner = (id?: string): Signer => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const digest = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return { id: id ?? `SHA256:${digest.replace(/=+$/, '')}`, publicKey, privateKey };
};

/** What a registry answers at `/-/npm/v1/keys`. */
export const keysOf = (...signers: readonly (Signer & { readonly expires?: string })[]): string =>
  JSON.stringify({
    keys: signers.map(({ id, publicKey, expires = null }) => ({
      expires,
      keyid: id,
      keytype: 'ecdsa-sha2-nistp256',
      scheme: 'ecdsa-sha2-nistp256',
      key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    })),
  });

/** A package of npm in version 1.0.0, locked with the hash of an archive that is its name and version. */
export const lockedPackage = (name: string, rest: Partial<Package> = {}): Package => ({
  ecosystem: 'npm',
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
  source: 'registry',
  integrity: hashOf(`${name}@1.0.0`),
  direct: true,
  origin: { source: 'lockfile', file: 'package-lock.json' },
  ...rest,
});

/** The hash of an archive that is this text. */
export const hashOf = (text: string): string => `sha512-${createHash('sha512').update(text).digest('base64')}`;

/** `dist` of a release whose archive is its name and version, signed. */
export const signedDist = (signer: Signer, name: string, version = '1.0.0') => {
  const integrity = hashOf(`${name}@${version}`);
  const sig = sign('sha256', Buffer.from(`${name}@${version}:${integrity}`), signer.privateKey).toString('base64');
  return { integrity, signatures: [{ keyid: signer.id, sig }] };
};
