// The advisory database at its real size: `node bench/advisories.js`. With `--rivals` against osv-scanner as well, which takes minutes;
// with `--stores` against other ways to keep the records.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { inTurn, runOnce } from './measure.js';
import { hitsOf } from './osv.js';
import { stores } from './stores.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const parapet = join(root, 'bin/parapet.js');
const tools = join(root, 'bench/.tools');
const CHANGED = 300;

const show = (name, { wall, cpu, peak }, limit = '', holds = true) => {
  const parts = [
    `${wall.toFixed(0)} ms wall`,
    ...(cpu === undefined ? [] : [`${cpu.toFixed(0)} ms CPU`]),
    ...(peak === undefined ? [] : [`${peak.toFixed(0)} MiB`]),
  ];
  console.log(`${name.padEnd(52)} ${parts.join(', ').padEnd(40)} ${limit}${limit === '' ? '' : holds ? '  ok' : '  OVER'}`);
  if (!holds) process.exitCode = 1;
};

/** The module that opens a database, as one file of JavaScript. */
const bundled = async (folder) => {
  const bundle = await rolldown({ input: join(root, 'src/facts/advisories/database/open.ts'), platform: 'node' });
  await bundle.write({ file: join(folder, 'open.mjs'), format: 'esm' });
  await bundle.close();
  return join(folder, 'open.mjs');
};

/** Reads what is about the packages of a lockfile, and does nothing else. */
const readAlone = (module, file, lockfile) => [
  process.execPath,
  [
    '--input-type=module',
    '-e',
    `import { readFileSync } from 'node:fs';
     import { openDatabase } from ${JSON.stringify(module)};
     const { packages } = JSON.parse(readFileSync(${JSON.stringify(lockfile)}, 'utf8'));
     openDatabase(${JSON.stringify(file)}).lookup(Object.keys(packages).slice(1).map((key) => key.slice(13)));`,
  ],
];

/** Findings of a scan, which have to be as many as the generator made. */
const countOf = ([command, args], env) => {
  const { stdout } = spawnSync(command, args, { env, maxBuffer: 1 << 28 });
  return JSON.parse(String(stdout)).findings.length;
};

/** A server of the dumps in a process of its own: a measured one blocks this. */
const serve = async (zip, changed) => {
  const server = spawn(process.execPath, [join(root, 'bench/dumps.js'), zip, String(changed)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise((resolve) => server.stdout.once('data', (text) => resolve(String(text).trim())));
  return { url, stop: () => server.kill() };
};

const rivals = (folder, zip, apps, ours) => {
  const scanner = join(tools, 'osv-scanner');
  if (!existsSync(scanner)) {
    console.log('installing osv-scanner 2.5.1 into bench/.tools ...');
    const args = ['install', 'github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.5.1'];
    if (spawnSync('go', args, { env: { ...process.env, GOBIN: tools }, stdio: 'ignore' }).status !== 0)
      return console.log('osv-scanner is not installable here: skipped');
  }
  // It reads this folder, not the one that it documents.
  const database = join(folder, 'osv-scalibr/npm');
  mkdirSync(database, { recursive: true });
  renameSync(zip, join(database, 'all.zip'));
  for (const [index, app] of apps.entries()) {
    const args = [
      'scan',
      'source',
      '--offline',
      '--local-db-path',
      folder,
      '--format',
      'json',
      '--lockfile',
      join(app, 'package-lock.json'),
    ];
    const started = readTimes();
    const theirs = runOnce(scanner, args, { accept: [0, 1] });
    const cpu = readTimes() - started;
    show(`osv-scanner, ${index === 0 ? '1,000' : '10,000'} packages`, { ...theirs, cpu });
    const ratio = cpu / ours[index].cpu;
    const goal = index === 0 ? 'at least 30 times' : '';
    console.log(`  times ours: ${(theirs.wall / ours[index].wall).toFixed(0)} in time, ${ratio.toFixed(0)} in CPU ${goal}`);
    if (index === 0 && ratio < 30) process.exitCode = 1;
  }
};

/** User and system time of all children that have ended, in ms. */
const readTimes = () => {
  const [, rest] = readFileSync('/proc/self/stat', 'utf8').split(') ');
  const fields = rest.split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
};

const folder = mkdtempSync(join(tmpdir(), 'parapet-bench-'));
const env = { ...process.env, PARAPET_CACHE: join(folder, 'cache') };
try {
  const zip = join(folder, 'all.zip');
  const counts = process.argv.includes('--large') ? [1_000, 10_000, 100_000] : [1_000, 10_000];
  const apps = counts.map((count) => join(folder, `app-${count}`));
  const made = spawnSync(process.execPath, [join(root, 'bench/make.js'), folder, ...counts.map(String)], { stdio: 'inherit' });
  if (made.status !== 0) throw new Error('the records cannot be made');

  const update = (...args) => runOnce(process.execPath, [parapet, 'advisories', 'update', '--ecosystem', 'npm', ...args], { env });
  const dumps = await serve(zip, CHANGED);
  const first = update('--from', dumps.url);
  show('first build', first, 'at most 30 s and 1 GB', first.wall <= 30_000 && first.peak <= 1_000);
  const file = join(folder, 'cache/advisories/v1/npm.advisories');
  console.log(`  the database: ${(statSync(file).size / 2 ** 20).toFixed(0)} MiB`);
  const later = update('--from', dumps.url);
  show(`the same, ${CHANGED} records changed`, later, 'at most 10 s', later.wall <= 10_000);
  dumps.stop();

  const about = ['--offline', '--format', 'json', '--check', 'package-vulnerable,package-malicious'];
  const scans = apps.map((app) => [process.execPath, [parapet, 'scan', app, ...about], { env }]);
  const module = await bundled(folder);
  const alone = apps.map((app) => readAlone(module, file, join(app, 'package-lock.json')));
  const results = inTurn([[process.execPath, ['-e', '0']], ...scans, ...alone], 7);
  const ours = results.slice(1, 1 + apps.length);
  show('bare Node', results[0]);
  for (const [index, count] of counts.entries()) {
    const [result, limit] = [ours[index], results[1 + apps.length + index]];
    const [time, memory] = [count === 1_000 ? 500 : count === 10_000 ? 1_500 : 15_000, 512];
    show(
      `${count} packages`,
      result,
      `at most ${time} ms and ${memory} MiB`,
      result.wall <= time && (count > 10_000 || result.peak <= memory),
    );
    show('  the lockfile and the records read, and nothing else', limit);
    const found = countOf(scans[index], env);
    if (found !== hitsOf(count)) throw new Error(`${found} findings in place of ${hitsOf(count)}`);
  }

  const [files] = inTurn([[process.execPath, [parapet, 'scan', apps[1], ...about, '--advisories', join(folder, 'records')], { env }]], 3);
  show('10000 packages, 5,000 records in a folder', files);
  if (process.argv.includes('--stores')) stores(module, file, folder, tools, show);
  if (process.argv.includes('--rivals')) rivals(folder, zip, apps.slice(0, 2), ours);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
