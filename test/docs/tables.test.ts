import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
// The rows of docs/conformance.md are differences, of which a rule may have several.
const documents = [
  ...readdirSync(`${ROOT}docs`)
    .filter((name) => name.endsWith('.md') && name !== 'conformance.md')
    .map((name) => `docs/${name}`),
  'README.md',
  'CHANGELOG.md',
];

/** The tables of a document, each as its rows. */
const tablesIn = (text: string): readonly (readonly string[])[] =>
  text
    .split(/\n(?!\|)/)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')))
    .filter((rows) => rows.length > 2);

// Documents are merged by keeping the lines of both sides: what both changed would stand there twice.
describe.each(documents)('%s', (path) => {
  const text = readFileSync(ROOT + path, 'utf8');

  it('says of each row of a table once what it is about', () => {
    for (const [, , ...rows] of tablesIn(text)) {
      const cells = rows.map((row) => row.split('|').slice(1));
      const names = cells
        .map(([first = '', second = '']) => (/(?:repository|dependencies)/.test(second) ? first + second : first).trim())
        .filter((name) => name !== '');
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    }
  });

  it('lists nothing twice, and is free of the marks of a merge', () => {
    const entries = text.split('\n').filter((line) => /^- .{40}/.test(line));
    expect(entries.filter((entry, index) => entries.indexOf(entry) !== index)).toEqual([]);
    expect(text).not.toMatch(/^(?:<{7}|={7}|>{7})(?: |$)/m);
  });
});
