import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlain, type IncomingMessage, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { loadRegistry } from '../../../src/facts/registry/load.ts';
import { npmEnvironment, ownNpmrc, projectNpmrc } from '../../../src/facts/registry/npmrc.ts';
import { routeOf } from '../../../src/facts/registry/route.ts';
import type { Settings } from '../../../src/facts/registry/settings.ts';
import { PATIENCE } from '../../../src/http/patient.ts';
import type { Package } from '../../../src/model/package.ts';
import { cert, key } from './localhost.ts';
import { nameIn, packument } from './server.ts';

const servers: (Server | ReturnType<typeof createSecure>)[] = [];
const open: Duplex[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

const listen = async (server: (typeof servers)[number]): Promise<string> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `localhost:${(server.address() as AddressInfo).port}`;
};

/** A registry with TLS. */
const startSecure = async () => {
  const seen: IncomingMessage['headers'][] = [];
  const server = createSecure({ key, cert }, (request, response) => {
    seen.push(request.headers);
    response.end(packument(nameIn(request.url), '2.0.0'));
  });
  return { host: await listen(server), seen };
};

const noted = ({ method, url, headers }: IncomingMessage) => ({ method, url, headers });

/** A proxy that notes what it is asked, and connects unless it is told to hold still. */
const startProxy = async (still = false) => {
  const seen: ReturnType<typeof noted>[] = [];
  [];
  const server = createPlain((request, response) => {
    seen.push(noted(request));
    response.end(packument('a', '3.0.0'));
  });
  server.on('connect', (request, socket) => {
    seen.push(noted(request));
    open.push(socket);
    if (still) return;
    const to = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      to.pipe(socket).pipe(to);
    });
    open.push(to);
    for (const end of [to, socket]) end.on('error', () => {});
  });
  return { host: await listen(server), seen };
};

const pkg: Package = {
  ecosystem: 'npm',
  name: 'a',
  version: '1.0.0',
  purl: 'pkg:npm/a@1.0.0',
  source: 'registry',
  direct: true,
  origin: {},
};

const ask = async (npmrc: string, env: Record<string, string> = {}, project = '') => {
  const settings: Settings = [
    { from: 'environment', values: npmEnvironment(env) },
    { from: 'project', values: projectNpmrc(project) },
    { from: 'user', values: ownNpmrc(npmrc, env) },
  ];
  const registry = await loadRegistry([pkg], {
    env,
    own: settings,
    settingsFor: () => settings,
    time: { direct: 10_000, others: 10_000 },
    limits: { connect: 1_500, idle: 1_500, total: 3_000, bytes: 1 << 20 },
    patience: { ...PATIENCE, attempts: 2, pause: 1 },
  });
  const found = registry.lookup(pkg);
  return 'unavailable' in found ? ('message' in found.unavailable ? found.unavailable.message : found.unavailable.kind) : found.latest;
};

describe('a certificate', () => {
  it('that nobody vouches for is refused', async () => {
    const { host, seen } = await startSecure();
    expect(await ask(`registry=https://${host}/`)).toBe(`${host} does not answer: DEPTH_ZERO_SELF_SIGNED_CERT`);
    expect(await ask(`registry=https://${host}/`, {}, 'strict-ssl=false')).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(seen).toEqual([]);
  });

  it('is accepted where the user names it, or wants none', async () => {
    const { host } = await startSecure();
    const folder = mkdtempSync(join(tmpdir(), 'parapet-ca-'));
    folders.push(folder);
    const file = join(folder, 'ca.pem');
    writeFileSync(file, cert);
    expect(await ask(`registry=https://${host}/\ncafile=${file}`)).toBe('2.0.0');
    expect(await ask(`registry=https://${host}/\nca="${cert.replaceAll('\n', '\\n')}"`)).toBe('2.0.0');
    expect(await ask(`registry=https://${host}/\nstrict-ssl=false`)).toBe('2.0.0');
    expect(await ask(`registry=https://${host}/\ncafile=${file}.not-there`)).toContain('SELF_SIGNED');
    await expect(ask(`registry=https://${host}/\ncafile=${folder}`)).rejects.toThrow('cafile');
  });
});

