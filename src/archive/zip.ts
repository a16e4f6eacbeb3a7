import { crc32, inflateRawSync } from 'node:zlib';

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
export const readZip = (archive: Buffer, limits: ZipLimits): readonly ZipEntry[] | { readonly unreadable: string } => {
  const directory = directoryOf(archive);
  if (directory === undefined) return { unreadable: 'it has no directory of its files, as if it were cut off' };
  if (directory.count > limits.entries) return { unreadable: `it holds more than ${limits.entries} files` };
  const budget = { left: limits.total };
  const entries: ZipEntry[] = [];
  let at = directory.offset;
  for (let index = 0; index < directory.count; index += 1) {
    if (at + CENTRAL_SIZE > archive.length || archive.readUInt32LE(at) !== CENTRAL)
      return { unreadable: 'the directory of its files is broken' };
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = archive.toString('utf8', at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength);
    const header = at;
    entries.push({ name, read: () => contentOf(archive, header, limits, budget) });
    at += CENTRAL_SIZE + nameLength + extraLength + commentLength;
  }
  return entries;
};

const directoryOf = (archive: Buffer): { readonly count: number; readonly offset: number } | undefined => {
  for (let at = archive.length - END_SIZE; at >= Math.max(0, archive.length - END_SIZE - MAX_COMMENT); at -= 1) {
    if (archive.readUInt32LE(at) !== END) continue;
    const large = at >= 20 && archive.readUInt32LE(at - 20) === LOCATOR64 ? Number(archive.readBigUInt64LE(at - 12)) : undefined;
    if (large !== undefined && large + 56 <= at && archive.readUInt32LE(large) === END64)
      return { count: Number(archive.readBigUInt64LE(large + 32)), offset: Number(archive.readBigUInt64LE(large + 48)) };
    return { count: archive.readUInt16LE(at + 10), offset: archive.readUInt32LE(at + 16) };
  }
  return undefined;
};

const contentOf = (archive: Buffer, header: number, limits: ZipLimits, budget: { left: number }): ReturnType<ZipEntry['read']> => {
  const [flags, method] = [archive.readUInt16LE(header + 8), archive.readUInt16LE(header + 10)];
  const [sum, packed, size, local] = [16, 20, 24, 42].map((field) => archive.readUInt32LE(header + field)) as [
    number,
    number,
    number,
    number,
  ];
  if ((flags & 1) !== 0) return { unreadable: 'it is encrypted' };
  if (method !== STORED && method !== DEFLATED) return { unreadable: 'it is packed by a method other than deflate' };
  if ([packed, size, local].includes(NEEDS_64)) return { unreadable: 'it is larger than 4 GiB' };
  const room = Math.min(limits.entry, budget.left);
  if (size > room) return { unreadable: `it unpacks to more than ${room === limits.entry ? limits.entry : limits.total} bytes` };
  if (local + LOCAL_SIZE > archive.length || archive.readUInt32LE(local) !== LOCAL) return { unreadable: 'the archive is broken there' };
  const start = local + LOCAL_SIZE + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const data = archive.subarray(start, start + packed);
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
