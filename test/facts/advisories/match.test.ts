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
  ['a GIT range alone says nothing of a version', [{ ...pypi, ranges: [git] }], py('1.0'), 'unclear'],
  ['a GIT range beside a list, which says it all', [{ ...pypi, ranges: [git], versions: ['1.1'] }], py('1.0'), 'unaffected'],
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
    'what PEP 440 does not know is no version',
    [{ ...pypi, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '0.1' }] }] }],
    py('2004d-legacy'),
    'unclear',
  ],
  ['what PEP 440 does not know, listed word for word', [{ ...pypi, versions: ['2004d-legacy'] }], py('2004d-legacy'), 'affected'],
  ['a build of one\u2019s own is as good as what it is built of', [{ ...pypi, versions: ['1.0'] }], py('1.0+cu118'), 'affected'],
  [
    'the same, at the last affected version',
    [{ ...pypi, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { last_affected: '1.0' }] }] }],
    py('1.0+cu118'),
    'affected',
  ],
  [
    'the same, unless the entry tells builds apart',
    [{ ...pypi, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.0+patched.1' }] }] }],
    py('1.0+patched.1'),
    'unaffected',
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
  ['an entry that says nothing', [{ package: { ecosystem: 'npm', name: 'left' } }], npm('1.0.0'), 'unclear'],
  [
    'fixed at the last affected version',
    [ranged([{ introduced: '0' }, { last_affected: '1.0.0' }, { fixed: '1.0.0' }])],
    npm('1.0.0'),
    'unaffected',
  ],
  ['a fourth number is none that npm has', [ranged([{ introduced: '0' }, { fixed: '1.2.3.4' }])], npm('1.2.3'), 'unclear'],
  ['an entry without a package', [{ versions: ['1.0.0'] }], npm('1.0.0'), 'unaffected'],
];

const until = (ecosystem: string, name: string, fixed: string): readonly Affected[] => [
  { package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }] },
];
const of = (ecosystem: Version['ecosystem'], name: string, version: string): Version => ({ ecosystem, name, version });
const log4j = 'org.apache.logging.log4j:log4j-core';

