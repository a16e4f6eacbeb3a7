import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Package } from '../../../src/model/package.ts';
import { collect } from '../../../src/sources/collect.ts';
import { type Packed, zipOf } from '../../facts/advisories/zips.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const folderOf = (files: Readonly<Record<string, string | Buffer>>): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'parapet-deployed-'));
  folders.push(cwd);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), content);
  }
  return cwd;
};

const manifest = (name: string, version: string, more: object = {}): string => JSON.stringify({ name, version, ...more }, null, 2);
const metadata = (name: string, version: string, ...requires: readonly string[]): string =>
  [
    `Metadata-Version: 2.1`,
    `Name: ${name}`,
    `Version: ${version}`,
    ...requires.map((each) => `Requires-Dist: ${each}`),
    '',
    'Version: 9',
    '',
  ].join('\n');

/** What a deployment package of Node holds, and what must not be taken for a package. */
const NODE = {
  'index.js': 'exports.handler = () => {};',
  'package.json': manifest('shop', '1.0.0', { dependencies: { express: '^4.0.0' }, devDependencies: { mocha: '*' } }),
  'node_modules/express/package.json': manifest('express', '4.18.2', { dependencies: { debug: '2.6.9' } }),
  'node_modules/express/lib/package.json': manifest('inner', '0.0.1'),
  'node_modules/express/node_modules/debug/package.json': manifest('debug', '2.6.9', { dependencies: { ms: '2.0.0' } }),
  'node_modules/debug/package.json': manifest('debug', '4.3.4'),
  'node_modules/ms/package.json': manifest('ms', '2.0.0'),
  'node_modules/mocha/package.json': manifest('mocha', '10.0.0', { dependencies: { debug: '4.3.4' } }),
  'node_modules/@scope/tool/package.json': manifest('@scope/tool', '1.2.3'),
  'node_modules/four/package.json': manifest('lodash', '4.17.21'),
  'node_modules/.bin/package.json': '{',
};

const PYTHON = {
  'python/requests/__init__.py': '',
  'python/requests-2.31.0.dist-info/METADATA': metadata(
    'requests',
    '2.31.0',
    'urllib3 (<3,>=1.21.1)',
    "PySocks!=1.5.7; extra == 'socks'",
    'idna; python_version > "3"',
  ),
  'python/urllib3-2.0.7.dist-info/METADATA': metadata('urllib3', '2.0.7'),
  'python/PySocks-1.7.1.dist-info/METADATA': metadata('PySocks', '1.7.1'),
  'python/lib/python3.11/site-packages/Old_Thing-1.0.egg-info/PKG-INFO': metadata('Old_Thing', '1.0').replaceAll('\n', '\r\n'),
  'python/idna-3.4.egg-info': metadata('idna', '3.4'),
  // Without its metadata, which take room.
  'python/Jinja2-3.1.2.dist-info/RECORD': '',
  'python/Jinja2-3.1.2.dist-info/licenses/LICENSE': '',
};

const packed = (files: Readonly<Record<string, string | Buffer>>): readonly Packed[] =>
  Object.entries(files).map(([name, content]) => ({ name, content }));
const said = ({ purl, direct, dev, paths }: Package): string =>
  [purl, direct && 'direct', dev && 'dev', paths?.[0] && `: ${paths[0].join(' > ')}`].filter(Boolean).join(' ');

const NODE_SAID = [
  'pkg:npm/%40scope/tool@1.2.3',
  'pkg:npm/debug@2.6.9 : shop > express > debug',
  'pkg:npm/debug@4.3.4 dev : shop > mocha > debug',
  'pkg:npm/express@4.18.2 direct : shop > express',
  'pkg:npm/lodash@4.17.21',
  'pkg:npm/mocha@10.0.0 direct dev : shop > mocha',
  'pkg:npm/ms@2.0.0 : shop > express > debug > ms',
];
const PYTHON_SAID = [
  'pkg:pypi/idna@3.4',
  'pkg:pypi/jinja2@3.1.2',
  'pkg:pypi/old-thing@1.0',
  'pkg:pypi/pysocks@1.7.1',
  'pkg:pypi/requests@2.31.0',
  'pkg:pypi/urllib3@2.0.7',
];

