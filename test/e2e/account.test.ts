import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRole, startMoto } from '../../scripts/moto.js';
import type { Report } from '../../src/report.ts';
import { clientsOf, REGION } from './account-resources.ts';
import { SERVICES, serviceClientsOf } from './account-services.ts';
import { SECRET, TABLE, UNKNOWN_TO_MOTO } from './account-table.ts';
import { TWINS } from './account-twins.ts';
import { type Ended, root } from './parapet.ts';

/** moto is installed the first time. */
const INSTALLING = 600_000;

let moto: Awaited<ReturnType<typeof startMoto>>;
const folder = mkdtempSync(join(tmpdir(), 'parapet-account-'));

beforeAll(async () => {
  moto = await startMoto();
  const place = { url: moto.url, region: REGION, role: await createRole(moto.url, 'lambda') };
  const clients = clientsOf(place);
  for (const row of TABLE) await row.make(clients);
  const others = serviceClientsOf(place);
  for (const row of [...SERVICES, ...TWINS]) await row.make(others);
}, INSTALLING);

afterAll(async () => {
  await moto?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the built command beside moto, which this process has to go on serving, in an environment that knows no other account. */
const parapet = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended & { readonly ms: number }> =>
  new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(process.execPath, [`${root}bin/parapet.js`, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    });
    const ended = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      ended.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      ended.stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ ...ended, status, ms: Date.now() - started }));
  });

const KEYS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const onMoto = (args: readonly string[]) => parapet(args, { ...KEYS, AWS_ENDPOINT_URL: moto.url });
const JUDGING = ['--today', '2026-11-23', '--persona', 'auditor', '--format', 'json'];

/** `check subject`, sorted; what could not be listed has the type in place of a subject. */
const namesOf = (entries: readonly { readonly check: string; readonly subject: { readonly type: string; readonly id: string } }[]) =>
  [...new Set(entries.map(({ check, subject }) => `${check} ${subject.id === '*' ? subject.type : subject.id}`))].sort();

/** What the table expects to be found: an entry names its subject, or it is the row's. */
const expected = () =>
  [...TABLE, ...SERVICES, ...TWINS]
    .flatMap(({ id, flagged = [] }) => flagged.map((entry) => (entry.includes(' ') ? entry : `${entry} ${id}`)))
    .sort();

describe('parapet account on moto', () => {
  let report: Report;
  let ended: Awaited<ReturnType<typeof parapet>>;

  beforeAll(async () => {
    ended = await onMoto(['account', '--region', REGION, ...JUDGING]);
    report = JSON.parse(ended.stdout) as Report;
  });

  it('finds what is wrong with each of the resources, and nothing else', () => {
    expect(report.summary.subjects).toBeGreaterThanOrEqual(150);
    expect(namesOf(report.findings)).toEqual(expected());
    // What was neither found nor left open has passed, and nothing was counted twice.
    for (const { check, subjects, passed, undetermined } of report.evaluated) {
      const found = new Set(
        report.findings.filter((finding) => finding.check === check).map(({ subject }) => `${subject.type} ${subject.arn ?? subject.id}`),
      );
      const unlisted = report.undetermined.filter((entry) => entry.check === check && entry.subject.id === '*').length;
      expect({ check, passed }).toEqual({ check, passed: subjects - found.size - (undetermined - unlisted) });
    }
    expect(ended.status).toBe(1);
  });

  it('passes nothing that moto cannot tell, and names the call', () => {
    expect(namesOf(report.undetermined)).toEqual(UNKNOWN_TO_MOTO.flatMap(({ undetermined }) => undetermined).sort());
    for (const { check, subject, reason } of report.undetermined) {
      const unknown = UNKNOWN_TO_MOTO.filter(({ undetermined }) => undetermined.some((entry) => entry.startsWith(`${check} `)));
      expect(
        unknown.map(({ action }) => action),
        `${check} ${subject.id}`,
      ).toContain('action' in reason ? reason.action : undefined);
    }
    const gaps = new Set(report.gaps.map(({ action }) => action));
    expect([...gaps].sort()).toEqual(UNKNOWN_TO_MOTO.flatMap(({ action, gap }) => (gap ? [action] : [])).sort());
  });

  it('says nothing of its own but what it was asked for', () => {
    expect(ended.stderr).not.toMatch(/warning|node:|aws-sdk|\bat .*\.js:/i);
    expect(ended.stdout).not.toContain(SECRET);
  });

  it('judges a saved inventory as it judges the account', async () => {
    const judging = ['--today', '2026-11-23', '--persona', 'pedantic', '--format', 'json'];
    const live = await onMoto(['account', '--region', REGION, ...judging]);
    const inventory = await onMoto(['inventory', '--account', '--region', REGION, '--format', 'json']);
    expect(inventory).toMatchObject({ status: 0, stderr: '' });
    expect(inventory.stdout).not.toContain(SECRET);
    const file = join(folder, 'inventory.json');
    writeFileSync(file, inventory.stdout);
    const saved = await parapet(['check', file, ...judging]);
    expect(saved.status).toBe(live.status);
    const [before, after] = [JSON.parse(live.stdout) as Report, JSON.parse(saved.stdout) as Report];
    expect(before.findings.length).toBeGreaterThan(40);
    for (const part of ['findings', 'undetermined', 'inputs'] as const) expect(after[part]).toEqual(before[part]);
    const counted = new Map(after.evaluated.map((entry) => [entry.check, entry]));
    for (const entry of before.evaluated) expect(counted.get(entry.check)).toEqual(entry);
    expect(after.gaps.map(({ checks: _, ...gap }) => gap)).toEqual(before.gaps.map(({ checks: _, ...gap }) => gap));
  });

  it('asks one service where one check asks', async () => {
    const { stdout, status } = await onMoto(['account', '--region', REGION, '--check', 'key-rotation-off', ...JUDGING]);
    const { findings, evaluated } = JSON.parse(stdout) as Report;
    expect(namesOf(findings)).toEqual(expected().filter((entry) => entry.startsWith('key-rotation-off ')));
    expect(evaluated.map(({ check }) => check)).toEqual(['key-rotation-off']);
    expect(status).toBe(0);
  });
});

describe('parapet account without what it needs', () => {
  it.each([
    ['no credentials', ['--region', REGION], {}, /^error: there are no AWS credentials/],
    ['no Region', [], KEYS, /^error: no AWS Region is set/],
    ['a Region that is none', ['--region', 'atlantis'], KEYS, /^error: atlantis is no AWS Region/],
    ['a profile that is none', ['--region', REGION, '--profile', 'nobody'], {}, /^error: there are no AWS credentials/],
  ] as const)('%s: a sentence, and exit 2 within two seconds', async (_, args, env, sentence) => {
    const took: number[] = [];
    // The fastest of three counts, as the machine may be busy with something else. The instance metadata service is looked for.
    for (let run = 0; run < 3 && !took.some((ms) => ms < 2000); run += 1) {
      const { status, stdout, stderr, ms } = await parapet(['account', ...args], { AWS_EC2_METADATA_DISABLED: '', ...env });
      took.push(ms);
      expect(stderr).toMatch(sentence);
      expect(stderr).not.toMatch(/\bat .*\.js:|node:internal|NodeVersionSupport/);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    }
    expect(Math.min(...took)).toBeLessThan(2000);
  });

  it('nobody who answers: a sentence, and exit 2', async () => {
    const { status, stdout, stderr } = await parapet(['account', '--region', REGION], { ...KEYS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^error: whose account it is could not be asked: .*ECONNREFUSED/);
  });
});
