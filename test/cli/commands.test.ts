import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../src/baseline.ts';
import { runCli } from '../../src/cli/cli.ts';
import { version } from '../../src/cli/version.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Report } from '../../src/report.ts';
import { ioOf, newFolder, run } from './run.ts';

const OPEN = `Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      SqsManagedSseEnabled: false
`;
const CLEAN = 'AWSTemplateFormatVersion: "2010-09-09"\nResources: {}\n';
const VAGUE = `Parameters:
  Sse: { Type: String }
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      SqsManagedSseEnabled: !Ref Sse
`;
const ONLY = ['--check', 'queue-unencrypted'];
const ESCAPE = '\u001b';

const folderWith = (files: Readonly<Record<string, string>>): string => {
  const cwd = newFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
};

const reportOf = (stdout: string): Report => JSON.parse(stdout) as Report;

describe('help', () => {
  it('is on stdout when asked for', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of ['scan', 'inventory', 'check', 'baseline', 'checks', 'explain'])
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it('of a bare command is on stderr: in a pipeline it has audited nothing', async () => {
    const { code, stdout, stderr } = await run([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: parapet');
  });

  it.each(['scan', 'inventory', 'check', 'baseline', 'checks', 'explain'])(
    'of %s fits narrow terminals and names what it has',
    async (command) => {
      const { code, stdout } = await run([command, '--help'], { tty: true, columns: 80 });
      expect(code).toBe(0);
      const [options] = stdout.split('Examples:');
      for (const line of options?.split('\n') ?? []) expect(line.length).toBeLessThanOrEqual(80);
      expect((await run(['help', command], { tty: true, columns: 80 })).stdout).toBe(stdout);
    },
  );

  it('has no option that the command does not take', async () => {
    const { stdout } = await run(['scan', '--help']);
    for (const [, name] of stdout.matchAll(/^ {2}(--[a-z-]+)(?= )/gm)) {
      const { stderr } = await run(['scan', name ?? '', '--fail-on', 'wrong'], { cwd: newFolder() });
      expect(stderr).not.toContain('unknown option');
    }
  });

  it('and the version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('wrong usage is one sentence and a suggestion', () => {
  it.each([
    [['scan', '--formt', 'json'], 'error: unknown option --formt; did you mean --format?\n'],
    [['scna'], 'error: unknown command scna; did you mean scan?\n'],
    [['--format', 'json'], 'error: unknown option --format\nhint: Options come after the command: `parapet scan --format json`.\n'],
    [['scan', '--format'], 'error: option --format <format[=file]> argument missing\nhint: `parapet scan --help` shows what there is.\n'],
    [['scan', '--format', 'jsn'], 'error: --format has no jsn; did you mean json?\nhint: It is one of terminal, json, sarif.\n'],
    [['scan', '--format', 'json='], 'error: --format json= names no file\nhint: Write --format json=FILE.\n'],
    [
      ['scan', '--fail-on', 'hgh'],
      'error: --fail-on has no hgh; did you mean high?\nhint: It is one of critical, high, medium, low, never.\n',
    ],
    [['scan', '--persona', 'x'], 'error: --persona has no x\nhint: It is one of regular, pedantic, auditor.\n'],
    [['scan', '--family', 'acess'], 'error: --family has no acess; did you mean access?\nhint: '],
    [['scan', '--today', '2026-02-30'], 'error: --today 2026-02-30 is no date\nhint: Write it as 2026-11-22.\n'],
    [['scan', '--parameter', 'Stage'], 'error: --parameter Stage names no value\nhint: Write --parameter Name=value.\n'],
    [
      ['scan', '--check', 'queue-unencryptd'],
      'error: --check: there is no check queue-unencryptd; did you mean queue-unencrypted?\nhint: ',
    ],
    [['explain', 'queue-unencryptd'], 'error: there is no check queue-unencryptd; did you mean queue-unencrypted?\nhint: '],
    [['explain'], 'error: missing required argument id\nhint: `parapet explain --help` shows what there is.\n'],
    [['check'], 'error: missing required argument file\nhint: `parapet check --help` shows what there is.\n'],
    [['checks', 'x'], 'error: too many arguments for checks. Expected 0 arguments but got 1\nhint: '],
    [['scan', '--check', 'queue-public', '--skip', 'queue-public'], 'error: no check is left to run\nhint: '],
    [['scan', '--check', 'queue-public', '--family', 'keys'], 'error: no check is left to run\nhint: '],
    [['scan', '--config', 'none.yml'], 'error: none.yml cannot be read: there is no such file\n'],
    [['scan', '--baseline', 'none.json'], 'error: none.json cannot be read: there is no such file\n'],
    [['scan', '--format', 'json=none/out.json'], 'error: none/out.json cannot be written: there is no folder none\nhint: '],
    [['baseline', '--output', 'none/out.json'], 'error: none/out.json cannot be written: there is no folder none\nhint: '],
    [['baseline', 'x', '--from', 'report.json'], 'error: --from takes a report in place of paths\nhint: '],
    [['scan', `--${ESCAPE}[2J`], 'error: unknown option --\\u{1b}[2J\n'],
  ])('%j', async (argv, message) => {
    const { code, stdout, stderr } = await run(argv, { cwd: newFolder() });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.slice(0, message.length)).toBe(message);
    expect(stderr).not.toContain('    at ');
  });

  it('knows a file that was given for a command', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN });
    expect((await run(['template.yaml'], { cwd })).stderr).toContain('`parapet scan template.yaml` audits it');
  });
});

