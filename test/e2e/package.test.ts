import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, run } from './parapet.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parapet-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the published package', () => {
  it('installs into an empty folder without running scripts, and audits', () => {
    const packed = run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
    expect(packed.status).toBe(0);
    const [{ filename, files }] = JSON.parse(packed.stdout) as [{ filename: string; files: readonly { path: string }[] }];
    expect(files.map(({ path }) => path).filter((path) => /^(src|test|fixtures|bench)\//.test(path))).toEqual([]);
    expect(files.map(({ path }) => path)).toContain('dist/thread.js');
    const installed = run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', join(folder, filename)], { cwd: folder });
    expect(installed.status).toBe(0);

    const command = join(folder, 'node_modules/.bin/parapet');
    expect(run(command, ['--version'], { cwd: folder }).stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
    const scanned = run(command, ['scan', join(root, 'fixtures/apps/orders'), '--format', 'json'], { cwd: folder });
    expect(scanned.status).toBe(1);
    expect(JSON.parse(scanned.stdout)).toMatchObject({ version: 1, tool: { name: 'parapet' } });

    const program = "import('parapet').then(({ checks, defineCheck }) => console.log(checks.length > 10, typeof defineCheck))";
    expect(run(process.execPath, ['--input-type=module', '-e', program], { cwd: folder }).stdout.trim()).toBe('true function');
  });
});
