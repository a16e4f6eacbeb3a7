import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Package } from '../../../src/model/package.ts';
import { locationOf } from '../../../src/sources/text/location.ts';
import { only, packagesIn, read, registry, versionOne, versionThree } from './read.ts';

const SHOP = new URL('../../../fixtures/lockfiles/npm/shop/', import.meta.url);
const shopText = (path: string): string => readFileSync(new URL(path, SHOP), 'utf8');
const shopFiles = Object.fromEntries(
  ['package.json', 'packages/api/package.json', 'packages/core/package.json'].map((path) => [path, shopText(path)]),
);
const shop = (version: number) => packagesIn(shopText(`version-${version}.json`), shopFiles);

describe.each([1, 2, 3])('a project that npm locked in version %i', (version) => {
  it('has its packages, each once', async () => {
    const packages = await shop(version);
    expect(packages).toHaveLength(136);
    expect(new Set(packages.map(({ source, purl }) => `${source} ${purl}`)).size).toBe(136);
    expect(packages.filter(({ source }) => source === 'workspace').map(({ purl }) => purl)).toEqual([
      'pkg:npm/%40shop/api@0.1.0',
      'pkg:npm/%40shop/core@0.1.0',
    ]);
    expect(packages.filter(({ source }) => source === 'link').map(({ name }) => name)).toEqual(['lint']);
  });

  it('says what each is', async () => {
    const packages = await shop(version);
    const row = ({ name, version, dev, optional, direct, bundled, paths }: Package) => [
      `${name}@${version}`,
      [dev && 'dev', optional && 'optional', direct && 'direct', bundled && 'bundled'].filter(Boolean).join(' '),
      ...(paths ?? []).map((path) => path.join(' ')),
    ];
    const names = ['ms', 'lodash', '@shop/core', 'minimist', 'chokidar', 'fsevents', 'esbuild', '@esbuild/linux-x64', 'ansi-regex'];
    const rows = packages.filter(({ name }) => names.includes(name)).map(row);
    expect(rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))).toEqual([
      ['@esbuild/linux-x64@0.19.0', 'dev optional', 'shop esbuild @esbuild/linux-x64'],
      ['@shop/core@0.1.0', 'direct', '@shop/api @shop/core'],
      [
        'ansi-regex@5.0.1',
        'bundled',
        'shop aws-cdk-lib table strip-ansi ansi-regex',
        'shop aws-cdk-lib table string-width strip-ansi ansi-regex',
      ],
      // Optional for the project, for development in a workspace: neither can be left out alone.
      ['chokidar@3.5.3', 'direct', 'shop chokidar', '@shop/api chokidar'],
      ['esbuild@0.19.0', 'dev direct', 'shop esbuild'],
      ['fsevents@2.3.3', 'optional', 'shop chokidar fsevents', '@shop/api chokidar fsevents'],
      // An alias: known by its real name.
      ['lodash@4.17.21', 'direct', 'shop lodash'],
      ['minimist@0.0.8', 'dev', 'shop mkdirp minimist'],
      ['ms@2.0.0', '', '@shop/api debug ms'],
      ['ms@2.1.2', 'dev', 'shop lint ms'],
      ['ms@2.1.3', 'direct', '@shop/core ms'],
    ]);
  });

  it('points at the lines of the manifests that require them', async () => {
    const packages = await shop(version);
    const places = (name: string, of?: string) =>
      packages
        .find((pkg) => pkg.name === name && (of === undefined || pkg.version === of))
        ?.requiredBy?.map(({ file, line }) => `${file}:${line}`);
    expect(places('lodash')).toEqual(['package.json:8']);
    expect(places('ms', '2.0.0')).toEqual(['packages/api/package.json:6']);
    expect(places('fsevents')).toEqual(['package.json:17', 'packages/api/package.json:10']);
    expect(places('minimist')).toEqual(['package.json:14']);
  });
});