describe('the catalogue', () => {
  it('is a table by family', async () => {
    const { code, stdout } = await run(['checks', '--family', 'messaging,keys']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^messaging\n(?: {2}.+\n)* {2}queue-public +critical +regular +template live +\S/m);
    expect(stdout).toMatch(/^keys$/m);
    expect(stdout).not.toMatch(/^access$/m);
  });

  it('fits narrow terminals', async () => {
    const { stdout } = await run(['checks'], { tty: true, columns: 60, env: { NO_COLOR: '1' } });
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(70);
  });

  it('is JSON for programs, and goes to a file', async () => {
    const cwd = newFolder();
    const { code, stdout } = await run(['checks', '--persona', 'pedantic', '--format', 'json=checks.json'], { cwd });
    expect([code, stdout]).toEqual([0, '']);
    const all = JSON.parse(readFileSync(join(cwd, 'checks.json'), 'utf8')) as { id: string; persona: string }[];
    expect(all.length).toBeGreaterThan(0);
    for (const { persona } of all) expect(persona).toBe('pedantic');
  });

  it('explains a check', async () => {
    const { code, stdout } = await run(['explain', 'queue-unencrypted']);
    expect(code).toBe(0);
    for (const part of ['high[queue-unencrypted]: ', '\nWhy\n', '\nFix\n', '\nReads\n  AWS::SQS::Queue: ', '\nReferences\n  https://'])
      expect(stdout).toContain(part);
  });

  it('is coloured for a person only', async () => {
    expect((await run(['explain', 'queue-unencrypted'], { tty: true })).stdout).toContain(ESCAPE);
    expect((await run(['explain', 'queue-unencrypted', '--no-color'], { tty: true })).stdout).not.toContain(ESCAPE);
    expect((await run(['explain', 'queue-unencrypted'])).stdout).not.toContain(ESCAPE);
  });
});

