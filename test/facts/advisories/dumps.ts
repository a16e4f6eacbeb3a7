import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Said, startFaulty } from './faulty.ts';
import { zipOf } from './zips.ts';

type OsvRecord = { readonly id: string; readonly modified: string };

/** What a server of dumps holds of an ecosystem. */
export interface Dump {
  records: readonly OsvRecord[];
  /** Records that the archive has not got yet. */
  late?: readonly OsvRecord[];
  /** A mirror may have no list, or no archive of its own making. */
  readonly list?: false;
}

const tagOf = (content: Buffer | string): string => `"${createHash('sha1').update(content).digest('hex')}"`;

/** Answers as a store of files does: with a mark of the content, and with a part of it where one is asked for. */
const file = (content: Buffer | string, { headers }: IncomingMessage): Said => {
  const bytes = Buffer.from(content);
  const etag = tagOf(bytes);
  const common = { etag, 'x-goog-hash': `crc32c=AAAAAA==,md5=${createHash('md5').update(bytes).digest('base64')}` };
  if (headers['if-none-match'] === etag) return { status: 304, headers: common, body: '' };
  const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
  if (from === 0 || headers['if-range'] !== etag) return { headers: { ...common, 'content-length': String(bytes.length) }, body: bytes };
  if (from >= bytes.length) return { status: 416, headers: common, body: '' };
  const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`, 'content-length': String(bytes.length - from) };
  return { status: 206, headers: { ...common, ...range }, body: bytes.subarray(from) };
};

/** Dumps laid out as OSV's, on loopback. */
export const startDumps = async (dumps: Readonly<Record<string, Dump>>) =>
  startFaulty((path, _, request) => {
    const [, ecosystem = '', name = ''] = path.split('/');
    const dump = dumps[ecosystem];
    const all = [...(dump?.records ?? []), ...(dump?.late ?? [])];
    if (dump === undefined) return { status: 404, body: '' };
    if (name === 'all.zip')
      return file(zipOf(dump.records.map((record) => ({ name: `${record.id}.json`, content: JSON.stringify(record) }))), request);
    if (name === 'modified_id.csv') {
      if (dump.list === false) return { status: 404, body: '' };
      const newestFirst = all.toSorted((a, b) => (a.modified < b.modified ? 1 : -1));
      return file(newestFirst.map(({ id, modified }) => `${modified},${id}\n`).join(''), request);
    }
    const found = all.find(({ id }) => `${id}.json` === name);
    return found === undefined ? { status: 404, body: '' } : file(JSON.stringify(found), request);
  });
