import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDatabase } from '../../../src/facts/advisories/database/load.ts';
import { type Updated, update } from '../../../src/facts/advisories/update/update.ts';
import { PATIENCE } from '../../../src/http/patient.ts';
import { newFolder } from '../temporary.ts';
import { type Dump, startDumps } from './dumps.ts';
import { FAULTS, type Fault, startFaulty } from './faulty.ts';

const record = (id: string, name = 'left', day = 20, rest: object = {}, ecosystem = 'npm') => ({
  id,
  modified: `2026-11-${day}T00:00:00Z`,
  affected: [{ package: { ecosystem, name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }],
  ...rest,
});

const LIMITS = { connect: 1_000, idle: 150, total: 5_000, bytes: 1 << 24 };
const QUICK = { ...PATIENCE, attempts: 3, pause: 1 };

const run = async (folder: string, from: readonly string[], ecosystems: readonly string[] = ['npm'], now = '2026-11-22T10:00:00.000Z') => {
  const updated: Updated[] = [];
  const options = { folder, from, ecosystems, cwd: folder, env: {}, now: () => new Date(now), limits: LIMITS, patience: QUICK };
  for await (const each of update(options)) updated.push(each);
  return updated;
};

const idsOf = (folder: string, name = 'left'): readonly string[] | string => {
  const exposure = loadDatabase(folder, [{ ecosystem: 'npm', name }], 'update').advisories?.assess('npm', name, '1.0.0');
  if (exposure === undefined || 'unavailable' in exposure) return exposure?.unavailable ?? '';
  return [...exposure.vulnerabilities.flatMap(({ ids }) => ids), ...exposure.unclear.map(({ id }) => `${id}?`)].sort();
};
const asOf = (folder: string) => loadDatabase(folder, [{ ecosystem: 'npm', name: 'left' }], 'update').advisories?.asOf;

const paths = (server: { seen: { path: string }[] }): string[] => server.seen.splice(0).map(({ path }) => path);

describe('an update from dumps', () => {
  it('takes the archive first, and later what has changed', async () => {
    const npm: Dump = { records: [record('GHSA-1'), record('GHSA-2', 'right'), record('GHSA-3', 'gone')] };
    const server = await startDumps({ npm });
    const folder = newFolder();
    expect(await run(folder, [server.url])).toMatchObject([
      { ecosystem: 'npm', header: { records: 3, packages: 3, asOf: '2026-11-22T10:00:00.000Z' } },
    ]);
    expect(paths(server)).toEqual(['/npm/modified_id.csv', '/npm/all.zip']);
    expect(readdirSync(folder).sort()).toEqual(['downloads', 'npm.advisories']);
    expect(readdirSync(join(folder, 'downloads'))).toEqual([]);

    npm.records = [
      record('GHSA-1', 'left', 21, { withdrawn: '2026-11-21T00:00:00Z' }),
      record('GHSA-2', 'right'),
      record('GHSA-4', 'left', 21),
    ];
    const [later] = await run(folder, [server.url], ['npm'], '2026-11-23T10:00:00.000Z');
    expect(later?.failed).toBeUndefined();
    expect(paths(server).sort()).toEqual(['/npm/GHSA-1.json', '/npm/GHSA-4.json', '/npm/modified_id.csv']);
    expect([idsOf(folder), idsOf(folder, 'right'), idsOf(folder, 'gone'), asOf(folder)]).toEqual([
      ['GHSA-4'],
      ['GHSA-2'],
      [],
      '2026-11-23T10:00:00.000Z',
    ]);

    // Nothing has changed: that is all that is asked, and the database is as of now.
    await run(folder, [server.url], ['npm'], '2026-11-24T10:00:00.000Z');
    expect(paths(server)).toEqual(['/npm/modified_id.csv']);
    expect([idsOf(folder), asOf(folder)]).toEqual([['GHSA-4'], '2026-11-24T10:00:00.000Z']);
  });

  it('takes what the archive has not got yet one by one', async () => {
    const server = await startDumps({
      npm: { records: [record('GHSA-1')], late: [record('GHSA-2', 'left', 21), record('GHSA-1', 'left', 20)] },
    });
    const folder = newFolder();
    await run(folder, [server.url]);
    expect(paths(server)).toEqual(['/npm/modified_id.csv', '/npm/all.zip', '/npm/GHSA-2.json']);
    expect(idsOf(folder)).toEqual(['GHSA-1', 'GHSA-2']);
  });

  it('takes the archive again where much has changed, and from a mirror that has no list', async () => {
    const npm: Dump = { records: Array.from({ length: 200 }, (_, i) => record(`GHSA-${i}`, `p${i}`)) };
    const server = await startDumps({ npm, mirror: { records: [] } });
    const folder = newFolder();
    await run(folder, [server.url]);
    npm.records = npm.records.slice(100);
    paths(server);
    await run(folder, [server.url]);
    expect(paths(server)).toEqual(['/npm/modified_id.csv', '/npm/all.zip']);
    expect([idsOf(folder, 'p5'), idsOf(folder, 'p150')]).toEqual([[], ['GHSA-150']]);

    const bare: Dump = { records: [record('GHSA-1'), record('GHSA-2', 'right')], list: false };
    const mirror = await startDumps({ npm: bare });
    await run(folder, [mirror.url]);
    expect([idsOf(folder), idsOf(folder, 'p150')]).toEqual([['GHSA-1'], []]);
    await run(folder, [mirror.url]);
    bare.records = [record('GHSA-3')];
    await run(folder, [mirror.url]);
    expect([idsOf(folder), idsOf(folder, 'right')]).toEqual([['GHSA-3'], []]);
  });

  it('takes other records besides, and keeps them', async () => {
    const npm: Dump = { records: [record('GHSA-1')] };
    const server = await startDumps({ npm });
    const folder = newFolder();
    writeFileSync(join(folder, 'own.json'), JSON.stringify([record('OWN-1'), record('OWN-2', 'other', 20, {}, 'PyPI')]));
    await run(folder, ['own.json', server.url]);
    expect(idsOf(folder)).toEqual(['GHSA-1', 'OWN-1']);
    npm.records = [record('GHSA-1'), record('GHSA-2', 'left', 21)];
    writeFileSync(join(folder, 'own.json'), JSON.stringify([record('OWN-3')]));
    paths(server);
    await run(folder, ['own.json', server.url]);
    expect(paths(server)).toEqual(['/npm/modified_id.csv', '/npm/GHSA-2.json']);
    expect(idsOf(folder)).toEqual(['GHSA-1', 'GHSA-2', 'OWN-3']);
  });

  it('of paths is of the ecosystems that they are about, not of those that they merely name', async () => {
    const folder = newFolder();
    const both = {
      ...record('GHSA-1'),
      affected: [record('', 'left'), record('', 'other', 20, {}, 'PyPI')].flatMap(({ affected }) => affected),
    };
    writeFileSync(join(folder, 'npm.json'), JSON.stringify([both, record('GHSA-2')]));
    writeFileSync(join(folder, 'broken.json'), '{"id": "GHSA-3", "affected": [{"package": {"name": "left"');
    const ecosystems = ['npm', 'PyPI', 'Go'];
    expect(
      (await run(folder, ['npm.json', 'broken.json'], ecosystems)).map(({ ecosystem, missing = false }) => [ecosystem, missing]),
    ).toEqual([
      ['npm', false],
      ['PyPI', true],
      ['Go', true],
    ]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.advisories'))).toEqual(['npm.advisories']);
    expect(idsOf(folder)).toEqual(['GHSA-1', 'GHSA-2', 'broken?']);
  });

  it('of several servers is of them all', async () => {
    const [one, other] = [
      await startDumps({ npm: { records: [record('GHSA-1')] } }),
      await startDumps({ npm: { records: [record('OWN-1')] } }),
    ];
    const folder = newFolder();
    for (let i = 0; i < 2; i += 1) {
      expect((await run(folder, [one.url, other.url])).map(({ failed }) => failed)).toEqual([undefined]);
      expect(idsOf(folder)).toEqual(['GHSA-1', 'OWN-1']);
    }
  });

  it('makes a damaged database anew', async () => {
    const server = await startDumps({ npm: { records: [record('GHSA-1')] } });
    const folder = newFolder();
    await run(folder, [server.url]);
    const file = join(folder, 'npm.advisories');
    const whole = readFileSync(file);
    for (const at of [9, whole.length - 400, whole.length - 3]) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 1;
      writeFileSync(file, broken);
      await run(folder, [server.url]);
      expect(idsOf(folder)).toEqual(['GHSA-1']);
    }
  });

  it('says what a server has not got', async () => {
    const server = await startDumps({ npm: { records: [record('GHSA-1')] } });
    const folder = newFolder();
    expect(await run(folder, [server.url], ['PyPI', 'npm'])).toMatchObject([
      { ecosystem: 'PyPI', missing: true },
      { ecosystem: 'npm', header: { records: 1 } },
    ]);
    expect(existsSync(join(folder, 'PyPI.advisories'))).toBe(false);
  });

  it('sends the name and password of an address to it alone, and does not keep them', async () => {
    const server = await startDumps({ npm: { records: [record('GHSA-1')] } });
    const folder = newFolder();
    let sent: string | undefined;
    server.spoil((_, __, { headers }) => {
      sent = headers.authorization;
      return undefined;
    });
    await run(folder, [server.url.replace('http://', 'http://me:s3cret@')]);
    expect(sent).toBe(`Basic ${Buffer.from('me:s3cret').toString('base64')}`);
    expect(readFileSync(join(folder, 'npm.advisories'), 'latin1')).not.toContain('s3cret');
  });

  it('leaves a package without a verdict that a record of today names which cannot be read', async () => {
    const npm: Dump = { records: [record('GHSA-1'), record('GHSA-2', 'right')] };
    const server = await startDumps({ npm });
    const folder = newFolder();
    await run(folder, [server.url]);
    npm.records = [
      { ...record('GHSA-1', 'left', 21), affected: [{ package: { ecosystem: 'npm', name: 'left' }, ranges: 7 }] } as never,
      record('GHSA-2', 'right'),
    ];
    const [updated] = await run(folder, [server.url]);
    expect(updated?.gaps.map(({ message }) => message)).toEqual([expect.stringContaining('GHSA-1.json cannot be read as an advisory')]);
    expect(idsOf(folder)).toEqual(['GHSA-1', 'GHSA-1?']);
    // It is asked for again until it can be read.
    npm.records = [record('GHSA-1', 'left', 21), record('GHSA-2', 'right')];
    await run(folder, [server.url]);
    expect(idsOf(folder)).toEqual(['GHSA-1']);
  });
});

describe('a fault', () => {
  const STEPS = ['/npm/modified_id.csv', '/npm/all.zip', '/npm/GHSA-9.json'] as const;
  /** Records of the first update, and of a later one that takes the archive again, or single records. */
  const early = Array.from({ length: 80 }, (_, i) => record(`GHSA-1${i}`, i === 0 ? 'left' : `p${i}`));
  const late = (step: string) => (step.endsWith('.zip') ? [record('GHSA-9', 'left', 21)] : [...early, record('GHSA-9', 'left', 21)]);

  describe.each(STEPS)('at %s', (step) => {
    it.each(FAULTS)('(%s) leaves the old database in use, and the next update brings what is missing', async (fault) => {
      const npm: Dump = { records: early };
      const server = await startDumps({ npm });
      const folder = newFolder();
      await run(folder, [server.url]);
      npm.records = late(step);
      server.spoil((path) => (path === step ? fault : undefined));
      const [failed] = await run(folder, [server.url], ['npm'], '2026-11-25T10:00:00.000Z');
      if (fault === 'nonsense' && step.endsWith('.json')) expect(failed?.gaps).toHaveLength(1);
      else {
        expect(failed?.failed).toMatch(/127\.0\.0\.1|the answer/);
        expect(asOf(folder)).toBe('2026-11-22T10:00:00.000Z');
      }
      expect(idsOf(folder)).toEqual(['GHSA-10']);

      server.spoil(() => undefined);
      const [mended] = await run(folder, [server.url], ['npm'], '2026-11-25T10:00:00.000Z');
      expect(mended?.failed).toBeUndefined();
      expect(idsOf(folder)).toEqual(step.endsWith('.zip') ? ['GHSA-9'] : ['GHSA-10', 'GHSA-9']);
      expect(asOf(folder)).toBe('2026-11-25T10:00:00.000Z');
    });

    it.each(['reset', 'half', 'too-short', 'error', 'throttled', 'silent'] satisfies Fault[])(
      '(%s) that happens once is nobody’s business',
      async (fault) => {
        const npm: Dump = { records: early };
        const server = await startDumps({ npm });
        const folder = newFolder();
        await run(folder, [server.url]);
        npm.records = late(step);
        let times = 0;
        server.spoil((path) => (path === step && times++ === 0 ? fault : undefined));
        expect((await run(folder, [server.url]))[0]?.failed).toBeUndefined();
        expect(times).toBeGreaterThan(1);
        expect(idsOf(folder)).toContain('GHSA-9');
      },
    );
  });

  it('in the first update leaves no database', async () => {
    const server = await startDumps({ npm: { records: early } });
    const folder = newFolder();
    server.spoil((path) => (path.endsWith('.zip') ? 'half' : undefined));
    expect(await run(folder, [server.url])).toMatchObject([{ failed: expect.any(String) }]);
    expect(idsOf(folder)).toContain('has none of npm');
  });

  it('of one ecosystem is no other’s', async () => {
    const server = await startDumps({ npm: { records: [record('GHSA-1')] }, PyPI: { records: [record('PYSEC-1', 'x', 20, {}, 'PyPI')] } });
    const folder = newFolder();
    server.spoil((path) => (path.startsWith('/PyPI') ? 'error' : undefined));
    expect(await run(folder, [server.url], ['PyPI', 'npm'])).toMatchObject([{ failed: expect.any(String) }, { header: { records: 1 } }]);
    expect(idsOf(folder)).toEqual(['GHSA-1']);
  });

  it('that keeps single records away does not lose those that came', async () => {
    const npm: Dump = { records: early };
    const server = await startDumps({ npm });
    const folder = newFolder();
    await run(folder, [server.url]);
    npm.records = [...early, record('GHSA-7', 'left', 21), record('GHSA-9', 'left', 22)];
    server.spoil((path) => (path.endsWith('/GHSA-9.json') ? 'denied' : undefined));
    await run(folder, [server.url]);
    expect(idsOf(folder)).toEqual(['GHSA-10', 'GHSA-7']);
    server.spoil(() => undefined);
    paths(server);
    await run(folder, [server.url]);
    expect(paths(server)).toEqual(['/npm/modified_id.csv', '/npm/GHSA-9.json']);
    expect(idsOf(folder)).toEqual(['GHSA-10', 'GHSA-7', 'GHSA-9']);
  });
});

describe('a download that broke off', () => {
  const many = Array.from({ length: 200 }, (_, i) => record(`GHSA-${i}`, `p${i}`, 20, { summary: `${i}`.repeat(50) }));
  const ranges = (server: Awaited<ReturnType<typeof startDumps>>) => server.seen.flatMap(({ range }) => range ?? []);

  it('goes on where it was, in the next update as well', async () => {
    const server = await startDumps({ npm: { records: many } });
    const folder = newFolder();
    server.spoil((path) => (path.endsWith('.zip') ? 'half' : undefined));
    await run(folder, [server.url]);
    const before = ranges(server);
    expect(before.length).toBeGreaterThan(0);
    expect(readdirSync(join(folder, 'downloads'))).toHaveLength(1);
    server.seen.splice(0);
    server.spoil(() => undefined);
    expect((await run(folder, [server.url]))[0]?.failed).toBeUndefined();
    const [from = '0'] = ranges(server).map((range) => /\d+/.exec(range)?.[0]);
    expect(Number(from)).toBeGreaterThan(1_000);
    expect(idsOf(folder, 'p7')).toEqual(['GHSA-7']);
    expect(readdirSync(join(folder, 'downloads'))).toEqual([]);
  });

  it('is begun again where the archive is another by now', async () => {
    const npm: Dump = { records: many };
    const server = await startDumps({ npm });
    const folder = newFolder();
    server.spoil((path) => (path.endsWith('.zip') ? 'half' : undefined));
    await run(folder, [server.url]);
    npm.records = many.slice(1);
    server.seen.splice(0);
    server.spoil(() => undefined);
    await run(folder, [server.url]);
    expect(ranges(server)).toEqual([]);
    expect([idsOf(folder, 'p0'), idsOf(folder, 'p7')]).toEqual([[], ['GHSA-7']]);
  });

  it('of a server that does not mark its contents leaves nothing', async () => {
    const body = 'x'.repeat(10_000);
    const server = await startFaulty((path) => (path.endsWith('.zip') ? { body } : { status: 404, body: '' }));
    const folder = newFolder();
    server.spoil((path) => (path.endsWith('.zip') ? 'half' : undefined));
    expect((await run(folder, [server.url]))[0]?.failed).toBeDefined();
    expect(readdirSync(join(folder, 'downloads'))).toEqual([]);
    server.spoil(() => undefined);
    expect((await run(folder, [server.url]))[0]?.failed).toContain('sends an archive that cannot be read');
  });

  it.each(['http://', 'http://%zz@127.0.0.1/', 'ftp://127.0.0.1/', 'http://127.0.0.1/npm/all.zip'])('cannot be of %s', async (address) => {
    await expect(run(newFolder(), [address])).rejects.toThrow('--from');
  });

  it('whose part was spoilt on the disk is not believed, and begun again', async () => {
    const server = await startDumps({ npm: { records: many } });
    const folder = newFolder();
    server.spoil((path) => (path.endsWith('.zip') ? 'half' : undefined));
    await run(folder, [server.url]);
    const [name = ''] = readdirSync(join(folder, 'downloads'));
    const part = join(folder, 'downloads', name);
    const bytes = readFileSync(part);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(part, bytes);
    server.spoil(() => undefined);
    expect((await run(folder, [server.url]))[0]?.failed).toBeUndefined();
    expect(idsOf(folder, 'p7')).toEqual(['GHSA-7']);
  });
});

describe('two updates at once', () => {
  it('both succeed, and leave one whole database and nothing else', async () => {
    const many = Array.from({ length: 300 }, (_, i) => record(`GHSA-${i}`, `p${i}`));
    const server = await startDumps({ npm: { records: many } });
    const folder = newFolder();
    for (let round = 0; round < 3; round += 1) {
      const results = await Promise.all([run(folder, [server.url]), run(folder, [server.url]), run(folder, [server.url])]);
      expect(results.flat().map(({ failed }) => failed)).toEqual([undefined, undefined, undefined]);
      expect(idsOf(folder, 'p7')).toEqual(['GHSA-7']);
    }
    expect(readdirSync(folder).sort()).toEqual(['downloads', 'npm.advisories']);
    expect(readdirSync(join(folder, 'downloads'))).toEqual([]);
  });

  it('of which one cannot write leave the other’s database', async () => {
    const server = await startDumps({ npm: { records: [record('GHSA-1')] } });
    const folder = newFolder();
    await run(folder, [server.url]);
    mkdirSync(join(folder, 'other/npm.advisories'), { recursive: true });
    await expect(run(join(folder, 'other'), [server.url])).rejects.toThrow('cannot be written');
    expect(idsOf(folder)).toEqual(['GHSA-1']);
  });
});
