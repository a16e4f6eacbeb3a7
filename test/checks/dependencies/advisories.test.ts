import { describe, expect, it } from 'vitest';
import packageMalicious from '../../../src/checks/dependencies/package-malicious.ts';
import packageVulnerable from '../../../src/checks/dependencies/package-vulnerable.ts';
import { defaultConfig } from '../../../src/config.ts';
import { advisoriesOf } from '../../../src/facts/advisories/index.ts';
import type { Advisory, Affected } from '../../../src/facts/advisories/osv.ts';
import type { Advisories } from '../../../src/facts/facts.ts';
import { loadFacts } from '../../../src/facts/index.ts';
import type { Package } from '../../../src/model/package.ts';
import { audit } from '../../../src/run.ts';

const CHECKS = [packageVulnerable, packageMalicious];

const pkg = (rest: Partial<Package> = {}): Package => ({
  ecosystem: 'npm',
  name: 'left',
  version: '1.0.0',
  purl: 'pkg:npm/left@1.0.0',
  source: 'registry',
  origin: { source: 'lockfile', file: 'package-lock.json' },
  ...rest,
});
const until = (id: string, fixed: string, rest: Partial<Advisory> = {}, entry: Partial<Affected> = {}): Advisory => ({
  id,
  affected: [
    {
      package: { ecosystem: 'npm', name: 'left' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, ...(fixed === '' ? [] : [{ fixed }])] }],
      ...entry,
    },
  ],
  ...rest,
});
const word = (severity: string) => ({ database_specific: { severity } });
const open = { database_specific: { last_known_affected_version_range: '< 0.9.0' } };

const judged = (packages: readonly Package[], advisories: Advisories | readonly Advisory[]) => {
  const { report, failures } = audit(
    { resources: [], packages, gaps: [], inputs: [], ignores: [], locate: () => undefined, quote: () => undefined },
    {
      today: '2026-11-22',
      version: '0.0.0',
      checks: CHECKS,
      catalogue: CHECKS,
      config: defaultConfig,
      ignores: true,
      persona: 'regular',
      minSeverity: 'low',
      minConfidence: 'low',
      started: new Date('2026-11-22T00:00:00Z'),
      facts: { ...loadFacts(), advisories: 'assess' in advisories ? advisories : advisoriesOf(advisories, '2026-11-22T00:00:00Z') },
    },
  );
  expect(failures).toEqual([]);
  return report;
};
const one = (subject: Package, ...records: readonly Advisory[]) => judged([subject], records).findings[0];

