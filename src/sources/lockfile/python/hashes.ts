import { isMembers, memberIn, textIn } from '../members.ts';

/** `sha256:<hex>`, as Python's tools write hashes, as subresource integrity (`sha256-<base64>`); `undefined` where it is none. */
const asIntegrity = (hash: string): string | undefined => {
  const [, algorithm, hex] = /^([a-z][a-z0-9_]{0,15})[:=]((?:[0-9a-f]{2}){8,64})$/i.exec(hash.trim()) ?? [];
  return algorithm === undefined || hex === undefined
    ? undefined
    : `${algorithm.toLowerCase()}-${Buffer.from(hex, 'hex').toString('base64')}`;
};

/** The hashes of a version's files, any one of which is installed: one list, as subresource integrity has it for the same case. */
export const integrityOf = (hashes: Iterable<unknown>): string | undefined => {
  const all = new Set<string>();
  for (const hash of hashes) {
    const integrity = typeof hash === 'string' ? asIntegrity(hash) : undefined;
    if (integrity !== undefined) all.add(integrity);
  }
  return all.size === 0 ? undefined : [...all].join(' ');
};

/** The members of a list that are objects. */
export const objectsIn = (value: unknown) => (Array.isArray(value) ? value.filter(isMembers) : []);

/** What files of a version (`[{ file, hash }]`) say of themselves. */
export const ofFiles = (files: unknown): { readonly integrity: string | undefined; readonly urls: readonly string[] } => {
  const objects = objectsIn(files);
  return {
    integrity: integrityOf(objects.map((file) => memberIn(file, 'hash'))),
    urls: objects.flatMap((file) => textIn(file, 'url') ?? []),
  };
};

/** Of the addresses of a version's files the one to show: an unencrypted one, as it may be the one that is used, else the first. */
export const shownOf = (urls: readonly string[]): string | undefined => urls.find((url) => /^http:/i.test(url)) ?? urls[0];