it('reads versions 2 and 3 alike, but for the addresses that one of them omits', async () => {
  const bare = (packages: readonly Package[]) => packages.map(({ resolved: _, origin: __, ...rest }) => rest);
  expect(bare(await shop(2))).toEqual(bare(await shop(3)));
  expect((await shop(2)).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  expect((await shop(2)).filter(({ source }) => source === 'registry')).toHaveLength(133);
});

describe('where a package comes from', () => {
  const sha = '0123456789012345678901234567890123456789';
  const rows: readonly (readonly [string, object | undefined, object | undefined, Partial<Package>])[] = [
    ['a registry', registry('p', '1.0.0'), registry('p', '1.0.0'), { source: 'registry', version: '1.0.0', purl: 'pkg:npm/p@1.0.0' }],
    [
      'a registry, the address omitted',
      { version: '1.0.0', integrity: 'sha512-x' },
      { version: '1.0.0', integrity: 'sha512-x' },
      { source: 'registry', purl: 'pkg:npm/p@1.0.0' },
    ],
    [
      'git over ssh',
      { version: '1.0.0', resolved: `git+ssh://git@github.com/o/r.git#${sha}` },
      undefined,
      { source: 'git', version: '1.0.0', resolved: `git+ssh://git@github.com/o/r.git#${sha}` },
    ],
    [
      'git over ssh',
      undefined,
      { version: `git+ssh://git@github.com/o/r.git#${sha}`, from: 'git+ssh://git@github.com/o/r.git' },
      { source: 'git', purl: 'pkg:npm/p', resolved: `git+ssh://git@github.com/o/r.git#${sha}` },
    ],
    ['a host of git', undefined, { version: `github:o/r#${sha}`, from: 'github:o/r' }, { source: 'git', resolved: `github:o/r#${sha}` }],
    [
      'git, as npm 4 wrote it',
      undefined,
      { version: '1.0.0', from: 'git+https://github.com/o/r.git', resolved: `git+https://github.com/o/r.git#${sha}` },
      { source: 'git', version: '1.0.0' },
    ],
    ['a link that leads nowhere', { link: true }, undefined, { source: 'link', purl: 'pkg:npm/p' }],
    [
      'git in the clear',
      { version: '1.0.0', resolved: `git://example.com/r.git#${sha}` },
      { version: `git://example.com/r.git#${sha}` },
      { source: 'git', resolved: `git://example.com/r.git#${sha}` },
    ],
    [
      'an archive on the web',
      undefined,
      { version: 'https://example.com/p.tgz', integrity: 'sha512-x' },
      { source: 'url', resolved: 'https://example.com/p.tgz' },
    ],
    [
      'an archive in a file',
      { version: '1.0.0', resolved: 'file:p-1.0.0.tgz', integrity: 'sha512-x' },
      { version: 'file:p-1.0.0.tgz', integrity: 'sha512-x' },
      { source: 'file' },
    ],
    [
      'an alias',
      { name: '@real/name', version: '1.0.0' },
      { version: 'npm:@real/name@1.0.0' },
      { name: '@real/name', purl: 'pkg:npm/%40real/name@1.0.0', source: 'registry' },
    ],
    [
      'a registry over http',
      registry('p', '1.0.0', { resolved: 'http://registry.npmjs.org/p/-/p-1.0.0.tgz' }),
      undefined,
      { source: 'registry', resolved: 'http://registry.npmjs.org/p/-/p-1.0.0.tgz' },
    ],
    ['what could not be fetched', { optional: true }, undefined, { source: 'registry', optional: true, purl: 'pkg:npm/p' }],
    [
      'addresses that are none',
      { version: '1.0.0', resolved: false, integrity: null },
      { version: '1.0.0', resolved: false },
      { source: 'registry', purl: 'pkg:npm/p@1.0.0' },
    ],
  ];
  it.each(rows)('%s', async (_, three, one, expected) => {
    if (three !== undefined) {
      const [pkg] = await packagesIn(versionThree({ 'node_modules/p': three }, { dependencies: { p: '*' } }));
      expect(pkg).toMatchObject(expected);
      expect(pkg?.direct).toBe(true);
    }
    if (one !== undefined) {
      const [pkg] = await packagesIn(versionOne({ p: one }), { 'package.json': { name: 'app', dependencies: { p: '*' } } });
      expect(pkg).toMatchObject(expected);
      expect(pkg?.direct).toBe(true);
    }
  });

  it('is an address where someone asked for that address', async () => {
    const entry = { version: '1.0.0', resolved: 'https://example.com/p-1.0.0.tgz', integrity: 'sha512-x' };
    const asked = versionThree({ 'node_modules/p': entry }, { dependencies: { p: 'https://example.com/p-1.0.0.tgz' } });
    expect(only(await packagesIn(asked), 'p').source).toBe('url');
    expect(only(await packagesIn(versionThree({ 'node_modules/p': entry }, { dependencies: { p: '^1.0.0' } })), 'p').source).toBe(
      'registry',
    );
  });

  it('is a link for a folder that is no workspace, inside or outside', async () => {
    const lock = versionThree(
      {
        'node_modules/in': { resolved: 'libs/in', link: true },
        'node_modules/out': { resolved: '../out', link: true },
        'node_modules/gone': { resolved: '../gone', link: true },
        'libs/in': { version: '1.0.0', dependencies: { ms: '*' } },
        '../out': { name: '@o/out', version: '2.0.0', dependencies: { ms: '*' } },
        'node_modules/ms': registry('ms', '2.1.3'),
      },
      { dependencies: { in: 'file:libs/in', out: 'file:../out', gone: 'file:../gone' } },
    );
    const packages = await packagesIn(lock);
    expect(new Map(packages.map(({ name, source, direct }) => [name, `${source} ${direct}`]))).toEqual(
      new Map([
        ['in', 'link true'],
        ['@o/out', 'link true'],
        ['gone', 'link true'],
        ['ms', 'registry false'],
      ]),
    );
    // What lies outside of the project does not see the project's node_modules.
    expect(only(packages, 'ms').paths).toEqual([['app', 'in', 'ms']]);
  });
});

it('no longer lists a workspace that was removed', async () => {
  const lock = versionThree(
    { 'packages/old': { version: '1.0.0', extraneous: true, dependencies: { ms: '*' } }, 'node_modules/ms': registry('ms', '2.1.3') },
    { workspaces: ['packages/*'], dependencies: { ms: '*' } },
  );
  expect((await packagesIn(lock)).map(({ purl, paths }) => [purl, paths])).toEqual([['pkg:npm/ms@2.1.3', [['app', 'ms']]]]);
});

describe('what a name means', () => {
  it('is the nearest package of that name', async () => {
    const packages = await packagesIn(
      versionThree(
        {
          'node_modules/a': registry('a', '1.0.0', { dependencies: { ms: '*', b: '*' } }),
          'node_modules/a/node_modules/b': registry('b', '1.0.0', { dependencies: { ms: '*' } }),
          'node_modules/a/node_modules/ms': registry('ms', '1.0.0'),
          'node_modules/ms': registry('ms', '2.0.0'),
        },
        { dependencies: { a: '*', ms: '*' } },
      ),
    );
    expect(only(packages, 'a').dependencies).toEqual(['pkg:npm/ms@1.0.0', 'pkg:npm/b@1.0.0']);
    expect(only(packages, 'b').dependencies).toEqual(['pkg:npm/ms@1.0.0']);
    expect(packages.filter(({ name }) => name === 'ms').map(({ version, paths }) => [version, paths])).toEqual([
      [
        '1.0.0',
        [
          ['app', 'a', 'ms'],
          ['app', 'a', 'b', 'ms'],
        ],
      ],
      ['2.0.0', [['app', 'ms']]],
    ]);
  });

  it('is the same in nested tables', async () => {
    const packages = await packagesIn(
      versionOne({
        a: registry('a', '1.0.0', {
          requires: { ms: '*', b: '*' },
          dependencies: { b: registry('b', '1.0.0', { requires: { ms: '*' } }), ms: registry('ms', '1.0.0') },
        }),
        ms: registry('ms', '2.0.0', { dev: true }),
      }),
      { 'package.json': { name: 'app', dependencies: { a: '*' }, devDependencies: { ms: '*' } } },
    );
    expect(packages.map(({ purl, dev, direct, paths }) => [purl, dev, direct, ...(paths ?? []).map((path) => path.join(' '))])).toEqual([
      ['pkg:npm/a@1.0.0', false, true, 'app a'],
      ['pkg:npm/ms@2.0.0', true, true, 'app ms'],
      ['pkg:npm/b@1.0.0', false, false, 'app a b'],
      ['pkg:npm/ms@1.0.0', false, false, 'app a ms', 'app a b ms'],
    ]);
  });

  it('counts peers that are installed, and no optional ones', async () => {
    const packages = await packagesIn(
      versionThree(
        {
          'node_modules/plugin': registry('plugin', '1.0.0', {
            peerDependencies: { host: '*', maybe: '*' },
            peerDependenciesMeta: { maybe: { optional: true } },
          }),
          'node_modules/host': registry('host', '1.0.0', { peer: true }),
          'node_modules/maybe': registry('maybe', '1.0.0'),
        },
        { dependencies: { plugin: '*', maybe: '*' } },
      ),
    );
    expect(only(packages, 'plugin').dependencies).toEqual(['pkg:npm/host@1.0.0']);
    expect(only(packages, 'host').paths).toEqual([['app', 'plugin', 'host']]);
  });

  it('survives packages that need each other, and themselves', async () => {
    const packages = await packagesIn(
      versionThree(
        {
          'node_modules/a': registry('a', '1.0.0', { dependencies: { b: '*', a: '*' } }),
          'node_modules/b': registry('b', '1.0.0', { dependencies: { a: '*' } }),
        },
        { dependencies: { a: '*' } },
      ),
    );
    expect(packages.map(({ name, paths }) => [name, paths])).toEqual([
      ['a', [['app', 'a']]],
      ['b', [['app', 'a', 'b']]],
    ]);
  });
});

describe('one package at several places', () => {
  const at = (more: object) => registry('ms', '2.1.3', more as Readonly<Record<string, unknown>>);
  const both = (one: object, other: object) =>
    packagesIn(
      versionThree(
        {
          'node_modules/a': registry('a', '1.0.0', { dependencies: { ms: '*' } }),
          'node_modules/a/node_modules/ms': at(one),
          'node_modules/b': registry('b', '1.0.0', { dependencies: { ms: '*' } }),
          'node_modules/b/node_modules/ms': at(other),
        },
        { dependencies: { a: '*' }, devDependencies: { b: '*' } },
      ),
    ).then((packages) => only(packages, 'ms'));

  it('is listed once, with the ways to each', async () => {
    expect((await both({}, {})).paths).toEqual([
      ['app', 'a', 'ms'],
      ['app', 'b', 'ms'],
    ]);
  });

  it('is for production where one place is', async () => {
    expect(await both({ dev: true, optional: true }, { optional: true })).toMatchObject({ dev: false, optional: true });
    expect(await both({ dev: true }, { dev: true })).toMatchObject({ dev: true });
    expect(await both({ devOptional: true }, { dev: true })).toMatchObject({ dev: false, optional: false });
  });

  it('is as bad as its worst place, and stands there', async () => {
    const bad = await both({}, { integrity: undefined });
    expect(bad.integrity).toBeUndefined();
    expect(bad.origin.line).toBe(37);
    expect((await both({ integrity: undefined }, { resolved: 'http://registry.npmjs.org/ms/-/ms-2.1.3.tgz' })).resolved).toMatch(/^http:/);
    // A bundled copy has no hash of its own, and hides no package that has.
    const bundled = await both({ inBundle: true, resolved: undefined, integrity: undefined }, {});
    expect(bundled.bundled).toBeUndefined();
    expect(bundled.integrity).toBeDefined();
  });

  it('is two where a registry and git give the same name and version', async () => {
    const packages = await packagesIn(
      versionThree({
        'node_modules/ms': registry('ms', '2.1.3'),
        'node_modules/a/node_modules/ms': { version: '2.1.3', resolved: 'git+ssh://git@github.com/o/ms.git#0123456' },
      }),
    );
    expect(packages.map(({ source, purl }) => `${source} ${purl}`)).toEqual(['registry pkg:npm/ms@2.1.3', 'git pkg:npm/ms@2.1.3']);
  });
});

describe('workspaces', () => {
  const entries = Object.fromEntries(
    ['packages/a', 'packages/b', 'apps/x/y', 'tools/t'].flatMap((location) => {
      const name = location.slice(location.lastIndexOf('/') + 1);
      return [
        [`node_modules/${name}`, { resolved: location, link: true }],
        [location, { version: '1.0.0' }],
      ];
    }),
  );
  it.each([
    [['packages/*'], 'a b'],
    [['./packages/*/'], 'a b'],
    [['packages/*', '!packages/b'], 'a'],
    [['packages/{a,b}', '{tools,apps}/t'], 'a b t'],
    [['apps/**'], 'y'],
    [['packages/a', 'apps/x/y', 5], 'a y'],
    [{ packages: ['tools/*'] }, 't'],
    [['{a,b}'.repeat(40)], ''],
    ['packages/*', ''],
    [[], ''],
  ])('are what %j names', async (workspaces, names) => {
    const packages = await packagesIn(versionThree(entries, { workspaces }));
    const found = packages.filter(({ source }) => source === 'workspace').map(({ name }) => name);
    expect(found.join(' ')).toBe(names);
    expect(packages.filter(({ source }) => source === 'link')).toHaveLength(4 - found.length);
  });
});

describe('what is bundled', () => {
  it('is what lies in the package that brings it, not what the project itself bundles', async () => {
    const packages = await packagesIn(
      versionThree(
        {
          'node_modules/bundler': registry('bundler', '1.0.0', { dependencies: { in: '*' } }),
          'node_modules/bundler/node_modules/in': { version: '1.0.0', inBundle: true },
          'node_modules/own': registry('own', '1.0.0', { inBundle: true }),
          'node_modules/bare': { version: '1.0.0', inBundle: true },
          'packages/w': { version: '1.0.0' },
          'packages/w/node_modules/hers': { version: '1.0.0', inBundle: true },
        },
        { dependencies: { bundler: '*', own: '*', bare: '*' }, bundleDependencies: ['own', 'bare'] },
      ),
    );
    expect(packages.filter(({ bundled }) => bundled).map(({ name }) => name)).toEqual(['in']);
  });
});

describe('what a lockfile knows besides', () => {
  it('is kept', async () => {
    const [pkg] = await packagesIn(
      versionThree({ 'node_modules/p': registry('p', '1.0.0', { hasInstallScript: true, deprecated: 'use q' }) }),
    );
    expect(pkg).toMatchObject({ installScript: true, deprecated: 'use q' });
  });

  it('has no secrets of addresses', async () => {
    const addresses = {
      'https://ci:s3cr3t@npm.example.com/p/-/p-1.0.0.tgz': 'https://***@npm.example.com/p/-/p-1.0.0.tgz',
      'https://s3cr3t@npm.example.com/p.tgz?token=abc&x=1': 'https://***@npm.example.com/p.tgz?token=***&x=***',
      'git+https://x-access-token:s3cr3t@github.com/o/r.git#0123456': 'git+https://***@github.com/o/r.git#0123456',
      'git+ssh://git@github.com/o/r.git#0123456': 'git+ssh://git@github.com/o/r.git#0123456',
      'ssh://git:s3cr3t@example.com/r.git': 'ssh://git:***@example.com/r.git',
      'https://npm.fury.io/o/-/p-1.0.0.tgz': 'https://npm.fury.io/o/-/p-1.0.0.tgz',
      'https://codeload.github.com/o/r/tar.gz/0123456789012345678901234567890123456789':
        'https://codeload.github.com/o/r/tar.gz/0123456789012345678901234567890123456789',
    };
    for (const [resolved, open] of Object.entries(addresses)) {
      const [pkg] = await packagesIn(versionThree({ 'node_modules/p': { version: '1.0.0', resolved } }));
      expect(pkg?.resolved).toBe(open);
    }
  });

  it('says nothing of what is direct where nobody knows', async () => {
    const [pkg] = await packagesIn(versionOne({ p: registry('p', '1.0.0') }));
    expect(pkg).not.toHaveProperty('direct');
    expect(pkg).not.toHaveProperty('paths');
  });

  it('names a project that has no name by its folder', async () => {
    const [pkg] = await packagesIn({
      lockfileVersion: 3,
      packages: { '': { dependencies: { p: '*' } }, 'node_modules/p': registry('p', '1.0.0') },
    });
    expect(pkg?.paths).toEqual([['folder', 'p']]);
  });

  it('reads lockfiles of npm before version 5', async () => {
    const old = { name: 'app', dependencies: { a: { version: '1.0.0', from: 'a@*', dependencies: { b: { version: '2.0.0' } } } } };
    const packages = await packagesIn(old, { 'package.json': { name: 'app', dependencies: { a: '*' } } });
    expect(only(packages, 'b').paths).toEqual([['app', 'a', 'b']]);
  });
});

describe('the place of a member', () => {
  it('is its value, or the entry where there is none', async () => {
    const text = JSON.stringify(versionThree({ 'node_modules/p': { version: '1.0.0', resolved: 'http://x.example/p.tgz' } }), null, 2);
    const { packages, spanOf } = await read(text);
    const [located] = packages;
    const quoted = (member: string) => {
      if (located === undefined) throw new Error('no package');
      const { startLine, startColumn, endColumn } = locationOf({ source: located.entry.source, ...spanOf(located, member) });
      return text.split('\n')[startLine - 1]?.slice(startColumn - 1, endColumn - 1);
    };
    expect(quoted('version')).toBe('"1.0.0"');
    expect(quoted('resolved')).toBe('"http://x.example/p.tgz"');
    for (const member of ['integrity', 'name', '__proto__', 'dependencies']) expect(quoted(member)).toBe('"node_modules/p"');
  });
});

describe('hostile names', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '@__proto__/x',
    '\u001b[31m',
    'a"b',
    '\ud800',
    'é',
    '.',
    '..',
    'a/b/c',
  ];
  it.each(names)('%j is a name like any other', async (name) => {
    const text = (table: string, key: string, deps: string) =>
      `{"lockfileVersion":3,"${table}":{${deps}${JSON.stringify(key)}:{"version":"1.0.0","dependencies":{}}}}`;
    const root = `"":{"name":"app","dependencies":{${JSON.stringify(name)}:"*"}},`;
    const [pkg, ...others] = await packagesIn(text('packages', `node_modules/${name}`, root));
    expect(others).toEqual([]);
    expect(pkg).toMatchObject({ name, version: '1.0.0', direct: true, paths: [['app', name]], origin: { line: 1 } });
    expect((await packagesIn(text('dependencies', name, '').replace('3', '1')))[0]).toMatchObject({ name, version: '1.0.0' });
  });
});

