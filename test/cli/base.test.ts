import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.ts';
import { commit, ENV, put, repository } from '../git.ts';
import { lockOf } from '../packages.ts';
import { run } from './run.ts';

const CHECK = ['--check', 'package-install-script-added,package-integrity-conflict', '--offline', '--quiet', '--format', 'json'];
const armed = (version: string) => ({ version, hasInstallScript: true });

const scan = async (cwd: string, ...args: readonly string[]) => {
  const { code, stdout, stderr } = await run(['scan', ...CHECK, ...args], { cwd, env: ENV });
  const report = stdout === '' ? undefined : (JSON.parse(stdout) as Report);
  const findings = report?.findings.map(({ check, subject, location }) => `${check} ${subject.id} ${location?.file}`) ?? [];
  return { code, stderr, report, findings };
};

const changed = (): string => {
  const cwd = repository({ 'package-lock.json': lockOf({ a: '1.0.0' }), 'more/package-lock.json': lockOf({ b: '1.0.0', c: '1.0.0' }) });
  put(cwd, {
    'package-lock.json': lockOf({ a: armed('1.1.0'), fresh: armed('1.0.0') }),
    'more/package-lock.json': lockOf({ b: armed('1.1.0'), c: { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` } }),
    'brand-new/package-lock.json': lockOf({ a: armed('2.0.0') }),
  });
  return cwd;
};

describe('scan --base', () => {
  it('holds each lockfile against what it was at a revision', async () => {
    const { code, findings } = await scan(changed(), '--base', 'main');
    expect(findings).toEqual([
      'package-install-script-added pkg:npm/b@1.1.0 more/package-lock.json',
      'package-install-script-added pkg:npm/a@1.1.0 package-lock.json',
      'package-integrity-conflict pkg:npm/c@1.0.0 more/package-lock.json',
    ]);
    expect(code).toBe(1);
  });

  it('says nothing of changes without it, and asks no git', async () => {
    const { code, findings, report } = await scan(changed());
    expect([code, findings]).toEqual([0, []]);
    expect(report?.evaluated.map(({ check, subjects }) => [check, subjects])).toContainEqual(['package-install-script-added', 0]);
    expect(report?.gaps).toEqual([]);
  });

  it('is asked for by name where a check needs it', async () => {
    const cwd = repository({ 'package-lock.json': lockOf({ a: '1.0.0' }) });
    const { stderr } = await run(['scan', '--offline', '--check', 'package-install-script-added'], { cwd, env: ENV });
    expect(stderr).toContain('package-install-script-added judges what a change brings: name what was before with --base');
    const { stderr: quiet } = await run(['scan', '--offline', '--check', 'package-install-script-added', '--base', 'main'], {
      cwd,
      env: ENV,
    });
    expect(quiet).toBe('');
  });

  it('names things from wherever it is run, and takes a part of the repository', async () => {
    const cwd = changed();
    expect((await scan(join(cwd, 'more'), '--base', 'HEAD')).findings).toContain(
      'package-install-script-added pkg:npm/b@1.1.0 package-lock.json',
    );
    expect((await scan(cwd, 'more/package-lock.json', '--base', 'HEAD')).findings).toHaveLength(2);
    expect((await scan(cwd, 'more', 'brand-new', '--base', 'HEAD')).findings).toHaveLength(2);
  });

  it('takes a lockfile, or a folder of lockfiles, for what was', async () => {
    const cwd = changed();
    put(cwd, {
      'was/package-lock.json': lockOf({ a: '1.0.0' }),
      'was/more/package-lock.json': lockOf({ b: '1.0.0' }),
      '.gitignore': 'was\n',
    });
    expect((await scan(cwd, '--base', 'was')).findings).toHaveLength(2);
    expect((await scan(cwd, 'package-lock.json', '--base', 'was/package-lock.json')).findings).toEqual([
      'package-install-script-added pkg:npm/a@1.1.0 package-lock.json',
    ]);
  });

  it('says that what could not be read before is not known', async () => {
    const cwd = repository({ 'package-lock.json': '{ "lockfileVersion": 3, "packages": { "node_modules/a": { "version":' });
    put(cwd, { 'package-lock.json': lockOf({ a: armed('1.1.0') }) });
    const { code, findings, report } = await scan(cwd, '--base', 'main', '--strict');
    expect(findings).toEqual([]);
    expect(report?.gaps.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^What main held cannot be told: .+ \(1 package\)$/),
    ]);
    expect(code).toBe(4);
  });

  it.each([
    [['--base', 'nope'], /there is no file and no revision 'nope'/],
    [['--base=--upload-pack=x'], /there is no file and no revision '--upload-pack=x'/],
    [['--base', 'main'], /'main' is a file and a revision/],
    [['--base', './main'], /there is no lockfile in \.\/main/],
    [['--base', 'broken/package-lock.json'], /cannot be compared with/],
    [['--base', './nowhere'], /There is no file or folder '\.\/nowhere'/],
    [['.', '--base', 'one.json'], /one\.json is one lockfile, and there are 3 that it may be compared with/],
  ])('refuses %j', async (args, message) => {
    const cwd = repository({
      'main/readme.md': '',
      'a/package-lock.json': lockOf({ a: '1.0.0' }),
      'b/package-lock.json': lockOf({ a: '1.0.0' }),
      'broken/package-lock.json': 'no JSON at all',
    });
    put(cwd, { 'one.json': lockOf({ a: '1.0.0' }) });
    const { code, stderr } = await scan(cwd, ...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('changes nothing in the repository', async () => {
    const cwd = changed();
    const index = readFileSync(join(cwd, '.git/index'));
    await scan(cwd, '--base', 'HEAD');
    expect(readFileSync(join(cwd, '.git/index')).equals(index)).toBe(true);
    commit(cwd, {});
    expect((await scan(cwd, '--base', 'HEAD')).findings).toEqual([]);
  });
});