describe('deployed code', () => {
  it.each([
    ['a deployment package', zipOf(packed(NODE)), NODE_SAID],
    ['a layer', zipOf(packed(PYTHON)), PYTHON_SAID],
    ['both at once', zipOf(packed({ ...PYTHON, ...NODE })), [...NODE_SAID, ...PYTHON_SAID]],
  ])('of %s has the packages that lie in it', async (_, archive, expected) => {
    const cwd = folderOf({ 'build/code.zip': archive });
    const { packages, gaps, inputs } = await collect(['build/code.zip'], { cwd });
    expect(packages.map(said).sort()).toEqual(expected);
    expect(gaps).toEqual([]);
    expect(inputs).toEqual([{ source: 'lockfile', file: 'build/code.zip', format: 'deployed' }]);
    expect(packages.every(({ unhashed, integrity }) => unhashed === true && integrity === undefined)).toBe(true);
  });

  it('is a folder just so, if the user names it', async () => {
    const cwd = folderOf({
      ...Object.fromEntries(Object.entries(NODE).map(([file, content]) => [`fn/${file}`, content])),
      ...Object.fromEntries(Object.entries(PYTHON).map(([file, content]) => [`layer/${file}`, content])),
    });
    expect((await collect(['fn'], { cwd })).packages.map(said).sort()).toEqual(NODE_SAID);
    expect((await collect(['layer'], { cwd })).packages.map(said).sort()).toEqual(PYTHON_SAID);
    expect((await collect(['.'], { cwd })).packages).toEqual([]);
  });

  it('is not what lies beside a lockfile', async () => {
    const lock = JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: { '': {}, 'node_modules/ms': { version: '2.1.3' } } });
    const cwd = folderOf({ ...NODE, 'package-lock.json': lock });
    expect((await collect(['.'], { cwd })).packages.map(({ purl }) => purl)).toEqual(['pkg:npm/ms@2.1.3']);
    expect((await collect(['node_modules/express'], { cwd })).packages.map(({ purl }) => purl)).toEqual(['pkg:npm/debug@2.6.9']);
  });

  it('stands at the file within that says the version', async () => {
    const cwd = folderOf({ 'code.zip': zipOf(packed({ ...NODE, ...PYTHON })) });
    const { packages, locate, quote } = await collect(['code.zip'], { cwd });
    const express = packages.find(({ name }) => name === 'express') as Package;
    expect(express.origin).toEqual({ source: 'lockfile', file: 'code.zip/node_modules/express/package.json', line: 3, column: 3 });
    expect(quote('code.zip/node_modules/express/package.json', 3)).toBe('  "version": "4.18.2",');
    const requests = packages.find(({ name }) => name === 'requests') as Package;
    expect(locate(requests as never, ['version'])).toMatchObject({
      file: 'code.zip/python/requests-2.31.0.dist-info/METADATA',
      startLine: 3,
    });
    expect(packages.find(({ name }) => name === 'jinja2')?.origin).toMatchObject({
      file: 'code.zip/python/Jinja2-3.1.2.dist-info',
      line: 1,
    });
    expect(requests.dependencies).toEqual(['pkg:pypi/urllib3@2.0.7', 'pkg:pypi/idna@3.4']);
  });
});

describe('what cannot be read of deployed code', () => {
  const gapsIn = async (archive: Buffer) => {
    const cwd = folderOf({ 'code.zip': archive });
    const { packages, gaps } = await collect(['code.zip'], { cwd });
    return {
      packages: packages.map(({ purl }) => purl),
      gaps: gaps.map(({ scope, reason }) => `${scope.file}${scope.line ? `:${scope.line}` : ''} ${reason}`),
    };
  };
  const one = { name: 'node_modules/a/package.json', content: manifest('a', '1.0.0') };

  it('is a gap each, and leaves the rest', async () => {
    expect(await gapsIn(zipOf([one, { name: 'node_modules/b/package.json', content: '{', flags: 1 }]))).toEqual({
      packages: ['pkg:npm/a@1.0.0'],
      gaps: ['code.zip/node_modules/b/package.json unreadable'],
    });
    expect(await gapsIn(zipOf([one, { name: 'node_modules/b/package.json', content: '{\n"name": ' }]))).toEqual({
      packages: ['pkg:npm/a@1.0.0', 'pkg:npm/b'],
      gaps: ['code.zip/node_modules/b/package.json:2 syntax'],
    });
    expect(await gapsIn(zipOf([one, { name: 'x-1.dist-info/METADATA', content: 'Version: 1\n' }]))).toEqual({
      packages: ['pkg:npm/a@1.0.0'],
      gaps: ['code.zip/x-1.dist-info/METADATA:1 syntax'],
    });
    expect(await gapsIn(zipOf([one, { name: 'lib/app.jar', content: '' }, { name: '.requirements.zip', content: '' }]))).toEqual({
      packages: ['pkg:npm/a@1.0.0'],
      gaps: ['code.zip/lib/app.jar unsupported'],
    });
    expect(await gapsIn(zipOf([{ name: 'index.js', content: 'bundled' }]))).toEqual({ packages: [], gaps: ['code.zip no-packages'] });
    expect(await gapsIn(zipOf([one]).subarray(0, 60))).toEqual({ packages: [], gaps: ['code.zip unreadable'] });
    expect(await gapsIn(zipOf([{ ...one, content: Buffer.alloc(5_000_000) }]))).toEqual({
      packages: [],
      gaps: ['code.zip/node_modules/a/package.json unreadable'],
    });
  });

  it('is no path out of the code', async () => {
    const { packages, gaps } = await gapsIn(
      zipOf([
        { ...one, name: '../../etc/node_modules/a/package.json' },
        { ...one, name: '/node_modules/\u001b[31mb/package.json' },
      ]),
    );
    expect([...packages, ...gaps].join()).not.toMatch(/\p{Cc}|\.\./u);
    const cwd = folderOf({ 'fn/node_modules/a/package.json': one.content, 'outside/node_modules/b/package.json': manifest('b', '1.0.0') });
    symlinkSync(join(cwd, 'outside'), join(cwd, 'fn/node_modules/link'));
    symlinkSync(join(cwd, 'fn'), join(cwd, 'fn/node_modules/loop'));
    expect((await collect(['fn'], { cwd })).packages.map(({ purl }) => purl)).toEqual(['pkg:npm/a@1.0.0']);
  });

  it('never ends a run', async () => {
    const whole = zipOf(packed({ ...NODE, ...PYTHON }));
    const cwd = folderOf({});
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        fc.nat(whole.length),
        async (edits, cut) => {
          const archive = Buffer.from(whole.subarray(0, cut < 200 ? cut : whole.length));
          for (const [at, byte] of edits) if (at < archive.length) archive[at] = byte;
          writeFileSync(join(cwd, 'code.zip'), archive);
          const { packages, gaps } = await collect(['code.zip'], { cwd });
          if (packages.length < 12 && archive.length >= 4 && archive.readUInt32LE(0) === 0x04034b50)
            expect(packages.length + gaps.length).toBeGreaterThan(0);
          for (const { reason } of gaps) expect(reason).not.toBe('internal-error');
        },
      ),
      { numRuns: 100 },
    );
  });
});
