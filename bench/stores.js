import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTurn } from './measure.js';

export const SHARDS = 512;

/** The file of a package among files of JSON. */
export const shardOf = (name) => {
  let hash = 0;
  for (let i = 0; i < name.length; i += 1) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) >>> 0;
  return hash % SHARDS;
};

const local = (name) => fileURLToPath(new URL(name, import.meta.url));

/** A program that looks packages up by `look`, a piece of code with `names` at hand. */
const program = (count, look) => [
  process.execPath,
  ['--input-type=module', '-e', `const names = Array.from({ length: ${count} }, (_, i) => 'package-' + i);\n${look}`],
];

/** Looks the same packages up in our database, in lmdb and in files of JSON by hash, each made of the same records. */
export const stores = (module, file, folder, tools, show) => {
  if (!existsSync(join(tools, 'node_modules/lmdb'))) {
    console.log('installing lmdb into bench/.tools ...');
    mkdirSync(tools, { recursive: true });
    const args = ['install', '--prefix', tools, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', 'lmdb@3'];
    if (spawnSync('npm', args, { stdio: 'ignore' }).status !== 0) return console.log('lmdb is not installable here: skipped');
  }
  const made = spawnSync(process.execPath, [local('make-stores.js'), module, file, folder, tools], { stdio: 'inherit' });
  if (made.status !== 0) throw new Error('the stores cannot be made');
  const text = JSON.stringify;
  const ours = `const { openDatabase } = await import(${text(module)}); openDatabase(${text(file)}).lookup(names);`;
  const lmdb = `const { createRequire } = await import('node:module');
    const db = createRequire(${text(join(tools, 'package.json'))})('lmdb').open({ path: ${text(join(folder, 'lmdb'))}, encoding: 'json', readOnly: true });
    for (const name of names) db.get(name);`;
  const files = `const { readFileSync } = await import('node:fs');
    const { shardOf } = await import(${text(local('stores.js'))});
    const shards = new Map();
    for (const name of names) {
      const shard = shardOf(name);
      if (!shards.has(shard)) shards.set(shard, JSON.parse(readFileSync(${text(join(folder, 'shards'))} + '/' + shard + '.json', 'utf8')));
      shards.get(shard)[name];
    }`;
  for (const count of [1_000, 10_000]) {
    const results = inTurn(
      [ours, lmdb, files].map((look) => program(count, look)),
      9,
    );
    for (const [index, name] of ['our file', 'lmdb', `${SHARDS} files of JSON`].entries())
      show(`${count} packages in ${name}`, results[index]);
  }
};
