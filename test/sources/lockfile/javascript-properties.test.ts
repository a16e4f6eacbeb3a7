import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Package } from '../../../src/model/package.ts';
import { bun } from '../../../src/sources/lockfile/bun/index.ts';
import type { LockfileFormat } from '../../../src/sources/lockfile/format.ts';
import { pnpm } from '../../../src/sources/lockfile/pnpm/index.ts';
import { yarn } from '../../../src/sources/lockfile/yarn/index.ts';
import { tampered } from './tamper.ts';

/** Reads a lockfile without a disk. */
const read = (format: LockfileFormat, text: string, manifest?: object) => {
  const beside = async (path: string) =>
    path === 'package.json' && manifest !== undefined ? { file: path, text: JSON.stringify(manifest, null, 2) } : undefined;
  const [name] = format.names;
  return format.read({ file: String(name), text }, beside, 'folder');
};

type Kind = 'dependencies' | 'devDependencies' | 'optionalDependencies';

interface Edge {
  readonly to: number;
  readonly optional: boolean;
}

interface Graph {
  readonly edges: readonly (readonly Edge[])[];
  readonly roots: readonly { readonly to: number; readonly kind: Kind }[];
}

const uniqueBy = { selector: ({ to }: { readonly to: number }) => to, maxLength: 4 };

/** Packages that need each other at random, loops included, some of them optionally. */
const graph: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const edge = fc.record({ to: fc.nat(size - 1), optional: fc.boolean() });
  const kind = fc.constantFrom<Kind>('dependencies', 'devDependencies', 'optionalDependencies');
  return fc.record({
    edges: fc.array(fc.uniqueArray(edge, uniqueBy), { minLength: size, maxLength: size }),
    roots: fc.uniqueArray(fc.record({ to: fc.nat(size - 1), kind }), uniqueBy),
  });
});

/** A name with a scope now and then, and with what is no word in YAML or JavaScript. */
const NAMES = ['a', '@s/b', '__proto__', 'constructor', 'true', 'null', '7zip', 'x.y', '@a/-', 'no', 'toString', '0'];
const nameOf = (n: number): string => NAMES[n] as string;
const versionOf = (n: number): string => ['1.0.0', '2.0.0-rc.1', '0.0.1+build.7', '10.20.30'][n % 4] as string;
const hash = 'sha512-6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA==';

const reach = ({ edges }: Graph, from: readonly number[], follows: (edge: Edge) => boolean = () => true): ReadonlySet<number> => {
  const seen = new Set(from);
  for (let size = -1; size !== seen.size; ) {
    size = seen.size;
    for (const n of [...seen]) for (const edge of edges[n] ?? []) if (follows(edge)) seen.add(edge.to);
  }
  return seen;
};

/** What is so of each package, by the plainest computation. */
const truthOf = (given: Graph) => {
  const rootsOf = (kinds: readonly Kind[]) => given.roots.filter(({ kind }) => kinds.includes(kind)).map(({ to }) => to);
  const all = reach(given, rootsOf(['dependencies', 'devDependencies', 'optionalDependencies']));
  const production = reach(given, rootsOf(['dependencies', 'optionalDependencies']));
  const needed = reach(given, rootsOf(['dependencies', 'devDependencies']), ({ optional }) => !optional);
  const far = new Map<number, number>(given.roots.map(({ to }) => [to, 2]));
  for (const _ of given.edges)
    given.edges.forEach((edges, from) => {
      for (const { to } of edges) far.set(to, Math.min(far.get(to) ?? 999, (far.get(from) ?? 999) + 1));
    });
  return { all, dev: (n: number) => !production.has(n), optional: (n: number) => !needed.has(n), far };
};

const manifestOf = ({ roots }: Graph) => {
  const manifest: Record<string, unknown> = { name: 'app' };
  for (const { kind } of roots)
    manifest[kind] = Object.fromEntries(roots.filter((root) => root.kind === kind).map(({ to }) => [nameOf(to), `^${versionOf(to)}`]));
  return manifest;
};

type Block = readonly (readonly [string, string | Block])[];
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A map as pnpm and Yarn print it. */
const yamlOf = (members: Block, indent = '', quote: (text: string) => string = quoted): string =>
  members
    .map(([key, value]) =>
      typeof value === 'string' ? `${indent}${quote(key)}: ${value}\n` : `${indent}${quote(key)}:\n${yamlOf(value, `${indent}  `, quote)}`,
    )
    .join('');

const needs = (edges: readonly Edge[], optional: boolean, key: string, value: (n: number) => string): Block => {
  const found = edges.filter((edge) => edge.optional === optional);
  return found.length === 0 ? [] : [[key, found.map(({ to }) => [nameOf(to), value(to)])]];
};

