import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { satisfies } from 'semver';
import { describe, expect, it } from 'vitest';
import type { Loaded } from '../../../src/facts/advisories/load.ts';
import { match } from '../../../src/facts/advisories/match.ts';
import { bulkAdvisory } from '../../../src/facts/advisories/services/bulk.ts';
import { loadFromNpm } from '../../../src/facts/advisories/services/npm.ts';
import { loadFromOsv, type ServiceOptions, type Wanted } from '../../../src/facts/advisories/services/osv.ts';
import { ownNpmrc } from '../../../src/facts/registry/npmrc.ts';
import { PATIENCE } from '../../../src/http/patient.ts';
import type { Package } from '../../../src/model/package.ts';
import { newFolder } from '../temporary.ts';
import { namesIn, startApi } from './api.ts';
import { FAULTS, type Fault, startFaulty } from './faulty.ts';

const options = (rest: Partial<ServiceOptions> = {}): ServiceOptions => ({
  env: {},
  stop: AbortSignal.timeout(20_000),
  now: () => new Date('2026-11-22T10:00:00Z'),
  limits: { connect: 1_000, idle: 150, total: 5_000, bytes: 1 << 22 },
  patience: { ...PATIENCE, attempts: 3, pause: 1, failures: { silent: 50, known: 50 } },
  ...rest,
});

const record = (id: string, name: string, rest: object = {}) => ({
  id,
  modified: '2026-11-20T00:00:00Z',
  affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }] }],
  ...rest,
});

/** What is said of 1.0.0: the ids, with a question mark where a record did not come; a sentence where nothing can be. */
const saidOf = ({ advisories }: Loaded, name: string): readonly string[] | string => {
  const exposure = advisories?.assess('npm', name, '1.0.0');
  if (exposure === undefined || 'unavailable' in exposure) return exposure?.unavailable ?? '';
  return [...exposure.vulnerabilities.flatMap(({ ids }) => ids), ...exposure.unclear.map(({ id }) => `${id}?`)].sort();
};

const wanted = (...names: readonly string[]): Wanted[] => names.map((name) => ({ ecosystem: 'npm', name, source: 'registry' }));

