import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.ts';
import { type Dump, startDumps } from '../facts/advisories/dumps.ts';
import { parapet, root } from './parapet.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parapet-advisories-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record = (id: string, name: string, day = 20) => ({
  id,
  modified: `2026-11-${day}T00:00:00Z`,
  summary: `${id} `.repeat(40),
  affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }],
});

const environment = (): NodeJS.ProcessEnv => ({ ...process.env, PARAPET_CACHE: folder });

/** Begins an update, in a process of its own that a server can answer. */
const begin = (url: string) => {
  const child = spawn(process.execPath, [`${root}bin/parapet.js`, 'advisories', 'update', '--ecosystem', 'npm', '--from', url], {
    env: environment(),
    stdio: 'ignore',
  });
  return { child, ended: new Promise<number | null>((resolve) => child.once('exit', resolve)) };
};

/** What scans find, for as long as the database is in use. */
const found = (): readonly string[] => {
  cpSync(`${root}fixtures/apps/orders/package-lock.json`, join(folder, 'app/package-lock.json'));
  const { stdout } = parapet(['scan', join(folder, 'app'), '--offline', '--check', 'package-vulnerable', '--format', 'json'], {
    env: { PARAPET_CACHE: folder },
  });
  return (JSON.parse(stdout) as Report).findings.flatMap(({ data }) => data.advisories as string[]).sort();
};

const many = Array.from({ length: 300 }, (_, i) => record(`GHSA-${i}`, `p${i}`));

describe('an update that is killed', () => {
  it.each(['/npm/modified_id.csv', '/npm/all.zip', '/npm/GHSA-AXIOS.json'])(
    'at %s leaves the old database in use, and the next one goes on',
    async (step) => {
      const npm: Dump = { records: [...many, record('GHSA-LODASH', 'lodash')] };
      const server = await startDumps({ npm });
      expect(await begin(server.url).ended).toBe(0);
      expect(found()).toEqual(['GHSA-LODASH']);

      // Records that vanish bring the archive; one that is new is fetched by itself.
      npm.records = step.endsWith('.zip')
        ? [...many.slice(100), record('GHSA-AXIOS', 'axios', 21)]
        : [...npm.records, record('GHSA-AXIOS', 'axios', 21)];
      server.spoil((path) => (path === step ? 'stalled' : undefined));
      server.seen.splice(0);
      const killed = begin(server.url);
      while (!server.seen.some(({ path }) => path === step)) await new Promise((resolve) => setTimeout(resolve, 20));
      const downloads = join(folder, 'advisories/v1/downloads');
      const came = () => readdirSync(downloads).length > 0;
      while (step.endsWith('.zip') && !came()) await new Promise((resolve) => setTimeout(resolve, 20));
      await new Promise((resolve) => setTimeout(resolve, 100));
      killed.child.kill('SIGKILL');
      await killed.ended;
      expect(found()).toEqual(['GHSA-LODASH']);

      server.spoil(() => undefined);
      server.seen.splice(0);
      expect(await begin(server.url).ended).toBe(0);
      expect(found()).toEqual(step.endsWith('.zip') ? ['GHSA-AXIOS'] : ['GHSA-AXIOS', 'GHSA-LODASH']);
      expect(server.seen.some(({ range }) => range !== undefined && Number(/\d+/.exec(range)?.[0]) > 1_000)).toBe(step.endsWith('.zip'));
      expect(readdirSync(downloads)).toEqual([]);
    },
  );

  it('does not stop two others that run at once', async () => {
    const server = await startDumps({ npm: { records: [...many, record('GHSA-LODASH', 'lodash')] } });
    const [one, other] = [begin(server.url), begin(server.url)];
    expect([await one.ended, await other.ended]).toEqual([0, 0]);
    expect(found()).toEqual(['GHSA-LODASH']);
    expect(readdirSync(join(folder, 'advisories/v1')).sort()).toEqual(['downloads', 'npm.advisories']);
  });
});