describe('scan', () => {
  it('shows findings on stdout and says by its exit code that there are any', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN });
    const { code, stdout, stderr } = await run(['scan'], { cwd });
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('high[queue-unencrypted]');
    expect(stdout).toContain('template.yaml:5');
  });

  it('goes by the line that is drawn', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN });
    expect((await run(['scan', '--fail-on', 'critical'], { cwd })).code).toBe(0);
    expect((await run(['scan', '--fail-on', 'never'], { cwd })).code).toBe(0);
    expect((await run(['scan', '--skip', 'queue-unencrypted'], { cwd })).code).toBe(0);
    expect((await run(['scan', '--family', 'keys'], { cwd })).code).toBe(0);
  });

  it('tells what is clean, vague, broken and nothing apart', async () => {
    const cwd = folderWith({ 'clean.yaml': CLEAN, 'vague.yaml': VAGUE, 'broken.yaml': 'Resources: {a: [}\n', 'notes.txt': 'nothing' });
    expect((await run(['scan', 'clean.yaml', '--strict'], { cwd })).code).toBe(0);
    expect((await run(['scan', 'vague.yaml'], { cwd })).code).toBe(0);
    expect((await run(['scan', 'vague.yaml', '--strict'], { cwd })).code).toBe(4);
    expect((await run(['scan', 'vague.yaml', '--strict', '--skip', 'queue-unencrypted'], { cwd })).code).toBe(0);
    expect((await run(['scan', 'vague.yaml', '--strict', '--parameter', 'Sse=true'], { cwd })).code).toBe(0);
    expect((await run(['scan', 'vague.yaml', '--parameter', 'Sse=false'], { cwd })).code).toBe(1);
    expect((await run(['scan', 'broken.yaml'], { cwd })).code).toBe(0);
    expect((await run(['scan', 'broken.yaml', '--strict'], { cwd })).code).toBe(4);
    const nothing = await run(['scan', 'notes.txt'], { cwd });
    expect(nothing.code).toBe(3);
    expect(nothing.stderr).toContain('nothing to audit in notes.txt');
    expect((await run(['scan', 'missing.yaml'], { cwd })).code).toBe(2);
  });

  it('writes several reports of one run, files whole, stdout one', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN });
    const { code, stdout } = await run(['scan', '--format', 'json=out.json', '--format', 'terminal', '--format', 'sarif=out.sarif'], {
      cwd,
    });
    expect(code).toBe(1);
    expect(stdout).toContain('high[queue-unencrypted]');
    expect(readdirSync(cwd).sort()).toEqual(['out.json', 'out.sarif', 'template.yaml']);
    expect(reportOf(readFileSync(join(cwd, 'out.json'), 'utf8')).findings.map(({ check }) => check)).toContain('queue-unencrypted');
    expect(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  it('colours what a person sees, and nothing that goes to a file', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN });
    const { stdout } = await run(['scan', '--format', 'terminal', '--format', 'json=out.json'], { cwd, tty: true, columns: 80 });
    expect(stdout).toContain(ESCAPE);
    expect((await run(['scan', '--format', 'terminal=out.txt'], { cwd, tty: true })).stdout).not.toContain('queue-unencrypted');
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toContain('queue-unencrypted');
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).not.toContain(ESCAPE);
  });

  it('takes its date from the command line or from the clock', async () => {
    const cwd = folderWith({ 'template.yaml': CLEAN });
    expect(reportOf((await run(['scan', '--format', 'json'], { cwd })).stdout).run.today).toBe('2026-11-22');
    expect(reportOf((await run(['scan', '--format', 'json', '--today', '2027-01-01'], { cwd })).stdout).run.today).toBe('2027-01-01');
  });
});

describe('the configuration', () => {
  it('of the working directory switches off, and says so; what the user asks for comes before', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN, 'parapet.yml': 'checks: { queue-unencrypted: off }\n' });
    const { code, stderr } = await run(['scan'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain('note: parapet.yml switches off a check: queue-unencrypted');
    expect((await run(['scan', '--quiet'], { cwd })).stderr).toBe('');
    expect((await run(['scan', ...ONLY], { cwd })).code).toBe(1);
    expect((await run(['scan', '--no-ignores'], { cwd })).code).toBe(1);
  });

  it('further down does not count', async () => {
    const cwd = newFolder();
    mkdirSync(join(cwd, 'app'));
    writeFileSync(join(cwd, 'app/template.yaml'), OPEN);
    writeFileSync(join(cwd, 'app/parapet.yml'), 'checks: { queue-unencrypted: off }\n');
    expect((await run(['scan', 'app'], { cwd })).code).toBe(1);
    expect((await run(['scan', 'app', '--config', 'app/parapet.yml'], { cwd })).code).toBe(0);
  });

  it('ignores with a reason, counted; --no-ignores judges as if it did not', async () => {
    const ignores = 'ignores: [{ check: queue-unencrypted, resource: Jobs, reason: nothing in it }]\n';
    const cwd = folderWith({ 'template.yaml': OPEN, 'parapet.yml': ignores });
    const { code, stdout } = await run(['scan', '--format', 'json'], { cwd });
    expect(code).toBe(0);
    const report = reportOf(stdout);
    expect(report.summary.suppressed).toBe(1);
    expect(report.findings.find(({ check }) => check === 'queue-unencrypted')?.disposition).toEqual({
      kind: 'ignored',
      by: 'config',
      reason: 'nothing in it',
    });
    expect((await run(['scan', '--no-ignores'], { cwd })).code).toBe(1);
  });

  it('changes severities', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN, 'parapet.yml': 'checks: { queue-unencrypted: { severity: low } }\n' });
    const { code, stdout } = await run(['scan', ...ONLY], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('low[queue-unencrypted]');
  });

  it('that is wrong stops the run with its place', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN, 'parapet.yml': 'checks:\n  queue-unencryptd: off\n' });
    const { code, stdout, stderr } = await run(['scan'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('error: parapet.yml:2:3: there is no check queue-unencryptd; did you mean queue-unencrypted?\n');
  });

  it('with an ignore that has expired, or matches nothing, is told about', async () => {
    const ignores = 'ignores:\n- { check: queue-unencrypted, reason: r, until: 2026-01-01 }\n- { check: queue-public, reason: r }\n';
    const cwd = folderWith({ 'template.yaml': OPEN, 'parapet.yml': ignores });
    const { code, stderr } = await run(['scan', '--format', 'json'], { cwd });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'note: parapet.yml:2: ignore of queue-unencrypted expired on 2026-01-01 and no longer works\nnote: parapet.yml:3: ignore of queue-public matches nothing\n',
    );
  });
});