const pnpmOld =
  (version: string, keyOf: (n: number) => string) =>
  (given: Graph): string => {
    const { dev, optional } = truthOf(given);
    const kinds: Block = (['dependencies', 'devDependencies', 'optionalDependencies'] as const).map((kind) => [
      kind,
      given.roots.filter((root) => root.kind === kind).map(({ to }) => [nameOf(to), quoted(versionOf(to))]),
    ]);
    const packages: Block = given.edges.map((edges, n) => [
      keyOf(n),
      [
        ['resolution', `{integrity: ${hash}}`],
        ['dev', `${dev(n)}`],
        ...(optional(n) ? [['optional', 'true'] as const] : []),
        ...needs(edges, false, 'dependencies', (to) => quoted(versionOf(to))),
        ...needs(edges, true, 'optionalDependencies', (to) => quoted(versionOf(to))),
      ],
    ]);
    return yamlOf([['lockfileVersion', version], ...kinds.filter(([, members]) => members.length > 0), ['packages', packages]]);
  };

const pnpmNew = (given: Graph): string => {
  const { optional } = truthOf(given);
  const kinds: Block = (['dependencies', 'devDependencies', 'optionalDependencies'] as const).map((kind) => [
    kind,
    given.roots
      .filter((root) => root.kind === kind)
      .map(({ to }) => [
        nameOf(to),
        [
          ['specifier', quoted(`^${versionOf(to)}`)],
          ['version', quoted(versionOf(to))],
        ],
      ]),
  ]);
  const keys = given.edges.map((_, n) => `${nameOf(n)}@${versionOf(n)}`);
  return yamlOf([
    ['lockfileVersion', "'9.0'"],
    ['importers', [['.', kinds.filter(([, members]) => members.length > 0)]]],
    ['packages', keys.map((key) => [key, [['resolution', `{integrity: ${hash}}`]]])],
    [
      'snapshots',
      given.edges.map((edges, n) => [
        keys[n] as string,
        [
          ...(optional(n) ? [['optional', 'true'] as const] : []),
          ...needs(edges, false, 'dependencies', (to) => quoted(versionOf(to))),
          ...needs(edges, true, 'optionalDependencies', (to) => quoted(versionOf(to))),
        ],
      ]),
    ],
  ]);
};

const classic = ({ edges }: Graph): string => {
  const needed = (of: readonly Edge[], optional: boolean, key: string): string =>
    needs(of, optional, key, (to) => JSON.stringify(`^${versionOf(to)}`))
      .map(([, members]) => `  ${key}:\n${(members as Block).map(([name, range]) => `    ${JSON.stringify(name)} ${range}\n`).join('')}`)
      .join('');
  const entries = edges.map(
    (of, n) =>
      `"${nameOf(n)}@^${versionOf(n)}", "${nameOf(n)}@*":\n  version "${versionOf(n)}"\n  resolved "https://registry.yarnpkg.com/x.tgz"\n  integrity ${hash}\n` +
      needed(of, false, 'dependencies') +
      needed(of, true, 'optionalDependencies'),
  );
  return `# yarn lockfile v1\n\n\n${entries.join('\n')}`;
};

const berry = ({ edges, roots }: Graph): string => {
  const entry = (key: string, resolution: string, version: string, of: readonly Edge[]): Block[number] => [
    key,
    [
      ['version', version],
      ['resolution', JSON.stringify(resolution)],
      ...(of.length === 0
        ? []
        : [['dependencies', of.map(({ to }) => [nameOf(to), JSON.stringify(`npm:^${versionOf(to)}`)] as const)] as const]),
      ...(of.some(({ optional }) => optional)
        ? [
            [
              'dependenciesMeta',
              of.filter(({ optional }) => optional).map(({ to }) => [nameOf(to), [['optional', 'true']]] as const),
            ] as const,
          ]
        : []),
    ],
  ];
  return yamlOf(
    [
      [
        '__metadata',
        [
          ['version', '8'],
          ['cacheKey', '10c0'],
        ],
      ],
      entry(
        'app@workspace:.',
        'app@workspace:.',
        '0.0.0-use.local',
        roots.map(({ to, kind }) => ({ to, optional: kind === 'optionalDependencies' })),
      ),
      ...edges.map((of, n) => entry(`${nameOf(n)}@npm:^${versionOf(n)}`, `${nameOf(n)}@npm:${versionOf(n)}`, versionOf(n), of)),
    ],
    '',
    (text) => JSON.stringify(text),
  );
};

