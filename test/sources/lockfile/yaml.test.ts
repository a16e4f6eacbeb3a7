import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { dump, FAILSAFE_SCHEMA, loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/sources/lockfile/yaml/index.ts';
import { readPrinted } from '../../../src/sources/lockfile/yaml/printed.ts';
import type { YamlValue } from '../../../src/sources/lockfile/yaml/tree.ts';

const ROOT = fileURLToPath(new URL('../../../fixtures/lockfiles', import.meta.url));

/** As plain data; what is empty is a text without signs, as nobody needs to know more of it. */
const plain = (value: YamlValue | undefined): unknown => {
  if (value === undefined) return '';
  if (value.kind === 'text') return value.text;
  return value.kind === 'list' ? value.items.map(plain) : [...value.members].map(([key, member]) => [key, plain(member.value)]);
};

const theirs = (value: unknown): unknown => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(theirs);
  return typeof value === 'object' ? Object.entries(value).map(([key, member]) => [key, theirs(member)]) : value;
};

const parsed = (text: string): readonly unknown[] => loadAll(text, { schema: FAILSAFE_SCHEMA }).map(theirs);

const printedFiles = ['pnpm', 'yarn'].flatMap((format) =>
  readdirSync(join(ROOT, format))
    .filter((name) => /^(?:pnpm|berry|sources|documents|long-keys|version)/.test(name))
    .map((name) => join(ROOT, format, name, format === 'pnpm' ? 'pnpm-lock.yaml' : 'yarn.lock')),
);

describe('what package managers print', () => {
  it.each(printedFiles.map((file) => [file.slice(ROOT.length + 1), file] as const))(
    'is read whole, as by a parser of all YAML: %s',
    (_, file) => {
      const text = readFileSync(file, 'utf8');
      const { documents, stopped } = readPrinted(text, 2);
      expect(stopped).toBeUndefined();
      expect(documents.map(plain)).toEqual(parsed(text));
    },
  );
});

const word = fc.oneof(
  fc.constantFrom(
    '1.0.0',
    '@s/name',
    'a: b',
    'a #b',
    '- a',
    "it's",
    '"',
    'true',
    '~',
    '',
    ' ',
    '__proto__',
    '{',
    '[a',
    '&a',
    '*',
    '!x',
    '|',
    '>',
    '%',
    '@',
    '`',
    'a\nb',
    'x\n',
    '? a',
    ':',
    '#',
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    word,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe('any YAML', () => {
  it('is read as by a parser of all of it, or left to that', () => {
    const options = fc.record({
      lineWidth: fc.constantFrom(-1, 20, 80, 1000),
      flowLevel: fc.constantFrom(-1, 2),
      noArrayIndent: fc.boolean(),
    });
    let whole = 0;
    fc.assert(
      fc.property(fc.dictionary(word, tree, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), options, (value, how) => {
        const text = dump(value, { ...how, noRefs: true });
        const { documents, stopped } = readPrinted(text, 2);
        if (stopped !== undefined) return;
        whole += 1;
        const trimmed = (data: unknown): string => JSON.stringify(data).replaceAll(/(?:\\n|\s)+"/g, '"');
        expect(trimmed(documents.map(plain))).toBe(trimmed(parsed(text)));
      }),
      { numRuns: 400 },
    );
    expect(whole).toBeGreaterThan(100);
  });

  it('is read by that parser where nobody printed it', () => {
    const text = 'lockfileVersion: "9.0"\npackages:\n  a@1.0.0: &a\n    resolution: {integrity: x,\n      tarball: y}\n  b@1.0.0: *a\n';
    const { documents, failure } = readYaml({ file: 'pnpm-lock.yaml', text }, 2);
    expect(failure).toBeUndefined();
    expect(documents.map(plain)).toEqual(parsed(text));
  });
});
