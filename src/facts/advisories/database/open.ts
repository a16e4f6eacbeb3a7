import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import type { Base } from './content.ts';
import { bucketOf, type Header, type Held, MAGIC, PREFIX } from './format.ts';

/** A database that is open. It is read a bucket at a time. */
export interface Database {
  readonly header: Header;
  /** What is about packages, by their names as the database has them; `damaged` for those that cannot be read. */
  lookup(names: readonly string[]): ReadonlyMap<string, Held | 'damaged'>;
  /** Everything, or `damaged`. */
  everything(): Base | 'damaged';
  close(): void;
}

const MAX_HEADER = 1 << 20;
const MAX_IDS = 1 << 30;

/** Opens a database, which is all that happens to most of it. Says why where it cannot be one; `undefined` where there is no such file. */
export const openDatabase = (file: string): Database | { readonly unreadable: string } | undefined => {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return code === 'ENOENT' ? undefined : { unreadable: `it cannot be opened (${code})` };
  }
  try {
    const opened = read(descriptor);
    if ('unreadable' in opened) closeSync(descriptor);
    return opened;
  } catch (error) {
    closeSync(descriptor);
    return { unreadable: `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})` };
  }
};

const CUT_OFF = { unreadable: 'it is cut off or too long' };
const DAMAGED = { unreadable: 'it is damaged' };

const bytesAt = (descriptor: number, position: number, length: number): Buffer | undefined => {
  const bytes = Buffer.allocUnsafe(length);
  return readSync(descriptor, bytes, 0, length, position) === length ? bytes : undefined;
};

const headerIn = (descriptor: number): { readonly header: Header; readonly end: number } | { readonly unreadable: string } => {
  const prefix = bytesAt(descriptor, 0, PREFIX);
  if (prefix === undefined || !prefix.subarray(0, MAGIC.length).equals(MAGIC)) return { unreadable: 'it is no database of this version' };
  const length = prefix.readUInt32LE(8);
  const text = length > MAX_HEADER ? undefined : bytesAt(descriptor, PREFIX, length);
  if (text === undefined || crc32(text) !== prefix.readUInt32LE(12)) return DAMAGED;
  return { header: JSON.parse(text.toString('utf8')) as Header, end: PREFIX + length };
};

/** A read costs as much as copying this many bytes. */
const NEAR = 4096;
const LONGEST = 1 << 18;

/** A name that is asked for, and where its bucket is in the data. */
interface Asked {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Where a run of buckets ends that lie near each other, and so are read together. */
const runFrom = (sorted: readonly Asked[], first: number): number => {
  const from = sorted[first]?.start ?? 0;
  let to = sorted[first]?.end ?? 0;
  let next = first + 1;
  for (let each = sorted[next]; each !== undefined; each = sorted[next]) {
    if (each.start - to > NEAR || each.end - from > LONGEST) break;
    to = each.end;
    next += 1;
  }
  return next;
};

const isWhole = (bucket: Buffer): boolean => crc32(bucket.subarray(4)) === bucket.readUInt32LE(0);

/** What a bucket holds of a name. Most of those that are asked hold others only, and need no parsing. */
const heldIn = (bytes: Buffer, start: number, end: number, name: string): Held | 'damaged' | undefined => {
  const bucket = bytes.subarray(start, end);
  if (!isWhole(bucket)) return 'damaged';
  if (!bucket.includes(JSON.stringify(name))) return undefined;
  return (JSON.parse(bucket.toString('utf8', 4)) as readonly Held[]).find(([each]) => each === name);
};

const read = (descriptor: number): Database | { readonly unreadable: string } => {
  const found = headerIn(descriptor);
  if ('unreadable' in found) return found;
  const { header, end: tableAt } = found;
  const dataAt = tableAt + header.table;
  const idsAt = dataAt + header.data;
  if (fstatSync(descriptor).size !== idsAt + header.ids) return CUT_OFF;
  const table = bytesAt(descriptor, tableAt, header.table);
  if (table === undefined || crc32(table) !== header.tableSum) return DAMAGED;

  const startOf = (bucket: number): number => table.readUInt32LE(4 * bucket);

  return {
    header,
    lookup: (names) => {
      const answers = new Map<string, Held | 'damaged'>();
      const asked = names.map((name): Asked => {
        const bucket = bucketOf(name, header.bits);
        return { name, start: startOf(bucket), end: startOf(bucket + 1) };
      });
      const sorted = asked.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
      let scratch = Buffer.allocUnsafe(LONGEST);
      for (let first = 0; first < sorted.length; ) {
        const next = runFrom(sorted, first);
        const from = sorted[first]?.start ?? 0;
        const length = (sorted[next - 1]?.end ?? from) - from;
        if (length > scratch.length) scratch = Buffer.allocUnsafe(length);
        const whole = readSync(descriptor, scratch, 0, length, dataAt + from) === length;
        for (; first < next; first += 1) {
          const { name, start, end } = sorted[first] as Asked;
          const held = whole ? heldIn(scratch, start - from, end - from, name) : 'damaged';
          if (held !== undefined) answers.set(name, held);
        }
      }
      return answers;
    },
    everything: () => {
      const data = bytesAt(descriptor, dataAt, header.data);
      const packed = bytesAt(descriptor, idsAt, header.ids);
      if (data === undefined || packed === undefined || crc32(packed) !== header.idsSum) return 'damaged';
      const buckets = Array.from({ length: 2 ** header.bits }, (_, bucket) => data.subarray(startOf(bucket), startOf(bucket + 1)));
      if (!buckets.every((bucket) => bucket.length === 0 || isWhole(bucket))) return 'damaged';
      const ids = JSON.parse(inflateRawSync(packed, { maxOutputLength: MAX_IDS }).toString('utf8')) as readonly [string, string][];
      return {
        packages: header.packages,
        ids: new Map(ids),
        *held() {
          for (const bucket of buckets) if (bucket.length > 0) yield* JSON.parse(bucket.toString('utf8', 4)) as readonly Held[];
        },
      };
    },
    close: () => closeSync(descriptor),
  };
};
