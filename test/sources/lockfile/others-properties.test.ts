import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Package } from '../../../src/model/package.ts';
import type { LockfileFormat } from '../../../src/sources/lockfile/format.ts';
import { FORMATS } from '../../../src/sources/lockfile/formats.ts';
import { distances, type Graph, graph, reach } from './graphs.ts';
import { tampered } from './tamper.ts';

const formatOf = (name: string): LockfileFormat => {
  const found = FORMATS.find(({ names }) => names.some((one) => (typeof one === 'string' ? one === name : one.test(name))));
  if (found === undefined) throw new Error(`nothing reads ${name}`);
  return found;
};

/** Reads a lockfile without a disk. */
const read = (name: string, text: string, files: Readonly<Record<string, string>> = {}) =>
  formatOf(name).read(
    { file: name, text },
    async (path) => (Object.hasOwn(files, path) ? { file: path, text: files[path] ?? '' } : undefined),
    'app',
  );

/** A way to print a graph, and what the format can say of it. */
interface Printer {
  readonly lockfile: string;
  readonly name: (n: number) => string;
  readonly version?: (n: number) => string;
  readonly print: (given: Graph) => { readonly text: string; readonly files?: Readonly<Record<string, string>> };
  /** Which roots the project has: some formats do not tell those for development. */
  readonly roots: (given: Graph) => readonly number[];
  readonly says: { readonly dev?: true; readonly paths?: true; readonly direct?: true };
}

const versionOf = (n: number): string => `1.${n}.0`;
const both = ({ roots, devRoots }: Graph): readonly number[] => [...new Set([...roots, ...devRoots])];
const object = (numbers: readonly number[], key: (n: number) => string, value: (n: number) => string) =>
  Object.fromEntries(numbers.map((n) => [key(n), value(n)]));
const others = ({ edges }: Graph, n: number): readonly number[] => (edges[n] ?? []).filter((to) => to !== n);

const REGISTRY = 'registry+https://github.com/rust-lang/crates.io-index';

const cargo: Printer = {
  lockfile: 'Cargo.lock',
  name: (n) => `p${n}`,
  roots: both,
  says: { dev: true, paths: true, direct: true },
  print: (given) => {
    const table = (name: string, version: string, needs: readonly number[], source?: string) =>
      [
        '[[package]]',
        `name = "${name}"`,
        `version = "${version}"`,
        ...(source === undefined ? [] : [`source = "${source}"`]),
        `dependencies = [${needs.map((n) => `\n "p${n}",`).join('')}\n]`,
      ].join('\n');
    const tables = given.edges.map((_, n) => table(`p${n}`, versionOf(n), others(given, n), REGISTRY));
    const asked = (key: string, numbers: readonly number[]) => [`[${key}]`, ...numbers.map((n) => `p${n} = "1"`)].join('\n');
    return {
      text: ['version = 4', table('app', '0.0.0', both(given)), ...tables, ''].join('\n\n'),
      files: {
        'Cargo.toml': ['[package]\nname = "app"', asked('dependencies', given.roots), asked('dev-dependencies', given.devRoots)].join(
          '\n\n',
        ),
      },
    };
  },
};

const composer: Printer = {
  lockfile: 'composer.lock',
  name: (n) => `vendor/p${n}`,
  roots: both,
  says: { dev: true, paths: true, direct: true },
  print: (given) => {
    const name = (n: number) => `vendor/p${n}`;
    const entry = (n: number) => ({
      name: name(n),
      version: versionOf(n),
      require: { php: '>=8', ...object(others(given, n), name, () => '^1.0') },
    });
    const production = reach(given, given.roots);
    const all = given.edges.map((_, n) => n);
    const list = (keep: boolean) => all.filter((n) => production.has(n) === keep).map(entry);
    return {
      text: JSON.stringify({ packages: list(true), 'packages-dev': list(false) }, null, 4),
      files: {
        'composer.json': JSON.stringify({
          name: 'app',
          require: object(given.roots, name, () => '*'),
          'require-dev': object(given.devRoots, name, () => '*'),
        }),
      },
    };
  },
};

