import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gap, Inventory } from '../../src/model/inventory.ts';
import type { Ecosystem, Package } from '../../src/model/package.ts';
import { bills } from '../../src/reporters/sbom/index.ts';
import { collectLockfiles } from '../../src/sources/lockfile/index.ts';
import { PURL_TYPES, purlOf } from '../../src/sources/lockfile/purl.ts';
import { sbom } from '../../src/sources/lockfile/sbom/index.ts';

const OPTIONS = { name: 'audited', today: '2026-11-29', version: '1.2.3' };
const FORMATS = ['cyclonedx', 'spdx'] as const;
const ROOT = fileURLToPath(new URL('../../fixtures/lockfiles', import.meta.url));

const inventoryOf = (packages: readonly Package[], gaps: readonly Gap[] = []): Inventory => ({
  version: 1,
  resources: [],
  packages,
  gaps,
  inputs: [],
});

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });

const read = async (folder: string): Promise<Inventory> => {
  const files = filesBelow(folder).map((path) => ({ path, file: relative(folder, path).split(sep).join('/'), explicit: false }));
  const { packages, gaps } = await collectLockfiles(files, { tree: [folder] });
  return inventoryOf(packages, gaps);
};

const readBack = async (text: string): Promise<Inventory> => {
  const format = sbom.find((one) => one.recognizes?.(text) === true);
  if (format === undefined) throw new Error('no format takes it for one of its own');
  const { packages, gaps } = await format.read({ file: 'bill', text }, async () => undefined, 'folder');
  return inventoryOf(
    packages.map(({ pkg }) => pkg),
    gaps,
  );
};

/** What a bill says of a package. False and unknown are told apart where the format's words do: by `dev` and `optional`. */
const said = ({ purl, source, dev, optional, direct, dependencies }: Package) =>
  JSON.stringify([purl, source, dev ?? null, optional ?? null, direct === true, [...new Set(dependencies ?? [])].sort()]);
const saidOf = ({ packages }: Inventory): readonly string[] => packages.map(said).sort();

const purlsOf = ({ packages }: Inventory): readonly string[] =>
  [...new Set(packages.map(({ source, purl }) => `${source} ${purl}`))].sort();

const cyclonedx = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const faultsOf = async (text: string): Promise<unknown> => (await cyclonedx.validate(text)) ?? null;

/** The rules of SPDX 2.3 that a reader depends on; `npm run test:oracles -- sbom` asks the reference implementation for all of them. */
const spdxFaults = (text: string): readonly string[] => {
  const document = JSON.parse(text);
  const ids: readonly string[] = document.packages.map((one: { SPDXID: string }) => one.SPDXID);
  const known = new Set([...ids, document.SPDXID]);
  return [
    ...(new Set(ids).size === ids.length ? [] : ['an identifier twice']),
    ...ids.filter((id) => !/^SPDXRef-[A-Za-z0-9.-]+$/.test(id)),
    ...document.relationships
      .filter((one: Record<string, string>) => !known.has(one.spdxElementId ?? '') || !known.has(one.relatedSpdxElement ?? ''))
      .map((one: unknown) => `a relationship of what is not there: ${JSON.stringify(one)}`),
    ...(/^https:\/\/[^#\s]+$/.test(document.documentNamespace) ? [] : ['a namespace that is none']),
    ...(document.spdxVersion === 'SPDX-2.3' && document.dataLicense === 'CC0-1.0' ? [] : ['a version or licence that is none']),
  ];
};

const cases = filesBelow(ROOT)
  .filter((path) => path.endsWith(`${sep}expected.json`))
  .map((path) => path.slice(0, -'expected.json'.length - 1));

describe.each(cases.map((folder) => [relative(ROOT, folder), folder] as const))('the bill of %s', (_, folder) => {
  it('is valid, and read back says the same', async () => {
    const inventory = await read(folder);
    const texts = FORMATS.map((format) => bills[format](inventory, OPTIONS));
    expect(await faultsOf(texts[0] ?? '')).toBeNull();
    expect(spdxFaults(texts[1] ?? '')).toEqual([]);
    for (const text of texts) {
      const back = await readBack(text);
      // What several lockfiles hold is one package where they are read as one.
      const apart = new Set(inventory.packages.map(({ purl, source }) => `${source} ${purl}`)).size === inventory.packages.length;
      if (apart) expect(saidOf(back)).toEqual(saidOf(inventory));
      else expect(purlsOf(back)).toEqual(purlsOf(inventory));
      expect(back.gaps.some(({ reason }) => reason === 'incomplete')).toBe(inventory.gaps.some(({ types }) => types?.includes('package')));
    }
  });
});

it('holds everything that is audited at once, the same each time whatever the order', async () => {
  const inventory = await read(ROOT);
  for (const format of FORMATS) {
    const text = bills[format](inventory, OPTIONS);
    expect(bills[format](inventoryOf(inventory.packages.toReversed(), inventory.gaps.toReversed()), OPTIONS)).toBe(text);
    expect(bills[format](inventory, { ...OPTIONS, today: '2026-11-30' })).not.toBe(text);
    const back = await readBack(text);
    const kept = ({ purl, source, dev, optional }: Package) => `${purl} ${source} ${dev} ${optional}`;
    expect(new Set(back.packages.map(kept)).size).toBeGreaterThan(100);
    for (const pkg of back.packages) expect(inventory.packages.map(({ purl }) => purl)).toContain(pkg.purl);
    for (const { purl } of inventory.packages) expect(back.packages.map((pkg) => pkg.purl)).toContain(purl);
  }
  expect(await faultsOf(bills.cyclonedx(inventory, OPTIONS))).toBeNull();
});

const ECOSYSTEMS = Object.keys(PURL_TYPES) as readonly Ecosystem[];
const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const segment = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/), text).filter((one) => !/[/:]/.test(one) && one.trim() === one);