describe('an OSV API', () => {
  const RECORDS = [
    ...Array.from({ length: 5 }, (_, i) => record(`GHSA-${i}`, 'left')),
    record('GHSA-7', 'right'),
    record('GHSA-8', 'gone'),
  ];

  it('is asked for ids page by page, then for each record once', async () => {
    const api = await startApi(RECORDS);
    const found = await loadFromOsv(new URL(`${api.url}/`), wanted('left', 'right', 'none', 'left'), options());
    expect(['left', 'right', 'none'].map((name) => saidOf(found, name))).toEqual([
      ['GHSA-0', 'GHSA-1', 'GHSA-2', 'GHSA-3', 'GHSA-4'],
      ['GHSA-7'],
      [],
    ]);
    expect([found.gaps, found.advisories?.asOf, found.advisories?.known('npm', 'none')]).toEqual([[], '2026-11-22T10:00:00.000Z', false]);
    expect(api.seen.filter(({ method }) => method === 'POST').map(({ body }) => namesIn(body))).toEqual([
      ['left', 'right', 'none'],
      ['left'],
      ['left'],
    ]);
    expect(
      api.seen
        .filter(({ method }) => method === 'GET')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['GHSA-0', 'GHSA-1', 'GHSA-2', 'GHSA-3', 'GHSA-4', 'GHSA-7'].map((id) => `/v1/vulns/${id}`));
  });

  it('gets names and nothing else, and none of what is the project’s own', async () => {
    const api = await startApi(RECORDS);
    await loadFromOsv(
      new URL(api.url),
      [...wanted('left'), { ecosystem: 'npm', name: 'own', source: 'workspace' }, { ecosystem: 'npm', name: 'own2', source: 'link' }],
      options(),
    );
    expect(api.seen[0]?.body).toBe('{"queries":[{"package":{"ecosystem":"npm","name":"left"}}]}');
  });

  it('is asked a thousand at a time', async () => {
    const api = await startApi(RECORDS);
    const names = Array.from({ length: 2_500 }, (_, i) => `p${i}`);
    const found = await loadFromOsv(new URL(api.url), wanted(...names, 'right'), options());
    expect(
      api.seen
        .filter(({ method }) => method === 'POST')
        .map(({ body }) => namesIn(body).length)
        .sort(),
    ).toEqual([1_000, 1_000, 501]);
    expect(saidOf(found, 'right')).toEqual(['GHSA-7']);
  });

  it('that takes no query with a certain name says nothing of that one only', async () => {
    const api = await startApi(RECORDS);
    const found = await loadFromOsv(new URL(api.url), wanted('left', 'refused', 'right'), options());
    expect([saidOf(found, 'right'), saidOf(found, 'refused')]).toEqual([['GHSA-7'], expect.stringContaining('answers with 400')]);
    expect(saidOf(found, 'left')).toHaveLength(5);
  });

  it('is asked again only for records that have changed', async () => {
    const cache = newFolder();
    const records = [record('GHSA-1', 'left'), record('GHSA-2', 'left'), record('GHSA-3', 'left', { modified: undefined })];
    const api = await startApi(records, 10);
    const ask = async () => {
      api.seen.splice(0);
      const found = await loadFromOsv(new URL(api.url), wanted('left'), options({ cache }));
      return [
        saidOf(found, 'left'),
        api.seen
          .filter(({ method }) => method === 'GET')
          .map(({ path }) => path.slice('/v1/vulns/'.length))
          .sort(),
      ];
    };
    const all = ['GHSA-1', 'GHSA-2', 'GHSA-3'];
    expect(await ask()).toEqual([all, all]);
    expect(await ask()).toEqual([all, ['GHSA-3']]);
    records[1] = record('GHSA-2', 'left', { modified: '2026-11-21T00:00:00Z', affected: [] });
    // A record that no longer names the package is not listed any more either.
    expect(await ask()).toEqual([['GHSA-1', 'GHSA-3'], ['GHSA-3']]);
    // What is spoilt on the disk is not believed.
    for (const folder of readdirSync(join(cache, 'osv/v1')))
      for (const name of readdirSync(join(cache, 'osv/v1', folder))) writeFileSync(join(cache, 'osv/v1', folder, name), '{"record": {}}');
    expect(await ask()).toEqual([
      ['GHSA-1', 'GHSA-3'],
      ['GHSA-1', 'GHSA-3'],
    ]);
  });

  it('does not get records of another API from the cache', async () => {
    const cache = newFolder();
    const [one, other] = [
      await startApi([record('GHSA-1', 'left')]),
      await startApi([record('GHSA-1', 'left', { withdrawn: '2026-11-20T00:00:00Z' })]),
    ];
    expect(saidOf(await loadFromOsv(new URL(one.url), wanted('left'), options({ cache })), 'left')).toEqual(['GHSA-1']);
    expect(saidOf(await loadFromOsv(new URL(other.url), wanted('left'), options({ cache })), 'left')).toEqual([]);
  });

  it.each([
    [
      'the same page again and again',
      (body: string) => body.replace(/"next_page_token":"\d+"/, '"next_page_token":"2"'),
      /again and again/,
    ],
    ['fewer results than queries', () => '{"results":[]}', /no list/],
    ['results that are none', () => '{"results":[7,{}]}', /no list/],
    ['ids that are none', () => '{"results":[{"vulns":[{"id":7}]},{}]}', /no list/],
  ])('that answers with %s leaves the package without a verdict', async (_, change, said) => {
    const records = RECORDS;
    const real = await startApi(records);
    const api = await startFaulty((path, body) => {
      if (path !== '/v1/querybatch') return { body: JSON.stringify(records.find(({ id }) => path.endsWith(id))) };
      const { queries } = JSON.parse(body) as { queries: { page_token?: string }[] };
      return {
        body: change(
          JSON.stringify({ results: queries.map((_, i) => (i === 0 ? { vulns: [{ id: 'GHSA-0' }], next_page_token: '2' } : {})) }),
        ),
      };
    });
    expect(real.seen).toEqual([]);
    const found = await loadFromOsv(new URL(api.url), wanted('left', 'none'), options());
    expect(saidOf(found, 'left')).toMatch(said);
    expect(found.advisories?.known('npm', 'left')).toBe(true);
  });

  describe.each(FAULTS)('with a fault (%s)', (fault) => {
    it('at a list leaves its packages without a verdict, and no others', async () => {
      const api = await startApi(RECORDS);
      // The second page is of one package only.
      api.spoil((_, body) => (namesIn(body).length === 1 ? fault : undefined));
      const found = await loadFromOsv(new URL(api.url), wanted('left', 'right', 'none'), options());
      expect(saidOf(found, 'left')).toMatch(/127\.0\.0\.1|the answer/);
      expect([saidOf(found, 'right'), saidOf(found, 'none')]).toEqual([['GHSA-7'], []]);
      expect(found.advisories?.known('npm', 'left')).toBe(true);
    });

    it('at every list leaves all without a verdict', async () => {
      const api = await startApi(RECORDS);
      api.spoil(() => fault);
      const found = await loadFromOsv(new URL(api.url), wanted('left', 'none'), options());
      for (const name of ['left', 'none']) expect(saidOf(found, name)).toMatch(/127\.0\.0\.1|the answer/);
    });

    it('at a record leaves its package without a verdict but for the others about it', async () => {
      const api = await startApi(RECORDS);
      api.spoil((path) => (['/v1/vulns/GHSA-2', '/v1/vulns/GHSA-8'].includes(path) ? fault : undefined));
      const found = await loadFromOsv(new URL(api.url), wanted('left', 'right', 'gone'), options());
      expect(saidOf(found, 'left')).toEqual(['GHSA-0', 'GHSA-1', 'GHSA-2?', 'GHSA-3', 'GHSA-4']);
      expect([saidOf(found, 'right'), saidOf(found, 'gone')]).toEqual([['GHSA-7'], ['GHSA-8?']]);
      expect(found.gaps).toHaveLength(2);
      expect(found.gaps[0]?.message).toMatch(/vulns\/GHSA-[28] cannot be read as an advisory: /);
    });
  });

  it.each(['reset', 'half', 'too-short', 'error', 'throttled', 'silent'] satisfies Fault[])(
    'gets over a fault (%s) that happens once',
    async (fault) => {
      const api = await startApi(RECORDS);
      const met = new Set<string>();
      api.spoil((path, body) => {
        const seen = met.has(path + body);
        met.add(path + body);
        return seen ? undefined : fault;
      });
      const found = await loadFromOsv(new URL(api.url), wanted('left', 'right'), options());
      expect([found.gaps, saidOf(found, 'right')]).toEqual([[], ['GHSA-7']]);
      expect(saidOf(found, 'left')).toHaveLength(5);
    },
  );

  it('that nobody answers at is given up', async () => {
    const found = await loadFromOsv(new URL('http://127.0.0.1:1/'), wanted('left'), options());
    expect(saidOf(found, 'left')).toBe('127.0.0.1:1 does not answer: connection refused');
  });

  it('is waited for no longer than the run may take', async () => {
    const api = await startApi(RECORDS);
    api.spoil(() => 'silent');
    const found = await loadFromOsv(new URL(api.url), wanted('left'), options({ stop: AbortSignal.timeout(50) }));
    expect(saidOf(found, 'left')).toMatch(/no time left/);
  });
});

