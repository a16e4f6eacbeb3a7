import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { loadAdvisories } from '../../../src/facts/advisories/load.ts';
import { readRecord } from '../../../src/facts/advisories/record.ts';
import { zipOf } from './zips.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const tree = (files: Readonly<Record<string, string | Buffer>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-osv-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};

const left = [{ ecosystem: 'npm', name: 'left' }] as const;
const record = (id: string, rest: Readonly<Record<string, unknown>> = {}, fixed = '2.0.0', name = 'left') => ({
  id,
  modified: '2026-11-20T00:00:00Z',
  affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] }],
  ...rest,
});
const text = (...args: Parameters<typeof record>) => JSON.stringify(record(...args));

const load = async (path: string, cwd: string, version = '1.0.0') => {
  const { advisories, gaps } = await loadAdvisories(path, cwd, left);
  const exposure = advisories?.assess('npm', 'left', version);
  if (exposure !== undefined && 'unavailable' in exposure) throw new Error('unavailable');
  return {
    asOf: advisories?.asOf,
    ids: exposure?.vulnerabilities.flatMap(({ ids }) => ids),
    unclear: exposure?.unclear.map(({ id }) => id),
    gaps: gaps.map(({ scope, message }) => `${scope.file}: ${message}`),
  };
};

describe('advisories are read from', () => {
  it('a folder, and the folders in it', async () => {
    const cwd = tree({
      'db/GHSA-1.json': text('GHSA-1'),
      'db/npm/x/GHSA-2.json': `\ufeff${text('GHSA-2')}`,
      'db/README.md': 'no',
      'db/modified_id.csv': 'no',
    });
    expect(await load('db', cwd)).toEqual({ asOf: '2026-11-20T00:00:00Z', ids: ['GHSA-1', 'GHSA-2'], unclear: [], gaps: [] });
  });

  it('a zip archive, whatever it is called and whatever its files are called', async () => {
    const names = ['../../../../etc/GHSA-1.json', '/GHSA-2.json', 'a\\..\\GHSA-3.json'];
    const cwd = tree({
      all: zipOf([...names.map((name, i) => ({ name, content: text(`GHSA-${i + 1}`) })), { name: 'notes.txt', content: 'no' }]),
    });
    expect(await load('all', cwd)).toMatchObject({ ids: ['GHSA-1', 'GHSA-2', 'GHSA-3'], gaps: [] });
  });

  it('records whose date is none, which count for less than those that have one', async () => {
    const cwd = tree({
      'a.json': text('GHSA-1', { modified: 'tomorrow' }),
      'b.json': text('GHSA-1', {}, '0.5.0'),
      'c.json': text('GHSA-2', { modified: 'tomorrow' }),
    });
    expect(await load('.', cwd)).toMatchObject({ asOf: '2026-11-20T00:00:00Z', ids: ['GHSA-2'], gaps: [] });
  });

  it('a file with one record, or a list', async () => {
    const cwd = tree({ 'one.json': text('GHSA-1'), 'list.json': `[${text('GHSA-1')},${text('GHSA-2')}]` });
    expect(await load('one.json', cwd)).toMatchObject({ ids: ['GHSA-1'] });
    expect(await load('list.json', cwd)).toMatchObject({ ids: ['GHSA-1', 'GHSA-2'] });
  });
});

it('of one ecosystem leave packages of others without a verdict', async () => {
  const both = [...record('', {}, '2.0.0').affected, { package: { ecosystem: 'PyPI', name: 'left' }, versions: ['1.0.0'] }];
  const cwd = tree({ 'a.json': `[${text('GHSA-1')},${text('GHSA-2', { affected: both })}]` });
  const { advisories } = await loadAdvisories('a.json', cwd, [
    ...left,
    { ecosystem: 'PyPI', name: 'left' },
    { ecosystem: 'PyPI', name: 'right' },
  ]);
  for (const name of ['left', 'right']) {
    expect(advisories?.known('PyPI', name)).toBe(true);
    expect(advisories?.assess('PyPI', name, '1.0.0')).toEqual({ unavailable: 'a.json holds no advisories of PyPI' });
  }
});

