import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Package } from '../../../src/model/package.ts';
import { FORMATS } from '../../../src/sources/lockfile/formats.ts';
import { collectLockfiles } from '../../../src/sources/lockfile/index.ts';

const ROOT = fileURLToPath(new URL('../../../fixtures/lockfiles', import.meta.url));

const collected = async (path: string, explicit = false) => {
  const folder = join(ROOT, path, '..');
  return collectLockfiles([{ path: join(ROOT, path), file: basename(path), explicit }], { tree: [folder] });
};

const named = (packages: readonly Package[], purl: string): Package => {
  const found = packages.filter((pkg) => pkg.purl === purl);
  if (found.length !== 1) throw new Error(`there are ${found.length} packages ${purl}`);
  return found[0] as Package;
};

describe('a member of a package is quoted where it stands', () => {
  const rows: readonly (readonly [string, string, string, string])[] = [
    ['pnpm/sources-9/pnpm-lock.yaml', 'pkg:npm/caught@1.4.0', 'resolved', 'https://npm.example.com/caught/-/caught-1.4.0.tgz'],
    ['pnpm/sources-9/pnpm-lock.yaml', 'pkg:npm/from-git@0.3.0', 'resolved', 'git+ssh://git@git.example.com/team/from-git.git'],
    ['pnpm/sources-9/pnpm-lock.yaml', 'pkg:npm/from-git@0.3.0', 'version', '0.3.0'],
    ['pnpm/sources-9/pnpm-lock.yaml', 'pkg:npm/react@18.0.0', 'name', 'react@18.0.0'],
    ['pnpm/sources-6/pnpm-lock.yaml', 'pkg:npm/native@3.0.0', 'installScript', 'true'],
    ['pnpm/sources-5/pnpm-lock.yaml', 'pkg:npm/%40real/name@2.1.0', 'integrity', 'sha1-VgiurfwAvmwpAd9fmGF4jeDVl8g='],
    ['yarn/classic-sources/yarn.lock', 'pkg:npm/from-github@2.0.0', 'version', '"2.0.0"'],
    ['yarn/classic-sources/yarn.lock', 'pkg:npm/real@2.1.0', 'name', '"aliased@npm:real@^2.0.0", real@^2.0.0'],
    ['yarn/berry-sources/yarn.lock', 'pkg:npm/real@2.1.0', 'integrity', '10c0/abcdef'],
    ['bun/sources/bun.lock', 'pkg:npm/tool@1.0.0', 'version', '"tool@1.0.0"'],
    ['bun/sources/bun.lock', 'pkg:npm/%40scope/plain@1.2.0', 'resolved', '"https://npm.example.com/@scope/plain/-/plain-1.2.0.tgz"'],
    ['bun/sources/bun.lock', 'pkg:npm/real@1.9.0', 'dev', '"@shop/api/real"'],
  ];
  it.each(rows)('%s: %s, %s', async (path, purl, member, text) => {
    const { packages, locate, quote } = await collected(path);
    const at = locate(named(packages, purl), [member]);
    const line = at === undefined ? undefined : quote(at.file, at.startLine);
    expect(line?.slice((at?.startColumn ?? 0) - 1, (at?.endColumn ?? 0) - 1)).toBe(text);
  });
});

describe('a direct dependency is asked for in a manifest', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['pnpm/pnpm-12/pnpm-lock.yaml', 'pkg:npm/request@2.88.2', 'package.json:10'],
    ['pnpm/pnpm-7/pnpm-lock.yaml', 'pkg:npm/debug@2.6.9', 'packages/api/package.json:6'],
    ['yarn/classic/yarn.lock', 'pkg:npm/debug@2.6.9', 'packages/api/package.json:6'],
    ['yarn/berry-4/yarn.lock', 'pkg:npm/debug@2.6.9', 'packages/api/package.json:6'],
    ['bun/bun-1.4/bun.lock', 'pkg:npm/debug@2.6.9', 'packages/api/package.json:6'],
  ];
  it.each(rows)('%s: %s', async (path, purl, place) => {
    const { packages } = await collected(path);
    expect(named(packages, purl).requiredBy?.map(({ file, line }) => `${file}:${line}`)).toEqual([place]);
  });
});

describe('what a lockfile says of a package', () => {
  it('is its deprecation, in pnpm', async () => {
    const { packages } = await collected('pnpm/sources-9/pnpm-lock.yaml');
    expect(named(packages, 'pkg:npm/%40real/name@2.1.0').deprecated).toBe('First line: of two\nSecond line');
    const old = await collected('pnpm/sources-5/pnpm-lock.yaml');
    expect(named(old.packages, 'pkg:npm/%40real/name@2.1.0').deprecated).toBe('Use another one instead');
  });

  it('is the hash behind an address, in Yarn 1, where there is no other', async () => {
    const { packages } = await collected('yarn/classic-sources/yarn.lock');
    const { integrity, resolved } = named(packages, 'pkg:npm/%40scope/plain@1.2.0');
    expect([integrity, resolved]).toEqual([
      'sha1-VgiurfwAvmwpAd9fmGF4jeDVl8g=',
      'https://registry.yarnpkg.com/@scope/plain/-/plain-1.2.0.tgz',
    ]);
    expect(named(packages, 'pkg:npm/real@2.1.0').integrity).toMatch(/^sha512-/);
    expect(named(packages, 'pkg:npm/native@3.0.0').integrity).toMatch(/^sha512-/);
  });

  it('is not whether it is for development, in Yarn, without the manifest', async () => {
    const { packages } = await collected('yarn/berry-sources/yarn.lock');
    expect(named(packages, 'pkg:npm/real@2.1.0')).not.toHaveProperty('dev');
    expect(named(packages, 'pkg:npm/fsevents@2.3.3')).toMatchObject({ optional: true, unhashed: true });
  });

  it('is that it comes with another, in Bun', async () => {
    const { packages } = await collected('bun/sources/bun.lock');
    expect(named(packages, 'pkg:npm/%40scope/nested@1.0.0').bundled).toBe(true);
  });
});

describe('a lockfile under another name', () => {
  const rows = [
    ['npm', 'npm/npm-11/package-lock.json'],
    ['pnpm', 'pnpm/pnpm-5/pnpm-lock.yaml'],
    ['pnpm', 'pnpm/documents/pnpm-lock.yaml'],
    ['yarn', 'yarn/classic/yarn.lock'],
    ['yarn', 'yarn/berry-3/yarn.lock'],
    ['bun', 'bun/bun-1.2/bun.lock'],
  ] as const;
  it.each(rows)('is told to be one of %s: %s', (format, path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    expect(FORMATS.filter((each) => each.recognizes?.(text) === true).map((each) => each.format)).toEqual([format]);
  });
});
