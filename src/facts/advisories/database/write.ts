import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import type { Content } from './content.ts';
import { bitsFor, bucketOf, type Header, headOf, type Source } from './format.ts';

/** What is known of the records besides themselves. */
export interface About {
  readonly ecosystem: string;
  readonly asOf: string | null;
  /** ISO instant. */
  readonly updated: string;
  readonly sources: readonly Source[];
}

/** A database's file in parts, and its header. */
export const encode = (content: Content, about: About): { readonly header: Header; readonly parts: readonly Buffer[] } => {
  const bits = bitsFor(content.most);
  const texts: string[] = new Array(2 ** bits).fill('');
  const ids = new Set<string>();
  let packages = 0;
  for (const { name, records, unreadable } of content.packages()) {
    const bucket = bucketOf(name, bits);
    const held = `[${JSON.stringify(name)},[${records.map(([, json]) => json).join(',')}],${JSON.stringify(unreadable)}]`;
    texts[bucket] = texts[bucket] === '' ? held : `${texts[bucket]},${held}`;
    packages += 1;
    for (const [id] of records) ids.add(id);
  }
  const table = Buffer.alloc(4 * (texts.length + 1));
  const data: Buffer[] = [];
  let end = 0;
  for (const [bucket, text] of texts.entries()) {
    table.writeUInt32LE(end, 4 * bucket);
    if (text === '') continue;
    const bytes = Buffer.alloc(4 + Buffer.byteLength(text) + 2);
    bytes.write(`[${text}]`, 4);
    bytes.writeUInt32LE(crc32(bytes.subarray(4)));
    data.push(bytes);
    end += bytes.length;
  }
  table.writeUInt32LE(end, 4 * texts.length);
  const list = deflateRawSync(JSON.stringify([...content.ids]), { level: 3 });
  const header: Header = {
    ...about,
    newest: content.newest,
    records: ids.size,
    packages,
    unreadable: content.unreadable,
    bits,
    table: table.length,
    data: end,
    ids: list.length,
    tableSum: crc32(table),
    idsSum: crc32(list),
  };
  return { header, parts: [headOf(header), table, ...data, list] };
};

/** What a killed process leaves beside a file is removed after this long, in milliseconds. */
const LEFT_OVER = 24 * 60 * 60_000;
const CHUNK = 1 << 20;

/**
 * Puts a file in its place whole: whoever has the old one open goes on reading it, and of two that write at once one comes last. Rejects
 * with the system's error; the old one is then untouched.
 */
export const publish = async (file: string, parts: readonly Buffer[]): Promise<void> => {
  const folder = dirname(file);
  const beside = join(folder, `.${basename(file)}.${randomUUID()}.tmp`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweep(folder);
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      for (let at = 0; at < parts.length; ) {
        const chunk: Buffer[] = [];
        for (let size = 0; at < parts.length && size < CHUNK; at += 1) {
          const part = parts[at] as Buffer;
          chunk.push(part);
          size += part.length;
        }
        await handle.writeFile(Buffer.concat(chunk));
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};

const sweep = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    if (!/^\..*\.tmp$/.test(name)) continue;
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > LEFT_OVER) await rm(file, { force: true });
  }
};
