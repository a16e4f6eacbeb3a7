import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LockfileFormat } from '../../../../src/sources/lockfile/format.ts';
import { pdm } from '../../../../src/sources/lockfile/python/pdm.ts';
import { pipfile } from '../../../../src/sources/lockfile/python/pipfile.ts';
import { poetry } from '../../../../src/sources/lockfile/python/poetry.ts';
import { pylock } from '../../../../src/sources/lockfile/python/pylock.ts';
import { requirements } from '../../../../src/sources/lockfile/python/requirements/index.ts';
import { uv } from '../../../../src/sources/lockfile/python/uv.ts';
import { distances, type Graph, graph, reach } from '../graphs.ts';
import { tampered } from '../tamper.ts';
import { type Files, packagesIn, read } from './read.ts';

const HASH = `sha256:${'0123456789abcdef'.repeat(4)}`;
const quoted = (items: readonly string[]): string => `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
const names = (numbers: readonly number[]): readonly string[] => numbers.map((n) => `P_${n}`);

/** A graph as each format writes it, and the files beside it. `develops` says of each package whether it is for development alone. */
const PRINTED: Readonly<Record<string, (given: Graph, develops: (n: number) => boolean) => readonly [LockfileFormat, string, Files]>> = {
  uv: ({ edges, roots, devRoots }) => {
    const tables = (numbers: readonly number[]) =>
      `[${names(numbers)
        .map((name) => `{ name = "${name}" }`)
        .join(', ')}]`;
    const root = `[[package]]\nname = "app"\nversion = "0"\nsource = { virtual = "." }\ndependencies = ${tables(roots)}\n\n[package.dev-dependencies]\ndev = ${tables(devRoots)}\n`;
    const packages = edges.map(
      (to, n) =>
        `[[package]]\nname = "P_${n}"\nversion = "1.0.${n}"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = ${tables(to)}\nwheels = [\n    { url = "https://files.pythonhosted.org/p${n}.whl", hash = "${HASH}" },\n]\n`,
    );
    return [uv, `version = 1\nrequires-python = ">=3.10"\n\n${[root, ...packages].join('\n')}`, {}];
  },
  poetry: ({ edges, roots, devRoots }, develops) => {
    const table = (numbers: readonly number[]) =>
      names(numbers)
        .map((name) => `${name} = ">=1"`)
        .join('\n');
    const packages = edges.map(
      (to, n) =>
        `[[package]]\nname = "P_${n}"\nversion = "1.0.${n}"\noptional = false\npython-versions = "*"\ngroups = ["${develops(n) ? 'dev' : 'main'}"]\nfiles = [\n    {file = "p${n}.whl", hash = "${HASH}"},\n]\n\n[package.dependencies]\n${table(to)}\n`,
    );
    const manifest = `[tool.poetry]\nname = "app"\n\n[tool.poetry.dependencies]\npython = "^3"\n${table(roots)}\n\n[tool.poetry.group.dev.dependencies]\n${table(devRoots)}\n`;
    return [poetry, `${packages.join('\n')}\n[metadata]\nlock-version = "2.1"\n`, { 'pyproject.toml': manifest }];
  },
  'poetry of versions that say nothing of groups': (given, develops) => {
    const [format, text, files] = PRINTED.poetry?.(given, develops) ?? [poetry, '', {}];
    return [format, text.replaceAll(/^groups = .*\n/gm, '').replace('2.1', '2.0'), files];
  },
  pdm: ({ edges, roots, devRoots }, develops) => {
    const packages = edges.map(
      (to, n) =>
        `[[package]]\nname = "P_${n}"\nversion = "1.0.${n}"\ngroups = ["${develops(n) ? 'dev' : 'default'}"]\ndependencies = ${quoted(names(to).map((name) => `${name}>=1; python_version > "3"`))}\nfiles = [\n    {file = "p${n}.whl", hash = "${HASH}"},\n]\n`,
    );
    const manifest = `[project]\nname = "app"\ndependencies = ${quoted(names(roots))}\n\n[dependency-groups]\ndev = ${quoted(names(devRoots))}\n`;
    return [pdm, `[metadata]\nlock_version = "4.5.0"\n\n${packages.join('\n')}`, { 'pyproject.toml': manifest }];
  },
  pylock: ({ edges, roots, devRoots }, develops) => {
    const packages = edges.map(
      (to, n) =>
        `[[packages]]\nname = "P_${n}"\nversion = "1.0.${n}"\n${develops(n) ? 'marker = "\'dev\' in dependency_groups"\n' : ''}dependencies = [${names(
          to,
        )
          .map((name) => `{name = "${name}"}`)
          .join(', ')}]\n[packages.sdist]\nname = "p.tar.gz"\nhashes = {sha256 = "${HASH.slice(7)}"}\n`,
    );
    const manifest = `[project]\nname = "app"\ndependencies = [\n${names(roots)
      .map((name) => `  "${name}>=1",\n`)
      .join('')}]\n\n[dependency-groups]\ndev = ${quoted(names(devRoots))}\n`;
    return [
      pylock,
      `lock-version = "1.0"\ncreated-by = "test"\ndependency-groups = ["dev"]\n\n${packages.join('\n')}`,
      { 'pyproject.toml': manifest },
    ];
  },
  requirements: ({ edges, roots, devRoots }) => {
    const via = (n: number) => [
      ...([...roots, ...devRoots].includes(n) ? ['-r app.in'] : []),
      ...edges.flatMap((to, from) => (to.includes(n) && from !== n ? [`p-${from}`] : [])),
    ];
    // Of what nobody asks for nobody says why it is there.
    const lines = edges.map(
      (_, n) =>
        `P_${n}==1.0.${n} \\\n    --hash=${HASH}\n    # via\n${(via(n).length === 0 ? [`p-${n}`] : via(n)).map((each) => `    #   ${each}\n`).join('')}`,
    );
    return [requirements, lines.join(''), { 'app.in': names([...roots, ...devRoots]).join('\n') }];
  },
};

