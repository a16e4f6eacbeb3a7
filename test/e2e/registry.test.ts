import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.ts';
import { root } from './parapet.ts';
import { startVerdaccio, type Verdaccio } from './verdaccio.ts';

/** A package as its author writes it. */
interface Published {
  readonly name: string;
  readonly version: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

let registry: Verdaccio;
let folder = '';
let app = '';

/** Ends with the process: the registry answers from this one, so nothing here may wait for it in one go. */
const run = (command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv) =>
  new Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>((resolve, reject) => {
    const written = { stdout: '', stderr: '' };
    const child = spawn(command, args, { cwd, env });
    child.stdout.on('data', (text) => {
      written.stdout += text;
    });
    child.stderr.on('data', (text) => {
      written.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...written }));
  });

/** What npm's settings of the machine that runs the tests say is nobody's business here. */
const clean = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|(https?|all|no)_proxy$|PARAPET_|NO_COLOR$|FORCE_COLOR$)/i.test(name)),
  );

const npm = async (args: readonly string[], cwd: string): Promise<void> => {
  const userconfig = join(folder, 'publisher.npmrc');
  const ended = await run('npm', [...args, '--userconfig', userconfig, '--globalconfig', join(folder, 'none')], cwd, {
    ...clean(),
    npm_config_cache: join(folder, 'npm-cache'),
    npm_config_update_notifier: 'false',
  });
  if (ended.status !== 0) throw new Error(`npm ${args.join(' ')}: ${ended.stderr}`);
};

const publish = async (pkg: Published): Promise<void> => {
  const at = join(folder, 'published', encodeURIComponent(`${pkg.name}@${pkg.version}`));
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'package.json'), JSON.stringify({ license: 'MIT', ...pkg }));
  await npm(['publish', '--access', 'public', '--ignore-scripts'], at);
};

const parapet = async (args: readonly string[], npmrc = '') => {
  const home = mkdtempSync(join(folder, 'home-'));
  writeFileSync(join(home, '.npmrc'), npmrc);
  const ended = await run(process.execPath, [`${root}bin/parapet.js`, ...args], app, {
    ...clean(),
    HOME: home,
    PARAPET_CACHE: join(folder, 'cache'),
    npm_config_globalconfig: join(folder, 'none'),
  });
  expect(ended.stderr).not.toContain(registry.token);
  expect(ended.stdout).not.toContain(registry.token);
  return { ...ended, report: JSON.parse(ended.stdout) as Report };
};

const own = (): string => `registry=${registry.url}\n`;
const token = (): string => `//${new URL(registry.url).host}/:_authToken=${registry.token}\n`;
const said = ({ findings }: Report): readonly string[] =>
  findings
    .filter(({ disposition }) => disposition.kind === 'reported')
    .map(({ check, subject }) => `${check} ${subject.name}`)
    .sort();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parapet-registry-'));
  registry = await startVerdaccio();
  writeFileSync(join(folder, 'publisher.npmrc'), `${own()}${token()}`);
  app = join(folder, 'app');
  mkdirSync(app);
  await publish({ name: 'left-behind', version: '1.0.0' });
  await publish({ name: 'given-up', version: '0.3.0' });
  await publish({ name: 'up-to-date', version: '2.1.0', scripts: { install: 'exit 1' } });
  await publish({ name: '@private/shared', version: '1.4.0' });
  const dependencies = { 'left-behind': '^1.0.0', 'given-up': '^0.3.0', 'up-to-date': '^2.0.0', '@private/shared': '^1.0.0' };
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', private: true, dependencies }));
  await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], app);
  // What happened since the lockfile was written.
  await publish({ name: 'left-behind', version: '3.0.0' });
  await npm(['deprecate', 'given-up', 'use up-to-date'], app);
});

afterAll(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a registry', () => {
  const checks = 'package-outdated,package-deprecated,package-too-new,package-install-script,package-integrity-missing';
  const scan = (npmrc: string, ...rest: readonly string[]) =>
    parapet(['scan', 'package-lock.json', '--check', checks, '--format', 'json', ...rest], npmrc);

  it('says what happened to packages since a lockfile was written', async () => {
    const { report, status } = await scan(own() + token());
    expect(said(report)).toEqual([
      'package-deprecated given-up',
      'package-outdated left-behind',
      // Everything was published a moment ago.
      'package-too-new @private/shared',
      'package-too-new given-up',
      'package-too-new left-behind',
      'package-too-new up-to-date',
    ]);
    expect(report.findings.find(({ check }) => check === 'package-deprecated')?.message).toContain('use up-to-date');
    expect(report.findings.find(({ check }) => check === 'package-outdated')?.data).toMatchObject({ latest: '3.0.0', major: 2 });
    expect(report.findings.filter(({ check }) => check === 'package-install-script').map(({ subject }) => subject.name)).toEqual([
      'up-to-date',
    ]);
    expect([report.gaps, report.undetermined, status]).toEqual([[], [], 0]);
  });

  it('is asked once while its answers are fresh', async () => {
    registry.seen.length = 0;
    const { report } = await scan(own() + token());
    expect(registry.seen).toEqual([]);
    expect(said(report)).toContain('package-outdated left-behind');
  });

  it('keeps a private package to itself, and the others are judged all the same', async () => {
    rmSync(join(folder, 'cache'), { recursive: true });
    registry.seen.length = 0;
    const { report } = await scan(own());
    expect(registry.seen.filter(({ path }) => path.includes('@private')).map(({ status }) => status)).toContain(401);
    expect(said(report)).toContain('package-deprecated given-up');
    expect(said(report).filter((line) => line.includes('@private'))).toEqual([]);
    expect(report.gaps).toMatchObject([
      {
        reason: 'access-denied',
        checks: ['package-outdated', 'package-deprecated', 'package-too-new'],
        message: expect.stringContaining('(1 package)'),
      },
    ]);
    expect(report.evaluated.map(({ check, undetermined }) => [check, undetermined])).toEqual([
      ['package-integrity-missing', 0],
      ['package-outdated', 1],
      ['package-deprecated', 1],
      ['package-too-new', 1],
      ['package-install-script', 0],
    ]);
  });

  it('is sent only its own token', async () => {
    rmSync(join(folder, 'cache'), { recursive: true });
    registry.seen.length = 0;
    await scan(`${own()}//registry.example/:_authToken=${registry.token}\n`);
    expect(registry.seen.length).toBeGreaterThan(3);
    expect(registry.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  it('that signs nothing leaves signatures open in one sentence', async () => {
    const { report } = await parapet(
      ['scan', 'package-lock.json', '--check', 'package-signature-invalid', '--format', 'json'],
      own() + token(),
    );
    const host = new URL(registry.url).host;
    expect(report.gaps.map(({ reason, message }) => [reason, message])).toEqual([
      ['no-keys', `${host} publishes no keys to verify signatures with (4 packages)`],
    ]);
    expect([report.findings, report.undetermined, report.provenance]).toEqual([[], [], undefined]);
  });

  it('leaves everything undetermined once it is gone', async () => {
    rmSync(join(folder, 'cache'), { recursive: true });
    const { report, status } = await scan('registry=http://127.0.0.1:9/\n', '--strict');
    expect(said(report)).toEqual([]);
    expect(
      report.evaluated.filter(
        ({ check, passed }) => passed > 0 && check !== 'package-integrity-missing' && check !== 'package-install-script',
      ),
    ).toEqual([]);
    expect(report.gaps.length + report.undetermined.length).toBeGreaterThan(0);
    expect(status).not.toBe(0);
  });
});
