import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { isDate } from '../../src/date.ts';
import { frameworkOf, frameworks } from '../../src/facts/frameworks/index.ts';
import { coverageOf, unknownControls } from '../../src/frameworks/coverage.ts';
import { run } from '../cli/run.ts';

const docs = { why: 'W.', fix: 'F.', references: [] };

describe.each(frameworks.map((framework) => [framework.name, framework] as const))('%s', (_, { controls, asOf, source, scope, key }) => {
  it('is dated, and lists each control once, in our words, with its link', () => {
    expect(isDate(asOf)).toBe(true);
    expect(new URL(source).protocol).toBe('https:');
    expect(scope).toMatch(/\.$/);
    expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length);
    for (const { id, title, link, level, open } of controls) {
      expect(title, id).toMatch(/^[A-Z](?!.*\.$)/);
      expect(new URL(link).protocol).toBe('https:');
      expect(level ?? 'L1').toMatch(/^L[1-4]$/);
      if (open !== undefined) expect(open, id).toMatch(/^(?!.*\.$).{5,}/);
    }
  });

  it('shares no id with another that checks name by the same key', () => {
    const others = frameworks.filter((other) => other.key === key && other.controls !== controls).flatMap((other) => other.controls);
    expect(others.filter(({ id }) => controls.some((control) => control.id === id))).toEqual([]);
  });
});

describe('coverage', () => {
  it('is whole, in part or none: what no check can judge keeps a control from being covered', () => {
    const both = ['template', 'live'] as const;
    const some = [
      { id: 'a', sources: both, docs: { ...docs, frameworks: { fsbp: ['Lambda.2', 'Cognito.3'] } } },
      { id: 'b', sources: ['template'] as const, docs: { ...docs, frameworks: { fsbp: ['Lambda.2', 'SQS.1'], owasp: ['A01'] } } },
    ];
    const rows = new Map(coverageOf(frameworkOf('fsbp'), some).map(({ control, ...row }) => [control.id, row]));
    expect(rows.get('Lambda.2')).toEqual({ extent: 'covered', checks: ['a', 'b'], open: [] });
    expect(rows.get('Cognito.3')).toMatchObject({ extent: 'partly', checks: ['a'], open: ['how long temporary passwords hold'] });
    expect(rows.get('Lambda.1')).toEqual({ extent: 'none', checks: [], open: [] });
    // AWS and CIS ask it of accounts.
    expect(rows.get('SQS.1')).toEqual({ extent: 'partly', checks: ['b'], open: ['accounts: its checks judge templates alone'] });
    expect(rows.size).toBe(frameworkOf('fsbp').controls.length);
  });

  it('tells ids that a framework has not, of the key that a check named', () => {
    const named = { fsbp: ['Lambda.2', 'Lambda.99'], owasp: ['A01', 'SAS-10', 'SAS-11'], scvs: ['A01'] };
    expect(unknownControls({ docs: { ...docs, frameworks: named } })).toEqual(['fsbp Lambda.99', 'owasp SAS-11', 'scvs A01']);
  });

  it('of the catalogue is none of its own controls twice, and the serverless risks are told from the others', () => {
    const risks = coverageOf(frameworkOf('serverless-top-10'), checks);
    expect(risks.map(({ control }) => control.id)).toEqual(Array.from({ length: 10 }, (_, index) => `SAS-${index + 1}`));
    expect(risks.filter(({ extent }) => extent === 'covered')).toEqual([]);
  });
});

describe('parapet checks --framework', () => {
  it('lists each control, those that no check covers as such', async () => {
    const { code, stdout } = await run(['checks', '--framework', 'fsbp'], { tty: true, columns: 100, env: { NO_COLOR: '1' } });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}Lambda\.2 +covered +Functions run on supported runtimes\n +lambda-deprecated-runtime$/m);
    expect(stdout).toMatch(/^ {2}Cognito\.3 +partly .+\n +cognito-weak-password\n +not: /m);
    expect(stdout).toMatch(/^ {2}APIGateway\.3 +none +Stages of REST APIs are traced by X-Ray$/m);
    const [, all = '', ...parts] = /(\d+) controls: (\d+) covered, (\d+) partly, (\d+) not\n$/.exec(stdout) ?? [];
    expect(parts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(Number(all));
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('is JSON as well, over the checks that other options leave', async () => {
    const { stdout } = await run(['checks', '--framework', 'scvs', '--family', 'dependencies', '--format', 'json']);
    const { framework, summary, controls } = JSON.parse(stdout);
    expect(framework).toMatchObject({ name: 'scvs', version: '1.0' });
    expect(controls).toHaveLength(87);
    expect(summary.covered + summary.partly + summary.none).toBe(87);
    expect(controls.find(({ id }: { id: string }) => id === '1.5')).toEqual({
      id: '1.5',
      title: 'What is bought comes with a bill of materials',
      level: 'L2',
      link: 'https://scvs.owasp.org/scvs/v1-inventory/',
      coverage: 'none',
      checks: [],
    });
    const { stdout: fewer } = await run(['checks', '--framework', 'scvs', '--family', 'keys', '--format', 'json']);
    expect(JSON.parse(fewer).summary.none).toBe(87);
  });

  it('refuses a framework that it does not know', async () => {
    const { code, stderr } = await run(['checks', '--framework', 'fsp']);
    expect(code).toBe(2);
    expect(stderr).toContain('--framework has no fsp; did you mean fsbp?');
  });
});