describe('a package with advisories', () => {
  it('is as bad as the worst of those that are sure', () => {
    const found = one(
      pkg(),
      until('GHSA-1', '2.0.0', word('MODERATE')),
      until('GHSA-2', '', word('CRITICAL'), open),
      until('GHSA-3', '1.5.0', word('LOW')),
    );
    expect(found).toMatchObject({
      severity: 'medium',
      confidence: 'high',
      data: { advisories: ['GHSA-2', 'GHSA-1', 'GHSA-3'], fixed: '2.0.0' },
    });
    expect(one(pkg(), until('GHSA-2', '', word('CRITICAL'), open))).toMatchObject({ severity: 'critical', confidence: 'low' });
  });

  it.each(['workspace', 'link'] as const)('is none of the project’s own parts (%s)', (source) => {
    const { findings, evaluated } = judged([pkg({ source })], [until('GHSA-1', '2.0.0'), until('MAL-1', '2.0.0')]);
    expect(findings).toEqual([]);
    expect(evaluated.map(({ subjects }) => subjects)).toEqual([0, 0]);
  });

  it.each(['git', 'url', 'file'] as const)('is no malware where it comes from elsewhere (%s)', (source) => {
    const { findings } = judged([pkg({ source })], [until('GHSA-1', '2.0.0', word('HIGH')), until('MAL-1', '2.0.0')]);
    expect(findings.map(({ check, confidence }) => [check, confidence])).toEqual([['package-vulnerable', 'low']]);
  });

  it('is less surely malware where it came from another registry', () => {
    const from = (resolved: string) => judged([pkg({ resolved })], [until('MAL-1', '2.0.0')]).findings[0];
    expect(from('https://npm.example.com/left/-/left-1.0.0.tgz')).toMatchObject({
      confidence: 'medium',
      message: expect.stringContaining('it came from npm.example.com'),
      data: { registry: 'npm.example.com' },
    });
    expect(from('https://registry.npmjs.org/left/-/left-1.0.0.tgz')).toMatchObject({ confidence: 'high', data: { registry: null } });
  });

  it('is malware first, and vulnerable besides', () => {
    const { findings } = judged([pkg()], [until('GHSA-1', '2.0.0'), until('MAL-1', '')]);
    expect(findings.map(({ check, severity, disposition }) => [check, severity, disposition.kind])).toEqual([
      ['package-malicious', 'critical', 'reported'],
      ['package-vulnerable', 'medium', 'superseded'],
    ]);
  });

  it('has a way to the fix that fits how it came in', () => {
    const fix = (rest: Partial<Package>) => one(pkg(rest), until('GHSA-1', '1.2.0'))?.fix;
    expect(fix({ direct: true })).toBe('Run `npm install left@1.2.0`.');
    expect(
      fix({
        direct: false,
        paths: [
          ['app', 'a', 'left'],
          ['app', 'b', 'c', 'left'],
        ],
      }),
    ).toBe('Update a and b, which bring it in; until that helps, put `"overrides": { "left@1.0.0": "1.2.0" }` into package.json.');
    expect(fix({ direct: false, bundled: true, paths: [['app', 'a', 'left']] })).toBe(
      'Update a, which brings it in: it lies in the archive of another package.',
    );
    expect(fix({})).toBe('Update left to 1.2.0.');
    expect(fix({ source: 'git', direct: true })).toBe('Take a revision of left that has the fixes of 1.2.0.');
  });

  it('says who holds the fix back, and what to do by the package manager at hand', () => {
    const found = (rest: Partial<Package>, fixed = '1.2.0') => {
      const { message, fix, data } = one(pkg({ direct: false, paths: [['app', 'a', 'left']], ...rest }), until('GHSA-1', fixed)) ?? {};
      return { phrase: message?.split('; ')[1], fix, allowed: data?.allowed, heldBackBy: data?.heldBackBy };
    };
    const at = (file: string) => ({ origin: { source: 'lockfile' as const, file } });
    const by = (...ranges: readonly (string | undefined)[]) => ({
      requirements: ranges.map((range, index) => ({ by: `pkg:npm/%40s/p${index}@1.0.0`, ...(range === undefined ? {} : { range }) })),
    });
    expect(found(by('^1.0.0', '*'))).toEqual({
      phrase: 'fixed in 1.2.0, which every range that asks for it allows',
      fix: 'Run `npm update left`.',
      allowed: true,
      heldBackBy: [],
    });
    expect(found(by('^1.0.0', '~1.0.0'))).toEqual({
      phrase: 'fixed in 1.2.0, which @s/p1 1.0.0 (~1.0.0) does not allow',
      fix: 'Update a, which brings it in; until that helps, put `"overrides": { "left@1.0.0": "1.2.0" }` into package.json.',
      allowed: false,
      heldBackBy: [{ by: 'pkg:npm/%40s/p1@1.0.0', range: '~1.0.0' }],
    });
    expect(found(by('^1.0.0', undefined))).toMatchObject({ phrase: 'fixed in 1.2.0', allowed: null });
    expect(found({ ...by('^1.0.0', '1.0.0', '~1.0.0') }, '2.0.0')).toMatchObject({
      phrase:
        'fixed in 2.0.0, another major version, which @s/p0 1.0.0 (^1.0.0), @s/p1 1.0.0 (1.0.0) and @s/p2 1.0.0 (~1.0.0) do not allow',
    });
    const own = { direct: true, paths: [['app', 'left']], requirements: [{ by: 'app', range: '1.0.0' }] };
    expect(found(own)).toMatchObject({ phrase: 'fixed in 1.2.0, which app (1.0.0) does not allow', fix: 'Run `npm install left@1.2.0`.' });
    expect(found({ ...own, ...at('web/pnpm-lock.yaml') }).fix).toBe('Run `pnpm update left@1.2.0` in web.');
    expect(found({ ...own, dev: true, ...at('yarn.lock') }).fix).toBe('Run `yarn add --dev left@1.2.0`.');
    expect(
      found({
        ...own,
        paths: [...own.paths, ['app', 'a', 'left']],
        requirements: [...own.requirements, ...by('1').requirements.slice(0, 0), { by: 'pkg:npm/a@1.0.0', range: '1.0.0' }],
      }).fix,
    ).toBe('Run `npm install left@1.2.0`. Also update a, which brings it in.');
    expect(found({ ...by('^1.0.0'), ...at('yarn.lock'), integrity: '10c0/abcdef' }).fix).toBe('Run `yarn up --recursive left`.');
    expect(found({ ...by('^1.0.0'), ...at('yarn.lock'), integrity: 'sha512-abcdef==' }).fix).toBe('Update left to 1.2.0.');
    const { direct: _, ...unread } = pkg(by('^1.0.0'));
    expect(one(unread, until('GHSA-1', '1.2.0'))?.data.allowed).toBeNull();
    expect(found({ ...by('~1.0.0'), ...at('bun.lock') }).fix).toContain('"overrides": { "left": "1.2.0" }');
    expect(found({ ...by('~1.0.0'), ...at('sbom.json') }).fix).toBe('Update a, which brings it in.');
  });

  it('puts nothing into a command that a shell would take for more than a name', () => {
    const fix = (rest: Partial<Package>) =>
      one(pkg({ direct: true, ...rest }), {
        ...until('GHSA-1', '1.2.0'),
        affected: [
          {
            package: { ecosystem: 'npm', name: rest.name ?? 'left' },
            ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.2.0' }] }],
          },
        ],
      })?.fix;
    for (const name of ['left; rm -rf ~', '$(id)', '-g', 'a`id`', 'a b', "a'", 'a|b', 'a&b', 'a\nb'])
      expect(fix({ name })).toBe(`Update ${name} to 1.2.0.`);
    expect(fix({ name: '@scope/left' })).toBe('Run `npm install @scope/left@1.2.0`.');
  });

  it('says what it is to the project', () => {
    const message = (rest: Partial<Package>) => one(pkg(rest), until('GHSA-1', '1.2.0', word('LOW')))?.message;
    expect(message({ dev: true })).toBe('left 1.0.0 is affected by GHSA-1 (low severity); fixed in 1.2.0; development only');
    expect(message({ dev: false, paths: [['app', 'a', 'b', 'c', 'd', 'e', 'left']] })).toContain('; production, through a > b > c > …');
    expect(one(pkg(), until('GHSA-1', '1.2.0', { summary: 'x'.repeat(1_000) }))?.message.length).toBeLessThan(250);
  });
});

