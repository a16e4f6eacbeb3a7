import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { auditInBatches, type RunResult } from '../../../src/run.ts';
import { collectInBatches } from '../../../src/sources/collect.ts';
import { atOnce, options, plain, TREES, treeOf, written } from './belonging.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** A run whose batches are as small as they can be: each file is one. */
const inBatches = async (paths: readonly string[], cwd: string, batch = 1): Promise<RunResult & { readonly batches: number }> => {
  const found = await collectInBatches(paths, { cwd, quotes: true, batch });
  const result = await auditInBatches(found, { ...options, gaps: [] });
  return { ...result, batches: found.templates?.work.batches.length ?? 0 };
};

describe('templates that are let go one by one are judged as all at once', () => {
  test.each([
    ['the applications', 'fixtures/apps', 10],
    ['the fixtures of all checks', 'fixtures/checks', 200],
  ])('%s', { timeout: 240_000 }, async (_, folder, least) => {
    const batches = await inBatches([folder], root);
    expect(batches.batches).toBeGreaterThanOrEqual(least);
    const whole = await atOnce([folder], root);
    expect(whole.report.findings.length).toBeGreaterThan(20);
    expect(written(batches)).toEqual(written(whole));
  });

  test.each(Object.entries(TREES))('%s', async (_, files) => {
    const cwd = treeOf(files);
    const batches = await inBatches(['.'], cwd);
    expect(batches.batches).toBeGreaterThan(1);
    expect(written(batches)).toEqual(written(await atOnce(['.'], cwd)));
  });

  test('what one template hides in a file is hidden in the lines that are quoted for another', async () => {
    const service = (name: string, settings: string) =>
      `service: ${name}\nprovider: {name: aws}\nfunctions:\n  f: {handler: a.b, ${settings}}\n`;
    const cwd = treeOf({
      'a/serverless.yml': service('a', "runtime: nodejs24.x, environment: {PASSWORD: '${file(../shared.yml):one}'}"),
      'shared.yml': '{one: correct-horse-battery, run: nodejs12.x}\n',
      'z/serverless.yml': service('z', "runtime: '${file(../shared.yml):run}'"),
    });
    const { report, quote, batches } = await inBatches(['.'], cwd);
    expect(batches).toBeGreaterThan(1);
    const found = report.findings.filter(({ location }) => location?.file === 'shared.yml').map(({ check }) => check);
    expect(found).toContain('lambda-deprecated-runtime');
    expect(quote('shared.yml', 1)).toBe('{one: *********************, run: nodejs12.x}');
  });
});

test('a file is called what it is called where it lies, whichever links lead to it', async () => {
  const service = (name: string, path: string) =>
    `service: ${name}\nprovider: {name: aws}\nfunctions:\n  f: {handler: a.b, runtime: '\${file(${path}):run}'}\n`;
  const cwd = treeOf({
    'a/serverless.yml': service('a', '../link.yml'),
    'b/serverless.yml': service('b', '../other/../shared.yml'),
    'other/shared.txt': '',
    'shared.yml': '{run: nodejs12.x}\n',
    'z/serverless.yml': service('z', 'again.yml'),
  });
  symlinkSync('shared.yml', join(cwd, 'link.yml'));
  symlinkSync('../shared.yml', join(cwd, 'z/again.yml'));
  const batches = await inBatches(['.'], cwd);
  const deprecated = batches.report.findings.filter(({ check }) => check === 'lambda-deprecated-runtime');
  expect(deprecated.map(({ location }) => location?.file)).toEqual(['shared.yml', 'shared.yml', 'shared.yml']);
  expect(written(batches)).toEqual(written(await atOnce(['.'], cwd)));
});

test('no file of a template that names no other is opened or parsed twice', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `${at}.yaml`);
  const cwd = treeOf(Object.fromEntries(names.map((name, at) => [name, plain(`Queue${at}`)])));
  const seen: [number, string][] = [];
  const found = await collectInBatches(['.'], {
    cwd,
    quotes: false,
    batch: 1,
    credentials: false,
    onProgress: (read, file) => void seen.push([read, file]),
  });
  const { report } = await auditInBatches(found, { ...options, gaps: [] });
  expect(seen.map(([read]) => read)).toEqual(names.map((_, at) => at + 1));
  expect(seen.map(([, file]) => file).sort()).toEqual([...names].sort());
  expect(report.inputs.map(({ file }) => file).sort()).toEqual([...names].sort());
});
