import dgram from 'node:dgram';
import dns from 'node:dns';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnyCheck } from '../../src/check.ts';
import { checks } from '../../src/checks/index.ts';
import { runCli } from '../../src/cli/cli.ts';
import { cacheFolder } from '../../src/cli/registry.ts';
import type { Report } from '../../src/report.ts';
import { everything, nameIn, packument, startRegistry } from '../facts/registry/server.ts';
import { ioOf, newFolder, run } from './run.ts';

afterEach(() => void vi.restoreAllMocks());

const CHECKS = ['--check', 'package-outdated,package-deprecated'];
const app = (npmrc?: string): string => {
  const folder = newFolder();
  cpSync(new URL('../../fixtures/checks/package-deprecated/flagged/', import.meta.url).pathname, folder, { recursive: true });
  if (npmrc !== undefined) writeFileSync(join(folder, '.npmrc'), npmrc);
  return folder;
};
const report = ({ stdout }: { readonly stdout: string }): Report => JSON.parse(stdout) as Report;
const said = ({ findings }: Report) => findings.map(({ check, subject }) => `${check} ${subject.name}`).sort();

describe('a scan', () => {
  it('asks the registry of npm’s settings about the packages of a lockfile', async () => {
    const registry = await startRegistry(everything('900.0.0'));
    const env = { npm_config_registry: registry.url, PARAPET_CACHE: newFolder() };
    const cwd = app();
    const first = report(await run(['scan', ...CHECKS, '--format', 'json'], { cwd, env }));
    expect(registry.seen.map(({ path }) => path).sort()).toEqual(['/har-validator', '/request', '/uuid']);
    expect(said(first)).toEqual([
      'package-deprecated har-validator',
      'package-outdated har-validator',
      'package-outdated request',
      'package-outdated uuid',
    ]);
    const outdated = first.findings.find(({ check, subject }) => check === 'package-outdated' && subject.name === 'request');
    expect(outdated).toMatchObject({
      severity: 'medium',
      persona: 'regular',
      disposition: { kind: 'reported' },
      location: { file: 'package-lock.json' },
      data: { latest: '900.0.0', major: 898, minor: 0, patch: 0, libyears: null },
    });
    expect(first.findings.find(({ subject, check }) => subject.name === 'uuid' && check === 'package-outdated')?.disposition).toEqual({
      kind: 'filtered',
      by: 'persona',
    });
    // The version that is locked is not among those that this registry knows.
    expect(first.undetermined.map(({ check, subject, reason }) => `${check} ${subject.name} ${reason.kind}`)).toEqual([
      'package-deprecated request not-in-table',
      'package-deprecated uuid not-in-table',
    ]);
    expect(said(report(await run(['scan', ...CHECKS, '--format', 'json'], { cwd, env })))).toEqual(said(first));
    expect(registry.seen.length, 'the second run has it from the cache').toBe(3);
  });

  it('asks for dates where a package changed lately, and says where nobody has them', async () => {
    const versions = ['5.1.5', '2.88.2', '3.4.0'];
    const known = Object.fromEntries(versions.map((version) => [version, {}]));
    const registry = await startRegistry((request, response) => void response.end(packument(nameIn(request.url), '1.0.0', known)));
    const env = { npm_config_registry: registry.url, PARAPET_CACHE: newFolder() };
    const cwd = app();
    const on = async (today: string) =>
      report(await run(['scan', '--check', 'package-too-new', '--today', today, '--format', 'json'], { cwd, env }));
    const late = await on('2026-01-08');
    expect(registry.seen.length).toBe(3);
    expect([late.gaps, late.evaluated]).toMatchObject([[], [{ check: 'package-too-new', undetermined: 0 }]]);
    const soon = await on('2026-01-07');
    expect(registry.seen.filter(({ headers }) => headers.accept === 'application/json').length).toBe(3);
    expect(soon.gaps).toMatchObject([{ reason: 'no-dates', checks: ['package-too-new'] }]);
    expect(soon.evaluated).toMatchObject([{ check: 'package-too-new', passed: 0 }]);
  });

  it('asks nobody where no selected check wants to know', async () => {
    const registry = await startRegistry(everything());
    const env = { npm_config_registry: registry.url };
    const asking = (checks as readonly AnyCheck[]).filter(({ facts }) => facts?.includes('registry'));
    await run(['scan', '--skip', asking.map(({ id }) => id).join()], { cwd: app(), env });
    const folder = newFolder();
    writeFileSync(join(folder, 'template.yaml'), 'Resources: { Q: { Type: AWS::SQS::Queue } }');
    await run(['scan'], { cwd: folder, env });
    expect(registry.seen).toEqual([]);
  });

  it('reads the .npmrc beside the lockfile, the user’s and the environment', async () => {
    const [project, user] = [await startRegistry(everything()), await startRegistry(everything())];
    const HOME = newFolder();
    writeFileSync(
      join(HOME, '.npmrc'),
      `registry=${user.url}\n//${project.host}/:_authToken=\${NPM_TOKEN}\n//${user.host}/:_authToken=other`,
    );
    const env = { HOME, NPM_TOKEN: 's3cret', PARAPET_CACHE: newFolder() };
    await run(['scan', ...CHECKS], { cwd: app(), env });
    expect([...new Set(user.seen.map(({ headers }) => headers.authorization))]).toEqual(['Bearer other']);
    expect(project.seen).toEqual([]);
    await run(['scan', ...CHECKS], { cwd: app(`registry=${project.url}`), env });
    expect([...new Set(project.seen.map(({ headers }) => headers.authorization))]).toEqual(['Bearer s3cret']);
    expect(user.seen.length).toBe(3);
  });

  it('reads no .npmrc of the tree that is a link', async () => {
    const evil = await startRegistry(everything());
    const own = await startRegistry(everything());
    const cwd = app();
    const elsewhere = join(newFolder(), 'npmrc');
    writeFileSync(elsewhere, `registry=${evil.url}`);
    symlinkSync(elsewhere, join(cwd, '.npmrc'));
    await run(['scan', ...CHECKS], {
      cwd,
      env: { HOME: newFolder(), npm_config_userconfig: join(cwd, 'none'), NPM_CONFIG_REGISTRY: own.url },
    });
    expect(evil.seen).toEqual([]);
    expect(own.seen.length).toBe(3);
  });

  it('tells in one line what a registry that is down leaves open, and stays quick', async () => {
    const env = { npm_config_registry: 'http://127.0.0.1:9/', PARAPET_CACHE: newFolder() };
    const cwd = app();
    const { gaps, undetermined, evaluated, findings } = report(await run(['scan', ...CHECKS, '--format', 'json'], { cwd, env }));
    expect(undetermined).toEqual([]);
    expect(gaps).toEqual([
      {
        source: 'facts',
        scope: {},
        reason: 'unreachable',
        message: '127.0.0.1:9 does not answer: connection refused (3 packages)',
        checks: ['package-outdated', 'package-deprecated'],
      },
    ]);
    expect(findings.map(({ check, subject }) => `${check} ${subject.name}`)).toEqual(['package-deprecated har-validator']);
    expect(evaluated).toEqual([
      { check: 'package-outdated', subjects: 3, passed: 0, findings: 0, undetermined: 3 },
      { check: 'package-deprecated', subjects: 3, passed: 0, findings: 1, undetermined: 2 },
    ]);
    expect((await run(['scan', ...CHECKS, '--strict'], { cwd, env })).code).toBe(4);
  });

  it('says on a terminal how far it is', async () => {
    const registry = await startRegistry((request, response) => {
      setTimeout(() => response.end(packument((request.url ?? '').slice(1), '1.0.0')), 20);
    });
    const { io, written } = ioOf({ cwd: app(), env: { npm_config_registry: registry.url, PARAPET_CACHE: newFolder() }, tty: true });
    let now = 0;
    await runCli(['scan', ...CHECKS, '--no-color'], {
      ...io,
      now: () => {
        now += 1_000;
        return new Date(now);
      },
    });
    expect(written.stderr).toMatch(/looking up \d: /);
  });
});