describe('notices', () => {
  const many = `${Array.from({ length: 30 }, (_, i) => `  Q${i}:\n    Type: AWS::SQS::Queue # parapet: ignore[queue-public] r\n`).join('')}`;

  it('are no flood', async () => {
    const cwd = folderWith({ 'template.yaml': `Resources:\n${many}` });
    const { stdout, stderr } = await run(['scan', '--format', 'json'], { cwd });
    expect(reportOf(stdout).notices).toHaveLength(30);
    expect(stderr.split('\n').filter((line) => line.includes('matches nothing'))).toHaveLength(20);
    expect(stderr).toContain('note: … and 10 more notices in the report\n');
    expect((await run(['scan', '--format', 'json', '--quiet'], { cwd })).stderr).toBe('');
  });

  it('are said once: in the report for people where that is what they see', async () => {
    const cwd = folderWith({ 'template.yaml': `Resources:\n${many}` });
    const { stdout, stderr } = await run(['scan'], { cwd });
    expect(stderr).toBe('');
    expect(stdout).toContain('ignore of queue-public matches nothing');
  });
});

describe('a baseline', () => {
  it('holds back what is there, and nothing that comes', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN });
    expect((await run(['baseline'], { cwd })).code).toBe(0);
    const { version: format, findings } = JSON.parse(readFileSync(join(cwd, 'parapet-baseline.json'), 'utf8')) as Baseline;
    expect(format).toBe(1);
    expect(findings.map(({ check, subject, file }) => [check, subject, file])).toContainEqual([
      'queue-unencrypted',
      'Jobs',
      'template.yaml',
    ]);
    expect((await run(['scan', '--baseline', 'parapet-baseline.json'], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, 'template.yaml'), OPEN + OPEN.replace('Resources:\n', '').replace('Jobs', 'More'));
    expect((await run(['scan', '--baseline', 'parapet-baseline.json'], { cwd })).code).toBe(1);
  });

  it('is the same from a saved report', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN });
    await run(['scan', 'template.yaml', '--format', 'json=report.json'], { cwd });
    expect((await run(['baseline', '--from', 'report.json', '--output', 'a.json'], { cwd })).code).toBe(0);
    expect((await run(['baseline', 'template.yaml', '--output', 'b.json'], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'a.json'), 'utf8')).toBe(readFileSync(join(cwd, 'b.json'), 'utf8'));
  });

  it('of nothing is not written', async () => {
    const cwd = folderWith({ 'notes.txt': 'x' });
    expect((await run(['baseline'], { cwd })).code).toBe(3);
    expect(existsSync(join(cwd, 'parapet-baseline.json'))).toBe(false);
  });
});