describe("npm's registry", () => {
  const pkg = (name: string, version: string, rest: Partial<Package> = {}): Package => ({
    ecosystem: 'npm',
    name,
    version,
    purl: `pkg:npm/${name}@${version}`,
    source: 'registry',
    origin: { source: 'lockfile', file: 'package-lock.json' },
    ...rest,
  });
  const ADVISORY = {
    id: 1,
    url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
    title: 'Bad',
    severity: 'critical',
    vulnerable_versions: '>=0.5.0 <1.2.6',
    cvss: { score: 0, vectorString: null },
  };
  const start = async (answer: (sent: Readonly<Record<string, readonly string[]>>) => unknown = () => ({ left: [ADVISORY] })) =>
    startFaulty((path, body) =>
      path.endsWith('/-/npm/v1/security/advisories/bulk') ? { body: JSON.stringify(answer(JSON.parse(body))) } : { status: 404, body: '' },
    );
  const ask = async (url: string, packages: readonly Package[], npmrc = '') => {
    const own = [{ from: 'user' as const, values: ownNpmrc(`registry=${url}/npm/\n${npmrc}`, {}) }];
    return loadFromNpm(packages, { own, settingsFor: () => own }, options());
  };

  it('is asked as npm audit asks it, with the credential for it', async () => {
    const registry = await start();
    let sent: string | undefined;
    registry.spoil((_, __, { headers }) => {
      sent = headers.authorization;
      return undefined;
    });
    const found = await ask(
      registry.url,
      [pkg('left', '1.0.0'), pkg('left', '3.0.0'), pkg('none', '1.0.0')],
      `//${registry.host}/npm/:_authToken=t0ken`,
    );
    expect(registry.seen).toMatchObject([
      { method: 'POST', path: '/npm/-/npm/v1/security/advisories/bulk', body: '{"left":["1.0.0","3.0.0"],"none":["1.0.0"]}' },
    ]);
    expect(sent).toBe('Bearer t0ken');
    expect(found.advisories?.assess('npm', 'left', '1.0.0')).toMatchObject({
      vulnerabilities: [{ ids: ['GHSA-aaaa-bbbb-cccc'], summary: 'Bad', rating: { severity: 'critical', known: true } }],
    });
    expect(found.advisories?.assess('npm', 'left', '3.0.0')).toMatchObject({ vulnerabilities: [] });
    expect(found.advisories?.known('npm', 'none')).toBe(false);
  });

  it('hears nothing of packages that are none of its own', async () => {
    const registry = await start();
    const found = await ask(registry.url, [
      pkg('left', '1.0.0'),
      pkg('own', '1.0.0', { source: 'workspace' }),
      pkg('forked', '1.0.0', { source: 'git' }),
      pkg('other', '1.0.0', { resolved: 'https://npm.other.example/other.tgz' }),
      pkg('requests', '1.0.0', { ecosystem: 'PyPI' }),
    ]);
    expect(registry.seen.map(({ body }) => body)).toEqual(['{"left":["1.0.0"]}']);
    expect([saidOf(found, 'forked'), saidOf(found, 'other')]).toEqual([
      'What comes from a git address is not asked about at a registry',
      expect.stringContaining('npm.other.example'),
    ]);
    expect(found.advisories?.assess('PyPI', 'requests', '1.0.0')).toMatchObject({ unavailable: expect.stringContaining('PyPI') });
  });

  it.each([
    ['an advisory that is none', { left: [7] }, ['an advisory of the registry?']],
    ['a list that is none', { left: 7 }, ['an advisory of the registry?']],
    ['a range that is none', { left: [{ ...ADVISORY, vulnerable_versions: 'some' }] }, ['GHSA-aaaa-bbbb-cccc?']],
  ])('that sends %s leaves the package without a verdict', async (_, answer, said) => {
    const registry = await start(() => answer);
    expect(saidOf(await ask(registry.url, [pkg('left', '1.0.0')]), 'left')).toEqual(said);
  });

  it.each([...FAULTS, 'no-endpoint'] as const)('with a fault (%s) leaves its packages without a verdict, and no others', async (fault) => {
    const [sound, broken] = [await start(), await start()];
    if (fault !== 'no-endpoint') broken.spoil(() => fault);
    const path = fault === 'no-endpoint' ? 'nowhere/' : '';
    const bare = await startFaulty(() => ({ status: 404, body: '' }));
    const found = await ask(
      sound.url,
      [pkg('left', '1.0.0'), pkg('@s/right', '1.0.0', { resolved: `${broken.url}/x.tgz` })],
      `@s:registry=${fault === 'no-endpoint' ? bare.url : broken.url}/${path}`,
    );
    expect(saidOf(found, 'left')).toEqual(['GHSA-aaaa-bbbb-cccc']);
    expect(saidOf(found, '@s/right')).toMatch(/127\.0\.0\.1|the answer/);
  });

  it('means by a range what npm means by it', () => {
    const version = fc
      .tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.constantFrom('', '-0', '-alpha', '-alpha.1', '-rc.0'))
      .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`);
    const comparator = fc.tuple(fc.constantFrom('>', '>=', '<', '<=', '', '=', '^', '~'), version).map((parts) => parts.join(''));
    const range = fc.oneof(
      fc.constantFrom('*', '', '1.x', '>=1', '<2 || >=3'),
      fc
        .array(fc.array(comparator, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
        .map((groups) => groups.map((group) => group.join(' ')).join(' || ')),
    );
    fc.assert(
      fc.property(range, version, (text, at) => {
        const advisory = bulkAdvisory('left', { ...ADVISORY, vulnerable_versions: text });
        if ('malformed' in advisory) throw new Error(text);
        expect(match(advisory, { ecosystem: 'npm', name: 'left', version: at }).kind === 'affected').toBe(
          satisfies(at, text, { includePrerelease: true, loose: true }),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