describe.each(Object.entries(PRINTED))('a generated graph in the words of %s', (name, print) => {
  it('is listed whole, each package once, as a plain computation says', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (given) => {
        const [production, development] = [reach(given, given.roots), reach(given, given.devRoots)];
        const develops = (n: number): boolean => development.has(n) && !production.has(n);
        const far = distances(given);
        const direct = new Set([...given.roots, ...given.devRoots]);
        const [format, text, files] = print(given, develops);
        const { packages, gaps } = await read(format, text, files);
        expect(gaps).toEqual([]);
        expect(packages.map(({ pkg }) => pkg.purl)).toEqual(given.edges.map((_, n) => `pkg:pypi/p-${n}@1.0.${n}`));
        packages.forEach(({ pkg, requiredBy }, n) => {
          expect(pkg.integrity).toBe(`sha256-${Buffer.from(HASH.slice(7), 'hex').toString('base64')}`);
          if (name !== 'requirements') expect(pkg.dev).toBe(develops(n));
          expect(pkg.direct).toBe(direct.has(n));
          const to = (given.edges[n] ?? []).filter((other) => other !== n);
          if (pkg.dependencies !== undefined || given.edges.some((each) => each.length > 0))
            expect([...(pkg.dependencies ?? [])].sort()).toEqual(to.map((other) => `pkg:pypi/p-${other}@1.0.${other}`).sort());
          expect(pkg.paths?.[0]?.length).toBe(far.get(n));
          for (const path of pkg.paths ?? []) {
            expect(path[0]).toBe(name === 'requirements' ? 'folder' : 'app');
            expect(path.at(-1)).toBe(`p-${n}`);
            path.slice(2).forEach((step, index) => {
              expect(given.edges[Number(path[index + 1]?.slice(2))]).toContain(Number(step.slice(2)));
            });
          }
          for (const { source, start, end } of requiredBy) expect(source.text.slice(start, end)).toMatch(/P_\d/);
          if (name !== 'uv') expect(requiredBy.length).toBe(new Set(pkg.paths?.map((path) => path[1])).size);
        });
      }),
      { numRuns: 60 },
    );
  });
});

