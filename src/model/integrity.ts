/** A hash as Subresource Integrity writes it (`sha256-<base64>`), of one in hexadecimal digits; `undefined` where it is none. */
export const sriOf = (algorithm: string, hex: string | undefined): string | undefined =>
  hex !== undefined && /^(?:[0-9a-f]{2})+$/i.test(hex) ? `${algorithm}-${Buffer.from(hex, 'hex').toString('base64')}` : undefined;

const SRI = /^(sha-?\d+|md5|blake2[a-z0-9]*)-([A-Za-z0-9+/_-]+)=*(?:\?.*)?$/i;
/** Yarn's hash of its own cached archive, which depends on how it packs: that stands before it (https://yarnpkg.com/configuration/yarnrc#compressionLevel). */
const YARN = /^(\d+c[a-z0-9]+)\/([0-9a-f]{40,})$/i;
/** Go's of all files of a module: https://go.dev/ref/mod#go-sum-files */
const GO = /^(h1):([A-Za-z0-9+/]+)=*$/;
/** NuGet's, which is SHA-512 without saying so. */
const BARE = /^()([A-Za-z0-9+/]{86})==$/;

/** The hashes of a lockfile's entry by what they were made with. Several of one kind are of files any of which may be the one. */
const hashesOf = (integrity: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const found = new Map<string, Set<string>>();
  for (const token of integrity.trim().split(/\s+/)) {
    const [, kind, digest] = SRI.exec(token) ?? YARN.exec(token) ?? GO.exec(token) ?? BARE.exec(token) ?? [];
    if (kind === undefined || digest === undefined) continue;
    const name = kind === '' ? 'sha512' : kind.toLowerCase().replace(/^sha-/, 'sha');
    found.set(name, (found.get(name) ?? new Set()).add(digest));
  }
  return found;
};

/** Whether two entries cannot be of one file: they are hashed alike and no hash of the one is the other's. Hashes of different kinds tell nothing. */
export const contradicts = (one: string, other: string): boolean => {
  if (one === other) return false;
  const [ours, theirs] = [hashesOf(one), hashesOf(other)];
  return [...ours].some(([kind, digests]) => {
    const same = theirs.get(kind);
    return same !== undefined && digests.size > 0 && [...digests].every((digest) => !same.has(digest));
  });
};