const ECOSYSTEMS: readonly (readonly [string, readonly Affected[], Version, Verdict])[] = [
  ['Maven: a milestone', until('Maven', log4j, '2.15.0'), of('Maven', log4j, '2.15.0-M1'), 'affected'],
  ['Maven: the same with fewer numbers', until('Maven', log4j, '2.15.0'), of('Maven', log4j, '2.15'), 'unaffected'],
  ['Maven: a release by another word', until('Maven', log4j, '2.15.0'), of('Maven', log4j, '2.15.0.Final'), 'unaffected'],
  ['Maven: a property is no version', until('Maven', log4j, '2.15.0'), of('Maven', log4j, '${log4j.version}'), 'unclear'],
  ['Maven: nor is a range', until('Maven', log4j, '2.15.0'), of('Maven', log4j, '[2.0,3.0)'), 'unclear'],
  ['Maven: nor is a meta version', until('Maven', log4j, '2.15.0'), of('Maven', log4j, 'LATEST'), 'unclear'],
  ['Maven: a repository of its own', until('Maven:https://maven.google.com', log4j, '2.15.0'), of('Maven', log4j, '2.14.1'), 'affected'],
  [
    'Maven: another artifact of the group',
    until('Maven', log4j, '2.15.0'),
    of('Maven', 'org.apache.logging.log4j:log4j-api', '2.14.1'),
    'unaffected',
  ],
  ['NuGet: any case', until('NuGet', 'Newtonsoft.Json', '13.0.1'), of('NuGet', 'newtonsoft.json', '12.0.3'), 'affected'],
  ['NuGet: a fourth number', until('NuGet', 'A', '1.2.3.4'), of('NuGet', 'A', '1.2.3.3'), 'affected'],
  ['NuGet: the fourth number zero', until('NuGet', 'A', '1.2.3'), of('NuGet', 'A', '1.2.3.0'), 'unaffected'],
  ['NuGet: a pre-release in another case', until('NuGet', 'A', '1.0.0-RC.2'), of('NuGet', 'A', '1.0.0-rc.1'), 'affected'],
  ['NuGet: a floating version', until('NuGet', 'A', '1.0.0'), of('NuGet', 'A', '1.*'), 'unclear'],
  ['RubyGems: letters make a pre-release', until('RubyGems', 'rails', '7.0.0'), of('RubyGems', 'rails', '7.0.0.rc1'), 'affected'],
  ['RubyGems: a fourth number', until('RubyGems', 'rails', '5.2.8.1'), of('RubyGems', 'rails', '5.2.8'), 'affected'],
  ['RubyGems: the release itself', until('RubyGems', 'rails', '5.2.8.1'), of('RubyGems', 'rails', '5.2.8.1'), 'unaffected'],
  [
    'Packagist: any case, and a v',
    until('Packagist', 'Guzzlehttp/Psr7', '1.8.4'),
    of('Packagist', 'guzzlehttp/psr7', 'v1.8.3'),
    'affected',
  ],
  ['Packagist: a stability', until('Packagist', 'a/b', '2.0.0'), of('Packagist', 'a/b', '2.0.0-RC1'), 'affected'],
  ['Packagist: a patch', until('Packagist', 'a/b', '2.0.0'), of('Packagist', 'a/b', '2.0.0-patch1'), 'unaffected'],
  ['Packagist: a branch has no order', until('Packagist', 'a/b', '2.0.0'), of('Packagist', 'a/b', 'dev-main'), 'unclear'],
  ['Packagist: nor has one with a number', until('Packagist', 'a/b', '2.0.0'), of('Packagist', 'a/b', '1.x-dev'), 'unclear'],
  [
    'Packagist: a repository of its own',
    until('Packagist:https://packages.drupal.org/8', 'drupal/a', '2.0.0'),
    of('Packagist', 'drupal/a', '1.0.0'),
    'affected',
  ],
  ['Go: with a v', until('Go', 'golang.org/x/text', '0.3.8'), of('Go', 'golang.org/x/text', 'v0.3.7'), 'affected'],
  [
    'Go: a pseudo-version before the fix',
    until('Go', 'golang.org/x/net', '0.0.0-20220906165146-f3363e06e74c'),
    of('Go', 'golang.org/x/net', 'v0.0.0-20220722155237-a158d28d115b'),
    'affected',
  ],
  [
    'Go: a pseudo-version after it',
    until('Go', 'golang.org/x/net', '0.0.0-20220906165146-f3363e06e74c'),
    of('Go', 'golang.org/x/net', 'v0.0.0-20221014081412-f15817d10f9b'),
    'unaffected',
  ],
  [
    'Go: incompatible',
    until('Go', 'github.com/docker/docker', '20.10.24'),
    of('Go', 'github.com/docker/docker', 'v20.10.24+incompatible'),
    'unaffected',
  ],
  [
    'Go: another major version is another module',
    until('Go', 'github.com/a/b', '9.0.0'),
    of('Go', 'github.com/a/b/v2', 'v2.0.0'),
    'unaffected',
  ],
  ['Go: itself, as its toolchain is called', until('Go', 'stdlib', '1.22.0-rc.2'), of('Go', 'stdlib', 'go1.22rc1'), 'affected'],
  ['Go: itself, released', until('Go', 'stdlib', '1.21.9'), of('Go', 'stdlib', '1.21.9'), 'unaffected'],
  ['crates.io: a hyphen is no underscore', until('crates.io', 'a_b', '1.0.0'), of('crates.io', 'a-b', '0.9.0'), 'unaffected'],
  ['Debian is another ecosystem', until('Debian:11', 'left', '2.0.0'), npm('1.0.0'), 'unaffected'],
];

describe('a record and a version', () => {
  it.each(CASES)('%s', (_, affected, subject, expected) => expect(verdict(affected, subject)).toBe(expected));
});

describe('each ecosystem', () => {
  it.each(ECOSYSTEMS)('%s', (_, affected, subject, expected) => expect(verdict(affected, subject)).toBe(expected));
});
