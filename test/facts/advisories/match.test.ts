import { describe, expect, it } from 'vitest';
import { match, type Version } from '../../../src/facts/advisories/match.ts';
import type { Advisory, Affected } from '../../../src/facts/advisories/osv.ts';
import { npm, ranged } from './make.ts';

const record = (affected: readonly Affected[]): Advisory => ({ id: 'GHSA-1', affected });
const py = (version: string, name = 'left'): Version => ({ ecosystem: 'PyPI', name, version });

type Verdict = 'affected' | 'unaffected' | 'unclear' | 'past the last known';
const verdict = (affected: readonly Affected[], subject: Version): Verdict => {
  const found = match(record(affected), subject);
  return found.kind === 'affected' && found.lastKnown !== undefined ? 'past the last known' : found.kind;
};

const pypi = { package: { ecosystem: 'PyPI', name: 'left' } };
const lastKnown = (range: string) => ({ database_specific: { last_known_affected_version_range: range } });
const git: NonNullable<Affected['ranges']>[number] = { type: 'GIT', events: [{ introduced: '0' }, { fixed: 'a'.repeat(40) }] };

const two = [ranged([{ introduced: '0' }, { fixed: '0.2.4' }]), ranged([{ introduced: '1.0.0' }, { fixed: '1.2.6' }])];
const shuffled = [ranged([{ fixed: '2.0.0' }, { introduced: '1.5.0' }, { fixed: '1.2.0' }, { introduced: '1.0.0' }])];
const old = [ranged([{ introduced: '0' }], lastKnown('< 0.19.3'))];