describe('an inventory', () => {
  it('is printed as a bill of materials, of the day that is asked for', async () => {
    const cwd = folderWith({ 'go.mod': 'module example.com/app\n\nrequire github.com/pkg/errors v0.9.1\n\ngo 1.22.1\n' });
    const bill = async (...options: readonly string[]) => JSON.parse((await run(['inventory', ...options], { cwd })).stdout);
    const { components, metadata } = await bill('--format', 'cyclonedx', '--today', '2026-11-29');
    expect(components.map(({ purl }: { purl: string }) => purl)).toEqual(['pkg:golang/github.com/pkg/errors@v0.9.1']);
    expect([metadata.timestamp, metadata.component.name]).toEqual(['2026-11-29T00:00:00Z', 'example.com/app']);
    expect((await bill('--format', 'spdx', '--format', 'cyclonedx=bom.json')).spdxVersion).toBe('SPDX-2.3');
    expect(JSON.parse(readFileSync(join(cwd, 'bom.json'), 'utf8')).bomFormat).toBe('CycloneDX');
    const { code, stderr } = await run(['inventory', '--account', '--format', 'spdx'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('an account has none')]);
  });

  it('is printed, and audited like what it was read from', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN });
    const { code, stdout } = await run(['inventory', 'template.yaml'], { cwd });
    expect(code).toBe(0);
    const inventory = JSON.parse(stdout) as Inventory;
    expect(inventory).toMatchObject({ version: 1, resources: [{ type: 'AWS::SQS::Queue', id: 'Jobs' }], packages: [], gaps: [] });
    expect((await run(['inventory', 'template.yaml', '--format', 'json=saved.json'], { cwd })).stdout).toBe('');
    expect(readFileSync(join(cwd, 'saved.json'), 'utf8')).toBe(stdout);
    const replayed = await run(['check', 'saved.json', '--format', 'json'], { cwd });
    expect(replayed.code).toBe(1);
    expect(reportOf(replayed.stdout).findings.map(({ check }) => check)).toContain('queue-unencrypted');
  });

  it('of the wrong shape is refused with the place', async () => {
    const cwd = folderWith({ 'bad.json': '{"version": 1, "resources": [{"type": 3}]}', 'no.json': '{', 'empty.json': '{"version": 1}' });
    const { code, stderr } = await run(['check', 'bad.json'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('resources[0].type');
    expect((await run(['check', 'no.json'], { cwd })).code).toBe(2);
    expect((await run(['check', 'empty.json'], { cwd })).code).toBe(3);
  });
});

describe('a check that fails', () => {
  const PLUGIN = `export default { id: 'queue-broken', title: 'Broken', family: 'messaging', severity: 'low', confidence: 'high', sources: ['template'],
    subject: 'AWS::SQS::Queue', reads: { 'AWS::SQS::Queue': [] }, docs: { why: 'w', fix: 'f', references: [] }, *check() { throw new Error('no luck'); } };`;

  it('costs a verdict and the exit code, and nothing else', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN, 'plugin.mjs': PLUGIN });
    const { code, stdout, stderr } = await run(['scan', '--plugin', './plugin.mjs', '--format', 'json'], { cwd });
    expect(code).toBe(2);
    expect(reportOf(stdout).findings.map(({ check }) => check)).toContain('queue-unencrypted');
    expect(stderr).toContain('error: internal error in queue-broken, please report: no luck');
  });

  it('is loaded only where it is asked for', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN, 'plugin.mjs': PLUGIN, 'parapet.yml': 'plugins: [./plugin.mjs]\n' });
    expect((await run(['scan'], { cwd })).stderr).toContain('unknown key plugins');
  });
});

describe('any run', () => {
  it('notes that a check which is named is not for the reader', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN });
    const { stderr } = await run(['scan', '--check', 'topic-unencrypted'], { cwd });
    expect(stderr).toBe('note: topic-unencrypted is for --persona pedantic: what it finds may not be shown\n');
    expect((await run(['scan', '--check', 'topic-unencrypted', '--persona', 'auditor'], { cwd })).stderr).toBe('');
  });

  it('ends with an exit code of the table and without a stack, whatever was typed', async () => {
    const cwd = folderWith({ 'template.yaml': OPEN, 'saved.json': '{"version": 1}' });
    const word = fc.constantFrom(
      ...['scan', 'check', 'checks', 'explain', 'inventory', 'baseline', 'help', 'template.yaml', 'saved.json', 'queue-public', '--', '-'],
      ...[
        '--format',
        'json',
        'json=out.json',
        '--check',
        '--skip',
        '--family',
        'keys',
        '--strict',
        '--fail-on',
        'low',
        '--parameter',
        'A=b',
      ],
      ...[
        '--parameters',
        '--baseline',
        '--config',
        '--from',
        '--output',
        '--today',
        '2026-01-01',
        '--quiet',
        '--no-ignores',
        '--offline',
        '',
        '=',
        '\u0000',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (argv) => {
        const { code, stderr } = await run(argv, { cwd });
        expect([0, 1, 2, 3, 4]).toContain(code);
        expect(stderr).not.toMatch(/error: internal error|^ {4}at /m);
      }),
      { numRuns: 200 },
    );
  });

  it('that meets what nobody expected says so without a stack', async () => {
    const { io, written } = ioOf({ cwd: newFolder() });
    const broken = {
      ...io,
      now: () => {
        throw new TypeError('no clock');
      },
    };
    expect(await runCli(['scan', '.'], broken)).toBe(2);
    expect(written.stderr).toMatch(/^error: internal error: no clock; please report it\n/);
    expect(written.stderr).not.toContain('    at ');
  });
});
