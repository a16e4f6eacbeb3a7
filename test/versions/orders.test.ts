import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ecosystem } from '../../src/model/package.ts';
import { orderOf } from '../../src/versions/orders/index.ts';

/** From the oldest to the newest; versions in one list are equal. As each ecosystem documents it. */
const SORTED: Readonly<Record<Ecosystem, readonly (readonly string[])[]>> = {
  // https://semver.org/#spec-item-11
  npm: [
    ['1.0.0-alpha'],
    ['1.0.0-alpha.1'],
    ['1.0.0-alpha.beta'],
    ['1.0.0-beta.2'],
    ['1.0.0-beta.11'],
    ['1.0.0', '1', 'v1.0.0', '1.0.0+build'],
  ],
  'crates.io': [['0.0.0-0'], ['0.0.0'], ['0.1.0-rc.1'], ['0.1.0'], ['0.10.0']],
  // https://go.dev/ref/mod#versions, https://go.dev/doc/toolchain#version
  Go: [
    ['v0.0.0-20191109021931-daa7c04131f5'],
    ['0.0.0'],
    ['1.21rc2', '1.21.0-rc.2'],
    ['1.21rc10', 'go1.21rc10'],
    ['go1.21.0', '1.21'],
    ['v2.0.0+incompatible', '2.0.0'],
  ],
  // https://packaging.python.org/en/latest/specifications/version-specifiers/#summary-of-permitted-suffixes-and-relative-ordering
  PyPI: [
    ['1.0.dev1'],
    ['1.0a1.dev1'],
    ['1.0a1', '1.0.alpha-1'],
    ['1.0rc1', '1.0c1'],
    ['1.0', '1.0.0', 'v1'],
    ['1.0+ubuntu.1'],
    ['1.0.post1', '1.0-1'],
    ['1!0.1'],
  ],
  // https://docs.ruby-lang.org/en/master/Gem/Version.html
  RubyGems: [['1.0.a10.z1'], ['1.0.b1'], ['1.0.rc.1'], ['1.0', '1', '1.0.0'], ['1.0.1-java'], ['1.0.1'], ['1.0.10']],
  // https://maven.apache.org/pom.html#version-order-specification
  Maven: [
    ['1-alpha', '1-ALPHA'],
    ['1-alpha-1', '1-a1', '1.0-alpha1'],
    ['1-beta-1'],
    ['1-milestone-1', '1-M1'],
    ['1-rc', '1-cr'],
    ['1-SNAPSHOT'],
    ['1', '1.0', '1-ga', '1.final', '1.0.RELEASE'],
    ['1-sp'],
    ['1-abc'],
    ['1-1'],
    ['1.1'],
    ['1.10'],
  ],
  // https://learn.microsoft.com/nuget/concepts/package-versioning
  NuGet: [
    ['1.0.1-aaa'],
    ['1.0.1-alpha', '1.0.1-ALPHA'],
    ['1.0.1-alpha.2'],
    ['1.0.1-alpha.10'],
    ['1.0.1-beta'],
    ['1.0.1-zzz'],
    ['1.0.1', '1.0.1.0', '1.0.01+x'],
    ['1.0.1.1'],
    ['1.0.10'],
  ],
  // https://getcomposer.org/doc/articles/versions.md#stability-constraints
  Packagist: [
    ['1.0.0-dev'],
    ['1.0.0-alpha'],
    ['1.0.0-alpha1', '1.0.0a1'],
    ['1.0.0-beta2'],
    ['1.0.0-beta10'],
    ['1.0.0-RC1', '1.0.0rc1'],
    ['1.0.0', 'v1.0', '1.0.0-stable', '1'],
    ['1.0.0-patch1', '1.0.0-p1', '1.0.0pl1'],
    ['1.0.0.1'],
    ['20230101'],
  ],
};

/** Which of them come before a release. */
const EARLY = /(?:alpha|beta|rc|cr|dev|pre|-aaa|[ab]\d|milestone|-M|SNAPSHOT|zzz|java|0\.0\.0-|c1)/i;

