import { describe, expect, it } from 'vitest';
import { canHold } from '../../../../src/sources/lockfile/python/marker.ts';
import { pdm } from '../../../../src/sources/lockfile/python/pdm.ts';
import { pipfile } from '../../../../src/sources/lockfile/python/pipfile.ts';
import { poetry } from '../../../../src/sources/lockfile/python/poetry.ts';
import { pylock } from '../../../../src/sources/lockfile/python/pylock.ts';
import { uv } from '../../../../src/sources/lockfile/python/uv.ts';
import { inShort, packagesIn, read } from './read.ts';

const ways = (packages: Awaited<ReturnType<typeof packagesIn>>) =>
  packages.map((pkg) => `${inShort(pkg)}${pkg.paths === undefined ? '' : ` : ${pkg.paths.map((path) => path.join('>')).join(' ')}`}`);

describe('uv.lock', () => {
  const HEAD = 'version = 1\nrequires-python = ">=3.10"\n';
  const one = (name: string, version: string, rest: string): string => `\n[[package]]\nname = "${name}"\nversion = "${version}"\n${rest}\n`;
  const registry = 'source = { registry = "https://pypi.org/simple" }';

  it('tells the kinds of sources', async () => {
    const text = [
      HEAD,
      one('app', '0', 'source = { editable = "." }'),
      one('a', '1', registry),
      one('b', '1', 'source = { git = "https://github.com/example/b?rev=main#0123" }'),
      one(
        'c',
        '1',
        'source = { url = "https://example.com/c.whl" }\nwheels = [{ url = "https://example.com/c.whl", hash = "sha256:' +
          'ab'.repeat(32) +
          '" }]',
      ),
      one('d', '1', 'source = { path = "dist/d-1.whl" }'),
      one('e', '1', 'source = { directory = "libs/e" }'),
      one('f', '1', 'source = { registry = "http://mirror.example.com/simple" }\nsdist = { url = "http://mirror.example.com/f.tgz" }'),
      '\n[[package]]\nname = "g"\nsource = { directory = "libs/g" }\n',
    ].join('');
    const packages = await packagesIn(uv, text);
    expect(
      packages.map(({ name, version, source, resolved, integrity }) => [name, version, source, resolved, integrity !== undefined]),
    ).toEqual([
      ['a', '1', 'registry', 'https://pypi.org/simple', false],
      ['b', '1', 'git', 'https://github.com/example/b?rev=***#0123', false],
      ['c', '1', 'url', 'https://example.com/c.whl', true],
      ['d', '1', 'file', 'dist/d-1.whl', false],
      ['e', '1', 'link', undefined, false],
      ['f', '1', 'registry', 'http://mirror.example.com/f.tgz', false],
      ['g', undefined, 'link', undefined, false],
    ]);
  });

  it('follows forks and extras as far as they are asked for', async () => {
    const text = [
      HEAD,
      one(
        'app',
        '0',
        'source = { virtual = "." }\ndependencies = [\n    { name = "n", version = "2", source = { registry = "https://pypi.org/simple" }, marker = "x" },\n    { name = "web", extra = ["fast"] },\n]',
      ),
      one('m', '1', `${registry}\ndependencies = [{ name = "n", version = "1", ${registry} }]`),
      one('n', '1', registry),
      one('n', '2', registry),
      one('web', '1', `${registry}\n\n[package.optional-dependencies]\nfast = [{ name = "loop" }]\nslow = [{ name = "m" }]`),
      one('loop', '1', registry),
    ].join('');
    expect(ways(await packagesIn(uv, text))).toEqual([
      'm@1 registry : ',
      'n@1 registry : ',
      'n@2 registry direct : app>n',
      'web@1 registry direct : app>web',
      'loop@1 registry : app>web>loop',
    ]);
  });

  it('has the projects of a script and of a workspace without a package at its root', async () => {
    const script = `${HEAD}\n[manifest]\nrequirements = [{ name = "a", specifier = ">=1" }]\n${one('a', '1', registry)}`;
    expect(ways(await packagesIn(uv, script))).toEqual(['a@1 registry direct : folder>a']);
    const workspace = `${HEAD}\n[manifest]\nmembers = ["x", "y"]\n\n[manifest.dependency-groups]\ndev = [{ name = "a" }]\n${one('a', '1', registry)}${one('x', '0', 'source = { editable = "x" }\ndependencies = [{ name = "y" }]')}${one('y', '0', 'source = { virtual = "y" }')}`;
    expect(ways(await packagesIn(uv, workspace, { 'pyproject.toml': '[tool.uv.workspace]\n' }))).toEqual([
      'a@1 registry dev direct : folder>a',
      'x@0 workspace : ',
      'y@0 workspace direct : x>y',
    ]);
  });

  it('is read as it was before its first release, too', async () => {
    const text =
      'version = 1\nrequires-python = ">=3.10"\n\n[[distribution]]\nname = "app"\nversion = "0"\nsource = "editable+."\n\n[[distribution.dependencies]]\nname = "a"\n\n[[distribution]]\nname = "a"\nversion = "1"\nsource = "registry+https://pypi.org/simple"\n';
    expect(ways(await packagesIn(uv, text))).toEqual(['a@1 registry direct : app>a']);
  });
});