const bunText = (given: Graph): string => {
  const named = (of: readonly Edge[], optional: boolean) =>
    of.filter((edge) => edge.optional === optional).map(({ to }) => `"${nameOf(to)}": "^${versionOf(to)}"`);
  const packages = given.edges.map((of, n) => {
    const members = [['dependencies', named(of, false)] as const, ['optionalDependencies', named(of, true)] as const]
      .filter(([, list]) => list.length > 0)
      .map(([key, list]) => `"${key}": { ${list.join(', ')} }`);
    return `    "${nameOf(n)}": ["${nameOf(n)}@${versionOf(n)}", "", { ${members.join(', ')} }, "${hash}"],\n`;
  });
  const { name, ...kinds } = manifestOf(given);
  const workspace = Object.entries(kinds).map(([kind, members]) => `      "${kind}": ${JSON.stringify(members)},\n`);
  return `{\n  "lockfileVersion": 1,\n  "workspaces": {\n    "": {\n      "name": "${name}",\n${workspace.join('')}    },\n  },\n  "packages": {\n${packages.join('\n')}  }\n}\n`;
};

const PRINTED: readonly (readonly [string, LockfileFormat, (given: Graph) => string])[] = [
  ['pnpm 5', pnpm, pnpmOld('5.4', (n) => `/${nameOf(n)}/${versionOf(n)}`)],
  ['pnpm 6', pnpm, pnpmOld("'6.0'", (n) => `/${nameOf(n)}@${versionOf(n)}`)],
  ['pnpm 9', pnpm, pnpmNew],
  ['Yarn 1', yarn, classic],
  ['Yarn 4', yarn, berry],
  ['Bun', bun, bunText],
];

describe.each(PRINTED)('a generated graph in the words of %s', (_, format, print) => {
  it('is listed whole, each package once, as a plain computation says', async () => {
    await fc.assert(
      fc.asyncProperty(graph, fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\uFEFF'), async (given, newline, mark) => {
        const { packages, gaps } = await read(format, mark + print(given).replaceAll('\n', newline), manifestOf(given));
        expect(gaps).toEqual([]);
        const byName = new Map(packages.map(({ pkg }) => [pkg.name, pkg]));
        expect([...byName.keys()].sort()).toEqual(given.edges.map((__, n) => nameOf(n)).sort());
        expect(packages).toHaveLength(given.edges.length);
        const { all, dev, optional, far } = truthOf(given);
        given.edges.forEach((edges, n) => {
          const pkg = byName.get(nameOf(n)) as Package;
          expect([pkg.name, pkg.version, pkg.source]).toEqual([nameOf(n), versionOf(n), 'registry']);
          expect(pkg.direct).toBe(given.roots.some(({ to }) => to === n));
          const to = edges.filter((edge) => edge.to !== n).map((edge) => byName.get(nameOf(edge.to))?.purl);
          expect([...(pkg.dependencies ?? [])].sort()).toEqual([...to].sort());
          expect(pkg.paths?.[0]?.length).toBe(all.has(n) ? far.get(n) : undefined);
          if (!all.has(n)) return;
          expect([pkg.dev, pkg.optional]).toEqual([dev(n), optional(n)]);
          expect([pkg.paths?.[0]?.[0], pkg.paths?.[0]?.at(-1)]).toEqual(['app', nameOf(n)]);
        });
      }),
      { numRuns: 60 },
    );
  });
});

const fixture = (path: string): string => readFileSync(new URL(`../../../fixtures/lockfiles/${path}`, import.meta.url), 'utf8');
const REAL: readonly (readonly [string, LockfileFormat, string])[] = [
  ['pnpm 5', pnpm, fixture('pnpm/pnpm-7/pnpm-lock.yaml')],
  ['pnpm 6', pnpm, fixture('pnpm/pnpm-8/pnpm-lock.yaml')],
  ['pnpm 9', pnpm, fixture('pnpm/pnpm-12/pnpm-lock.yaml')],
  ['Yarn 1', yarn, fixture('yarn/classic/yarn.lock')],
  ['Yarn 2', yarn, fixture('yarn/berry-2/yarn.lock')],
  ['Yarn 4', yarn, fixture('yarn/berry-4/yarn.lock')],
  ['Bun', bun, fixture('bun/bun-1.4/bun.lock')],
];