describe('--offline', () => {
  /** Whatever would leave this process; each call is noted and fails. */
  const guard = () => {
    const calls: string[] = [];
    const refuse = (name: string) => (): never => {
      calls.push(name);
      throw new Error(`${name} while offline`);
    };
    vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(refuse('connect'));
    vi.spyOn(dns, 'lookup').mockImplementation(refuse('lookup') as never);
    vi.spyOn(dns.promises, 'lookup').mockImplementation(refuse('lookup'));
    vi.spyOn(dgram, 'createSocket').mockImplementation(refuse('createSocket'));
    return calls;
  };

  it('opens no socket and asks no name server, whatever the settings are, and is no fault to a strict gate', async () => {
    const calls = guard();
    const cwd = app('registry=http://localhost:1/');
    const env = { npm_config_registry: 'http://registry.example/', HTTPS_PROXY: 'http://proxy.example:1', PARAPET_CACHE: newFolder() };
    const whole = await run(['scan', '--offline', '--format', 'json'], { cwd, env });
    const gap = report(whole).gaps.find(({ reason }) => reason === 'offline');
    expect(gap?.checks).toEqual(expect.arrayContaining(['package-outdated', 'package-deprecated', 'package-too-new']));
    expect(gap?.message).toContain('(3 packages)');
    expect(report(whole).findings.map(({ check }) => check)).toContain('package-deprecated');
    expect((await run(['scan', ...CHECKS, '--offline', '--strict'], { cwd, env })).code).toBe(0);

    const saved = join(newFolder(), 'inventory.json');
    await run(['inventory', `--format=json=${saved}`], { cwd, env });
    await run(['check', saved, '--offline'], { cwd, env });
    await run(['baseline', '--offline'], { cwd, env });
    expect(calls).toEqual([]);
  });

  it('is what keeps it: the same scan without it tries', async () => {
    const calls = guard();
    await run(['scan', ...CHECKS], { cwd: app(), env: { npm_config_registry: 'http://registry.example/' } });
    expect(calls.length).toBeGreaterThan(0);
  });
});

describe('what is kept', () => {
  it.each([
    [{ PARAPET_CACHE: '/c', XDG_CACHE_HOME: '/x', HOME: '/h' }, '/c'],
    [{ PARAPET_CACHE: 'c', HOME: '/h' }, '/project/c'],
    [{ XDG_CACHE_HOME: '/x', HOME: '/h' }, '/x/parapet'],
    [{ XDG_CACHE_HOME: 'relative', HOME: '/h' }, '/h/.cache/parapet'],
    [{ PARAPET_CACHE: '', HOME: '/h' }, '/h/.cache/parapet'],
    [{}, undefined],
  ])('lies where %j says', (env, folder) => expect(cacheFolder(env, '/project')).toBe(folder));

  it('is nothing outside of that folder', async () => {
    const registry = await startRegistry(everything());
    const [HOME, cache] = [newFolder(), join(newFolder(), 'deep', 'er')];
    mkdirSync(join(HOME, '.cache'));
    const cwd = app();
    const before = readdirSync(cwd);
    await run(['scan', ...CHECKS], { cwd, env: { HOME, PARAPET_CACHE: cache, npm_config_registry: registry.url } });
    expect(readdirSync(cache)).toEqual(['registry']);
    expect(readdirSync(join(HOME, '.cache'))).toEqual([]);
    expect(readdirSync(cwd)).toEqual(before);
  });
});
