import { fstatSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';

/** Bytes that need not be in memory all at once. */
export interface Bytes {
  readonly length: number;
  /** The bytes from a place on; fewer than asked for where they end before. */
  at(start: number, length: number): Buffer;
}

const inMemory = (buffer: Buffer): Bytes => ({ length: buffer.length, at: (start, length) => buffer.subarray(start, start + length) });

const WINDOW = 1 << 20;

/** The bytes of an open file, read a window at a time: files of an archive lie one after another. */
export const bytesIn = (descriptor: number): Bytes => {
  const { size } = fstatSync(descriptor);
  let window: Buffer = Buffer.alloc(0);
  let from = 0;
  const load = (start: number, length: number): Buffer => {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - start)));
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start));
  };
  return {
    length: size,
    at: (start, length) => {
      if (length > WINDOW) return load(start, length);
      if (start < from || start + length > from + window.length) {
        window = load(start, WINDOW);
        from = start;
      }
      return window.subarray(start - from, start - from + length);
    },
  };
};

/** A file of an archive: its name, and its content or what keeps it from being read. */
export interface ZipEntry {
  readonly name: string;
  read(): Buffer | { readonly unreadable: string };
}

/** What an archive may cost. Sizes in bytes, of what it unpacks to. */
export interface ZipLimits {
  readonly entries: number;
  readonly entry: number;
  readonly total: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const END64_SIZE = 56;
const LOCATOR_SIZE = 20;
const MAX_COMMENT = 0xffff;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;
const NEEDS_64 = 0xffffffff;

/** Whether a file is a zip archive, by its first bytes: an entry, or the end of an empty one. */
export const isZip = (start: Buffer): boolean => start.length >= 4 && [LOCAL, END].includes(start.readUInt32LE(0));

/**
 * The files of a zip archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT): stored or deflated, and with the end
 * record of zip64 where there are more than 65,535 of them, as in OSV's archives. Files or archives beyond 4 GiB, encryption and
 * archives in several parts are not read. Nothing is written anywhere: a name is but a name.
 */
export const readZip = (archive: Buffer | Bytes, limits: ZipLimits): readonly ZipEntry[] | { readonly unreadable: string } => {
  const bytes = Buffer.isBuffer(archive) ? inMemory(archive) : archive;
  const found = directoryOf(bytes);
  if (found === undefined) return { unreadable: 'it has no directory of its files, as if it were cut off' };
  if (found.count > limits.entries) return { unreadable: `it holds more than ${limits.entries} files` };
  const budget = { left: limits.total };
  const entries: ZipEntry[] = [];
  const directory = found.offset > bytes.length ? Buffer.alloc(0) : bytes.at(found.offset, bytes.length - found.offset);
  let at = 0;
  for (let index = 0; index < found.count; index += 1) {
    if (at + CENTRAL_SIZE > directory.length || directory.readUInt32LE(at) !== CENTRAL)
      return { unreadable: 'the directory of its files is broken' };
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = directory.toString('utf8', at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength);
    const header = directory.subarray(at, at + CENTRAL_SIZE);
    entries.push({ name, read: () => contentOf(bytes, header, limits, budget) });
    at += CENTRAL_SIZE + nameLength + extraLength + commentLength;
  }
  return entries;
};

const directoryOf = (archive: Bytes): { readonly count: number; readonly offset: number } | undefined => {
  const start = Math.max(0, archive.length - END_SIZE - MAX_COMMENT - LOCATOR_SIZE);
  const tail = archive.at(start, archive.length - start);
  for (let at = tail.length - END_SIZE; at >= Math.max(0, tail.length - END_SIZE - MAX_COMMENT); at -= 1) {
    if (tail.readUInt32LE(at) !== END) continue;
    const located = at >= LOCATOR_SIZE && tail.readUInt32LE(at - LOCATOR_SIZE) === LOCATOR64;
    const large = located ? archive.at(Number(tail.readBigUInt64LE(at - 12)), END64_SIZE) : undefined;
    if (large?.length === END64_SIZE && large.readUInt32LE(0) === END64)
      return { count: Number(large.readBigUInt64LE(32)), offset: Number(large.readBigUInt64LE(48)) };
    return { count: tail.readUInt16LE(at + 10), offset: tail.readUInt32LE(at + 16) };
  }
  return undefined;
};

const contentOf = (archive: Bytes, header: Buffer, limits: ZipLimits, budget: { left: number }): ReturnType<ZipEntry['read']> => {
  const [flags, method] = [header.readUInt16LE(8), header.readUInt16LE(10)];
  const [sum, packed, size, local] = [16, 20, 24, 42].map((field) => header.readUInt32LE(field)) as [number, number, number, number];
  if ((flags & 1) !== 0) return { unreadable: 'it is encrypted' };
  if (method !== STORED && method !== DEFLATED) return { unreadable: 'it is packed by a method other than deflate' };
  if ([packed, size, local].includes(NEEDS_64)) return { unreadable: 'it is larger than 4 GiB' };
  const room = Math.min(limits.entry, budget.left);
  if (size > room) return { unreadable: `it unpacks to more than ${room === limits.entry ? limits.entry : limits.total} bytes` };
  const before = archive.at(local, LOCAL_SIZE);
  if (before.length < LOCAL_SIZE || before.readUInt32LE(0) !== LOCAL) return { unreadable: 'the archive is broken there' };
  const data = archive.at(local + LOCAL_SIZE + before.readUInt16LE(26) + before.readUInt16LE(28), packed);
  if (data.length < packed) return { unreadable: 'the archive is cut off there' };
  let content: Buffer;
  try {
    // What a header says of a size is the packer's word: no more than that is ever unpacked. One chunk of that size spares 16 KiB a file.
    content = method === STORED ? data : inflateRawSync(data, { maxOutputLength: Math.max(size, 1), chunkSize: Math.max(size + 1, 64) });
  } catch {
    budget.left -= size;
    return { unreadable: 'it cannot be unpacked, or is larger than the archive says' };
  }
  budget.left -= content.length;
  if (content.length !== size || crc32(content) !== sum) return { unreadable: 'its checksum is wrong' };
  return content;
};
