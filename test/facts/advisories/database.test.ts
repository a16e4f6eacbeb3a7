import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collecting, newestTo } from '../../../src/facts/advisories/database/content.ts';
import { fileOf, loadDatabase } from '../../../src/facts/advisories/database/load.ts';
import { openDatabase } from '../../../src/facts/advisories/database/open.ts';
import { encode, publish } from '../../../src/facts/advisories/database/write.ts';
import { advisoriesOf } from '../../../src/facts/advisories/index.ts';
import { readRecord } from '../../../src/facts/advisories/record.ts';
import { readText } from '../../../src/facts/advisories/texts.ts';
import type { Ecosystem } from '../../../src/model/package.ts';
import { newFolder } from '../temporary.ts';

const about = { asOf: '2026-11-22T00:00:00Z', updated: '2026-11-22T00:00:00Z', sources: [{ from: 'records' }] };

/** Writes records, or texts that are none, as an ecosystem's database. */
const write = async (folder: string, records: readonly unknown[], ecosystem = 'npm'): Promise<string> => {
  const collected = collecting(ecosystem);
  const newest = newestTo([collected]);
  for (const [index, record] of records.entries())
    readText(typeof record === 'string' ? record : JSON.stringify(record), { file: 'all.zip', member: `r/${index}.json` }, newest);
  const file = fileOf(folder, ecosystem);
  await publish(file, encode(collected.content, { ecosystem, ...about }).parts);
  return file;
};

const record = (id: string, name: string, fixed = '2.0.0', rest: object = {}, ecosystem = 'npm') => ({
  id,
  modified: '2026-11-20T00:00:00Z',
  affected: [{ package: { ecosystem, name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] }],
  ...rest,
});

const load = (folder: string, names: readonly string[], ecosystem: Ecosystem = 'npm') =>
  loadDatabase(
    folder,
    names.map((name) => ({ ecosystem, name })),
    'parapet advisories update',
  );

const idsOf = (folder: string, name: string, ecosystem: Ecosystem = 'npm') => {
  const { advisories } = load(folder, [name], ecosystem);
  const exposure = advisories?.assess(ecosystem, name, '1.0.0');
  if (exposure === undefined || 'unavailable' in exposure) return exposure?.unavailable;
  return [...exposure.vulnerabilities.flatMap(({ ids }) => ids), ...exposure.unclear.map(({ id }) => `${id}?`)];
};

