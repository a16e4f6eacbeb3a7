// The bills of materials of every lockfile fixture, as SPDX's reference implementation judges them. CycloneDX's own schema is a test.
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../../load.js';
import { inFolder, installSpdx } from '../tools.js';

const fixtures = fileURLToPath(new URL('../../../fixtures/lockfiles', import.meta.url));
const validate = fileURLToPath(new URL('validate.py', import.meta.url));

const filesBelow = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

/** Validates the documents of each format's folder. */
export const compareBills = async () => {
  const python = installSpdx();
  const { collectLockfiles } = await load('src/sources/lockfile/index.ts');
  const { bills } = await load('src/reporters/sbom/index.ts');
  return inFolder(async (folder) => {
    const formats = readdirSync(fixtures).sort();
    const counts = [];
    const paths = [];
    for (const format of formats) {
      const tree = join(fixtures, format);
      const files = filesBelow(tree).map((path) => ({ path, file: relative(tree, path).split(sep).join('/'), explicit: false }));
      const { packages, gaps } = await collectLockfiles(files, { tree: [tree] });
      const options = { name: format, today: '2026-11-29', version: '0.0.0' };
      const path = join(folder, `${format}.spdx.json`);
      writeFileSync(path, bills.spdx({ version: 1, resources: [], packages, gaps, inputs: [] }, options));
      counts.push(packages.length);
      paths.push(path);
    }
    const { stdout, stderr, status } = spawnSync(python, [validate, ...paths], { encoding: 'utf8', maxBuffer: 1e9 });
    if (status !== 0) throw new Error(stderr);
    const verdicts = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const valid = verdicts.filter(({ packages, faults }, n) => faults.length === 0 && packages > counts[n]).length;
    const faults = verdicts.flatMap((verdict, n) => verdict.faults.slice(0, 3).map((fault) => `  ${formats[n]}: ${fault}`));
    return {
      lines: [`  ${valid} of ${formats.length} documents valid, ${counts.reduce((sum, count) => sum + count, 0)} packages`, ...faults],
      holds: valid === formats.length,
    };
  });
};
