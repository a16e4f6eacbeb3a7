import { verify } from 'node:crypto';
import type { UnknownReason } from '../../../model/value.ts';
import type { Dist, Failure, PackageMetadata, Verification, VersionMetadata } from '../../facts.ts';
import type { Unavailable } from '../client.ts';
import type { SigningKey, SigningKeys } from './keys.ts';

/** What a lockfile holds. */
export interface Locked {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of the archive. */
  readonly integrity?: string;
}

/** The keys that the signatures of a registry may be verified with. */
export interface Ring {
  /** The registry's host. */
  readonly host: string;
  /** npm's own, which are known without asking the registry: what a mirror says of them does not count. */
  readonly npm: SigningKeys;
  /** What the registry publishes. */
  readonly own: SigningKeys | Unavailable;
}

/** More of a text that a registry made up is none that anybody reads. */
const SHOWN = 80;

const lacking = (why: string, message: string): UnknownReason => ({ kind: 'missing-fact', fact: 'registry', why, message });

/** What the lockfile holds is nothing that anything signed can be compared with. */
export const NO_HASH = lacking('no-hash', 'No hash is locked of the kind that registries sign');

/** Why a key is not at hand, where nobody can say that there is no such key. */
const keyless = ({ host, own }: Ring): UnknownReason | undefined => {
  if ('unavailable' in own) return own.unavailable;
  return own.size === 0 ? lacking('no-keys', `${host} publishes no keys to verify signatures with`) : undefined;
};

/** The key of an id: an unknown one is a failure only where the registry says which keys it has. */
export const keyOf = (id: string, ring: Ring): SigningKey | UnknownReason | undefined => {
  for (const keys of 'unavailable' in ring.own ? [ring.npm] : [ring.npm, ring.own])
    if (keys.has(id)) return keys.get(id) ?? lacking('unreadable-key', `${ring.host} signs with a key that parapet cannot read`);
  return keyless(ring);
};

const hashesOf = (integrity: string | undefined): readonly string[] =>
  (integrity ?? '').split(/\s+/).flatMap((token) => /^sha(?:1|256|384|512)-[A-Za-z\d+/]+={0,2}/.exec(token)?.[0] ?? []);

const algorithmOf = (hash: string): string => hash.slice(0, hash.indexOf('-'));

/** Those that decide which archives are installed: package managers look at the strongest algorithm, and take any archive with a hash of it. */
const decisiveIn = (integrity: string | undefined): readonly string[] => {
  const hashes = hashesOf(integrity);
  const strongest = ['sha512', 'sha384', 'sha256', 'sha1'].find((algorithm) => hashes.some((hash) => algorithmOf(hash) === algorithm));
  return hashes.filter((hash) => algorithmOf(hash) === strongest);
};

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const failure = (defect: Failure['defect'], message: string): Failure => ({ defect, of: 'signature', message });

/** https://docs.npmjs.com/about-registry-signatures#how-signatures-are-verified */
const isSigned = ({ name, version }: Locked, integrity: string, sig: string, { key }: SigningKey): boolean => {
  try {
    return verify('sha256', Buffer.from(`${name}@${version}:${integrity}`), key, Buffer.from(sig, 'base64'));
  } catch {
    return false;
  }
};

/** What one signature comes to; nothing where it is right. */
const judged = (
  locked: Locked,
  { dist, published }: { readonly dist: Dist; readonly published?: string },
  { keyid, sig }: Dist['signatures'][number],
  ring: Ring,
): Failure | UnknownReason | undefined => {
  const { host } = ring;
  const named = `the key ${keyid.slice(0, SHOWN)}`;
  const key = keyOf(keyid, ring);
  if (key === undefined) return failure('unknown-key', `it is signed with ${named}, which ${host} does not publish`);
  if ('kind' in key) return key;
  // Only what the registry says, which whoever has an old key could change: without a date the signature counts, as for npm.
  const at = published === undefined ? undefined : Date.parse(published);
  if (key.expires !== undefined && at !== undefined && at >= key.expires)
    return failure('expired-key', `it is signed with ${named}, which had expired on ${day(key.expires)}, and was published on ${day(at)}`);

  const signs = (integrity: string) => isSigned(locked, integrity, sig, key);
  const forged = failure('signature', `the signature that ${host} gives is none of this name, version and archive`);
  const { integrity: said } = dist;
  const known = hashesOf(said);
  const held = decisiveIn(locked.integrity);
  const comparable = held.length > 0 && (said === undefined || known.some((hash) => algorithmOf(hash) === algorithmOf(held[0] ?? '')));
  if (!comparable) return said === undefined || signs(said) ? NO_HASH : forged;
  if (said !== undefined && held.every((hash) => known.includes(hash))) return signs(said) ? undefined : forged;
  if (held.every(signs)) return undefined;
  return said !== undefined && signs(said)
    ? failure('integrity', `${host} signed another archive than the one whose hash the lockfile holds`)
    : forged;
};

/** A release without a signature: something is wrong where one before it has one, and nobody can say elsewhere. */
const unsigned = ({ published }: VersionMetadata, { versions }: PackageMetadata, ring: Ring): Omit<Verification, 'provenance'> => {
  const reason = keyless(ring);
  if (reason !== undefined) return { failures: [], unknown: [reason] };
  const before = [...versions].find(
    ([, other]) => other.signed === true && published !== undefined && other.published !== undefined && other.published < published,
  );
  if (before !== undefined)
    return {
      failures: [failure('unsigned', `${ring.host} signs releases, ${before[0]} before this one too, and has no signature of this one`)],
      unknown: [],
    };
  // Mirrors hand on npm's keys, and packages of their own that nobody signed.
  return { failures: [], unknown: [lacking('unsigned', `${ring.host} publishes keys, but has no signature of what it was asked about`)] };
};

/** Whether it takes dates to say what a missing signature means. */
export const needsDates = (version: string, { versions }: PackageMetadata, ring: Ring): boolean => {
  const release = versions.get(version);
  return (
    release?.dist?.signatures.length === 0 &&
    release.published === undefined &&
    keyless(ring) === undefined &&
    [...versions.values()].some(({ signed }) => signed === true)
  );
};

/** Verifies the registry's signature of a locked release. One that is right is enough, whatever stands beside it. */
export const verifySignature = (locked: Locked, metadata: PackageMetadata, ring: Ring): Omit<Verification, 'provenance'> => {
  const release = metadata.versions.get(locked.version);
  const dist = release?.dist;
  if (release === undefined || dist === undefined)
    return {
      failures: [],
      unknown: [{ kind: 'not-in-table', table: 'releases in the registry', value: `${locked.name} ${locked.version}` }],
    };
  if (dist.signatures.length === 0) return unsigned(release, metadata, ring);
  const results = dist.signatures.map((one) => judged(locked, { ...release, dist }, one, ring));
  if (results.includes(undefined)) return { failures: [], unknown: [] };
  const unknown = results.filter((one): one is UnknownReason => one !== undefined && 'kind' in one);
  const failures = results.filter((one): one is Failure => one !== undefined && 'defect' in one);
  // A key that nobody knows says nothing where another could not be asked for.
  return unknown.length > 0 && failures.every(({ defect }) => defect === 'unknown-key')
    ? { failures: [], unknown: unknown.slice(0, 1) }
    : { failures: failures.slice(0, 1), unknown: [] };
};
