import { createPublicKey, type KeyObject } from 'node:crypto';
import { isObject, memberOf, objectIn } from '../../answer.ts';

/** A key that registries sign with. */
export interface SigningKey {
  readonly key: KeyObject;
  /** Instant from which on nothing is signed with it, in milliseconds. */
  readonly expires?: number;
}

/** Keys by their ids. `undefined` in place of a key is one that parapet cannot read. */
export type SigningKeys = ReadonlyMap<string, SigningKey | undefined>;

/** More keys than any registry has. */
const KEYS = 100;

/** An ECDSA key on P-256 from its DER; nothing else is a registry's. */
const keyOf = (base64: unknown, expires: unknown): SigningKey | undefined => {
  if (typeof base64 !== 'string') return undefined;
  const until = typeof expires === 'string' ? Date.parse(expires) : undefined;
  if (until !== undefined && Number.isNaN(until)) return undefined;
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return undefined;
    return { key, ...(until === undefined ? {} : { expires: until }) };
  } catch {
    return undefined;
  }
};

/** The keys that a registry publishes: https://docs.npmjs.com/about-registry-signatures#supporting-signatures-on-third-party-registries */
export const parseKeys = (text: string): SigningKeys | { readonly malformed: string } => {
  const keys = memberOf(objectIn(text), 'keys');
  if (!Array.isArray(keys)) return { malformed: 'the answer lists no keys' };
  if (keys.length > KEYS) return { malformed: `the answer lists more than ${KEYS} keys` };
  return new Map(
    keys.flatMap((one: unknown) => {
      const id = memberOf(one, 'keyid');
      return typeof id === 'string' ? [[id, keyOf(memberOf(one, 'key'), memberOf(one, 'expires'))] as const] : [];
    }),
  );
};

/** npm's own keys for a use, in the form in which Sigstore's TUF repository hands them out. */
export const npmKeysIn = (table: unknown, usage: 'npm:signatures' | 'npm:attestations'): SigningKeys => {
  const keys = memberOf(table, 'keys');
  return new Map(
    (Array.isArray(keys) ? keys : []).flatMap((one: unknown) => {
      const [id, key] = [memberOf(one, 'keyId'), memberOf(one, 'publicKey')];
      if (typeof id !== 'string' || memberOf(one, 'keyUsage') !== usage || !isObject(key)) return [];
      return [[id, keyOf(key.rawBytes, memberOf(key.validFor, 'end'))] as const];
    }),
  );
};