describe('what cannot be read', () => {
  it('is a gap each, and the rest counts', async () => {
    const cwd = tree({
      'db/GHSA-1.json': text('GHSA-1'),
      'db/broken.json': '{"id": "GHSA-2", "affected": [',
      'db/package.json': '{"name": "app"}',
      'db/list.json': `[${text('GHSA-3')}, 7]`,
    });
    const { gaps, ids } = await load('db', cwd);
    expect(ids).toEqual(['GHSA-1', 'GHSA-3']);
    expect(gaps.sort()).toEqual([
      'db/broken.json: db/broken.json cannot be read as an advisory: it is no JSON',
      'db/list.json: [1] in db/list.json cannot be read as an advisory: it is no OSV record: the record is no object',
      'db/package.json: db/package.json cannot be read as an advisory: it is no OSV record: id is no text',
    ]);
  });

  it('leaves the packages that it names without a verdict', async () => {
    const malformed = JSON.stringify({ ...record('GHSA-2'), affected: [{ package: { ecosystem: 'npm', name: 'left' }, ranges: 'all' }] });
    const cwd = tree({
      'db/GHSA-1.json': text('GHSA-1', {}, '0.5.0'),
      'db/GHSA-2.json': malformed,
      'db/GHSA-3.json': text('GHSA-3').slice(0, -3),
    });
    expect(await load('db', cwd)).toMatchObject({ ids: [], unclear: ['db/GHSA-2.json', 'db/GHSA-3.json'] });
    const { advisories } = await loadAdvisories('db', cwd, [...left, { ecosystem: 'npm', name: 'right' }]);
    expect(advisories?.known('npm', 'right')).toBe(false);
  });

  it('in an archive is named with it', async () => {
    const cwd = tree({
      'all.zip': zipOf([
        { name: 'GHSA-1.json', content: text('GHSA-1') },
        { name: 'GHSA-2.json', content: 'x', sum: 7 },
        { name: 'bomb.json', content: Buffer.alloc(20 * 1024 ** 2) },
      ]),
    });
    expect(await load('all.zip', cwd)).toMatchObject({
      ids: ['GHSA-1'],
      gaps: [
        'all.zip: GHSA-2.json in all.zip cannot be read as an advisory: its checksum is wrong',
        'all.zip: bomb.json in all.zip cannot be read as an advisory: it unpacks to more than 16777216 bytes',
      ],
    });
  });

  it('is listed up to a number', async () => {
    const cwd = tree({ 'GHSA-0.json': text('GHSA-0'), ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`x${i}.json`, '{'])) });
    const { gaps } = await load('.', cwd);
    expect(gaps).toHaveLength(21);
    expect(gaps.at(-1)).toContain('10 more cannot be read');
  });

  it('is nothing to go by where it is all there is', async () => {
    expect(await load('db', tree({ 'db/x.json': '{' }))).toMatchObject({
      asOf: undefined,
      ids: undefined,
      gaps: [expect.stringContaining('no JSON')],
    });
    expect(await load('db', tree({ 'db/x.txt': '' }))).toMatchObject({ asOf: undefined, gaps: [] });
    expect(await load('all.zip', tree({ 'all.zip': zipOf([]) }))).toMatchObject({ asOf: undefined, gaps: [] });
  });

  it('is refused where the source itself is wrong', async () => {
    const cwd = tree({ 'all.zip': zipOf([{ name: 'a.json', content: text('GHSA-1') }]).subarray(0, 60) });
    await expect(load('all.zip', cwd)).rejects.toThrow(UserError);
    await expect(load('nowhere', cwd)).rejects.toThrow(UserError);
  });

  it('is a link, which may lead anywhere', async () => {
    const cwd = tree({ 'db/GHSA-1.json': text('GHSA-1'), 'GHSA-2.json': text('GHSA-2') });
    symlinkSync('..', join(cwd, 'db/up'));
    symlinkSync('../GHSA-2.json', join(cwd, 'db/GHSA-2.json'));
    expect(await load('db', cwd)).toMatchObject({ ids: ['GHSA-1'], gaps: [] });
  });
});

describe('of a record that comes twice', () => {
  it.each([
    ['the newer counts', { modified: '2026-11-21T00:00:00Z' }, '0.5.0', 'left', []],
    ['the newer counts though it is about another package now', { modified: '2026-11-21T00:00:00Z' }, '2.0.0', 'right', []],
    [
      'the newer counts though it is withdrawn',
      { modified: '2026-11-21T00:00:00Z', withdrawn: '2026-11-21T00:00:00Z' },
      '2.0.0',
      'left',
      [],
    ],
    ['the older does not', { modified: '2026-11-19T00:00:00Z' }, '0.5.0', 'left', ['GHSA-1']],
  ])('%s', async (_, rest, fixed, name, ids) => {
    for (const files of [
      { 'a.json': text('GHSA-1'), 'b.json': text('GHSA-1', rest, fixed, name) },
      { 'b.json': text('GHSA-1'), 'a.json': text('GHSA-1', rest, fixed, name) },
    ])
      expect(await load('.', tree(files))).toMatchObject({ ids, gaps: [] });
  });
});

describe('a record', () => {
  it('may have null wherever nothing is said', () => {
    expect(
      readRecord({
        id: 'A',
        modified: null,
        aliases: null,
        affected: [{ package: { ecosystem: 'npm', name: 'a' }, versions: null, ranges: null, severity: null }],
        database_specific: null,
      }),
    ).toEqual({
      id: 'A',
      aliases: [],
      affected: [{ package: { ecosystem: 'npm', name: 'a' }, versions: [], ranges: [] }],
    });
  });

  it.each([
    [{}, 'id is no text'],
    [{ id: ' ' }, 'id is empty'],
    [{ id: 'A', aliases: 'B' }, 'aliases is no list'],
    [{ id: 'A', affected: [{ package: { name: 'a' } }] }, 'affected[0].package.ecosystem is no text'],
    [{ id: 'A', affected: [{ ranges: [{ type: 'GUESS', events: [] }] }] }, 'affected[0].ranges[0].type is none that OSV knows'],
    [
      { id: 'A', affected: [{ ranges: [{ type: 'SEMVER', events: [{ since: '1' }] }] }] },
      'affected[0].ranges[0].events[0] is no event that OSV knows',
    ],
    [{ id: 'A', affected: [{ versions: [1] }] }, 'affected[0].versions[0] is no text'],
    [{ id: 'A', severity: [{ type: 'CVSS_V3', score: 9.8 }] }, 'severity[0].score is no text'],
    [[], 'the record is no object'],
  ])('%j is none: %s', (value, malformed) => expect(readRecord(value)).toEqual({ malformed }));

  it('or what is none never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readRecord({ id: 'A', affected: [value], aliases: value, severity: value })));
    fc.assert(fc.property(fc.jsonValue(), (value) => void readRecord(value)));
  });
});