describe('a package without a verdict', () => {
  const counts = ({ evaluated }: ReturnType<typeof judged>) =>
    evaluated.map(({ passed, findings, undetermined }) => [passed, findings, undetermined]);

  it('is one whose version has no order, or about which a record names commits alone', () => {
    const php = pkg({ ecosystem: 'Packagist', name: 'a/b', version: 'dev-main', purl: 'pkg:composer/a/b@dev-main' });
    const of = { package: { ecosystem: 'Packagist', name: 'a/b' } };
    const ranged: Advisory = { id: 'GHSA-1', affected: [{ ...of, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }] }] };
    expect(counts(judged([php], [ranged]))[0]).toEqual([0, 0, 1]);
    const commits: Advisory = { id: 'GHSA-1', affected: [{ ...of, ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] }] };
    const report = judged([{ ...php, version: '1.0.0' }], [commits]);
    expect(counts(report)[0]).toEqual([0, 0, 1]);
    expect(report.gaps).toMatchObject([{ reason: 'commits-only', message: expect.stringContaining('GHSA-1') }]);
  });

  it('is one without a version, if there is anything about its name', () => {
    const { version: _, ...nameless } = pkg();
    expect(counts(judged([nameless], [until('GHSA-1', '2.0.0')]))).toEqual([
      [0, 0, 1],
      [0, 0, 1],
    ]);
    expect(counts(judged([nameless], []))).toEqual([
      [1, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('is one about which a record cannot be read', () => {
    const lost = advisoriesOf([], null, new Map([['npm\nleft', ['db/GHSA-1.json']]]));
    const report = judged([pkg()], lost);
    expect(counts(report)[0]).toEqual([0, 0, 1]);
    expect(report.gaps[0]?.message).toContain('db/GHSA-1.json');
    expect(counts(judged([pkg()], advisoriesOf([], null, new Map([['npm\nleft', ['x/MAL-1.json']]]))))).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
  });

  it('is one whose look-up failed', () => {
    const report = judged([pkg()], { asOf: null, known: () => true, assess: () => ({ unavailable: 'the service is down' }) });
    expect(counts(report)).toEqual([
      [0, 0, 1],
      [0, 0, 1],
    ]);
    expect(report.gaps).toMatchObject([{ reason: 'unavailable', message: 'the service is down (1 package)' }]);
  });

  it('is one from elsewhere that its name alone does not condemn', () => {
    expect(counts(judged([pkg({ source: 'git', version: '3.0.0' })], [until('GHSA-1', '2.0.0')]))[0]).toEqual([0, 0, 1]);
    expect(counts(judged([pkg({ source: 'git', name: 'other' })], [until('GHSA-1', '2.0.0')]))[0]).toEqual([1, 0, 0]);
  });
});
