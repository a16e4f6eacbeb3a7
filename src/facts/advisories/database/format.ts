import { crc32 } from 'node:zlib';

/**
 * The file of an ecosystem's advisories, written once and never changed:
 *
 *     magic        8 bytes
 *     length, sum  of the header, a number of 32 bits each
 *     header       JSON
 *     table        where each bucket begins in the data, and where the last one ends, numbers of 32 bits
 *     data         buckets, each a sum and JSON, those without packages empty
 *     ids          every record's id and date, deflated, for updates
 *
 * A package's bucket follows from its name's hash, so that a look-up is one read. Numbers are little-endian, sums are CRC-32.
 */
export const MAGIC = Buffer.from('PARAPAD1', 'latin1');

/** Of the magic and of the header's length and sum, in bytes. */
export const PREFIX = 16;

/** Where the records came from, and what it takes to ask there for what is new. */
export interface Source {
  /** An address without its credentials, or a path as the user wrote it. */
  readonly from: string;
  /** The entity tag of the archive that was downloaded last. */
  readonly etag?: string;
  /** The same of the list of ids. */
  readonly listEtag?: string;
}

/** What a database says of itself. */
export interface Header {
  readonly ecosystem: string;
  /** ISO instant: all that was published until then is in it. */
  readonly asOf: string | null;
  /** ISO instant of the newest record. */
  readonly newest: string | null;
  /** ISO instant at which it was written. */
  readonly updated: string;
  readonly sources: readonly Source[];
  /** Records about packages of the ecosystem that were not withdrawn. */
  readonly records: number;
  readonly packages: number;
  /** How many records could not be read. */
  readonly unreadable: number;
  /** How many bits of a hash number a bucket. */
  readonly bits: number;
  /** Lengths in bytes. */
  readonly table: number;
  readonly data: number;
  readonly ids: number;
  readonly tableSum: number;
  readonly idsSum: number;
}

/** What a bucket holds of a package: its name, its records, and the ids of records that could not be read. */
export type Held = readonly [name: string, records: readonly unknown[], unreadable: readonly string[]];

/** The bucket of a name: the first bits of its hash (FNV-1a, mixed once more so that names of one length spread). */
export const bucketOf = (name: string, bits: number): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) >>> (32 - bits);
};

/** Enough bits for some two packages a bucket. */
export const bitsFor = (packages: number): number => Math.min(20, Math.max(4, Math.ceil(Math.log2(Math.max(1, packages / 2)))));

/** What stands before the table. */
export const headOf = (header: Header): Buffer => {
  const text = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(PREFIX);
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(text.length, 8);
  prefix.writeUInt32LE(crc32(text), 12);
  return Buffer.concat([prefix, text]);
};
