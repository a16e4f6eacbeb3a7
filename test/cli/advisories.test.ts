import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.ts';
import { startApi } from '../facts/advisories/api.ts';
import { newFolder, run } from './run.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** The example application with advisories beside it. */
const example = (): string => {
  const cwd = newFolder();
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(FIXTURES, 'apps/orders', file), join(cwd, file));
  cpSync(join(FIXTURES, 'advisories'), join(cwd, '.advisories'), { recursive: true });
  return cwd;
};
const ABOUT = ['--check', 'package-vulnerable,package-malicious', '--offline'];
const scan = async (cwd: string, ...argv: readonly string[]) => {
  const { code, stdout, stderr } = await run(['scan', ...ABOUT, '--format', 'json', ...argv], { cwd });
  return { code, stderr, report: (stdout === '' ? undefined : JSON.parse(stdout)) as Report };
};
const found = ({ findings }: Report) => findings.map(({ severity, subject, data }) => [severity, subject.id, data.fixed]);

const EXPECTED = [
  ['critical', 'pkg:npm/form-data@2.3.3', '2.5.4'],
  ['critical', 'pkg:npm/minimist@0.0.8', '0.2.4'],
  ['high', 'pkg:npm/axios@0.21.1', '0.28.0'],
  ['high', 'pkg:npm/lodash@4.17.15', '4.17.21'],
  ['medium', 'pkg:npm/request@2.88.2', null],
];

