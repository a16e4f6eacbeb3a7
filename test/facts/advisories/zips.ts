import { crc32, deflateRawSync } from 'node:zlib';

/** A file to pack, with what is to be said of it in place of the truth. */
export interface Packed {
  readonly name: string;
  readonly content: Buffer | string;
  readonly stored?: boolean;
  readonly size?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly sum?: number;
}

const u16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** Packs files as zip programs do; with `large` the number of files stands in a zip64 record only. */
export const zipOf = (files: readonly Packed[], { large = false, comment = '' } = {}): Buffer => {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stored = false, size, flags = 0, method, sum } of files) {
    const plain = Buffer.from(content);
    const data = stored ? plain : deflateRawSync(plain);
    const title = Buffer.from(name);
    const common = [
      u16(20),
      u16(flags),
      u16(method ?? (stored ? 0 : 8)),
      u32(0),
      u32(sum ?? crc32(plain)),
      u32(data.length),
      u32(size ?? plain.length),
      u16(title.length),
      u16(0),
    ];
    const local = Buffer.concat([u32(0x04034b50), ...common, title, data]);
    directory.push(Buffer.concat([u32(0x02014b50), u16(20), ...common, u16(0), u16(0), u16(0), u32(0), u32(offset), title]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end64 = Buffer.concat([
    u32(0x06064b50),
    u64(44),
    u16(45),
    u16(45),
    u32(0),
    u32(0),
    u64(files.length),
    u64(files.length),
    u64(central.length),
    u64(offset),
  ]);
  const locator = Buffer.concat([u32(0x07064b50), u32(0), u64(offset + central.length), u32(1)]);
  const count = large ? 0xffff : files.length;
  const end = Buffer.concat([
    u32(0x06054b50),
    u16(0),
    u16(0),
    u16(count),
    u16(count),
    u32(central.length),
    u32(large ? 0xffffffff : offset),
    u16(Buffer.byteLength(comment)),
    Buffer.from(comment),
  ]);
  return Buffer.concat([...parts, central, ...(large ? [end64, locator] : []), end]);
};
