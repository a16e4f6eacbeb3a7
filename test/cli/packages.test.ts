import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.ts';
import { newFolder, run } from './run.ts';

const CHECKS = 'package-integrity-missing,package-insecure-url';
const lock = {
  name: 'app',
  lockfileVersion: 3,
  packages: {
    '': { name: 'app', dependencies: { a: '1.0.0' } },
    'node_modules/a': {
      version: '1.0.0',
      resolved: 'http://registry.npmjs.org/a/-/a-1.0.0.tgz',
      integrity: 'sha512-x',
      dependencies: { b: '1' },
    },
    'node_modules/b': { version: '1.0.0', resolved: 'https://registry.npmjs.org/b/-/b-1.0.0.tgz' },
  },
};
const manifest = { name: 'app', dependencies: { a: '1.0.0' } };

const project = (lockfile: string = JSON.stringify(lock, null, 2)): string => {
  const cwd = newFolder();
  writeFileSync(join(cwd, 'package-lock.json'), lockfile);
  writeFileSync(join(cwd, 'package.json'), JSON.stringify(manifest, null, 2));
  return cwd;
};

const scan = async (cwd: string, ...more: readonly string[]) => {
  const { code, stdout, stderr } = await run(['scan', '--check', CHECKS, '--format', 'json', ...more], { cwd });
  return { code, stderr, report: JSON.parse(stdout) as Report };
};

describe('a folder with a lockfile alone', () => {
  it('is something to audit', async () => {
    const { code, report } = await scan(project());
    expect(code).toBe(1);
    expect(report.inputs).toContainEqual({ source: 'lockfile', file: 'package-lock.json', format: 'npm' });
    expect(
      report.findings.map(({ check, subject, location, related }) => [
        check,
        subject.id,
        location?.startLine,
        related[0]?.location?.startLine,
      ]),
    ).toEqual([
      ['package-insecure-url', 'pkg:npm/a@1.0.0', 13, 4],
      ['package-integrity-missing', 'pkg:npm/b@1.0.0', 19, 4],
    ]);
    expect(report.findings[1]?.subject).toEqual({
      type: 'package',
      id: 'pkg:npm/b@1.0.0',
      arn: null,
      account: null,
      region: null,
      name: 'b',
      version: '1.0.0',
      ecosystem: 'npm',
      dev: false,
      direct: false,
      paths: [['app', 'a', 'b']],
    });
    expect(report.evaluated).toEqual([
      { check: 'package-integrity-missing', subjects: 2, passed: 1, findings: 1, undetermined: 0 },
      { check: 'package-insecure-url', subjects: 2, passed: 1, findings: 1, undetermined: 0 },
    ]);
  });

  it('is judged alike from its inventory', async () => {
    const cwd = project();
    const { report } = await scan(cwd);
    const inventory = await run(['inventory'], { cwd });
    writeFileSync(join(cwd, 'inventory.json'), inventory.stdout);
    const { stdout } = await run(['check', 'inventory.json', '--check', CHECKS, '--format', 'json'], { cwd });
    const bare = ({ findings }: Report) =>
      findings.map(({ location, related, ...rest }) => [
        rest.fingerprint,
        rest.message,
        rest.subject,
        location?.file,
        related.map((one) => one.location?.startLine),
      ]);
    expect(bare(JSON.parse(stdout) as Report)).toEqual(bare(report));
  });

  it('may have its packages ignored by name', async () => {
    const cwd = project();
    const ignores = ['a', 'b@1.*'].map((resource, index) => ({ check: CHECKS.split(',').at(-1 - index), resource, reason: 'known' }));
    writeFileSync(join(cwd, 'parapet.yml'), JSON.stringify({ ignores }));
    const { code, report } = await scan(cwd);
    expect(code).toBe(0);
    expect(report.summary.suppressed).toBe(2);
  });
});

describe('a lockfile that cannot be read', () => {
  it('is a gap that leaves the checks of packages undetermined', async () => {
    const whole = JSON.stringify(lock, null, 2);
    const { code, report } = await scan(project(whole.slice(0, whole.indexOf('"node_modules/b"'))), '--fail-on', 'critical', '--strict');
    expect(code).toBe(4);
    expect(report.gaps).toMatchObject([
      {
        source: 'lockfile',
        scope: { file: 'package-lock.json', line: 19 },
        reason: 'syntax',
        types: ['package'],
        checks: CHECKS.split(','),
      },
    ]);
    expect(report.undetermined.map(({ check, subject, location }) => [check, subject.type, subject.id, location?.startLine])).toEqual([
      ['package-insecure-url', 'package', '*', 19],
      ['package-integrity-missing', 'package', '*', 19],
    ]);
    expect(report.findings.map(({ subject }) => subject.id)).toEqual(['pkg:npm/a@1.0.0']);
  });

  it('is a gap where its format is not read', async () => {
    const cwd = newFolder();
    mkdirSync(join(cwd, 'web'));
    writeFileSync(join(cwd, 'web/bun.lockb'), '#!/usr/bin/env bun\nbun-lockfile-format-v0\n');
    const { code, report } = await scan(cwd);
    expect(code).toBe(0);
    expect(report.gaps).toMatchObject([{ reason: 'unsupported', scope: { file: 'web/bun.lockb' } }]);
  });

  it('is missing where nothing is one', async () => {
    const { code, stderr } = await scan(newFolder());
    expect(code).toBe(3);
    expect(stderr).toContain('no template and no lockfile was recognised');
  });
});