/** Packages p0, p1, ... of one lockfile with names that hold anything, asked for by one manifest. */
const lockfile = fc
  .record({
    ecosystem: fc.constantFrom(...ECOSYSTEMS),
    names: fc.uniqueArray(segment, { minLength: 1, maxLength: 8, selector: (name) => name.toLowerCase().replaceAll(/[-_.]+/g, '-') }),
  })
  .chain(({ ecosystem, names }) =>
    fc.record({
      ecosystem: fc.constant(ecosystem),
      names: fc.constant(names),
      flags: fc.array(
        fc.record({
          dev: fc.option(fc.boolean(), { nil: undefined }),
          optional: fc.option(fc.boolean(), { nil: undefined }),
          direct: fc.boolean(),
          source: fc.constantFrom<Package['source']>('registry', 'git', 'url', 'file', 'link'),
          version: fc.option(segment, { nil: undefined }),
          integrity: fc.constantFrom(undefined, 'h1:x', 'sha1-qqqqqqqqqqqqqqqqqqqqqqqqqqo=', `sha512-${'A'.repeat(86)}==`, 'sha256-AA=='),
          resolved: fc.constantFrom(undefined, 'https://example.com/a.tgz', 'git+https://example.com/a#0123', './folder', 'https://***@x/'),
        }),
        { minLength: names.length, maxLength: names.length },
      ),
      edges: fc.array(fc.uniqueArray(fc.nat(names.length - 1), { maxLength: 3 }), { minLength: names.length, maxLength: names.length }),
    }),
  )
  .map(({ ecosystem, names, flags, edges }): readonly Package[] => {
    const type = PURL_TYPES[ecosystem];
    const nameOf = (name: string): string =>
      ecosystem === 'Maven'
        ? `group:${name}`
        : ecosystem === 'Packagist'
          ? `vendor/${name}`
          : ecosystem === 'PyPI'
            ? name.toLowerCase().replaceAll(/[-_.]+/g, '-')
            : name;
    const purls = names.map((name, n) => purlOf(type, nameOf(name), flags[n]?.version));
    return names.map((name, n) => {
      const { dev, optional, version, integrity, resolved, source = 'registry', direct = false } = flags[n] ?? {};
      return {
        ecosystem,
        name: nameOf(name),
        ...(version === undefined ? {} : { version }),
        purl: purls[n] ?? '',
        source,
        ...(integrity === undefined ? {} : { integrity }),
        ...(resolved === undefined ? {} : { resolved }),
        ...(dev === undefined ? {} : { dev }),
        ...(optional === undefined ? {} : { optional }),
        direct,
        dependencies: (edges[n] ?? []).filter((to) => to !== n).map((to) => purls[to] ?? ''),
        paths: direct ? [['app', nameOf(name)]] : [],
        origin: { source: 'lockfile', file: 'lock', line: n + 1 },
      };
    });
  });

