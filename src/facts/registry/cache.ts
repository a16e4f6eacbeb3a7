import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageMetadata, VersionMetadata } from '../facts.ts';
import { keep } from '../keep.ts';
import { PIPELINE, parsePackument } from './packument.ts';

/** What was kept of an answer. */
export interface Kept {
  /** When the registry said so last, in milliseconds. */
  readonly at: number;
  readonly etag?: string;
  /** What is read of it, in the shape of a registry's answer. */
  readonly answer: unknown;
}

/** Where answers are kept from run to run, by their address. */
export interface Cache {
  read(url: URL): Promise<Kept | undefined>;
  /** Never fails: a run without a cache is slower, and that is all. */
  write(url: URL, kept: Kept): Promise<void>;
}

/** Keeps nothing. */
export const noCache: Cache = { read: async () => undefined, write: async () => {} };

const VERSION = 4;

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
    read: async (url) => {
      try {
        const kept: unknown = JSON.parse(await readFile(fileOf(url), 'utf8'));
        if (typeof kept !== 'object' || kept === null) return undefined;
        const { address, at, etag, answer } = kept as Readonly<Record<string, unknown>>;
        if (address !== url.href || typeof at !== 'number') return undefined;
        return { at, answer, ...(typeof etag === 'string' ? { etag } : {}) };
      } catch {
        return undefined;
      }
    },
    write: (url, { answer, at, etag }) => keep(fileOf(url), JSON.stringify({ address: url.href, at, etag, answer })),
  };
};

/** How long an answer is as good as new, in milliseconds. */
const FRESH = 5 * 60_000;

/** Whether an answer need not be asked for again. A clock that was set back is no reason to believe for ever. */
export const isFresh = ({ at }: Kept, now: number): boolean => now - at >= 0 && now - at < FRESH;

/** The tag by which a registry knows an answer again, if it is worth keeping. */
export const etagOf = (etag: string | undefined): { readonly etag?: string } => (etag === undefined || etag.length > 500 ? {} : { etag });

/** What a registry knows of a package, as it was kept: with the versions of which it was kept what was signed. */
export interface KeptMetadata extends Kept {
  readonly metadata: PackageMetadata;
  readonly detailed: ReadonlySet<string>;
}

const packedVersion = ({ deprecated, provenance, publisher, installScript, signed, dist }: VersionMetadata) => {
  const claims = dist === undefined ? provenance === true : dist.claimsProvenance;
  const attestations = claims ? { provenance: {} } : dist?.attested === true ? {} : undefined;
  const signatures = dist?.signatures ?? (signed === true ? [{}] : undefined);
  // A pipeline that only its address tells of has left no provenance: what names it for good would say that there is some.
  const byAddress = publisher?.trusted !== undefined && provenance !== true;
  const trusted = publisher?.trusted === undefined ? {} : { id: publisher.trusted };
  const trustedPublisher = provenance === true && (publisher?.trusted !== undefined || !claims) ? trusted : undefined;
  return {
    deprecated: deprecated === '' ? true : deprecated,
    // A publisher who is no pipeline, beside a signature, says that there is no provenance.
    _npmUser:
      publisher === undefined && trustedPublisher === undefined && provenance !== false
        ? undefined
        : { name: publisher?.name, trustedPublisher, ...(byAddress ? { email: PIPELINE } : {}) },
    scripts: installScript === undefined ? undefined : installScript ? { install: '' } : {},
    dist: attestations === undefined && signatures === undefined ? undefined : { integrity: dist?.integrity, signatures, attestations },
  };
};

/** Kept in the shape of a registry's answer, reduced to what is read of it, so that one parser judges both. */
const packed = ({ name, latest, modified, versions }: PackageMetadata) => ({
  name,
  'dist-tags': { latest },
  versions: Object.fromEntries([...versions].map(([version, about]) => [version, packedVersion(about)])),
  time: {
    modified,
    ...Object.fromEntries([...versions].flatMap(([version, { published }]) => (published === undefined ? [] : [[version, published]]))),
  },
});

/** What a package's answer is kept as. */
export const keptOf = (metadata: PackageMetadata, at: number, etag: string | undefined): Kept => ({
  at,
  ...etagOf(etag),
  answer: {
    detailed: [...metadata.versions].flatMap(([version, { dist }]) => (dist === undefined ? [] : [version])),
    packument: packed(metadata),
  },
});

/** Reads it back. */
export const metadataIn = (kept: Kept, name: string): KeptMetadata | undefined => {
  if (typeof kept.answer !== 'object' || kept.answer === null) return undefined;
  const { detailed, packument } = kept.answer as Readonly<Record<string, unknown>>;
  if (!Array.isArray(detailed)) return undefined;
  const versions = new Set(detailed.filter((version) => typeof version === 'string'));
  const metadata = parsePackument(JSON.stringify(packument) ?? '', name, versions);
  return 'malformed' in metadata ? undefined : { ...kept, metadata, detailed: versions };
};