const fixture = (path: string): string => readFileSync(new URL(`../../../../fixtures/lockfiles/${path}`, import.meta.url), 'utf8');
const WHOLE: readonly (readonly [LockfileFormat, string])[] = [
  [uv, fixture('uv/uv-0.13/uv.lock')],
  [poetry, fixture('poetry/poetry-1.1/poetry.lock')],
  [poetry, fixture('poetry/poetry-2.5/poetry.lock')],
  [pdm, fixture('pdm/pdm-2.24/pdm.lock')],
  [pdm, fixture('pdm/pdm-2.2/pdm.lock')],
  [pylock, fixture('pylock/uv-0.13/pylock.toml')],
  [pipfile, fixture('pipenv/pipenv-2026/Pipfile.lock')],
  [requirements, fixture('requirements/pip/requirements.txt')],
  [requirements, fixture('requirements/pip-tools-7/requirements-dev.txt')],
];

/** Pieces that a lockfile may be broken with. */
const piece = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '"""',
    ',',
    '=',
    '\\',
    '\n',
    '#',
    '\u0000',
    '\\\n',
    '-',
    '--hash=',
    '-r ',
    '@',
    ';',
    '(',
    'name = 7\n',
  ),
  fc.constantFrom(
    '[[package]]\n',
    '[package.source]\n',
    '[metadata]\n',
    '__proto__ = 1\n',
    '<<<<<<< HEAD\n',
    '{{ x }}',
    'source = 1\n',
    'dependencies = [{}]\n',
    '"default": 1,',
  ),
);
const broken = fc.constantFrom(...WHOLE).chain(([format, whole]) => tampered(whole, piece).map((text) => ({ format, text })));

describe('a lockfile that was tampered with', () => {
  it('gives packages with places and purls, or a gap, and never an error', async () => {
    await fc.assert(
      fc.asyncProperty(broken, async ({ format, text }) => {
        const { packages, gaps, spanOf } = await read(format, text, { 'pyproject.toml': text });
        const lines = text.split(/\r\n|\n|\r/).length;
        // A file of requirements may be empty, or hold options alone.
        const asks = format !== requirements || /^\s*[A-Za-z]/m.test(text);
        if (packages.length === 0 && asks) expect(gaps.length).toBeGreaterThan(0);
        for (const { scope, message } of gaps) {
          expect(scope.line).toBeLessThanOrEqual(lines);
          expect(message).not.toMatch(/\n|\.$/);
        }
        for (const located of packages) {
          expect(located.pkg.purl).toMatch(/^pkg:pypi\/[A-Za-z0-9%._~/:-]+(?:@[A-Za-z0-9%._~:-]+)?$/);
          expect(located.pkg.origin.line).toBeLessThanOrEqual(lines);
          for (const member of ['version', 'integrity', 'resolved', 'dev', '__proto__']) {
            const { start, end } = spanOf(located, member);
            expect(text.slice(start, end)).not.toBe('');
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each(WHOLE.filter(([format]) => format !== requirements))(
    'says of no package what is cut off of it, wherever the text ends (%#)',
    async (format, whole) => {
      const known = new Map((await packagesIn(format, whole)).map((pkg) => [pkg.purl, pkg]));
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.length - 1), async (cut) => {
          const { packages, gaps } = await read(format, whole.slice(0, cut));
          // A table that ends with a line is whole, as far as TOML can tell.
          if (gaps.length === 0) return;
          for (const { pkg } of packages) {
            expect(known.get(pkg.purl)?.source).toBe(pkg.source);
            if (pkg.unhashed !== true) expect(pkg.integrity).toBe(known.get(pkg.purl)?.integrity);
          }
        }),
        { numRuns: 40 },
      );
    },
  );
});
