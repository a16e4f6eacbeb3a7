import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { match } from '../../../src/facts/advisories/match.ts';
import type { RangeEvent } from '../../../src/facts/advisories/osv.ts';
import { pep440 } from '../../../src/versions/orders/pep440.ts';
import { semver as order } from '../../../src/versions/orders/semver.ts';
import { npm } from './make.ts';

/** Every version that the events below can name, in order, found by another library. */
const UNIVERSE = [0, 1, 2]
  .flatMap((major) => [0, 1].flatMap((minor) => ['', '-alpha', '-alpha.1', '-rc.2', '-rc.10'].map((pre) => `${major}.${minor}.0${pre}`)))
  .sort(semver.compare);

const version = fc.constantFrom(...UNIVERSE);
const event: fc.Arbitrary<RangeEvent> = fc.oneof(
  fc.constant({ introduced: '0' }),
  version.map((introduced) => ({ introduced })),
  version.map((fixed) => ({ fixed })),
  version.map((last_affected) => ({ last_affected })),
  version.map((limit) => ({ limit })),
  fc.constant({ limit: '*' }),
);
const events = fc.array(event, { maxLength: 6 });

/**
 * The same question put another way: walk every version of the universe from the oldest to the newest, carrying the state along,
 * with the events attached to the places where they take effect.
 */
const affectedIn = (given: readonly RangeEvent[], asked: string): boolean => {
  const limits = given.flatMap(({ limit }) => limit ?? []);
  if (limits.length > 0 && !limits.some((limit) => limit === '*' || semver.lt(asked, limit))) return false;
  let on = given.some(({ introduced }) => introduced === '0');
  for (const at of UNIVERSE) {
    if (given.some(({ introduced }) => introduced === at)) on = true;
    if (given.some(({ fixed }) => fixed === at)) on = false;
    if (at === asked) return on;
    if (given.some(({ last_affected }) => last_affected === at)) on = false;
  }
  throw new Error('not of the universe');
};

const affected = (ranges: readonly (readonly RangeEvent[])[], asked: string): boolean =>
  match(
    {
      id: 'GHSA-1',
      affected: [{ package: { ecosystem: 'npm', name: 'left' }, ranges: ranges.map((each) => ({ type: 'SEMVER', events: each })) }],
    },
    npm(asked),
  ).kind === 'affected';

describe('any range', () => {
  it('holds for the versions that a walk over all of them finds', () => {
    fc.assert(
      fc.property(events, version, (given, asked) => {
        // What a fix and a last affected version at one place leave after it depends on nothing that anyone writes.
        fc.pre(
          !given.some(
            ({ fixed, last_affected }) =>
              given.some((other) => fixed !== undefined && other.last_affected === fixed) || last_affected === '0',
          ),
        );
        expect(affected([given], asked)).toBe(affectedIn(given, asked));
      }),
      { numRuns: 3_000 },
    );
  });

  it('does not depend on the order of its events', () => {
    fc.assert(
      fc.property(
        events.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray([...given], { minLength: given.length }))),
        version,
        ([given, shuffled], asked) => void expect(affected([shuffled], asked)).toBe(affected([given], asked)),
      ),
    );
  });

  it('adds up with others', () => {
    fc.assert(
      fc.property(
        events,
        events,
        version,
        (one, other, asked) => void expect(affected([one, other], asked)).toBe(affected([one], asked) || affected([other], asked)),
      ),
    );
  });
});

const number = fc.oneof(fc.nat(20), fc.constant(99_999_999_999));
const identifier = fc.oneof(fc.nat(20).map(String), fc.stringMatching(/^[a-z][a-z0-9-]{0,3}$/));
const strict = fc
  .tuple(number, number, number, fc.array(identifier, { maxLength: 3 }), fc.boolean())
  .map(
    ([major, minor, patch, pre, build]) => `${major}.${minor}.${patch}${pre.length > 0 ? `-${pre.join('.')}` : ''}${build ? '+b.1' : ''}`,
  );

describe('the order of npm', () => {
  it('is that of Semantic Versioning', () => {
    fc.assert(
      fc.property(strict, strict, (a, b) => void expect(order.compare(a, b)).toBe(semver.compare(a, b))),
      { numRuns: 2_000 },
    );
  });

  it('reads loosely what npm reads loosely', () => {
    for (const [a, b] of [
      ['v1.2.3', '1.2.3'],
      ['=1.2.3', '1.2.3'],
      ['1.2.3beta', '1.2.3-beta'],
      ['01.02.03', '1.2.3'],
    ] as const) {
      expect(semver.compare(a, b, { loose: true })).toBe(0);
      expect(order.compare(a, b)).toBe(0);
    }
  });

  it('orders what npm rejects', () => {
    expect(order.compare('1', '1.0.0')).toBe(0);
    expect(order.compare('1.2', '1.2.0')).toBe(0);
    expect(order.compare('1.0.0-99999999999999999999', '1.0.0-99999999999999999998')).toBe(1);
    expect(order.compare('99999999999999999999.0.0', '100000000000000000000.0.0')).toBe(-1);
    for (const text of ['', 'latest', '*', '1.x', '1.2.3.4', '1.0.0-a..b', 'file:../x', 'a'.repeat(300), `1.0.0-${'1'.repeat(300)}`])
      expect(order.compare(text, '1.0.0'), text).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        (a, b) => void expect(order.compare(a, b)).toSatisfy((c) => c === undefined || Math.abs(c) <= 1),
      ),
    );
  });
});

describe('the order of PyPI', () => {
  it('is that of PEP 440', () => {
    // The example of https://peps.python.org/pep-0440/#summary-of-permitted-suffixes-and-relative-ordering, with an epoch and a local version.
    const sorted = [
      '1.dev0',
      '1.0.dev456',
      '1.0a1',
      '1.0a2.dev456',
      '1.0a12.dev456',
      '1.0a12',
      '1.0b1.dev456',
      '1.0b2',
      '1.0b2.post345.dev456',
      '1.0b2.post345',
      '1.0rc1.dev456',
      '1.0rc1',
      '1.0',
      '1.0+abc.5',
      '1.0+abc.7',
      '1.0+5',
      '1.0.post456.dev34',
      '1.0.post456',
      '1.0.15',
      '1.1.dev1',
      '1!0.1',
    ];
    sorted.forEach((a, i) => {
      sorted.forEach((b, j) => {
        expect(Math.sign(pep440.compare(a, b) ?? Number.NaN), `${a} and ${b}`).toBe(Math.sign(i - j));
      });
    });
    for (const [a, b] of [
      ['1.0', '1.0.0'],
      ['2.0.0-rc1', '2.0.0rc1'],
      ['v1.0', '1.0'],
      ['1.0-1', '1.0.post1'],
      ['1.0.ALPHA.1', '1.0a1'],
    ] as const)
      expect(pep440.compare(a, b)).toBe(0);
    expect(pep440.compare('1.0+1e5', '1.0+99999')).toBe(-1);
    expect(pep440.compare('20240101000000000001', '20240101000000000002')).toBe(-1);
    for (const text of ['', '2004d', '1.0-SNAPSHOT', '1.*', '>=1.0']) expect(pep440.compare(text, '1.0'), text).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const compared = pep440.compare(a, b);
        expect(compared === undefined || Number.isFinite(compared)).toBe(true);
        pep440.isPrerelease(a);
      }),
    );
  });
});
