import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { collect } from '../../../src/sources/collect.ts';
import { type Files, only, registry, versionThree } from './read.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const folderOf = (files: Files): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'parapet-lockfile-'));
  folders.push(cwd);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return cwd;
};

const of = (name: string, version = '1.0.0') =>
  versionThree({ [`node_modules/${name}`]: registry(name, version) }, { dependencies: { [name]: '*' } });

describe('the lockfiles below a folder', () => {
  it('are found by name, each an input of its own', async () => {
    const cwd = folderOf({
      'package-lock.json': of('a'),
      'services/api/package-lock.json': of('b'),
      'node_modules/x/package-lock.json': of('hidden'),
      'other.json': of('not-asked-for'),
    });
    const { packages, inputs, gaps } = await collect(['.'], { cwd });
    expect(packages.map(({ name, origin }) => [name, origin.file])).toEqual([
      ['a', 'package-lock.json'],
      ['b', 'services/api/package-lock.json'],
    ]);
    expect(inputs).toEqual([
      { source: 'lockfile', file: 'package-lock.json', format: 'npm' },
      { source: 'lockfile', file: 'services/api/package-lock.json', format: 'npm' },
    ]);
    expect(gaps).toEqual([]);
  });

  it('give way to npm-shrinkwrap.json in the same folder', async () => {
    const cwd = folderOf({ 'package-lock.json': of('a'), 'npm-shrinkwrap.json': of('b'), 'sub/package-lock.json': of('c') });
    const { packages, inputs } = await collect(['.'], { cwd });
    expect(packages.map(({ name }) => name)).toEqual(['b', 'c']);
    expect(inputs.map(({ file }) => file)).toEqual(['npm-shrinkwrap.json', 'sub/package-lock.json']);
  });

  it('may be named, under any name', async () => {
    const cwd = folderOf({ 'locked.json': of('a'), 'package.json': { dependencies: { a: '1' } }, 'package-lock.json': of('b') });
    const named = await collect(['locked.json'], { cwd });
    expect(named.packages.map(({ name }) => name)).toEqual(['a']);
    expect(named.packages[0]?.requiredBy).toEqual([{ source: 'lockfile', file: 'package.json', line: 3, column: 5 }]);
    expect((await collect(['package-lock.json'], { cwd })).packages.map(({ name }) => name)).toEqual(['b']);
    expect((await collect(['package.json'], { cwd })).packages).toEqual([]);
  });

  it('are a gap each where they are broken, and keep no other from being read', async () => {
    const cwd = folderOf({
      'a/package-lock.json': '{',
      'b/package-lock.json': of('b'),
      'c/yarn.lock': 'hello',
      'd/npm-shrinkwrap.json': '[',
    });
    const { packages, gaps } = await collect(['.'], { cwd });
    expect(packages.map(({ name }) => name)).toEqual(['b']);
    expect(gaps.map(({ source, scope, reason, types }) => [source, scope.file, reason, types])).toEqual([
      ['lockfile', 'a/package-lock.json', 'syntax', ['package']],
      ['lockfile', 'c/yarn.lock', 'syntax', ['package']],
      ['lockfile', 'd/npm-shrinkwrap.json', 'syntax', ['package']],
    ]);
  });

  it('take no manifest from outside of their folder', async () => {
    const lock = versionThree(
      { '../secret': { version: '1.0.0' }, 'node_modules/s': { resolved: '../secret', link: true }, 'packages/l': { version: '1.0.0' } },
      { workspaces: ['../*', 'packages/*'], dependencies: { s: '*' } },
    );
    const cwd = folderOf({
      'app/package-lock.json': lock,
      'secret/package.json': { name: 'secret', dependencies: {} },
      'app/packages/l/x': '',
    });
    symlinkSync(join(cwd, 'secret/package.json'), join(cwd, 'app/packages/l/package.json'));
    const { packages, gaps, quote } = await collect(['app'], { cwd });
    expect(packages.map(({ name, source }) => [name, source])).toEqual([
      ['s', 'link'],
      ['l', 'workspace'],
    ]);
    expect(gaps).toEqual([]);
    expect(quote('secret/package.json', 1)).toBeUndefined();
    expect(quote('app/packages/l/package.json', 1)).toBeUndefined();
  });
});

describe('the text of lockfiles and manifests', () => {
  it('is quoted without its secrets, columns kept', async () => {
    const lock = of('p');
    const entry = lock.packages as Record<string, unknown>;
    entry['node_modules/p'] = { version: '1.0.0', resolved: 'https://ci:hunter2@npm.example.com/p/-/p-1.0.0.tgz?auth=abc' };
    const manifest = { name: 'app', dependencies: { p: 'git+https://0a1b2c3d@example.com/p.git' } };
    const cwd = folderOf({ 'package-lock.json': lock, 'package.json': manifest });
    const { packages, locate, quote } = await collect(['.'], { cwd });
    const pkg = only(packages, 'p');
    const at = locate(pkg, ['resolved']);
    const line = at === undefined ? undefined : quote(at.file, at.startLine);
    expect(line).toBe('      "resolved": "https://**********@npm.example.com/p/-/p-1.0.0.tgz?auth=***"');
    expect(line?.slice((at?.startColumn ?? 0) - 1, (at?.endColumn ?? 0) - 1)).toMatch(/^"https.*"$/);
    const asked = locate(pkg, ['requiredBy', 0]);
    expect(asked).toEqual({ file: 'package.json', startLine: 4, startColumn: 5, endLine: 4, endColumn: 50 });
    expect(quote('package.json', 4)).toBe('    "p": "git+https://********@example.com/p.git"');
    expect(locate(pkg, ['requiredBy', 7])?.file).toBe('package-lock.json');
    expect(JSON.stringify(packages)).not.toMatch(/hunter2|abc|0a1b2c3d/);
  });

  it('is quoted with its coordinates, however random they look, but never with a token', async () => {
    const coordinate = 'com.fasterxml.jackson.core:jackson-databind:2.13.2=compileClasspath,runtimeClasspath';
    const token = `ghp_${'0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT'.repeat(2).slice(0, 36)}`;
    const cwd = folderOf({ 'gradle.lockfile': `${coordinate}\n# ${token}\nempty=\n` });
    const { quote } = await collect(['.'], { cwd });
    expect(quote('gradle.lockfile', 1)).toBe(coordinate);
    expect(quote('gradle.lockfile', 2)).not.toContain(token);
  });

  it('is not quoted where it is one enormous line', async () => {
    const cwd = folderOf({ 'package-lock.json': JSON.stringify(of('p')) + ' '.repeat(20_000) });
    const { packages, quote } = await collect(['.'], { cwd });
    expect(packages).toHaveLength(1);
    expect(quote('package-lock.json', 1)).toBeUndefined();
  });
});