const ODD: Readonly<Partial<Record<Ecosystem, readonly string[]>>> = {
  npm: ['1.2.3.4', 'latest', '^1.0.0', '1.x'],
  'crates.io': ['*', '1.2.3.4'],
  Go: ['master', 'upgrade', 'v1.2.3.4'],
  PyPI: ['2004d', '1.0-SNAPSHOT', '>=1.0', '1.*'],
  RubyGems: ['a', '1.0_0', '1..0', '>= 1.0'],
  Maven: ['LATEST', 'RELEASE', '${project.version}', '[1.0,2.0)', '1.0 beta'],
  NuGet: ['1.0.0.0.0', '1.*', '[1.0,2.0)', '1.0.0beta', '2147483648.0'],
  Packagist: ['dev-main', '1.x-dev', '2.0.x-dev', '1.2.3.4.5', '^1.0', '1.0-unknown'],
};

/** Texts of what versions are made of, right and wrong. */
const piece = fc.constantFrom(
  ...['0', '1', '2', '10', '01', '9007199254740993', '.', '.', '.', '-', '-', '+', '_', '!', 'v'],
  ...['a', 'alpha', 'beta', 'rc', 'dev', 'post', 'sp', 'ga', 'SNAPSHOT', 'x', 'p'],
);
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 9 }).map((pieces) => `1${pieces.join('')}`),
  fc.string({ maxLength: 8 }),
);
/** Maven's own order is none for all that it reads: 1alpha < 1 < 1.x-, and 1.x- < 1alpha. */
const ofMaven = fc
  .tuple(
    fc.array(fc.constantFrom('0', '1', '2', '10', '01'), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '-alpha', '-beta-2', '-RC1', '-SNAPSHOT', '.Final', '-sp', '-jre', '-1', '-M2', '.RELEASE'),
  )
  .map(([numbers, qualifier]) => numbers.join('.') + qualifier);

const ECOSYSTEMS = Object.keys(SORTED) as readonly Ecosystem[];

describe.each(ECOSYSTEMS)('the order of %s', (ecosystem) => {
  const order = orderOf(ecosystem);
  const sorted = SORTED[ecosystem].flatMap((equal, rank) => equal.map((version) => ({ version, rank })));

  it('is the documented one', () => {
    for (const a of sorted)
      for (const b of sorted)
        expect(Math.sign(order.compare(a.version, b.version) ?? Number.NaN), `${a.version} and ${b.version}`).toBe(
          Math.sign(a.rank - b.rank),
        );
  });

  it('tells pre-releases', () => {
    for (const { version } of sorted) expect(order.isPrerelease(version), version).toBe(EARLY.test(version) || /^v0\.0\.0-/.test(version));
  });

  it('has nothing that is no version', () => {
    for (const text of ['', 'a b', '\u0661.0', 'x'.repeat(300), '1'.repeat(300), ...(ODD[ecosystem] ?? [])]) {
      expect(order.compare(text, '1.0.0'), text).toBeUndefined();
      expect(order.compare('1.0.0', text), text).toBeUndefined();
      expect([order.isVersion(text), order.isPrerelease(text)]).toEqual([false, false]);
    }
  });

  it('is quick about long texts that are nearly versions', () => {
    for (const part of ['1', '1.', '.1', '-1', 'a1', 'a', '-', '1a.', '-a.', '01:', '+1'])
      for (const end of ['', '!', '*', ' ', '..', '+']) order.isVersion(`1${part.repeat(250 / part.length)}${end}`);
  });

  it('is one: the same in both directions, and over a third', () => {
    const text = ecosystem === 'Maven' ? ofMaven : anyText;
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const sign = (x: string, y: string) => Math.sign(order.compare(x, y) ?? Number.NaN);
        for (const one of [a, b, c]) if (order.isVersion(one)) expect(sign(one, one)).toBe(0);
        if (![a, b, c].every(order.isVersion)) return;
        expect(sign(a, b) + sign(b, a)).toBe(0);
        if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c), `${a}, ${b}, ${c}`).toBeLessThanOrEqual(0);
        if (sign(a, b) === 0) expect(sign(a, c), `${a}, ${b}, ${c}`).toBe(sign(b, c));
      }),
      { numRuns: 2_000 },
    );
  });
});
