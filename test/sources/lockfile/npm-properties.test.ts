import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distances, type Graph, graph, reach } from './graphs.ts';
import { packagesIn, read, registry, versionOne, versionThree } from './read.ts';
import { tampered } from './tamper.ts';

const text = (version: number): string =>
  readFileSync(new URL(`../../../fixtures/lockfiles/npm/shop/version-${version}.json`, import.meta.url), 'utf8');
const texts = [1, 2, 3].map(text);

/** Pieces that a lockfile may be broken with. */
const piece = fc.oneof(
  fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '\n', 'null', '"__proto__"', '"link": true,', '"resolved": 7,', '/*', '\u0000'),
  fc.constantFrom(
    '"packages": {',
    '"node_modules/',
    '"dependencies": {"a": {',
    '<<<<<<< HEAD\n',
    '"version": "npm:@x/y",',
    '"resolved": "file:.",',
  ),
);
const broken = fc.constantFrom(...texts).chain((whole) => tampered(whole, piece));

describe('a lockfile that was tampered with', () => {
  it('gives packages with places and purls, or a gap, and never an error', async () => {
    await fc.assert(
      fc.asyncProperty(broken, async (lockfile) => {
        const { packages, gaps, spanOf } = await read(lockfile);
        const lines = lockfile.split(/\r\n|\n|\r/).length;
        let valid = true;
        try {
          JSON.parse(lockfile);
        } catch {
          valid = false;
        }
        if (!valid) expect(gaps.some(({ reason }) => reason === 'syntax')).toBe(true);
        for (const { scope } of gaps) expect(scope.line).toBeLessThanOrEqual(lines);
        const keys = new Set<string>();
        for (const located of packages) {
          const { pkg } = located;
          expect(pkg.purl).toMatch(/^pkg:npm\/[A-Za-z0-9%._~/:-]*(?:@[A-Za-z0-9%._~:-]+)?$/);
          expect(pkg.origin.line).toBeLessThanOrEqual(lines);
          keys.add(`${pkg.source} ${pkg.purl}`);
          const { start, end } = spanOf(located, 'integrity');
          if (pkg.integrity !== undefined) expect(JSON.parse(lockfile.slice(start, end).replace(/^(?!")/, '""'))).toBeDefined();
        }
        expect(keys.size).toBe(packages.length);
      }),
      { numRuns: 80 },
    );
  });

  it('reads no more than what stands before the first error', async () => {
    const whole = new Set((await packagesIn(texts[2])).map(({ purl }) => purl));
    await fc.assert(
      fc.asyncProperty(fc.nat((texts[2] ?? '').length - 1), async (cut) => {
        for (const { purl, integrity, bundled, source } of await packagesIn((texts[2] ?? '').slice(0, cut))) {
          // A link whose folder is cut off is still one.
          if (source === 'link') continue;
          expect(whole).toContain(purl);
          // Half an entry is no entry.
          if (source === 'registry' && bundled !== true) expect(integrity).toBeDefined();
        }
      }),
      { numRuns: 40 },
    );
  });
});

const named = (numbers: readonly number[]) => Object.fromEntries(numbers.map((n) => [`p${n}`, '*']));

describe('a generated graph', () => {
  const lockfiles = (given: Graph) => {
    const production = reach(given, given.roots);
    const dev = (n: number) => (production.has(n) ? {} : { dev: true });
    const entries = given.edges.map((to, n) => [`p${n}`, { ...registry(`p${n}`, `1.0.${n}`), ...dev(n) }, named(to)] as const);
    const root = { dependencies: named(given.roots), devDependencies: named(given.devRoots) };
    const manifest = { 'package.json': { name: 'app', ...root } };
    return [
      [
        versionThree(
          Object.fromEntries(entries.map(([name, entry, dependencies]) => [`node_modules/${name}`, { ...entry, dependencies }])),
          root,
        ),
        manifest,
      ],
      [versionOne(Object.fromEntries(entries.map(([name, entry, requires]) => [name, { ...entry, requires }]))), manifest],
    ] as const;
  };

  it('is listed whole, each package once, as a plain computation says', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (given) => {
        const production = reach(given, given.roots);
        const far = distances(given);
        const direct = new Set([...given.roots, ...given.devRoots]);
        for (const [lockfile, files] of lockfiles(given)) {
          const packages = await packagesIn(lockfile, files);
          expect(packages.map(({ name }) => name)).toEqual(given.edges.map((_, n) => `p${n}`));
          packages.forEach((pkg, n) => {
            expect(pkg.dev).toBe(!production.has(n));
            expect(pkg.direct).toBe(direct.has(n));
            const to = (given.edges[n] ?? []).filter((other) => other !== n);
            expect(pkg.dependencies).toEqual(to.map((other) => `pkg:npm/p${other}@1.0.${other}`));
            const paths = pkg.paths ?? [];
            expect(paths.length > 0).toBe(far.has(n));
            expect(paths.length).toBeLessThanOrEqual(3);
            expect(paths[0]?.length).toBe(far.get(n));
            expect(new Set(paths.map((path) => path.join())).size).toBe(paths.length);
            paths.forEach((path, index) => {
              expect(path.length).toBeGreaterThanOrEqual(paths[index - 1]?.length ?? 0);
              expect(new Set(path).size, 'a way does not meet itself').toBe(path.length);
              const numbers = path.slice(1).map((name) => Number(name.slice(1)));
              expect([path[0], numbers.at(-1)]).toEqual(['app', n]);
              expect(direct).toContain(numbers[0]);
              numbers.slice(1).forEach((to, step) => {
                expect(given.edges[numbers[step] ?? -1]).toContain(to);
              });
            });
            const asked = new Set(paths.map((path) => path[1]));
            expect(pkg.requiredBy?.length ?? 0).toBe(asked.size);
          });
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('what is made to hold a scan up', () => {
  it('is read in bounds: chains, fans, depth', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, n) => [
        `node_modules/p${n}`,
        registry(`p${n}`, '1.0.0', { dependencies: { [`p${n + 1}`]: '*' } }),
      ]),
    );
    const packages = await packagesIn(versionThree(chain, { dependencies: { p0: '*' } }));
    expect(packages).toHaveLength(20_000);
    expect(Math.max(...packages.map(({ paths = [] }) => paths[0]?.length ?? 0))).toBe(100);

    const everyone = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`p${n}`, '*']));
    const fan = Object.fromEntries(
      Object.keys(everyone).map((name) => [`node_modules/${name}`, registry(name, '1.0.0', { dependencies: everyone })]),
    );
    expect(await packagesIn(versionThree(fan, { dependencies: everyone }))).toHaveLength(400);

    const nested = `${'{"dependencies":{"a":'.repeat(50_000)}{}${'}}'.repeat(50_000)}`;
    const deep = await read(nested.replace('{', '{"lockfileVersion":1,'));
    expect(deep.packages.length).toBe(1);
    expect(deep.gaps.map(({ reason }) => reason)).toEqual(['malformed']);
    const missing = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`x${n}`, '']));
    const high = versionThree({ [`${'a/'.repeat(1_500)}a`]: { version: '1.0.0', dependencies: missing } });
    expect((await read(high)).gaps.map(({ reason }) => reason)).toEqual(['too-large']);

    expect((await read('['.repeat(1_000_000))).gaps.map(({ reason }) => reason)).toEqual(['syntax']);
    expect((await read(`{"packages":${'{"a":'.repeat(300_000)}`)).gaps.map(({ reason }) => reason)).toEqual(['syntax']);
  }, 60_000);
});
