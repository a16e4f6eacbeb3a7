// A lockfile of 10,000 packages: what reading and judging it costs, against what parsing its JSON costs in the same run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needs, OTHERS, roots } from './lockfiles.js';
import { inTurn } from './measure.js';

const parapet = join(fileURLToPath(new URL('..', import.meta.url)), 'bin/parapet.js');
const COUNT = 10_000;

/** Packages that need each other as those of a real application do: up to four each, the later ones by many. */
const lockfileOf = (count) => {
  const named = (numbers) => Object.fromEntries(numbers.map((n) => [`package-${n}`, '^1.0.0']));
  const dependencies = named(roots(count));
  const packages = { '': { name: 'app', version: '1.0.0', dependencies } };
  for (let n = 0; n < count; n += 1)
    packages[`node_modules/package-${n}`] = {
      version: `1.${n % 13}.${n % 29}`,
      resolved: `https://registry.npmjs.org/package-${n}/-/package-${n}-1.${n % 13}.${n % 29}.tgz`,
      ...(n % 100 === 0 ? {} : { integrity: `sha512-${Buffer.alloc(64, `${n} `).toString('base64')}` }),
      ...(n % 5 === 0 ? { dev: true } : {}),
      license: 'MIT',
      dependencies: named(needs(count, n)),
      engines: { node: '>=18' },
    };
  return { name: 'app', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
};

/** Adds its rows to the table. */
export const packages = (row, base) => {
  const folder = join(base, 'npm');
  mkdirSync(folder, { recursive: true });
  const lockfile = lockfileOf(COUNT);
  const text = JSON.stringify(lockfile, null, 2);
  const file = join(folder, 'package-lock.json');
  writeFileSync(file, text);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', dependencies: lockfile.packages[''].dependencies }, null, 2));
  const args = ['scan', folder, '--offline', '--check', 'package-integrity-missing,package-insecure-url', '--format', 'json'];
  const [bare, ours] = inTurn(
    [
      [process.execPath, ['-e', `JSON.parse(require('fs').readFileSync(${JSON.stringify(file)}, 'utf8'))`]],
      [process.execPath, [parapet, ...args]],
    ],
    7,
  );
  const ratio = ours.cpu / bare.cpu;
  const size = (text.length / 2 ** 20).toFixed(1);
  row(`${COUNT} packages (${size} MiB)`, `${ours.wall.toFixed(0)} ms wall, ${ours.cpu.toFixed(0)} ms CPU`, '');
  row(
    '  CPU, against Node that parses the JSON',
    `${ours.cpu.toFixed(0)} / ${bare.cpu.toFixed(0)} = ${ratio.toFixed(1)}`,
    'at most 8',
    ratio <= 8,
  );
  row('  peak memory', `${ours.peak.toFixed(0)} MiB`, 'at most 320 MiB', ours.peak <= 320);

  for (const [whose, name, print] of OTHERS) {
    const project = join(base, whose.replace(' ', '-'));
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, name), print(COUNT));
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'app', dependencies: lockfile.packages[''].dependencies }));
    const [theirs] = inTurn([[process.execPath, [parapet, ...args.map((arg) => (arg === folder ? project : arg))]]], 5);
    const against = theirs.cpu / ours.cpu;
    row(
      `  the same of ${whose}, CPU against npm's`,
      `${theirs.cpu.toFixed(0)} / ${ours.cpu.toFixed(0)} = ${against.toFixed(1)}`,
      'at most 2',
      against <= 2,
    );
  }
};
