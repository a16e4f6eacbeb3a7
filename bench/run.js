// Speed as ratios against a limit or a rival in the same run: `npm run bench`, `npm run bench -- --rivals`, `npm run bench -- --many`, `npm run bench -- --account`, `npm run bench -- --packages`, `npm run bench -- --inventory`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEvents } from 'js-yaml';
import { account } from './account.js';
import { inventory } from './inventory.js';
import { inTurn, median, runOnce } from './measure.js';
import { packages } from './packages.js';
import { writeTemplates } from './templates.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const node = process.execPath;
const parapet = join(root, 'bin/parapet.js');
const COUNT = 500;
/** As many times more templates, which may take little more memory. */
const TIMES = 10;
const ms = (value) => `${value.toFixed(0)} ms`;
const failures = [];

const row = (name, value, limit, holds) => {
  console.log(`${name.padEnd(46)} ${value.padEnd(34)} ${limit}${holds === undefined ? '' : holds ? '  ok' : '  OVER'}`);
  if (holds === false) failures.push(name);
};

const startUp = () => {
  const template = join(root, 'fixtures/apps/orders/template.yaml');
  const [bare, version, scan] = inTurn(
    [
      [node, ['-e', '0'], { probe: false }],
      [node, [parapet, '--version'], { probe: false }],
      [node, [parapet, 'scan', template, '--format', 'json'], { probe: false }],
    ],
    15,
  );
  const ratio = version.wall / bare.wall;
  row('--version, against bare Node', `${ms(version.wall)} / ${ms(bare.wall)} = ${ratio.toFixed(2)}`, 'at most 2', ratio <= 2);
  const cold = scan.wall / bare.wall;
  row(
    'one template, against bare Node',
    `${ms(scan.wall)} / ${ms(bare.wall)} = ${cold.toFixed(2)}`,
    'at most 6, or 350 ms',
    cold <= 6 || scan.wall <= 350,
  );
};

/** What the YAML parser alone takes for the same files, in one process. */
const yamlAlone = (folder) => {
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name, 'template.yaml'), 'utf8'));
  return median(
    Array.from({ length: 5 }, () => {
      const started = process.cpuUsage();
      for (const text of texts) parseEvents(text);
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1000;
    }),
  );
};

const manyTemplates = (folder) => {
  const bytes = writeTemplates(folder, COUNT);
  const scan = [parapet, 'scan', folder, '--format', 'json'];
  const [result, alone] = inTurn(
    [
      [node, scan],
      [node, [...scan, '--jobs', '1']],
    ],
    5,
  );
  const yaml = yamlAlone(folder);
  row(`${COUNT} SAM templates (${(bytes / 2 ** 20).toFixed(1)} MiB)`, `${ms(result.wall)} wall, ${ms(result.cpu)} CPU`, '');
  row('  on one thread', `${ms(alone.wall)} wall, ${ms(alone.cpu)} CPU`, '');
  row('  a template', `${(result.wall / COUNT).toFixed(2)} ms`, '');
  row('  peak memory', `${result.peak.toFixed(0)} MiB`, 'at most 512 MiB', result.peak <= 512);
  row('  share of the YAML parser', `${((100 * yaml) / result.cpu).toFixed(0)} % of the CPU time`, '');
  return result.wall;
};

/** Memory follows what is told, and not what is read: the report is held, the templates are not. */
const flatMemory = (few, many) => {
  writeTemplates(many, COUNT * TIMES);
  const [one, other] = [few, many].map((folder) => runOnce(node, [parapet, 'scan', folder, '--format', 'json', '--offline']));
  const ratio = other.peak / one.peak;
  const peaks = `${other.peak.toFixed(0)} / ${one.peak.toFixed(0)} MiB = ${ratio.toFixed(2)}`;
  row(`  peak memory of ${COUNT * TIMES}, against ${COUNT}`, peaks, 'at most 2', ratio <= 2);
  const time = other.cpu / one.cpu / TIMES;
  row('  CPU time a template of these, against those', time.toFixed(2), 'at most 1.5', time <= 1.5);
};

const rivals = (folder, ours) => {
  const venv = join(root, 'bench/.venv');
  if (!existsSync(join(venv, 'bin/checkov'))) {
    console.log('installing Checkov into bench/.venv ...');
    for (const args of [['-m', 'venv', venv]])
      if (spawnSync('python3', args).status !== 0) return row('Checkov', 'python3 -m venv failed', 'skipped');
    if (spawnSync(join(venv, 'bin/pip'), ['install', '--quiet', 'checkov'], { stdio: 'ignore' }).status !== 0)
      return row('Checkov', 'not installable here', 'skipped');
  }
  const args = ['--directory', folder, '--framework', 'cloudformation', '--compact', '--quiet', '--output', 'json', '--skip-download'];
  const theirs = median(
    [1, 2, 3].map(() => runOnce(join(venv, 'bin/checkov'), args, { env: { ...process.env, CHECKOV_RUN_SCA_PACKAGE_SCAN: 'false' } }).wall),
  );
  row(
    'Checkov over the same templates',
    `${ms(theirs)}, ${(theirs / ours).toFixed(1)} times ours`,
    'at least 10 times',
    theirs / ours >= 10,
  );
};

const folder = mkdtempSync(join(tmpdir(), 'parapet-bench-'));
try {
  const withRivals = process.argv.includes('--rivals');
  if (process.argv.includes('--account')) await account(row, withRivals);
  else if (process.argv.includes('--packages')) packages(row, join(folder, 'packages'));
  else if (process.argv.includes('--inventory')) await inventory(row);
  else {
    startUp();
    packages(row, join(folder, 'packages'));
    const templates = join(folder, 'templates');
    const ours = manyTemplates(templates);
    if (process.argv.includes('--many')) flatMemory(templates, join(folder, 'many'));
    await inventory(row);
    if (withRivals) rivals(templates, ours);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (failures.length > 0) {
  console.error(`over the limit: ${failures.join(', ')}`);
  process.exitCode = 1;
}
