import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Gap } from '../../../src/model/inventory.ts';
import type { Package } from '../../../src/model/package.ts';
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

/** `pkg:npm/a@1.0.0 registry dev direct : app > a`: what is true of it, and the shortest way to it where one is known. */
const said = ({ purl, source, dev, optional, direct, paths }: Package): string => {
  const [path] = paths ?? [];
  const words = [purl, source, dev === true && 'dev', optional === true && 'optional', direct === true && 'direct'];
  return words.filter((word) => word !== false).join(' ') + (path === undefined ? '' : ` : ${path.join(' > ')}`);
};

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