const bundler: Printer = {
  lockfile: 'Gemfile.lock',
  name: (n) => `p${n}`,
  roots: both,
  says: { dev: true, paths: true, direct: true },
  print: (given) => ({
    files: {
      Gemfile: [
        "source 'https://rubygems.org'",
        ...given.roots.map((n) => `gem 'p${n}', '>= 1'`),
        'group :development, :test do',
        ...given.devRoots.map((n) => `  gem "p${n}"`),
        'end',
      ].join('\n'),
    },
    text: [
      'GEM',
      '  remote: https://rubygems.org/',
      '  specs:',
      ...given.edges.flatMap((_, n) => [`    p${n} (${versionOf(n)})`, ...others(given, n).map((to) => `      p${to} (~> 1.0)`)]),
      '',
      'PLATFORMS',
      '  ruby',
      '',
      'DEPENDENCIES',
      ...both(given).map((n) => `  p${n} (>= 1)`),
      '',
    ].join('\n'),
  }),
};

const nuget: Printer = {
  lockfile: 'packages.lock.json',
  name: (n) => `P${n}`,
  roots: both,
  says: { paths: true, direct: true },
  print: (given) => {
    const direct = new Set(both(given));
    const entry = (n: number) => ({
      type: direct.has(n) ? 'Direct' : 'Transitive',
      ...(direct.has(n) ? { requested: '[1.0.0, )' } : {}),
      resolved: versionOf(n),
      contentHash: 'AAAA',
      // Ids are written in any case.
      dependencies: object(
        others(given, n),
        (to) => `p${to}`,
        () => '1.0.0',
      ),
    });
    const table = Object.fromEntries(given.edges.map((_, n) => [`P${n}`, entry(n)]));
    return { text: JSON.stringify({ version: 1, dependencies: { 'net8.0': table } }, null, 2) };
  },
};

const go: Printer = {
  lockfile: 'go.mod',
  name: (n) => `example.com/p${n}`,
  roots: both,
  says: { direct: true },
  print: (given) => {
    const direct = new Set(both(given));
    const lines = given.edges.map((_, n) => `\texample.com/p${n} v${versionOf(n)}${direct.has(n) ? '' : ' // indirect'}`);
    return { text: ['module app', '', 'go 1.21', '', 'require (', ...lines, ')', ''].join('\n') };
  },
};

const gradle: Printer = {
  lockfile: 'gradle.lockfile',
  name: (n) => `g:p${n}`,
  roots: () => [],
  says: { dev: true },
  print: (given) => {
    const production = reach(given, given.roots);
    const configurations = (n: number) => (production.has(n) ? 'runtimeClasspath,testRuntimeClasspath' : 'testRuntimeClasspath');
    return { text: `# A comment\n${given.edges.map((_, n) => `g:p${n}:${versionOf(n)}=${configurations(n)}\n`).join('')}empty=\n` };
  },
};

const packagesConfig: Printer = {
  lockfile: 'packages.config',
  name: (n) => `P${n}`,
  roots: () => [],
  says: { dev: true },
  print: (given) => {
    const production = reach(given, given.roots);
    const entry = (n: number) =>
      `  <package id="P${n}" version="${versionOf(n)}"${production.has(n) ? '' : ' developmentDependency="true"'} />\n`;
    return { text: `<?xml version="1.0"?>\n<packages>\n${given.edges.map((_, n) => entry(n)).join('')}</packages>\n` };
  },
};

const maven: Printer = {
  lockfile: 'pom.xml',
  name: (n) => `g:p${n}`,
  roots: ({ edges }) => edges.map((_, n) => n),
  says: { dev: true, direct: true },
  print: (given) => {
    const production = reach(given, given.roots);
    const entry = (n: number) =>
      `<dependency><groupId>g</groupId><artifactId>p${n}</artifactId><version>\${v${n}}</version>${production.has(n) ? '' : '<scope>test</scope>'}</dependency>`;
    const all = given.edges.map((_, n) => n);
    return {
      text: `<project><artifactId>app</artifactId><properties>${all.map((n) => `<v${n}>${versionOf(n)}</v${n}>`).join('')}</properties>
        <dependencies>${all.map(entry).join('\n')}</dependencies></project>`,
    };
  },
};