it('says of generated packages what they are, in valid documents', async () => {
  await fc.assert(
    fc.asyncProperty(lockfile, async (packages) => {
      const inventory = inventoryOf(packages);
      const [one = '', other = ''] = FORMATS.map((format) => bills[format](inventory, OPTIONS));
      expect(await faultsOf(one)).toBeNull();
      expect(spdxFaults(other)).toEqual([]);
      for (const text of [one, other]) expect(saidOf(await readBack(text))).toEqual(saidOf(inventory));
    }),
    { numRuns: 40 },
  );
});

describe('what a bill says', () => {
  const pkg: Package = {
    ecosystem: 'npm',
    name: '@scope/a',
    version: '1.0.0',
    purl: 'pkg:npm/%40scope/a@1.0.0',
    source: 'registry',
    integrity: `sha512-${Buffer.alloc(64, 0xab).toString('base64')}`,
    resolved: 'https://registry.npmjs.org/@scope/a/-/a-1.0.0.tgz',
    dev: true,
    optional: false,
    direct: true,
    dependencies: [],
    paths: [['app', '@scope/a']],
    origin: { source: 'lockfile', file: 'package-lock.json', line: 7 },
  };
  const gap: Gap = { source: 'lockfile', scope: { file: 'yarn.lock', line: 3 }, reason: 'syntax', message: 'broken', types: ['package'] };

  it('of a package in CycloneDX', () => {
    const { components, metadata, dependencies, compositions } = JSON.parse(bills.cyclonedx(inventoryOf([pkg], [gap]), OPTIONS));
    expect(components).toEqual([
      {
        type: 'library',
        'bom-ref': pkg.purl,
        group: '@scope',
        name: 'a',
        version: '1.0.0',
        scope: 'excluded',
        hashes: [{ alg: 'SHA-512', content: 'ab'.repeat(64) }],
        purl: pkg.purl,
        externalReferences: [{ type: 'distribution', url: pkg.resolved }],
        properties: [
          { name: 'parapet:source', value: 'registry' },
          { name: 'parapet:dev', value: 'true' },
          { name: 'parapet:optional', value: 'false' },
        ],
        evidence: { occurrences: [{ location: 'package-lock.json', line: 7 }] },
      },
    ]);
    expect(metadata.timestamp).toBe('2026-11-29T00:00:00Z');
    expect(metadata.component.name).toBe('app');
    expect(metadata.properties).toEqual([{ name: 'parapet:gap', value: 'yarn.lock:3: broken' }]);
    expect(dependencies).toEqual([
      { ref: 'project:package-lock.json:app', dependsOn: [pkg.purl] },
      { ref: pkg.purl, dependsOn: [] },
    ]);
    expect(compositions).toEqual([{ aggregate: 'incomplete', assemblies: ['project:package-lock.json:app'] }]);
  });

  it('of a package in SPDX', () => {
    const { packages, relationships, annotations, creationInfo, name } = JSON.parse(bills.spdx(inventoryOf([pkg], [gap]), OPTIONS));
    expect(name).toBe('app');
    expect(creationInfo).toEqual({ created: '2026-11-29T00:00:00Z', creators: ['Tool: parapet-1.2.3'] });
    expect(packages[1]).toMatchObject({
      name: '@scope/a',
      versionInfo: '1.0.0',
      downloadLocation: pkg.resolved,
      checksums: [{ algorithm: 'SHA512', checksumValue: 'ab'.repeat(64) }],
      externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: pkg.purl }],
      sourceInfo: 'Read in package-lock.json:7',
    });
    expect(relationships).toEqual([
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-Project' },
      { spdxElementId: packages[1].SPDXID, relationshipType: 'DEV_DEPENDENCY_OF', relatedSpdxElement: 'SPDXRef-Project' },
    ]);
    expect(annotations.map((one: { comment: string }) => one.comment)).toEqual(['parapet: incomplete: yarn.lock:3: broken']);
  });
});
