import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.ts';
import { parapet } from './parapet.ts';

const APP = 'fixtures/checks/package-deprecated/flagged';

/** Ends the process as soon as anything in it connects, or asks a name server. */
const guard = `data:text/javascript,${encodeURIComponent(`
  import dgram from 'node:dgram';
  import dns from 'node:dns';
  import net from 'node:net';
  const end = () => process.exit(99);
  net.Socket.prototype.connect = end;
  dns.lookup = end;
  dns.promises.lookup = end;
  dgram.createSocket = end;
`)}`;

let cache = '';
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'parapet-offline-'));
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

const guarded = (args: readonly string[]) =>
  parapet(args, { env: { NODE_OPTIONS: `--import=${guard}`, PARAPET_CACHE: cache, npm_config_registry: 'http://registry.example/' } });

describe('--offline', () => {
  it('opens no socket, and says what it therefore does not know', () => {
    const { status, stdout } = guarded([
      'scan',
      APP,
      '--offline',
      '--strict',
      '--check',
      'package-outdated,package-deprecated',
      '--format',
      'json',
    ]);
    const { gaps, findings } = JSON.parse(stdout) as Report;
    expect(status).toBe(0);
    expect(gaps.map(({ reason }) => reason)).toEqual(['offline']);
    expect(findings.map(({ check }) => check)).toEqual(['package-deprecated']);
  });

  it('uses a local database of advisories, which needs none', () => {
    expect(guarded(['advisories', 'update', '--from', 'fixtures/advisories']).status).toBe(0);
    const { status, stdout } = guarded([
      'scan',
      'fixtures/apps/orders/package-lock.json',
      '--offline',
      '--check',
      'package-vulnerable',
      '--format',
      'json',
    ]);
    const { findings, gaps } = JSON.parse(stdout) as Report;
    expect({ status, gaps, findings: findings.length }).toEqual({ status: 1, gaps: [], findings: 5 });
    expect(guarded(['advisories', 'status']).status).toBe(0);
  });

  it.each(['npm', 'https://api.osv.dev'])('refuses %s as a source of advisories', (source) => {
    expect(guarded(['scan', APP, '--offline', '--advisories', source]).status).toBe(2);
  });

  it('is what keeps it from that', () => {
    expect(guarded(['scan', APP, '--check', 'package-vulnerable', '--advisories', 'http://127.0.0.1:9']).status).toBe(99);
    expect(guarded(['advisories', 'update', '--from', 'http://127.0.0.1:9']).status).toBe(99);
    expect(guarded(['scan', APP]).status).toBe(99);
  });
});