describe('a proxy', () => {
  it.each([
    ['npm’s setting', (proxy: string) => [`https-proxy=http://me:pw@${proxy}`, {}] as const],
    ['npm’s setting for all', (proxy: string) => [`proxy=http://me:pw@${proxy}/`, {}] as const],
    ['the environment', (proxy: string) => ['', { HTTPS_PROXY: `http://me:pw@${proxy}` }] as const],
    ['the environment in lower case, without a protocol', (proxy: string) => ['', { https_proxy: `me:pw@${proxy}` }] as const],
    ['npm’s environment', (proxy: string) => ['', { npm_config_https_proxy: `http://me:pw@${proxy}` }] as const],
  ])('of %s is gone through, and sees no token', async (_, settings) => {
    const [registry, proxy] = [await startSecure(), await startProxy()];
    const [npmrc, env] = settings(proxy.host);
    const common = `registry=https://${registry.host}/\nstrict-ssl=false\n//${registry.host}/:_authToken=s3cret\n`;
    expect(await ask(common + npmrc, env)).toBe('2.0.0');
    expect(proxy.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([`CONNECT ${registry.host}`]);
    expect(proxy.seen[0]?.headers['proxy-authorization']).toBe(`Basic ${Buffer.from('me:pw').toString('base64')}`);
    expect(proxy.seen[0]?.headers.authorization).toBeUndefined();
    expect(registry.seen.map((headers) => [headers.authorization, headers['proxy-authorization']])).toEqual([['Bearer s3cret', undefined]]);
  });

  it.each([
    ['noproxy=localhost', {}],
    ['', { NO_PROXY: 'example.com, localhost' }],
    ['noproxy=*', { NO_PROXY: 'example.com' }],
  ])('is passed by where %j %j says so', async (npmrc, env) => {
    const [registry, proxy] = [await startSecure(), await startProxy()];
    expect(await ask(`registry=https://${registry.host}/\nstrict-ssl=false\nproxy=http://${proxy.host}\n${npmrc}`, env)).toBe('2.0.0');
    expect(proxy.seen).toEqual([]);
  });

  it('is not the audited project’s to choose', async () => {
    const [registry, proxy] = [await startSecure(), await startProxy()];
    const project = `https-proxy=http://${proxy.host}\nproxy=http://${proxy.host}`;
    expect(await ask(`registry=https://${registry.host}/\nstrict-ssl=false`, {}, project)).toBe('2.0.0');
    expect(proxy.seen).toEqual([]);
  });

  it('is asked for the whole address of an http registry', async () => {
    const proxy = await startProxy();
    expect(await ask('registry=http://npm.example/r/', { HTTP_PROXY: `http://${proxy.host}` })).toBe('3.0.0');
    expect(proxy.seen.map(({ method, url, headers }) => [method, url, headers.host])).toEqual([
      ['GET', 'http://npm.example/r/a', 'npm.example'],
    ]);
  });

  it('that does not answer is given up, as is one that cannot be one', async () => {
    const proxy = await startProxy(true);
    expect(await ask('registry=https://npm.example/', { HTTPS_PROXY: `http://${proxy.host}` })).toBe(
      'npm.example does not answer: timeout',
    );
    expect(await ask('', { HTTPS_PROXY: 'socks5://127.0.0.1:1080' })).toBe(
      'No registry was asked: the proxy that is set is no http:// address',
    );
  });

  it('may be switched off', async () => {
    expect(await routeOf([{ from: 'user', values: ownNpmrc('proxy=null\nhttps-proxy=false', {}) }], {})).toEqual({
      noProxy: '',
      strictTls: true,
    });
  });
});