const NAMES = ['left', 'right', '@s/left', '__proto__', 'constructor', '../../x', 'naïve', 'a"b', '\ud800', 'x'.repeat(300), ''];
const names = fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'binary' }));
const records = fc.array(
  fc.record({
    id: fc.oneof(
      fc.constantFrom('GHSA-1', 'GHSA-2', 'MAL-1'),
      fc.string({ minLength: 1 }).filter((id) => id.trim() !== ''),
    ),
    modified: fc.constantFrom('2026-11-20T00:00:00Z', '2026-11-20T00:00:00.5Z', '2026-11-21T00:00:00Z'),
    withdrawn: fc.option(fc.constant('2026-11-21T00:00:00Z'), { nil: undefined, freq: 5 }),
    aliases: fc.array(fc.constantFrom('CVE-1', 'GHSA-1')),
    affected: fc.array(
      fc.record({
        package: fc.record({ ecosystem: fc.constantFrom('npm', 'PyPI'), name: names }),
        versions: fc.array(fc.constantFrom('1.0.0', '1.2.0')),
        ranges: fc.array(
          fc.record({
            type: fc.constantFrom('SEMVER', 'GIT'),
            events: fc.array(fc.record({ introduced: fc.constantFrom('0', '1.1.0', '3.0.0') }), { maxLength: 2 }),
          }),
          { maxLength: 2 },
        ),
        database_specific: fc.record({ severity: fc.constantFrom('LOW', 'HIGH'), other: fc.string() }),
      }),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 12 },
);

describe('a database', () => {
  it('says of every package what its records say', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (all) => {
        const folder = newFolder();
        // The newest of each id counts, and of those the first.
        const newest = new Map<string, (typeof all)[number]>();
        for (const each of all) {
          const before = newest.get(each.id);
          if (before === undefined || before.modified.replace('Z', '') < each.modified.replace('Z', '')) newest.set(each.id, each);
        }
        const expected = advisoriesOf(
          [...newest.values()].map((each) => {
            const read = readRecord(JSON.parse(JSON.stringify(each)));
            if ('malformed' in read) throw new Error(read.malformed);
            return read;
          }),
          null,
        );
        const asked = [...new Set([...NAMES, ...all.flatMap(({ affected }) => affected.map(({ package: { name } }) => name))])];
        for (const ecosystem of ['npm', 'PyPI'] as const) {
          await write(folder, all, ecosystem);
          const { advisories } = load(folder, asked, ecosystem);
          for (const name of asked) {
            expect(advisories?.known(ecosystem, name)).toBe(expected.known(ecosystem, name));
            for (const version of ['1.0.0', '1.2.0', '3.0.1']) {
              const [ours, theirs] = [advisories, expected].map((each) => {
                const found = each?.assess(ecosystem, name, version);
                return JSON.stringify(found, (_, value: unknown) =>
                  Array.isArray(value) ? [...value].map((v) => JSON.stringify(v)).sort() : value,
                );
              });
              expect(ours).toBe(theirs);
            }
          }
        }
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 60 },
    );
  });

  it('has names as their ecosystem spells them', async () => {
    const folder = newFolder();
    await write(folder, [record('PYSEC-1', 'Zope.Interface', '2.0.0', {}, 'PyPI')], 'PyPI');
    expect(idsOf(folder, 'zope-interface', 'PyPI')).toEqual(['PYSEC-1']);
  });

  it('leaves a package without a verdict that a record names which could not be read', async () => {
    const folder = newFolder();
    await write(folder, [record('GHSA-1', 'left', '0.5.0'), '{"id": "GHSA-2", "package": {"name": "left"', record('GHSA-3', 'right')]);
    expect(idsOf(folder, 'left')).toEqual(['1?']);
    expect(idsOf(folder, 'right')).toEqual(['GHSA-3']);
    expect(load(folder, ['right']).gaps.map(({ message }) => message)).toEqual([
      '1 of the records about npm could not be read when the database was made',
    ]);
  });

  it('that has not been made says so', () => {
    expect(idsOf(newFolder(), 'left')).toBe('The database of advisories has none of npm; `parapet advisories update` makes it anew');
  });

  it('says nothing about a package that it knows nothing of', async () => {
    const folder = newFolder();
    await write(folder, [record('GHSA-1', 'left')]);
    const { advisories } = load(folder, ['left', 'right']);
    expect(advisories?.known('npm', 'right')).toBe(false);
    expect(advisories?.asOf).toBe('2026-11-22T00:00:00Z');
  });

  it('is in its place whole, and leaves nothing beside it', async () => {
    const folder = newFolder();
    const file = await write(folder, [record('GHSA-1', 'left')]);
    const before = openDatabase(file);
    await Promise.all([write(folder, [record('GHSA-2', 'left')]), write(folder, [record('GHSA-3', 'left')])]);
    expect(['GHSA-2', 'GHSA-3']).toContain((idsOf(folder, 'left') as readonly string[])[0]);
    expect(readdirSync(folder)).toEqual(['npm.advisories']);
    // A reader that has the old one open goes on with it.
    if (before === undefined || 'unreadable' in before) throw new Error('not open');
    expect(JSON.stringify(before.lookup(['left']).get('left'))).toContain('GHSA-1');
    before.close();
  });

  it('cannot be where there is a folder in its place', async () => {
    const folder = newFolder();
    mkdirSync(fileOf(folder, 'npm'));
    await expect(write(folder, [record('GHSA-1', 'left')])).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['npm.advisories']);
    expect(idsOf(folder, 'left')).toContain('cannot be used');
  });
});

describe('a damaged database', () => {
  const damaged = async (change: (file: Buffer) => Buffer): Promise<string> => {
    const folder = newFolder();
    const file = await write(
      folder,
      Array.from({ length: 6 }, (_, i) => record(`GHSA-${i}`, `p${i}`)),
    );
    writeFileSync(file, change(readFileSync(file)));
    return folder;
  };

  it('passes no package, wherever a byte is another', async () => {
    const folder = await damaged((file) => file);
    const file = fileOf(folder, 'npm');
    const whole = readFileSync(file);
    const every = Array.from({ length: 6 }, (_, i) => `p${i}`);
    for (let at = 0; at < whole.length; at += 2) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0x55;
      writeFileSync(file, broken);
      const { advisories } = load(folder, every);
      for (const [i, name] of every.entries()) {
        const exposure = advisories?.assess('npm', name, '1.0.0');
        const ids =
          exposure === undefined || 'unavailable' in exposure ? [`GHSA-${i}`] : exposure.vulnerabilities.flatMap(({ ids }) => ids);
        expect(ids).toEqual([`GHSA-${i}`]);
        expect(advisories?.known('npm', name)).toBe(true);
      }
    }
  });

  it('passes no package, wherever it ends', async () => {
    const folder = await damaged((file) => file);
    const file = fileOf(folder, 'npm');
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length += 7) {
      writeFileSync(file, whole.subarray(0, length));
      expect(idsOf(folder, 'p1')).toMatch(/^The database of npm's advisories cannot be used: .*`parapet advisories update` makes it anew$/);
    }
    writeFileSync(file, Buffer.concat([whole, Buffer.from('x')]));
    expect(idsOf(folder, 'p1')).toContain('cannot be used');
  });
});
