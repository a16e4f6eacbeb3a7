// A local AWS for end-to-end tests and benchmarks: moto_server, installed from PyPI into .venv-moto when it is missing.
// https://docs.getmoto.org/en/latest/docs/server_mode.html
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '5.2.5';
const folder = fileURLToPath(new URL('../.venv-moto', import.meta.url));
/** Stands only beside a whole installation: pip may be interrupted. */
const whole = join(folder, `moto-${VERSION}`);

const step = (command, args) => {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status === 0) return;
  const last = (error?.message ?? stderr ?? '').trim().split('\n').at(-1);
  throw new Error(`moto ${VERSION} could not be installed from PyPI (${command} ${args.slice(0, 3).join(' ')}): ${last}`);
};

/** Installs moto_server unless it is there, and returns its path. */
export const installMoto = () => {
  if (!existsSync(whole)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    step('python3', ['-m', 'venv', folder]);
    step(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `moto[server]==${VERSION}`]);
    writeFileSync(whole, '');
  }
  return join(folder, 'bin/moto_server');
};

/** Starts moto_server on a free port of the loopback interface. */
export const startMoto = async () => {
  const server = spawn(installMoto(), ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'false', NO_COLOR: '1' },
  });
  const url = await new Promise((resolve, reject) => {
    let said = '';
    server.stderr.on('data', (chunk) => {
      if (said === undefined) return;
      said += chunk;
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said);
      if (found === null) return;
      said = undefined;
      resolve(found[1]);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`moto_server ended with ${code}: ${said}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      if (server.exitCode !== null || server.signalCode !== null) return resolve();
      server.removeAllListeners('exit');
      server.once('exit', () => resolve());
      server.kill();
    });
  return { url, stop };
};

/** A role that Lambda may assume: moto wants one for every function, and no AWS client that parapet has can make one. */
export const createRole = async (url, name) => {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0' },
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  });
  if (!response.ok) throw new Error(`moto made no role: ${response.status} ${await response.text()}`);
  return `arn:aws:iam::123456789012:role/${name}`;
};