const piece = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ',',
    ':',
    '\\',
    '\n',
    '\r',
    ' ',
    '  ',
    '\t',
    '- ',
    '? ',
    '&a ',
    '*a',
    '!x',
    '|\n',
    '>-\n',
    '#',
    '\u0000',
  ),
  fc.constantFrom(
    '__proto__:\n',
    '<<: *a\n',
    '---\n',
    '<<<<<<< HEAD\n',
    '=======\n',
    'packages:\n',
    'version: 1',
    '@',
    'npm:',
    '/*',
    '//',
    'link:',
    '(',
    '%',
  ),
);
describe.each(REAL)('a lockfile of %s that was tampered with', (_, format, text) => {
  it('gives packages with places and purls, or a gap, and never an error', async () => {
    await fc.assert(
      fc.asyncProperty(tampered(text, piece), async (broken) => {
        const { packages, gaps, spanOf } = await read(format, broken);
        const lines = broken.split(/\r\n|\n|\r/).length;
        if (packages.length === 0) expect(gaps).not.toEqual([]);
        for (const { scope } of gaps) expect(scope.line).toBeLessThanOrEqual(lines);
        const keys = new Set<string>();
        for (const located of packages) {
          const { pkg } = located;
          expect(pkg.purl).toMatch(/^pkg:npm\/[A-Za-z0-9%._~/:-]*(?:@[A-Za-z0-9%._~:-]+)?$/);
          expect(pkg.origin.line).toBeLessThanOrEqual(lines);
          keys.add(`${pkg.source} ${pkg.purl}`);
          for (const member of ['integrity', 'resolved', 'version', 'dev']) {
            const { start, end } = spanOf(located, member);
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(broken.length);
          }
        }
        expect(keys.size).toBe(packages.length);
      }),
      { numRuns: 60 },
    );
  });

  it('gives no package that it would not give whole, wherever it is cut off', async () => {
    const whole = new Set((await read(format, text)).packages.map(({ pkg }) => pkg.purl));
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), async (cut) => {
        const { packages, gaps } = await read(format, text.slice(0, cut));
        for (const { pkg } of packages) if (pkg.source === 'registry') expect(whole).toContain(pkg.purl);
        // Until something is asked for, what stands is the lockfile of a project without dependencies.
        if (packages.length === 0 && cut > 1_500) expect(gaps).not.toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a lockfile that nobody printed', () => {
  const times = (text: string, length: number): string => text.repeat(Math.floor(length / text.length));
  const berryHead = '__metadata:\n  version: 8\n';
  const pnpmHead = "lockfileVersion: '9.0'\n";
  const aliases = Array.from(
    { length: 40 },
    (_, n) => `b${n}: &b${n} [*${n === 0 ? 'a' : `b${n - 1}`}, *${n === 0 ? 'a' : `b${n - 1}`}]\n`,
  );
  const rows: readonly (readonly [string, LockfileFormat, string])[] = [
    ['quotes', yarn, times('"a', 1_000_000)],
    ['backslashes', yarn, `"${'\\'.repeat(2_000_000)}`],
    ['descriptors without end', yarn, `${times('a@1, ', 3_000_000)}b@1:\n  version "1"\n`],
    [
      'descriptors of one name',
      yarn,
      Array.from({ length: 20_000 }, (_, n) => `a@${n}:\n  version "1.0.${n}"\n  dependencies:\n    a "*${n}"\n`).join(''),
    ],
    ['keys without values', yarn, berryHead + times('a:\n', 1_000_000)],
    ['patches of patches', yarn, `${berryHead}"a@x":\n  resolution: "a@patch:${times('a@patch%3A', 100_000)}"\n`],
    ['items without end', pnpm, `${pnpmHead}packages:\n${times('- a\n', 1_000_000)}`],
    ['brackets', pnpm, pnpmHead + '['.repeat(1_000_000)],
    ['levels', pnpm, Array.from({ length: 3_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['documents', pnpm, times('---\n', 1_000_000)],
    ['aliases of aliases', pnpm, `${pnpmHead}a: &a [x, x]\n${aliases.join('')}`],
    ['parentheses', pnpm, `${pnpmHead}snapshots:\n  a@1${times('()', 1_000_000)}${'('.repeat(100_000)}${')'.repeat(90_000)}: {}\n`],
    [
      'a chain',
      pnpm,
      `${pnpmHead}snapshots:\n${Array.from({ length: 20_000 }, (_, n) => `  a@1.0.${n}:\n    dependencies:\n      a: 1.0.${n + 1}\n`).join('')}`,
    ],
    ['brackets', bun, '['.repeat(300_000)],
    ['comments', bun, `{${times('/**/', 1_000_000)}`],
    ['commas', bun, `{"packages": {"a": ["a@1", "", {}${','.repeat(1_000_000)}`],
    ['a key of slashes', bun, `{"packages": {"${'/'.repeat(1_000_000)}": ["a@1", "", {"dependencies": {"b": "1", "c": "1"}}]}}`],
  ];
  it.each(rows)('%s', async (_, format, text) => {
    const { packages, gaps } = await read(format, text, { dependencies: { a: '^1.0.0' } });
    expect(packages.length + gaps.length).toBeGreaterThan(0);
  });
});