describe.each([cargo, composer, bundler, nuget, go, gradle, packagesConfig, maven].map((one) => [one.lockfile, one] as const))(
  'a graph that is printed as %s',
  (_, printer) => {
    it('is listed whole, each package once, as a plain computation says', async () => {
      await fc.assert(
        fc.asyncProperty(graph, async (given) => {
          const { text, files } = printer.print(given);
          const { packages, gaps } = await read(printer.lockfile, text, files);
          expect(gaps.filter(({ reason }) => reason !== 'direct-only')).toEqual([]);
          const byName = new Map(packages.map(({ pkg }) => [pkg.name, pkg] as const));
          expect([...byName.keys()].sort()).toEqual(given.edges.map((_, n) => printer.name(n)).sort());
          const production = reach(given, given.roots);
          const far = distances({ ...given, roots: printer.roots(given), devRoots: [] });
          const direct = new Set(printer.roots(given));
          given.edges.forEach((_, n) => {
            const pkg = byName.get(printer.name(n)) as Package;
            expect(pkg.version).toBe(versionOf(n));
            if (printer.says.dev) expect(pkg.dev).toBe(!production.has(n));
            expect(pkg.direct).toBe(printer.says.direct ? direct.has(n) : undefined);
            if (!printer.says.paths) return;
            expect(pkg.paths?.[0]?.length).toBe(far.get(n));
            const needed = new Set(others(given, n).map((to) => byName.get(printer.name(to))?.purl));
            expect(new Set(pkg.dependencies)).toEqual(needed);
          });
        }),
        { numRuns: 40 },
      );
    });
  },
);

const ROOT = fileURLToPath(new URL('../../../fixtures/lockfiles', import.meta.url));
const FOLDERS = ['bundler', 'cargo', 'composer', 'cyclonedx', 'go', 'gradle', 'maven', 'nuget', 'spdx'];

const lockfilesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return lockfilesBelow(path);
    return /^(?:expected|composer)\.json$|^Gemfile$|\.(?:toml|sum)$|^sbom|^bom|Classpath\.lockfile$/.test(entry.name) ? [] : [path];
  });
const texts = FOLDERS.flatMap((folder) => lockfilesBelow(join(ROOT, folder))).map((path) => ({
  name: basename(path),
  text: readFileSync(path, 'utf8'),
}));

/** Pieces that a lockfile may be broken with. */
const piece = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\n',
    'null',
    '"__proto__": 1,',
    '<',
    '>',
    '&lol;',
    '<!--',
    ']]>',
    '</a>',
    '\u0000',
  ),
  fc.constantFrom(
    '[[package]]\n',
    'require (\n',
    '  specs:\n',
    'GEM\n',
    '//',
    '=',
    '=> ',
    '<![CDATA[',
    '<<<<<<< HEAD\n',
    '${a}',
    '"',
    "'''",
    '\uFEFF',
    '\r',
  ),
);
const broken = fc.constantFrom(...texts).chain(({ name, text }) => tampered(text, piece).map((after) => ({ name, text: after })));

const MEMBERS = ['name', 'version', 'integrity', 'resolved', 'dev', 'deprecated', '__proto__'];

