import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Report } from '../../src/report.ts';
import { parapet } from './parapet.ts';

const APP = 'fixtures/apps/orders';
const SECRET = 'q7Vd2xTn9Kc4RbWm8ZsLf3Hy';
const TODAY = ['--today', '2026-11-22', '--offline', '--advisories', 'fixtures/advisories'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parapet-e2e-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = (args: readonly string[], cwd?: string): Report =>
  JSON.parse(parapet([...args, '--format', 'json'], cwd === undefined ? {} : { cwd }).stdout);

describe('the example application', () => {
  it('fails the gate, with findings on stdout and nothing on stderr', () => {
    const { status, stdout, stderr } = parapet(['scan', APP, ...TODAY]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('[queue-public]');
  });

  it('shows what each family finds, and what it cannot say', () => {
    const { findings, undetermined, summary } = report(['scan', APP, ...TODAY]);
    const shown = new Set(findings.filter(({ disposition }) => disposition.kind === 'reported').map(({ check }) => check));
    for (const check of [
      'api-route-no-auth',
      'api-route-key-only',
      'authorizer-cache-disabled',
      'code-signing-not-enforced',
      'key-rotation-off',
      'lambda-confused-deputy',
      'lambda-deprecated-runtime',
      'lambda-runtime-ending',
      'lambda-url-no-auth',
      'package-vulnerable',
      'queue-public',
      'queue-unencrypted',
      'secret-in-environment',
    ])
      expect(shown).toContain(check);
    expect(shown).not.toContain('topic-public');
    expect(undetermined.map(({ check, subject }) => `${check} ${subject.id}`)).toContain('lambda-deprecated-runtime NightlyReport');
    // What --offline switches off is the one gap.
    expect(summary).toMatchObject({ suppressed: 1, gaps: 1 });
  });

  it.each(['terminal', 'json', 'sarif'])('shows no secret and no escape code: %s', (format) => {
    const { stdout, stderr } = parapet(['scan', APP, ...TODAY, '--format', format, '--verbose']);
    expect(stdout.length).toBeGreaterThan(1000);
    expect(stdout + stderr).not.toContain(SECRET);
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('is the same report from a saved inventory, the places of single properties aside', () => {
    const saved = join(folder, 'inventory.json');
    expect(parapet(['inventory', APP, `--format=json=${saved}`]).status).toBe(0);
    const strip = ({ findings }: Report) =>
      findings
        .filter(({ disposition }) => disposition.kind !== 'ignored')
        .map(({ check, subject, message, fingerprint }) => ({ check, subject, message, fingerprint }));
    const replayed = strip(report(['check', saved, ...TODAY]));
    const scanned = strip(report(['scan', APP, '--no-ignores', ...TODAY]));
    expect(replayed).toEqual(scanned);
  });

  it('holds no secret in its inventory', () => {
    const { stdout } = parapet(['inventory', APP]);
    expect(stdout).not.toContain(SECRET);
    const inventory = JSON.parse(stdout) as Inventory;
    expect(inventory.resources.find(({ id }) => id === 'PlaceOrder')?.properties).toMatchObject({
      Environment: { Variables: { PAYMENT_API_KEY: { $redacted: { length: SECRET.length } } } },
    });
  });

  it('passes once its findings are the baseline', () => {
    const baseline = join(folder, 'baseline.json');
    expect(parapet(['baseline', APP, ...TODAY, '--output', baseline]).status).toBe(0);
    expect(parapet(['scan', APP, ...TODAY, '--baseline', baseline]).status).toBe(0);
  });

  it('writes several reports of one run', () => {
    const sarif = join(folder, 'report.sarif');
    const { stdout, status } = parapet(['scan', APP, ...TODAY, '--format', 'terminal', '--format', `sarif=${sarif}`]);
    expect(status).toBe(1);
    expect(stdout).toContain('high[');
  });
});

describe('exit codes', () => {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

  it('0 for a template without findings, also without resources', () => {
    write('empty.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\nResources: {}\n');
    expect(parapet(['scan', join(folder, 'empty.yaml')]).status).toBe(0);
  });

  it('2 with a suggestion for wrong usage', () => {
    const { status, stderr } = parapet(['scan', '--formt', 'json']);
    expect(status).toBe(2);
    expect(stderr).toContain('--format');
    expect(stderr).not.toContain('    at ');
  });

  it('3 where nothing was recognised', () => {
    write('notes.txt', 'nothing');
    expect(parapet(['scan', join(folder, 'notes.txt')]).status).toBe(3);
  });

  it('4 with --strict where something could not be evaluated', () => {
    write(
      'vague.yaml',
      'Parameters: { R: { Type: String } }\nResources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties: { Runtime: !Ref R, Code: { ZipFile: x } }\n',
    );
    expect(parapet(['scan', join(folder, 'vague.yaml')]).status).toBe(0);
    expect(parapet(['scan', join(folder, 'vague.yaml'), '--strict']).status).toBe(4);
  });

  it('a broken template is a gap with its line, and the others are still judged', () => {
    write('broken.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Q: {Type: AWS::SQS::Queue\n  R: ]\n');
    write('open.yaml', 'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: { SqsManagedSseEnabled: false }\n');
    const { gaps, findings } = report(['scan', 'broken.yaml', 'open.yaml'], folder);
    expect(gaps).toMatchObject([{ source: 'template', scope: { file: 'broken.yaml' } }]);
    expect(gaps[0]?.scope.line).toBeGreaterThan(1);
    expect(findings.map(({ check }) => check)).toContain('queue-unencrypted');
  });
});

describe('a plugin', () => {
  it('adds a check that the user named, and only then', () => {
    const plugin = join(folder, 'plugin.mjs');
    writeFileSync(
      plugin,
      `export default { id: 'acme/queue-name', title: 'Queue has no name', family: 'messaging', severity: 'low', confidence: 'high', sources: ['template'],
        subject: 'AWS::SQS::Queue', reads: { 'AWS::SQS::Queue': ['QueueName'] }, docs: { why: 'W.', fix: 'F.', references: [] },
        *check(queue) { if (queue.get('QueueName').state === 'absent') yield { kind: 'finding', at: { subject: queue.subject, path: [], trail: [] }, message: 'no name' }; } };`,
    );
    expect(report(['scan', APP, ...TODAY, '--plugin', plugin]).findings.map(({ check }) => check)).toContain('acme/queue-name');
    expect(report(['scan', APP, ...TODAY]).findings.map(({ check }) => check)).not.toContain('acme/queue-name');
  });
});
