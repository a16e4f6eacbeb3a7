// Dumps laid out as OSV's on loopback: `node bench/dumps.js ZIP CHANGED`. It prints its address; after its list was asked for once, so
// many records have changed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { RECORDS, recordOf } from './osv.js';

const [zip, changed] = [readFileSync(process.argv[2]), Number(process.argv[3])];
const later = (record) => ({ ...record, modified: '2026-11-22T00:00:00Z' });
const byId = new Map(Array.from({ length: RECORDS }, (_, i) => recordOf(i)).map((record) => [record.id, record]));
const hot = new Set([...byId.keys()].filter((_, i) => i % Math.floor(RECORDS / changed) === 0).slice(0, changed));

let lists = 0;
const list = () => {
  lists += 1;
  return [...byId.values()]
    .map((record) => `${(lists > 1 && hot.has(record.id) ? later(record) : record).modified},${record.id}\n`)
    .join('');
};

const server = createServer((request, response) => {
  const name = decodeURIComponent(request.url).split('/').at(-1);
  const found = byId.get(name.replace(/\.json$/, ''));
  const body = name === 'all.zip' ? zip : name === 'modified_id.csv' ? list() : found === undefined ? '' : JSON.stringify(later(found));
  const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
  response.writeHead(body === '' ? 404 : 200, { etag, 'content-length': Buffer.byteLength(body) }).end(body);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