describe('a lockfile that was tampered with', () => {
  it('gives packages and gaps with places in it, and never an error', async () => {
    await fc.assert(
      fc.asyncProperty(broken, async ({ name, text }) => {
        const { packages, gaps, spanOf } = await read(name, text);
        const lines = text.split(/\r\n|\n|\r/).length;
        for (const { scope, message } of gaps) {
          expect(scope.line).toBeLessThanOrEqual(lines);
          expect(message).not.toMatch(/\.$|\n/);
        }
        const keys = new Set(packages.map(({ pkg }) => `${pkg.source} ${pkg.purl}`));
        expect(keys.size).toBe(packages.length);
        for (const located of packages) {
          expect(located.pkg.name).not.toBe('');
          expect(located.pkg.purl).toMatch(/^pkg:[a-z]+\/[A-Za-z0-9%._~/:-]+(?:@[A-Za-z0-9%._~:-]+)?$/);
          expect(located.pkg.origin.line).toBeLessThanOrEqual(lines);
          for (const member of MEMBERS) {
            const { start, end } = spanOf(located, member);
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(located.entry.source.text.length);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('has a gap where it is cut off, unless its format has no end', async () => {
    const ended = texts.filter(
      ({ name }) => !/gradle\.lockfile$|^Gemfile\.lock$|^gems\.locked$|^go\.mod$|\.spdx$|^Cargo\.lock$/.test(name),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ended), fc.double({ min: 0, max: 0.95, noNaN: true }), async ({ name, text }, part) => {
        const { gaps } = await read(name, text.slice(0, Math.floor(part * text.length)));
        expect(gaps).not.toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is made to hold a scan up', () => {
  const chain = (size: number): Graph => ({ edges: Array.from({ length: size }, (_, n) => [n + 1]), roots: [0], devRoots: [] });

  it.each([cargo, bundler, nuget, composer].map((one) => [one.lockfile, one] as const))(
    'is read in bounds: a long chain in %s',
    async (_, printer) => {
      const { text, files } = printer.print(chain(10_000));
      const { packages } = await read(printer.lockfile, text, files);
      expect(packages).toHaveLength(10_000);
      expect(Math.max(...packages.map(({ pkg }) => pkg.paths?.[0]?.length ?? 0))).toBe(100);
    },
  );

  it.each([
    ['pom.xml', `<project>${'<a>'.repeat(100_000)}`],
    ['pom.xml', `<!DOCTYPE a [<!ENTITY a "b"><!ENTITY b "&a;&a;&a;&a;">]><project><artifactId>&b;</artifactId></project>`],
    ['packages.config', `<packages>${'<package id="a" '.repeat(50_000)}`],
    ['composer.lock', `{"packages":${'['.repeat(300_000)}`],
    ['a.cdx.json', `{"bomFormat":"CycloneDX","components":${'[{"name":"a","components":'.repeat(50_000)}`],
    ['a.spdx.json', `{"spdxVersion":"SPDX-2.3","packages":${'['.repeat(300_000)}${']'.repeat(300_000)}}`],
    ['Cargo.lock', `a = ${'['.repeat(100_000)}`],
    ['Cargo.lock', `a = ${'{b='.repeat(100_000)}`],
    ['go.mod', `require (${'"'.repeat(200_000)}`],
    ['Gemfile.lock', `GEM\n  specs:\n    ${'('.repeat(300_000)}`],
  ])('is read in bounds: %s that nests', async (name, text) => {
    const { packages, gaps } = await read(name, text);
    expect(packages).toEqual([]);
    expect(gaps.length).toBeGreaterThan(0);
  });

  it.each([
    [
      'Gemfile.lock',
      (size: number) => `GEM\n  specs:\n${Array.from({ length: size }, (_, n) => `    a (1.${n})\n      a\n`).join('')}\nDEPENDENCIES\n`,
    ],
    [
      'composer.lock',
      (size: number) =>
        JSON.stringify({
          packages: Array.from({ length: size }, (_, n) => ({
            name: `v/p${n}`,
            version: '1',
            require: { 'v/x': '*' },
            provide: { 'v/x': '*' },
          })),
        }),
    ],
    [
      'a.cdx.json',
      (size: number) =>
        JSON.stringify({
          bomFormat: 'CycloneDX',
          components: [
            { type: 'application', 'bom-ref': 'x', name: 'x' },
            ...Array.from({ length: size }, (_, n) => ({ 'bom-ref': `p${n}`, name: `p${n}`, purl: `pkg:npm/p${n}@1` })),
          ],
          dependencies: [
            { ref: 'x', dependsOn: Array.from({ length: size }, (_, n) => `p${n}`) },
            ...Array.from({ length: size }, (_, n) => ({ ref: `p${n}`, dependsOn: ['x'] })),
          ],
        }),
    ],
  ] as const)('is read in bounds: %s whose packages all need each other in a few words', async (name, print) => {
    const { packages, gaps } = await read(name, print(3_000));
    expect(packages).toHaveLength(3_000);
    expect(gaps.map(({ reason }) => reason)).toContain('too-large');
  });

  it('is read in bounds: a Gemfile', async () => {
    const lockfile = 'GEM\n  specs:\n    a (1)\n\nDEPENDENCIES\n  a\n';
    for (const text of [
      `gem 'a', ${'group: ['.repeat(300_000)}`,
      'do |'.repeat(300_000),
      `gem 'a',\n`.repeat(200_000),
      'if x\n'.repeat(200_000),
    ]) {
      const { packages } = await read('Gemfile.lock', lockfile, { Gemfile: text });
      expect(packages.map(({ pkg }) => [pkg.purl, pkg.dev === true])).toEqual([['pkg:gem/a@1', false]]);
    }
  });

  it('is read in bounds: properties that grow', async () => {
    const properties = Array.from({ length: 60 }, (_, n) => `<p${n}>\${p${n + 1}}\${p${n + 1}}</p${n}>`).join('');
    const text = `<project><properties>${properties}<p60>x</p60></properties><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>\${p0}</version></dependency></dependencies></project>`;
    const { packages } = await read('pom.xml', text);
    expect(packages.map(({ pkg }) => pkg.purl)).toEqual(['pkg:maven/g/a']);
  });
});