describe('poetry.lock', () => {
  const lock = (version: string, ...tables: readonly string[]): string =>
    `${tables.join('\n')}\n[metadata]\nlock-version = "${version}"\ncontent-hash = "x"\npython-versions = "*"\n`;
  const table = (name: string, version: string, rest = ''): string =>
    `[[package]]\nname = "${name}"\nversion = "${version}"\ndescription = ""\noptional = false\npython-versions = "*"\n${rest}\n`;

  it('says for what a package is, in the words of each version', async () => {
    expect(ways(await packagesIn(poetry, lock('1.1', table('a', '1', 'category = "dev"'), table('b', '1', 'category = "main"'))))).toEqual([
      'a@1 registry dev',
      'b@1 registry',
    ]);
    expect(
      ways(await packagesIn(poetry, lock('2.1', table('a', '1', 'groups = ["dev", "lint"]'), table('b', '1', 'groups = ["main", "dev"]')))),
    ).toEqual(['a@1 registry dev', 'b@1 registry']);
    const bare = lock('2.0', table('a', '1'), table('b', '1'));
    expect((await packagesIn(poetry, bare)).map(({ dev, direct }) => [dev, direct])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(
      ways(
        await packagesIn(poetry, bare, {
          'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["B>=1"]\n[dependency-groups]\ndev = ["A"]\n',
        }),
      ),
    ).toEqual(['a@1 registry dev direct : shop>a', 'b@1 registry direct : shop>b']);
  });

  it('tells the kinds of sources', async () => {
    const source = (type: string, url: string, more = ''): string => `\n[package.source]\ntype = "${type}"\nurl = "${url}"\n${more}`;
    const text = lock(
      '2.1',
      table('a', '1', source('git', 'https://github.com/example/a.git', 'reference = "main"\nresolved_reference = "0123"\n')),
      table('b', '1', source('legacy', 'https://user:pass@mirror.example.com/simple', 'reference = "ours"\n')),
      table('c', '1', source('url', 'https://example.com/c.zip')),
      table('d', '1', source('file', 'dist/d.whl')),
      table('e', '1', source('directory', 'libs/e')),
    );
    expect((await packagesIn(poetry, text)).map(({ name, source: kind, resolved }) => [name, kind, resolved])).toEqual([
      ['a', 'git', 'https://github.com/example/a.git#0123'],
      ['b', 'registry', 'https://***@mirror.example.com/simple'],
      ['c', 'url', 'https://example.com/c.zip'],
      ['d', 'file', 'dist/d.whl'],
      ['e', 'link', undefined],
    ]);
  });

  it('follows the version that clauses let in, and optional dependencies where an extra asks', async () => {
    const text = lock(
      '2.1',
      table(
        'a',
        '1',
        '\n[package.dependencies]\nn = ">=2"\nx = {version = "*", optional = true}\nm = [\n    {version = "1.*", markers = "y"},\n]\n\n[package.extras]\nall = ["a[more]", "x (>=1)"]\nmore = ["x"]\n',
      ),
      table('m', '1.5'),
      table('n', '1'),
      table('n', '2'),
      table('x', '1'),
    );
    const project = (a: string): string => `[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\npython = "*"\na = ${a}\n`;
    expect(ways(await packagesIn(poetry, text, { 'pyproject.toml': project('"^1"') }))).toEqual([
      'a@1 registry direct : shop>a',
      'm@1.5 registry : shop>a>m',
      'n@1 registry : ',
      'n@2 registry : shop>a>n',
      'x@1 registry : ',
    ]);
    expect(ways(await packagesIn(poetry, text, { 'pyproject.toml': project('{version = "^1", extras = ["all"]}') }))[4]).toBe(
      'x@1 registry : shop>a>x',
    );
  });
});

describe('pdm.lock', () => {
  it('joins a package with its extras', async () => {
    const text =
      '[metadata]\ngroups = ["default", "http", "dev"]\nlock_version = "4.4.1"\n\n[[package]]\nname = "web"\nversion = "1"\ngroups = ["default"]\ndependencies = ["a"]\nfiles = [{file = "w.whl", hash = "sha256:' +
      'ab'.repeat(32) +
      '"}]\n\n[[package]]\nname = "web"\nversion = "1"\nextras = ["Fast_er"]\ngroups = ["default"]\ndependencies = ["b; x > \'1\'", "web==1"]\n\n[[package]]\nname = "a"\nversion = "1"\ngroups = ["http"]\n\n[[package]]\nname = "b"\nversion = "1"\ngroups = ["dev"]\n';
    expect(ways(await packagesIn(pdm, text))).toEqual(['web@1 registry', 'a@1 registry optional', 'b@1 registry dev']);
    const packages = await packagesIn(pdm, text, { 'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["web[fast-er]"]\n' });
    expect(packages.map(({ name, paths }) => [name, paths?.map((path) => path.join('>')).join(' ')])).toEqual([
      ['web', 'shop>web'],
      ['a', 'shop>web>a'],
      ['b', 'shop>web>b'],
    ]);
    expect(packages[0]?.integrity).toBeDefined();
  });

  it('has the files of old versions in one table', async () => {
    const text = `[[package]]\nname = "a"\nversion = "1"\n\n[metadata]\nlock_version = "4.0"\n\n[metadata.files]\n"a 1" = [\n    {url = "https://files.pythonhosted.org/a.whl", hash = "sha256:${'ab'.repeat(32)}"},\n]\n`;
    expect(await packagesIn(pdm, text)).toMatchObject([
      { name: 'a', resolved: 'https://files.pythonhosted.org/a.whl', integrity: expect.stringMatching(/^sha256-/) },
    ]);
  });
});

it('pylock.toml tells by markers what is for what, and may leave versions out', async () => {
  const text = `lock-version = "1.0"\nextras = ["fast"]\ndependency-groups = ["dev", "base"]\ndefault-groups = ["base"]\ncreated-by = "x"\n
[[packages]]\nname = "a"\nversion = "1"\nmarker = "'dev' in dependency_groups or 'base' in dependency_groups"\nsdist = {name = "a.tgz", hashes = {sha256 = "${'ab'.repeat(32)}", md5 = "${'cd'.repeat(16)}"}}
[[packages]]\nname = "b"\nversion = "1"\nmarker = "sys_platform == 'win32' and 'dev' in dependency_groups"\n
[[packages]]\nname = "c"\nmarker = "'fast' in extras"\nvcs = {type = "git", url = "https://github.com/example/c", commit-id = "0123"}\n
[[packages]]\nname = "d"\ndirectory = {path = "."}\n
[[packages]]\nname = "e"\nversion = "1"\narchive = {url = "https://example.com/e.zip", hashes = {sha256 = "${'ab'.repeat(32)}"}}\n`;
  const packages = await packagesIn(pylock, text);
  expect(packages.map(inShort)).toEqual(['a@1 registry', 'b@1 registry dev', 'c git optional', 'd link', 'e@1 url']);
  expect(packages.map(({ integrity }) => integrity?.split(' ').map((hash) => hash.split('-')[0]))).toEqual([
    ['sha256', 'md5'],
    undefined,
    undefined,
    undefined,
    ['sha256'],
  ]);
  expect(packages[2]?.resolved).toBe('https://github.com/example/c#0123');
});

it.each([
  ["python_version > '3'", true],
  ["'x' in extras", false],
  ["'x' not in extras", true],
  ["'X_y' in dependency_groups", true],
  ["(python_version > '3' and ('x' in extras or extra == 'z')) or extra == \"w\"", false],
  ["python_version ~= '3' or 'x' in extras", true],
  ['not a marker at all %', true],
  ['('.repeat(10_000), true],
])('the marker %s', (marker, expected) => {
  expect(canHold(marker, { groups: new Set(['x-y']), extras: new Set() })).toBe(expected);
});

it('Pipfile.lock has its categories, and what comes from elsewhere', async () => {
  const text = JSON.stringify({
    _meta: { 'pipfile-spec': 6, sources: [{ name: 'ours', url: 'https://user:pass@example.com/simple' }] },
    default: {
      A: { version: '==1', index: 'ours', hashes: [`sha256:${'ab'.repeat(32)}`] },
      b: { git: 'https://github.com/example/b.git', ref: '0123' },
      c: { path: './libs/c', editable: true },
      d: { file: 'https://example.com/d.zip' },
    },
    develop: { a: { version: '==1', index: 'ours', hashes: [`sha256:${'ab'.repeat(32)}`] }, e: { version: '==2' } },
    docs: { f: { version: '==3' } },
  });
  const packages = await packagesIn(pipfile, text, { Pipfile: '[packages]\nA = "*"\n[dev-packages]\n"e" = {version = "*"}\n' });
  expect(packages.map(inShort)).toEqual(['a@1 registry direct', 'b git', 'c link', 'd url', 'e@2 registry dev direct', 'f@3 registry dev']);
  expect(packages.map(({ resolved }) => resolved)).toEqual([
    'https://***@example.com/simple',
    'https://github.com/example/b.git#0123',
    undefined,
    'https://example.com/d.zip',
    undefined,
    undefined,
  ]);
  expect(packages[0]?.requiredBy?.map(({ file, line }) => `${file}:${line}`)).toEqual(['Pipfile:2']);
});

describe('what is no lockfile', () => {
  it.each([
    ['uv', uv, 'plain text'],
    ['uv', uv, 'a = 1\n'],
    ['poetry', poetry, '[[package]\n'],
    ['poetry', poetry, 'package = 1\n'],
    ['pdm', pdm, ''],
    ['pylock', pylock, '[[package]]\nname = "a"\n'],
    ['pipfile', pipfile, '[]'],
    ['pipfile', pipfile, ''],
    ['pylock', pylock, 'lock-version = "2.0"\n'],
    ['poetry', poetry, '[metadata]\nlock-version = "3.0"\n'],
  ])('is a gap for %s (%#)', async (_, format, text) => {
    const { packages, gaps } = await read(format, text);
    expect(packages).toEqual([]);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.scope.line).toBe(text.includes('lock-version = "3') ? 2 : 1);
  });

  it('is told of a broken one with its line, and what stands is kept', async () => {
    const text =
      'version = 1\nrequires-python = "3"\n[[package]]\nname = "a"\nversion = "1"\n[[package]]\nname = "b\n[[package]]\nname = "c"\nversion = "1"\n';
    const { packages, gaps } = await read(uv, text);
    expect(packages.map(({ pkg }) => pkg.name)).toEqual(['a']);
    expect(gaps.map(({ reason, scope }) => [reason, scope.line])).toEqual([['syntax', 7]]);
    const nameless = await read(uv, 'version = 1\nrequires-python = "3"\n[[package]]\nversion = "1"\n[[package]]\nname = "b"\n');
    expect(nameless.packages.map(({ pkg }) => pkg.name)).toEqual(['b']);
    expect(nameless.gaps.map(({ reason, scope }) => [reason, scope.line])).toEqual([['malformed', 3]]);
  });
});
