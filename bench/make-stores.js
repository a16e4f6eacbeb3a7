// Writes the records of our database into lmdb and into files of JSON: `node bench/make-stores.js MODULE DATABASE FOLDER TOOLS`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SHARDS, shardOf } from './stores.js';

const [module, file, folder, tools] = process.argv.slice(2);
const { openDatabase } = await import(module);
const { open } = createRequire(join(tools, 'package.json'))('lmdb');
const base = openDatabase(file).everything();
const lmdb = open({ path: join(folder, 'lmdb'), encoding: 'json' });
lmdb.transactionSync(() => {
  for (const [name, records] of base.held()) lmdb.putSync(name, records);
});
await lmdb.close();
const shards = Array.from({ length: SHARDS }, () => ({}));
for (const [name, records] of base.held()) shards[shardOf(name)][name] = records;
mkdirSync(join(folder, 'shards'));
for (const [index, shard] of shards.entries()) writeFileSync(join(folder, 'shards', `${index}.json`), JSON.stringify(shard));
