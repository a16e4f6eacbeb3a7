import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { said } from '../../../scripts/lockfiles/said.js';
import type { Gap } from '../../../src/model/inventory.ts';
import { collectLockfiles } from '../../../src/sources/lockfile/index.ts';

const ROOT = fileURLToPath(new URL('../../../fixtures/lockfiles', import.meta.url));
const EXPECTED = 'expected.json';

/** Every file below a folder, whatever its folders are called: discovery would skip some of them. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();

const cases = filesBelow(ROOT)
  .filter((path) => path.endsWith(`${sep}${EXPECTED}`))
  .map((path) => path.slice(0, -EXPECTED.length - 1));

const place = ({ file, line }: Gap['scope']): string => [file ?? '', ...(line === undefined ? [] : [line])].join(':');

const readCase = async (folder: string) => {
  const files = filesBelow(folder)
    .filter((path) => path !== join(folder, EXPECTED))
    .map((path) => ({ path, file: relative(folder, path).split(sep).join('/'), explicit: false }));
  const { packages, gaps } = await collectLockfiles(files, { tree: [folder] });
  return { packages: packages.map(said).sort(), gaps: gaps.map(({ scope, reason }) => `${place(scope)} ${reason}`) };
};

describe('the lockfiles in fixtures/lockfiles hold what stands beside them', () => {
  it.each(cases.map((folder) => [relative(ROOT, folder), folder] as const))('%s', async (_, folder) => {
    expect(await readCase(folder)).toEqual(JSON.parse(readFileSync(join(folder, EXPECTED), 'utf8')));
  });
});

describe('one project says the same, whoever locked it', () => {
  // Yarn adds what builds native code, and an archive at a registry's address is that registry's package for pnpm alone.
  const managers = [
    'npm/npm-11',
    'pnpm/pnpm-6',
    'pnpm/pnpm-8',
    'pnpm/pnpm-12',
    'yarn/classic',
    'yarn/berry-2',
    'yarn/berry-4',
    'bun/bun-1.2',
    'bun/bun-1.4',
  ];
  it.each(managers)('%s', async (manager) => {
    const facts = async (name: string) =>
      new Map(
        (await readCase(join(ROOT, name))).packages
          .filter((line) => line.includes(' registry '))
          .map((line) => [line.split(' ')[0], line.split(' : ')[0]]),
      );
    const [theirs, ours] = [await facts('pnpm/pnpm-9'), await facts(manager)];
    const shared = [...theirs.keys()].filter((purl) => ours.has(purl) && purl !== 'pkg:npm/ms@2.0.0');
    expect(shared.length).toBeGreaterThan(100);
    expect(shared.map((purl) => ours.get(purl))).toEqual(shared.map((purl) => theirs.get(purl)));
  });
});