describe('what cannot be read', () => {
  const reasons = async (lockfile: unknown, files = {}) => {
    const { packages, gaps } = await read(lockfile, files);
    return {
      names: packages.map(({ pkg }) => pkg.name),
      gaps: gaps.map(({ reason, scope, types }) => [reason, scope.file, scope.line, types]),
    };
  };
  const whole = JSON.stringify(
    versionThree({ 'node_modules/a': registry('a', '1.0.0'), 'node_modules/b': registry('b', '1.0.0') }),
    null,
    2,
  );
  const gap = (reason: string, line: number) => [[reason, 'package-lock.json', line, ['package']]];

  it.each([
    ['', 'syntax', 1],
    ['# yarn lockfile v1', 'syntax', 1],
    ['[]', 'malformed', 1],
    ['null', 'malformed', 1],
    ['{"lockfileVersion": 3}', 'malformed', 1],
    ['{"lockfileVersion": 3, "packages": []}', 'malformed', 1],
    ['{\n"packages": {,}}', 'syntax', 2],
  ])('%s is a gap', async (text, reason, line) => {
    expect(await reasons(text)).toEqual({ names: [], gaps: gap(reason, line) });
  });

  it('is no gap where there is nothing to install', async () => {
    expect(await reasons('{"lockfileVersion": 3, "packages": {}}')).toEqual({ names: [], gaps: [] });
    expect(await reasons('{"lockfileVersion": 1}')).toEqual({ names: [], gaps: [] });
  });

  it('leaves what stands before it', async () => {
    const cut = whole.slice(0, whole.indexOf('"integrity"', whole.indexOf('node_modules/b')));
    expect(await reasons(cut)).toEqual({ names: ['a'], gaps: gap('syntax', cut.split('\n').length) });
    const conflict = whole.replace('    "node_modules/b"', '<<<<<<< HEAD\n    "node_modules/b"');
    expect(await reasons(conflict)).toEqual({ names: ['a'], gaps: gap('syntax', 15) });
  });

  it('keeps no half entry, wherever the text is cut', async () => {
    const all = await packagesIn(whole);
    for (let cut = 0; cut < whole.length - 1; cut += 1) {
      const { packages, gaps } = await read(whole.slice(0, cut));
      expect(gaps.map(({ reason }) => reason)).toContain('syntax');
      expect(packages.map(({ pkg }) => pkg)).toEqual(all.slice(0, packages.length));
    }
  });

  it('leaves the other entries', async () => {
    const odd = versionThree({
      'node_modules/a': 5,
      'node_modules/b': registry('b', '1.0.0'),
      'node_modules/': {},
      [`node_modules/${'x'.repeat(5000)}`]: {},
    });
    expect(await reasons(odd)).toEqual({ names: ['b'], gaps: gap('malformed', 10) });
  });

  it('is said of a version that is not known, which is read all the same', async () => {
    expect(await reasons({ ...versionThree({ 'node_modules/b': registry('b', '1.0.0') }), lockfileVersion: 4 })).toEqual({
      names: ['b'],
      gaps: gap('unknown-version', 3),
    });
  });

  it('hides no package where it is a manifest', async () => {
    expect(await reasons(whole, { 'package.json': '{\n"name":' })).toEqual({
      names: ['a', 'b'],
      gaps: [['syntax', 'package.json', 2, undefined]],
    });
  });

  it('takes a byte order mark for none', async () => {
    expect((await reasons(`\uFEFF${whole}`)).names).toEqual(['a', 'b']);
  });
});
