import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Review } from '../../src/comparison/review.ts';
import { commit, ENV, put, repository } from '../git.ts';
import { lockOf } from '../packages.ts';
import { run } from './run.ts';

const armed = (version: string) => ({ version, hasInstallScript: true });

const diff = async (cwd: string, ...args: readonly string[]) => {
  const { code, stdout, stderr } = await run(['diff', '--offline', '--format', 'json', ...args], { cwd, env: ENV });
  const review = stdout === '' ? undefined : (JSON.parse(stdout) as Review);
  const lines = (review?.lockfiles ?? []).flatMap(({ file, changes }) =>
    changes.map(
      ({ kind, name, from, to, remarks }) =>
        `${file} ${kind} ${name} ${from?.version ?? '-'} ${to?.version ?? '-'}${remarks.map((remark) => ` ${remark.kind}`).join('')}`,
    ),
  );
  return { code, stderr, review, lines };
};

const BEFORE = lockOf({
  up: '1.0.0',
  down: '2.0.0',
  gone: '1.0.0',
  same: '1.0.0',
  edited: '1.0.0',
  forked: '1.0.0',
  moved: '1.0.0',
});
const AFTER = lockOf({
  up: { ...armed('1.1.0'), dependencies: { deep: '3' } },
  down: '1.9.0',
  same: '1.0.0',
  edited: { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` },
  forked: { version: '1.0.0', resolved: `git+ssh://git@github.com/o/forked.git#${'a'.repeat(40)}` },
  moved: { version: '1.0.1', resolved: 'https://npm.example.com/moved/-/moved-1.0.1.tgz' },
  'up/node_modules/deep': armed('3.0.0'),
});

const EXPECTED = [
  'package-lock.json changed edited 1.0.0 1.0.0 package-integrity-conflict',
  'package-lock.json upgraded up 1.0.0 1.1.0 package-install-script-added',
  'package-lock.json changed forked 1.0.0 1.0.0 source',
  'package-lock.json upgraded moved 1.0.0 1.0.1 registry',
  'package-lock.json added deep - 3.0.0 new-transitive new-script',
  'package-lock.json downgraded down 2.0.0 1.9.0',
  'package-lock.json removed gone 1.0.0 -',
];

describe('parapet diff', () => {
  it('tells what changed since a revision in the working tree, the worst first', async () => {
    const cwd = repository({ 'package-lock.json': BEFORE });
    put(cwd, { 'package-lock.json': AFTER });
    const { code, lines, review } = await diff(cwd, 'main');
    expect(lines).toEqual(EXPECTED);
    expect(code).toBe(1);
    expect(review).toMatchObject({ base: 'main', head: null, summary: { upgraded: 2, added: 1, removed: 1, high: 2 } });
  });

  it('compares two revisions, two files and two folders alike', async () => {
    const cwd = repository({ 'a/package-lock.json': BEFORE });
    commit(cwd, { 'a/package-lock.json': AFTER });
    const named = (file: string) => EXPECTED.map((line) => line.replace('package-lock.json', file));
    expect((await diff(cwd, 'HEAD~1', 'HEAD')).lines).toEqual(named('a/package-lock.json'));
    expect((await diff(cwd, 'HEAD~1', 'HEAD', '--path', 'a')).lines).toEqual(named('a/package-lock.json'));
    expect((await diff(cwd, 'HEAD~1', 'HEAD', '--path', 'b')).code).toBe(3);
    put(cwd, { 'old.json': BEFORE, 'new/x/package-lock.json': AFTER, 'old/x/package-lock.json': BEFORE });
    expect((await diff(cwd, 'old.json', 'a/package-lock.json')).lines).toEqual(named('a/package-lock.json'));
    expect((await diff(cwd, 'old', 'new')).lines).toEqual(named('new/x/package-lock.json'));
    expect((await diff(cwd, 'HEAD', '--path', 'a')).lines).toEqual([]);
  });

  it('takes what is new or gone whole for added and removed', async () => {
    const cwd = repository({ 'gone/package-lock.json': lockOf({ a: '1.0.0' }) });
    commit(cwd, { 'new/yarn.lock': '# yarn lockfile v1\n\n\nb@^1.0.0:\n  version "1.0.0"\n' });
    const { lines, code } = await diff(cwd, 'HEAD', '--path', 'new');
    expect([lines, code]).toEqual([[], 0]);
    expect((await diff(cwd, 'HEAD~1')).lines).toEqual(['new/yarn.lock added b - 1.0.0']);
    expect((await diff(cwd, 'HEAD', 'HEAD~1')).lines).toEqual(['new/yarn.lock removed b 1.0.0 -']);
  });

  it('says what it could not read, which is no change', async () => {
    const cwd = repository({ 'package-lock.json': 'no JSON', 'b/package-lock.json': lockOf({ b: '1.0.0' }) });
    put(cwd, { 'package-lock.json': lockOf({ a: '1.0.0' }), 'b/package-lock.json': '{' });
    const { review, code } = await diff(cwd, 'main', '--strict');
    expect(review?.gaps.map(({ scope, message }) => `${scope.file} ${message?.slice(-6)}`)).toContain('package-lock.json (main)');
    expect(review?.gaps.map(({ scope }) => scope.file)).toContain('b/package-lock.json');
    expect(review?.lockfiles).toEqual([]);
    expect(code).toBe(4);
  });

  it('closes the gate where it is told to, and writes several formats', async () => {
    const cwd = repository({ 'package-lock.json': BEFORE });
    put(cwd, { 'package-lock.json': AFTER });
    const { code, stdout } = await run(
      ['diff', 'main', '--offline', '--fail-on', 'never', '--format', 'markdown=comment.md', '--format', 'terminal'],
      {
        cwd,
        env: ENV,
      },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('high[package-install-script-added]: up 1.1.0 runs a script');
    expect(readFileSync(join(cwd, 'comment.md'), 'utf8')).toContain(
      '| <code>gone</code> | removed <code>1&#46;0&#46;0</code> | direct |  |',
    );
  });

  it.each([
    [['nope'], /there is no file and no revision 'nope'/, 2],
    [['main', '--', '-x'], /there is no file and no revision '-x'/, 2],
    [[], /base/, 2],
  ])('refuses %j', async (args, message, expected) => {
    const { code, stderr } = await diff(repository({ 'package-lock.json': BEFORE }), ...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(expected);
  });
});
