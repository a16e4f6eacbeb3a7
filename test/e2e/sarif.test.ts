import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parapet, run } from './parapet.ts';

const VALIDATOR = '@microsoft/sarif-multitool@5.7.0';

let folder = '';
let validator = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parapet-sarif-'));
  // Over 100 MB that only this test needs: not one of the project's own dependencies.
  const installed = run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, VALIDATOR]);
  expect(installed.status, installed.stderr).toBe(0);
  const platform = process.platform === 'win32' ? 'win32' : process.platform;
  validator = join(folder, `node_modules/@microsoft/sarif-multitool-${platform}/Sarif.Multitool`);
  chmodSync(validator, 0o755); // What the package's install script would have done.
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that the validator says of a log. Its exit code is none: a run with warnings ends with 0. */
const complaints = (log: string): readonly unknown[] => {
  const output = join(folder, 'validation.sarif');
  run(validator, ['validate', log, '--rule-kind', 'Sarif;GHAS', '-o', output, '--log', 'ForceOverwrite'], {
    env: { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  const { runs } = JSON.parse(readFileSync(output, 'utf8').replace(/^\uFEFF/, '')) as { runs: readonly { results?: readonly unknown[] }[] };
  return runs[0]?.results ?? [];
};

const logOf = (...args: readonly string[]): string => {
  const log = join(folder, 'report.sarif');
  parapet(['scan', ...args, `--format=sarif=${log}`]);
  return log;
};

describe('a SARIF log', () => {
  it.each([
    ['of the example application', 'fixtures/apps/orders'],
    ['of everything that checks flag and cannot decide', 'fixtures/checks'],
  ])('leaves the validator and GitHub’s rules nothing to say: %s', (_, path) => {
    expect(complaints(logOf(path, '--persona', 'auditor'))).toEqual([]);
  });

  it('does so when nothing is found', () => {
    const empty = join(folder, 'empty.yaml');
    writeFileSync(empty, 'AWSTemplateFormatVersion: "2010-09-09"\nResources: {}\n');
    expect(complaints(logOf(empty))).toEqual([]);
  });

  it('is read by the validator at all: a broken one is refused', () => {
    const log = logOf('fixtures/apps/orders');
    writeFileSync(log, readFileSync(log, 'utf8').replace('"text":', '"txt":'));
    expect(complaints(log)).not.toEqual([]);
  });
});
