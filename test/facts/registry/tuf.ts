import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { canonicalize } from '@tufjs/canonical-json';

/** A TUF repository as files by their paths: https://theupdateframework.github.io/specification/latest/ */
export interface TufRepository {
  readonly root: string;
  readonly files: ReadonlyMap<string, string>;
}

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export const newTufKey = (): Pair => generateKeyPairSync('ed25519');

const publicOf = ({ publicKey }: Pair): string => Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');

const SPEC = { spec_version: '1.0.31' };

/** A repository with these targets, all of whose roles have one key. */
export const tufRepository = (
  targets: Readonly<Record<string, string>>,
  {
    key = newTufKey(),
    version = 1,
    before = key,
    expires = '2100-01-01T00:00:00Z',
  }: { key?: Pair; version?: number; before?: Pair; expires?: string } = {},
): TufRepository => {
  const keyOf = (pair: Pair) => ({ keytype: 'ed25519', scheme: 'ed25519', keyval: { public: publicOf(pair) } });
  const idOf = (pair: Pair): string =>
    createHash('sha256')
      .update(canonicalize(keyOf(pair)))
      .digest('hex');
  const signed = (content: object, ...pairs: readonly Pair[]): string =>
    JSON.stringify({
      signed: content,
      signatures: pairs.map((pair) => ({
        keyid: idOf(pair),
        sig: sign(null, Buffer.from(canonicalize(content)), pair.privateKey).toString('hex'),
      })),
    });
  const role = { keyids: [idOf(key)], threshold: 1 };
  const root = signed(
    {
      _type: 'root',
      ...SPEC,
      version,
      expires: '2100-01-01T00:00:00Z',
      consistent_snapshot: true,
      keys: { [idOf(key)]: keyOf(key) },
      roles: { root: role, timestamp: role, snapshot: role, targets: role },
    },
    ...(before === key ? [key] : [key, before]),
  );
  const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
  const listed = Object.fromEntries(
    Object.entries(targets).map(([name, text]) => [name, { length: Buffer.byteLength(text), hashes: { sha256: hashOf(text) } }]),
  );
  const fileOf = (name: string, text: string): string => name.replace(/[^/]+$/, (base) => `${hashOf(text)}.${base}`);
  return {
    root,
    files: new Map([
      [`/${version}.root.json`, root],
      ['/timestamp.json', signed({ _type: 'timestamp', ...SPEC, version, expires, meta: { 'snapshot.json': { version } } }, key)],
      [`/${version}.snapshot.json`, signed({ _type: 'snapshot', ...SPEC, version, expires, meta: { 'targets.json': { version } } }, key)],
      [`/${version}.targets.json`, signed({ _type: 'targets', ...SPEC, version, expires, targets: listed }, key)],
      ...Object.entries(targets).map(([name, text]) => [`/targets/${fileOf(name, text)}`, text] as const),
    ]),
  };
};