describe('--advisories', () => {
  it('shows what is known of the packages, with the way to them and to their fixes', async () => {
    const { code, report } = await scan(example(), '--advisories', '.advisories');
    expect(code).toBe(1);
    expect(found(report)).toEqual(EXPECTED);
    expect(report).toMatchObject({ gaps: [], undetermined: [], notices: [], run: { facts: { advisories: '2026-11-22T00:00:00Z' } } });
    const minimist = report.findings.find(({ subject }) => subject.name === 'minimist');
    expect(minimist).toMatchObject({
      message: expect.stringContaining('development only, through mkdirp'),
      fix: expect.stringContaining('"overrides": { "minimist@0.0.8": "0.2.4" }'),
      subject: { dev: true, direct: false },
      location: { file: 'package-lock.json' },
      related: [{ label: 'required here', location: { file: 'package.json', startLine: 13 } }],
      data: { advisories: ['GHSA-xvch-5gv4-984h', 'CVE-2021-44906'] },
    });
    expect(report.findings.find(({ subject }) => subject.name === 'lodash')?.fix).toBe('Run `npm install lodash@4.17.21`.');
  });

  it('says which are exploited, as far as a file of it is given', async () => {
    const cwd = example();
    const catalogue = { vulnerabilities: [{ cveID: 'CVE-2021-44906', dateAdded: '2022-03-01', knownRansomwareCampaignUse: 'Known' }] };
    writeFileSync(join(cwd, 'kev.out'), JSON.stringify(catalogue));
    writeFileSync(join(cwd, 'epss.out'), 'cve,epss,percentile\nCVE-2021-44906,0.02,0.83\n');
    const { report } = await scan(cwd, '--advisories', '.advisories', '--exploited', 'kev.out', '--exploited', 'epss.out');
    expect(report.findings.find(({ subject }) => subject.name === 'minimist')).toMatchObject({
      severity: 'critical',
      message: expect.stringContaining('; known to be exploited, for ransomware too (CISA, 2022-03-01); '),
      data: { exploited: { since: '2022-03-01', ransomware: true }, epss: { score: 0.02, percentile: 0.83 } },
    });
    expect(report.findings.find(({ subject }) => subject.name === 'lodash')).toMatchObject({ data: { exploited: null, epss: null } });
    const { code, stderr } = await run(['scan', ...ABOUT, '--advisories', '.advisories', '--exploited', 'package.json'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--exploited package.json is neither')]);
  });

  it('shows the same over an inventory', async () => {
    const cwd = example();
    writeFileSync(join(cwd, 'inventory.out'), (await run(['inventory'], { cwd })).stdout);
    const { stdout } = await run(['check', 'inventory.out', ...ABOUT, '--format', 'json', '--advisories', '.advisories'], { cwd });
    expect(found(JSON.parse(stdout) as Report)).toEqual(EXPECTED);
  });

  it('leaves every package without a verdict where it is not given, and says so', async () => {
    const cwd = example();
    const { code, report } = await scan(cwd, '--strict');
    expect(code).toBe(4);
    expect(found(report)).toEqual([]);
    expect(report.gaps).toMatchObject([{ source: 'facts', reason: 'no-advisories', checks: ['package-vulnerable', 'package-malicious'] }]);
    expect(report.gaps[0]?.message).toContain('--advisories');
    for (const { subjects, passed, undetermined } of report.evaluated) {
      expect(passed).toBe(0);
      expect(undetermined).toBe(subjects);
      expect(subjects).toBeGreaterThan(40);
    }
    const { stdout } = await run(['scan', ...ABOUT], { cwd });
    expect(stdout).toContain('no advisories');
    expect(stdout).not.toContain('Everything that was looked at passed');
  });

  it('is nobody’s business where no check asks for it, or there is no package', async () => {
    const cwd = example();
    expect((await scan(cwd, '--check', 'package-integrity-missing', '--skip', 'package-vulnerable,package-malicious')).report.gaps).toEqual(
      [],
    );
    const empty = newFolder();
    writeFileSync(join(empty, 'template.yaml'), 'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n');
    expect((await scan(empty)).report.gaps).toEqual([]);
  });

  it('says that what it names is old', async () => {
    const { report } = await scan(example(), '--advisories', '.advisories', '--today', '2026-12-01');
    expect(report.notices).toMatchObject([{ message: expect.stringContaining('9 days old (2026-11-22)') }]);
    expect((await scan(example(), '--advisories', '.advisories', '--today', '2026-11-29')).report.notices).toEqual([]);
    const footer = async (today: string) =>
      (await run(['scan', ...ABOUT, '--advisories', '.advisories', '--today', today], { cwd: example() })).stdout;
    expect(await footer('2026-12-01')).toContain('advisories of 2026-11-22');
    expect(await footer('2026-11-29')).not.toContain('advisories of');
  });

  it('tells of a record that cannot be read, and goes on', async () => {
    const cwd = example();
    writeFileSync(join(cwd, '.advisories/GHSA-0.json'), '{"id": ');
    const { code, report } = await scan(cwd, '--advisories', '.advisories');
    expect(code).toBe(1);
    expect(found(report)).toEqual(EXPECTED);
    expect(report.gaps).toMatchObject([{ source: 'facts', scope: { file: '.advisories/GHSA-0.json' }, reason: 'unreadable' }]);
  });

  it('passes nothing where none of the records can be read', async () => {
    const cwd = example();
    writeFileSync(join(cwd, 'broken.json'), 'no');
    const { report } = await scan(cwd, '--advisories', 'broken.json');
    expect(report.gaps.map(({ reason }) => reason)).toEqual(['unreadable', 'no-advisories']);
    expect(report.evaluated.map(({ passed }) => passed)).toEqual([0, 0]);
  });

  it.each([
    ['https://api.osv.dev', '--offline opens no connection'],
    ['npm', '--offline opens no connection'],
    ['ftp://api.osv.dev', '--offline opens no connection'],
    ['nowhere', 'no such file or folder'],
  ])('refuses %s before anything is read', async (path, said) => {
    const { code, stderr } = await scan(example(), '--advisories', path);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });
});

describe('an address', () => {
  const RECORDS = readdirSync(join(FIXTURES, 'advisories')).map((name) =>
    JSON.parse(readFileSync(join(FIXTURES, 'advisories', name), 'utf8')),
  );
  const ask = async (cwd: string, advisories: string) => {
    const { code, stdout, stderr } = await run(
      ['scan', '--check', 'package-vulnerable,package-malicious', '--format', 'json', '--advisories', advisories],
      { cwd, env: { PARAPET_CACHE: join(cwd, 'cache') } },
    );
    return { code, stderr, report: (stdout === '' ? undefined : JSON.parse(stdout)) as Report };
  };

  it('of an API says the same as its records', async () => {
    const api = await startApi(RECORDS);
    const { report } = await ask(example(), api.url);
    expect(found(report)).toEqual(EXPECTED);
    expect(report).toMatchObject({ gaps: [], undetermined: [], run: { facts: { advisories: '2026-11-22T10:00:00.000Z' } } });
  });

  it.each(['/', '/v1', '/v1/'])('of an API may end with %s', async (end) => {
    const api = await startApi(RECORDS);
    expect(found((await ask(example(), api.url + end)).report)).toEqual(EXPECTED);
  });

  it('of an API that answers nothing leaves one gap, and passes nothing', async () => {
    const api = await startApi(RECORDS);
    api.spoil(() => 'denied');
    const { report } = await ask(example(), api.url);
    expect(found(report)).toEqual([]);
    expect(report.gaps).toMatchObject([{ source: 'facts', message: expect.stringMatching(/denies access \(403\) \(\d+ packages\)/) }]);
    expect(report.evaluated.map(({ passed }) => passed)).toEqual([0, 0]);
  });

  it('that is none of the web is refused', async () => {
    expect(await ask(example(), 'ftp://api.osv.dev')).toMatchObject({ code: 2, stderr: expect.stringContaining('none of an API') });
  });
});

describe('the local database', () => {
  const updated = async (cwd: string, ...argv: readonly string[]) =>
    run(['advisories', 'update', '--from', '.advisories', ...argv], { cwd, env: { PARAPET_CACHE: join(cwd, 'cache') } });
  const scanned = async (cwd: string, ...argv: readonly string[]) => {
    const { code, stdout } = await run(['scan', ...ABOUT, '--format', 'json', ...argv], {
      cwd,
      env: { PARAPET_CACHE: join(cwd, 'cache') },
    });
    return { code, report: JSON.parse(stdout) as Report };
  };

  it('is made of records, and counts without being named', async () => {
    const cwd = example();
    const { code, stdout, stderr } = await updated(cwd);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^npm: \d+ records about \d+ packages, the newest of 2026-11-22\n/);
    rmSync(join(cwd, '.advisories'), { recursive: true });
    const { report } = await scanned(cwd);
    expect(found(report)).toEqual(EXPECTED);
    expect(report).toMatchObject({ gaps: [], undetermined: [], notices: [], run: { facts: { advisories: '2026-11-22T00:00:00Z' } } });
  });

  it('can be named', async () => {
    const cwd = example();
    await updated(cwd);
    const { report } = await scan(cwd, '--advisories', 'cache/advisories/v1');
    expect(found(report)).toEqual(EXPECTED);
  });

  it('that is not there is told of with the command that makes it', async () => {
    const { report } = await scanned(example());
    expect(report.gaps[0]?.message).toContain('`parapet advisories update` makes one');
    expect(report.gaps[0]?.reason).toBe('no-advisories');
  });

  it('that is damaged passes nothing, and names the command that mends it', async () => {
    const cwd = example();
    await updated(cwd);
    const file = join(cwd, 'cache/advisories/v1/npm.advisories');
    writeFileSync(file, readFileSync(file).subarray(0, -10));
    const { code, report } = await scanned(cwd, '--strict');
    expect(code).toBe(4);
    expect(report.evaluated.map(({ passed, findings }) => [passed, findings])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(report.gaps).toMatchObject([{ message: expect.stringMatching(/cut off or too long; `parapet advisories update`.*packages\)/) }]);
    expect((await run(['advisories', 'status'], { cwd, env: { PARAPET_CACHE: 'cache' } })).code).toBe(2);
  });

  it('says of itself what it holds', async () => {
    const cwd = example();
    const status = async (...argv: readonly string[]) => run(['advisories', 'status', ...argv], { cwd, env: { PARAPET_CACHE: 'cache' } });
    expect(await status()).toMatchObject({ code: 3, stdout: expect.stringContaining('`parapet advisories update` makes one') });
    await updated(cwd);
    expect(await status()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/npm: \d+ records about \d+ packages, as of 2026-11-22.*from \.advisories/),
    });
    expect(JSON.parse((await status('--format', 'json')).stdout)).toMatchObject({
      ecosystems: [{ ecosystem: 'npm', asOf: '2026-11-22T00:00:00Z', sources: ['.advisories'] }],
    });
  });

  it('says nothing but errors where it is asked to be quiet', async () => {
    const cwd = example();
    writeFileSync(join(cwd, '.advisories/broken.json'), 'no');
    expect((await updated(cwd)).stderr).toContain('broken.json cannot be read as an advisory');
    expect(await updated(cwd, '--quiet')).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    [['advisories']],
    [['advisories', 'updat']],
    [['advisories', 'update', '--ecosystem']],
    [['advisories', 'update', 'npm.zip', '--form']],
  ])('is not touched by %s', async (argv) => {
    const cwd = example();
    expect((await run(argv, { cwd, env: { PARAPET_CACHE: 'cache' } })).code).toBe(2);
    expect(existsSync(join(cwd, 'cache'))).toBe(false);
  });

  it('is not made of nothing', async () => {
    const cwd = example();
    expect(await updated(cwd, '--ecosystem', 'RubyGems')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('RubyGems: none of the sources has a record about it'),
    });
    expect(await updated(cwd, '--ecosystem', 'npn')).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean npm?') });
    expect(await run(['advisories', 'update', '--from', 'nowhere'], { cwd, env: { PARAPET_CACHE: 'cache' } })).toMatchObject({ code: 2 });
  });
});
