// The judging of an account alone: all checks over 50,000 resources, without what reads them. `npm run bench -- --inventory`
// `--by-check` prints what each check takes, what all of them and what none, over the whole and over a half of it; `--by-check ID…` what these take.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { audit, checks, collect, defaultConfig, replay } from '../dist/index.js';
import { load } from '../scripts/load.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const COUNT = 50_000;
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';

/** The resources of all fixtures, as often as it takes, as those of one account. */
const inventoryOf = async (count) => {
  const { resources } = await collect(['fixtures/checks', 'fixtures/apps'], { cwd: root });
  const own = resources.filter(({ type }) => type.startsWith('AWS::'));
  const files = new Map();
  for (const resource of own) {
    const file = resource.origin.template ?? resource.origin.file;
    files.set(file, [...(files.get(file) ?? []), resource]);
  }
  const { deploy } = await load('test/deployment/index.ts');
  const all = [];
  for (let copy = 0; all.length < count; copy += 1)
    for (const [file, group] of files) {
      const suffix = `-${copy}-${file.replace(/\W+/g, '-')}`;
      for (const { resource } of deploy(group, { account: ACCOUNT, region: REGION, suffix, answers: 'first' })) {
        // What was given one name in a template can be there once.
        const again = copy > 0 && !resource.id.endsWith(suffix);
        if (all.length < count) all.push(again ? { ...resource, id: `${resource.id}${suffix}` } : resource);
      }
    }
  return { version: 1, resources: all, packages: [], gaps: [], inputs: [{ source: 'live', account: ACCOUNT, region: REGION }] };
};

const options = (chosen) => ({
  today: '2026-11-29',
  version: 'bench',
  checks: chosen,
  catalogue: checks,
  config: defaultConfig,
  ignores: true,
  persona: 'auditor',
  minSeverity: 'low',
  minConfidence: 'low',
  started: new Date(),
});
const judging = (collected, chosen) => {
  const [started, began] = [process.cpuUsage(), performance.now()];
  const { report } = audit(collected, options(chosen));
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(started);
  return { wall, cpu: (user + system) / 1000, report };
};

/** In a process of its own: reads what was written down, and judges it once. */
const child = async (file) => {
  // As the command does.
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=1000000');
  const collected = await replay([file], root);
  const { wall, cpu, report } = judging(collected, checks);
  const { findings, undetermined } = report;
  console.log(
    JSON.stringify({
      wall,
      cpu,
      peak: process.resourceUsage().maxRSS / 1024,
      findings: findings.length,
      undetermined: undetermined.length,
    }),
  );
};

const byCheck = async (ids) => {
  const asCollected = ({ resources, inputs }) => ({
    resources,
    packages: [],
    gaps: [],
    inputs,
    ignores: [],
    locate: () => undefined,
    quote: () => undefined,
  });
  const whole = asCollected(await inventoryOf(COUNT));
  const half = asCollected(await inventoryOf(COUNT / 2));
  const chosen = checks.filter(({ id, sources }) => (ids.length > 0 ? ids.includes(id) : sources.includes('live')));
  const measured = (id, some) => ({ id, half: judging(half, some).cpu, whole: judging(whole, some).cpu });
  const rows = chosen.map((check) => measured(check.id, [check])).sort((a, b) => b.whole - a.whole);
  for (const { id, half: less, whole: more } of [...rows.slice(0, 40), measured('all of these together', chosen), measured('none', [])])
    console.log(`${id.padEnd(40)} ${more.toFixed(0).padStart(6)} ms  ${less.toFixed(0).padStart(6)} ms for half of it`);
};

/** Judges 50,000 resources in a process of its own. */
export const inventory = async (row) => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-inventory-'));
  try {
    const file = join(folder, 'inventory.json');
    writeFileSync(file, JSON.stringify(await inventoryOf(COUNT)));
    const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--child', file], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(stderr);
    const { wall, cpu, peak, findings, undetermined } = JSON.parse(stdout);
    // With what V8's own threads compile and sweep meanwhile the CPU time is more.
    row(
      `${COUNT} resources of an account, judged alone`,
      `${wall.toFixed(0)} ms wall, ${cpu.toFixed(0)} ms CPU`,
      'at most 2000 ms',
      wall <= 2000,
    );
    row('  peak memory, with the inventory', `${peak.toFixed(0)} MiB`, 'at most 512 MiB', peak <= 512);
    row('  findings, undetermined', `${findings}, ${undetermined}`, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

if (process.argv[2] === '--child') await child(process.argv[3]);
else if (process.argv[2] === '--by-check') await byCheck(process.argv.slice(3));
else if (process.argv[1] === fileURLToPath(import.meta.url))
  await inventory((name, value, limit, holds) =>
    console.log(`${name.padEnd(46)} ${value.padEnd(24)} ${limit}${holds === undefined ? '' : holds ? '  ok' : '  OVER'}`),
  );
