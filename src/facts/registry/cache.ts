import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageMetadata } from '../facts.ts';
import { keep } from '../keep.ts';
import { parsePackument } from './packument.ts';

/** An answer that was kept. */
export interface Kept {
  readonly metadata: PackageMetadata;
  /** When the registry said so last, in milliseconds. */
  readonly at: number;
  readonly etag?: string;
}

/** Where answers are kept from run to run, by their address. */
export interface Cache {
  read(url: URL, name: string): Promise<Kept | undefined>;
  /** Never fails: a run without a cache is slower, and that is all. */
  write(url: URL, kept: Kept): Promise<void>;
}

/** Keeps nothing. */
export const noCache: Cache = { read: async () => undefined, write: async () => {} };

const VERSION = 2;

/** What says in an answer that there is provenance, or that there is none. */
const PROVENANCE = {
  true: { dist: { attestations: { provenance: {} } } },
  false: { dist: { signatures: [{}] }, _npmUser: {} },
};

/** Kept in the shape of a registry's answer, reduced to what is read of it, so that one parser judges both. */
const packed = ({ name, latest, modified, versions }: PackageMetadata) => ({
  name,
  'dist-tags': { latest },
  versions: Object.fromEntries(
    [...versions].map(([version, { deprecated, provenance }]) => [
      version,
      { deprecated: deprecated === '' ? true : deprecated, ...(provenance === undefined ? {} : PROVENANCE[`${provenance}`]) },
    ]),
  ),
  time: {
    modified,
    ...Object.fromEntries([...versions].flatMap(([version, { published }]) => (published === undefined ? [] : [[version, published]]))),
  },
});

/**
 * A cache below a folder. Its files are readable by their owner alone, as some hold what took a token to read. What cannot be read, or is
 * about something else, is not there.
 */
export const cacheIn = (folder: string): Cache => {
  const fileOf = ({ href }: URL): string => {
    const key = createHash('sha256').update(href).digest('hex');
    return join(folder, 'registry', `v${VERSION}`, key.slice(0, 2), `${key}.json`);
  };
  return {
    read: async (url, name) => {
      try {
        const kept: unknown = JSON.parse(await readFile(fileOf(url), 'utf8'));
        if (typeof kept !== 'object' || kept === null) return undefined;
        const { address, at, etag, answer } = kept as Readonly<Record<string, unknown>>;
        const metadata = parsePackument(JSON.stringify(answer), name);
        if (address !== url.href || typeof at !== 'number' || 'malformed' in metadata) return undefined;
        return { metadata, at, ...(typeof etag === 'string' ? { etag } : {}) };
      } catch {
        return undefined;
      }
    },
    write: (url, { metadata, at, etag }) => keep(fileOf(url), JSON.stringify({ address: url.href, at, etag, answer: packed(metadata) })),
  };
};