const CASES: readonly (readonly [string, readonly Affected[], Version, Verdict])[] = [
  ['before the fix', two, npm('0.2.3'), 'affected'],
  ['at the fix', two, npm('0.2.4'), 'unaffected'],
  ['between two entries of one package', two, npm('0.9.0'), 'unaffected'],
  ['in the second entry', two, npm('1.2.5'), 'affected'],
  ['a pre-release of the fix is older than the fix', two, npm('1.2.6-rc.1'), 'affected'],
  ['a pre-release of the start is older than the start', two, npm('1.0.0-rc.1'), 'unaffected'],
  ['another package', two, npm('0.1.0', 'right'), 'unaffected'],
  ['npm tells capitals apart', two, npm('0.1.0', 'Left'), 'unaffected'],
  ['another ecosystem', two, py('0.1.0'), 'unaffected'],

  ['events in any order, first interval', shuffled, npm('1.1.0'), 'affected'],
  ['events in any order, between', shuffled, npm('1.3.0'), 'unaffected'],
  ['events in any order, second interval', shuffled, npm('1.9.9'), 'affected'],
  ['events in any order, after', shuffled, npm('2.0.0'), 'unaffected'],
  ['events in any order, before', shuffled, npm('0.9.0'), 'unaffected'],
  [
    'fixed and introduced again at one version',
    [ranged([{ introduced: '0' }, { introduced: '1.0.0' }, { fixed: '1.0.0' }])],
    npm('1.0.0'),
    'unaffected',
  ],
  [
    'introduced and last affected at one version',
    [ranged([{ last_affected: '1.0.0' }, { introduced: '1.0.0' }])],
    npm('1.0.0'),
    'affected',
  ],

  ['zero as a start is below pre-releases of 0.0.0', [ranged([{ introduced: '0' }, { fixed: '1.0.0' }])], npm('0.0.0-alpha'), 'affected'],
  ['0.0.0 as a start is not', [ranged([{ introduced: '0.0.0' }, { fixed: '1.0.0' }])], npm('0.0.0-alpha'), 'unaffected'],
  ['zero as a fix is 0.0.0', [ranged([{ introduced: '0' }, { fixed: '0' }])], npm('0.0.0-alpha'), 'affected'],
  ['zero as a fix, at 0.0.0', [ranged([{ introduced: '0' }, { fixed: '0' }])], npm('0.0.0'), 'unaffected'],

  ['last affected is affected', [ranged([{ introduced: '0' }, { last_affected: '2.88.2' }])], npm('2.88.2'), 'affected'],
  ['after the last affected', [ranged([{ introduced: '0' }, { last_affected: '2.88.2' }])], npm('2.88.3'), 'unaffected'],
  ['below a limit', [ranged([{ introduced: '1.0.0' }, { limit: '2.0.0' }])], npm('1.9.0'), 'affected'],
  ['at a limit', [ranged([{ introduced: '1.0.0' }, { limit: '2.0.0' }])], npm('2.0.0'), 'unaffected'],
  [
    'one of several limits is enough',
    [ranged([{ introduced: '1.0.0' }, { limit: '2.0.0' }, { limit: '3.0.0' }])],
    npm('2.5.0'),
    'affected',
  ],
  ['no limit', [ranged([{ introduced: '1.0.0' }, { limit: '*' }])], npm('9.0.0'), 'affected'],
  ['a range that nothing introduces', [ranged([{ fixed: '2.0.0' }])], npm('1.0.0'), 'unaffected'],

  ['a partial version in an event', [ranged([{ introduced: '0' }, { fixed: '1' }])], npm('0.9.9'), 'affected'],
  ['a partial version in an event, at it', [ranged([{ introduced: '0' }, { fixed: 'v1.2' }])], npm('1.2.0'), 'unaffected'],
  [
    'numbers beyond the safe integers',
    [ranged([{ introduced: '0' }, { fixed: '0.0.20230101000000001' }])],
    npm('0.0.20230101000000000'),
    'affected',
  ],
  ['the same, at it', [ranged([{ introduced: '0' }, { fixed: '0.0.20230101000000001' }])], npm('0.0.20230101000000001'), 'unaffected'],
  ['build metadata orders nothing', [ranged([{ introduced: '0' }, { fixed: '1.0.0' }])], npm('1.0.0+build'), 'unaffected'],

  [
    'a GIT range first does not hide the next',
    [{ ...pypi, ranges: [git, { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0' }] }] }],
    py('1.0'),
    'affected',
  ],
  ['a GIT range alone says nothing of a version', [{ ...pypi, ranges: [git] }], py('1.0'), 'unaffected'],
  ['listed', [{ ...pypi, versions: ['1.0'] }], py('1.0'), 'affected'],
  ['listed in another spelling', [{ ...pypi, versions: ['1.0.0', '2.0.0-rc1'] }], py('2.0.0rc1'), 'affected'],
  ['listed with fewer numbers', [{ ...pypi, versions: ['1.0'] }], py('1.0.0'), 'affected'],
  ['not listed', [{ ...pypi, versions: ['1.0'] }], py('1.1'), 'unaffected'],
  ['listed though outside of the range', [ranged([{ introduced: '2.0.0' }], { versions: ['1.0.0'] })], npm('1.0.0'), 'affected'],
  [
    'a name in another spelling',
    [{ package: { ecosystem: 'PyPI', name: 'Foo_Bar' }, versions: ['1.0'] }],
    py('1.0', 'foo-bar'),
    'affected',
  ],
  [
    'an epoch is above everything without one',
    [{ ...pypi, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0' }] }] }],
    py('1!1.0'),
    'unaffected',
  ],
  [
    'a post release is after its release',
    [{ ...pypi, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '1.0.post1' }] }] }],
    py('1.0'),
    'unaffected',
  ],
  [
    'a development release is before it',
    [{ ...pypi, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.0' }] }] }],
    py('1.0.dev3'),
    'affected',
  ],
  [
    'what PEP 440 does not know is oldest',
    [{ ...pypi, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '0.1' }] }] }],
    py('2004d-legacy'),
    'affected',
  ],
  [
    'the release of an ecosystem does not matter',
    [{ package: { ecosystem: 'npm:20', name: 'left' }, versions: ['1.0.0'] }],
    npm('1.0.0'),
    'affected',
  ],

  ['an open range, in what was known', old, npm('0.18.5'), 'affected'],
  ['an open range, past what was known', old, npm('0.20.0'), 'past the last known'],
  [
    'one of two open ranges that bounds itself',
    [...old, ranged([{ introduced: '2.26.11' }], lastKnown('< 3.0.0'))],
    npm('2.27.0'),
    'affected',
  ],
  ['a bound that nobody can read', [ranged([{ introduced: '0' }], lastKnown('until spring'))], npm('1.0.0'), 'past the last known'],
  [
    'a bound beside a fix says nothing',
    [ranged([{ introduced: '0' }, { fixed: '2.0.0' }], lastKnown('< 1.0.0'))],
    npm('1.5.0'),
    'affected',
  ],
  [
    'an entry without doubt beside an open one',
    [...old, ranged([{ introduced: '0.19.0' }, { fixed: '1.0.0' }])],
    npm('0.20.0'),
    'affected',
  ],
  ['a bound of two sides', [ranged([{ introduced: '0' }], lastKnown('>= 1.0.0, <= 1.2.6'))], npm('1.2.6'), 'affected'],

  ['no version', two, npm('latest'), 'unclear'],
  ['an event that is no version', [ranged([{ introduced: '0' }, { fixed: 'soon' }])], npm('1.0.0'), 'unclear'],
  ['a hit counts whatever else is unclear', [...two, ranged([{ introduced: 'soon' }])], npm('0.1.0'), 'affected'],
  [
    'a hit in one range counts beside a broken one',
    [
      {
        ...ranged([]),
        ranges: [
          { type: 'SEMVER', events: [{ introduced: 'x' }] },
          { type: 'SEMVER', events: [{ introduced: '0' }] },
        ],
      },
    ],
    npm('1.0.0'),
    'affected',
  ],
  ['an entry that says nothing', [{ package: { ecosystem: 'npm', name: 'left' } }], npm('1.0.0'), 'unaffected'],
  ['an entry without a package', [{ versions: ['1.0.0'] }], npm('1.0.0'), 'unaffected'],
];

const maven = (version: string): Version => ({ ecosystem: 'Maven', name: 'g:a', version });
const ofMaven = { package: { ecosystem: 'Maven', name: 'g:a' } };
const ordered: readonly (readonly [string, readonly Affected[], Version, Verdict])[] = [
  ['listed word for word', [{ ...ofMaven, versions: ['1.0'] }], maven('1.0'), 'affected'],
  ['not listed word for word', [{ ...ofMaven, versions: ['1.0'] }], maven('1.0.0'), 'unclear'],
  ['in a range', [{ ...ofMaven, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }] }], maven('1.0'), 'unclear'],
  [
    'in a range that says how it is ordered',
    [{ ...ofMaven, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }] }],
    maven('1.0.0'),
    'affected',
  ],
  [
    'NuGet ignores case',
    [{ package: { ecosystem: 'NuGet', name: 'Newtonsoft.Json' }, versions: ['1.0'] }],
    { ecosystem: 'NuGet', name: 'newtonsoft.json', version: '1.0' },
    'affected',
  ],
];

describe('a record and a version', () => {
  it.each(CASES)('%s', (_, affected, subject, expected) => expect(verdict(affected, subject)).toBe(expected));
});

describe('an ecosystem whose order is not known', () => {
  it.each(ordered)('%s', (_, affected, subject, expected) => expect(verdict(affected, subject)).toBe(expected));
});
