import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { AnyCheck } from '../../src/check.ts';
import { checks } from '../../src/checks/index.ts';
import { loadFacts } from '../../src/facts/index.ts';
import { unknownControls } from '../../src/frameworks/coverage.ts';
import { fixtures } from './fixtures.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, 'src/checks');

/** Every module in the folder of a family; those without a default export are what its checks share. */
const modules = await Promise.all(
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: family }) => readdirSync(join(FOLDER, family)).map((file) => ({ family, file })))
    .map(async ({ family, file }) => {
      const module = (await import(pathToFileURL(join(FOLDER, family, file)).href)) as { readonly default?: AnyCheck };
      return { family, file, check: module.default };
    }),
);
const defined = modules.flatMap(({ check, ...place }) => (check === undefined ? [] : [{ ...place, check }]));
const ids = new Set<string>(checks.map(({ id }) => id));

describe('the registry', () => {
  it('holds exactly the checks that the folders define', () => {
    expect(defined.map(({ check }) => check.id).sort()).toEqual([...ids].sort());
    expect(defined.length).toBeGreaterThanOrEqual(19);
    expect(new Set<AnyCheck>(defined.map(({ check }) => check))).toEqual(new Set<AnyCheck>(checks));
  });

  it('names each check once', () => expect(ids.size).toBe(checks.length));

  it('has no fixtures of a check that does not exist', () => {
    for (const { check, file } of fixtures) expect(ids, file).toContain(check);
  });
});

describe.each(defined.map((one) => [one.check.id, one] as const))('%s', (id, { family, file, check }) => {
  it('stands where its id and its family say', () => {
    expect(file).toBe(`${id}.ts`);
    expect(check.family).toBe(family);
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  });

  it('declares what it judges among what it reads, once each', () => {
    const types = [check.subject].flat();
    for (const type of types) expect(['package', 'resource', ...Object.keys(check.reads)]).toContain(type);
    for (const properties of Object.values(check.reads)) expect(new Set(properties).size).toBe(properties.length);
    for (const fact of check.facts ?? []) expect(['advisories', ...Object.keys(loadFacts())]).toContain(fact);
    expect(check.sources.length).toBeGreaterThan(0);
  });

  it('is told in sentences', () => {
    const { why, fix, references } = check.docs;
    expect(check.title).toMatch(/^[A-Z$](?!.*[.:]$)/);
    // Capitals inside a title are for names alone.
    for (const word of check.title.split(' ').slice(1)) expect(word, 'sentence case').toMatch(/^(?:[a-z$]|[A-Z]{2,}|WebSocket$)/);
    const told = [why, fix, ...(check.docs.limits === undefined ? [] : [check.docs.limits]), ...Object.values(check.docs.fixIn ?? {})];
    for (const text of told) expect(text).toMatch(/^[A-Z].*\.$/s);
    for (const text of told) expect(text.length).toBeLessThan(260);
    expect(references.length).toBeGreaterThan(0);
    for (const address of references) expect(new URL(address).protocol).toBe('https:');
    expect(new Set(references).size).toBe(references.length);
  });

  it('names at least one control of a framework, and none that src/facts/frameworks does not list', () => {
    const named = Object.values(check.docs.frameworks ?? {}).flat();
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named).size).toBe(named.length);
    expect(unknownControls(check)).toEqual([]);
  });

  it('supersedes checks that exist, and not itself', () => {
    for (const other of check.supersedes ?? []) {
      expect(ids).toContain(other);
      expect(other).not.toBe(id);
    }
  });

  it('has a fixture for each of its outcomes', () => {
    const own = fixtures.filter((fixture) => fixture.check === id).map(({ name }) => name);
    // What only an account tells stands in no template; a lockfile and a repository stand in a folder.
    const { sources } = check;
    const ending = sources.includes('template')
      ? '.yaml'
      : sources.some((each) => each === 'package' || each === 'repository')
        ? ''
        : '.json';
    expect(own).toContain(`flagged${ending}`);
    expect(own).toContain(`clean${ending}`);
    expect(own.includes(`undetermined${ending}`), `undetermined${ending}, or alwaysDetermined`).toBe(check.alwaysDetermined === undefined);
    for (const name of own) expect(name).toMatch(/^(?:flagged|clean|undetermined)(?:-[a-z0-9]+)*(?:\.yaml|\.json)?$/);
  });
});

describe('docs/checks.md and the pages in docs/checks', () => {
  it('are current', { timeout: 60_000 }, async () => {
    await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/generate-docs.js'), '--check']);
  });
});
