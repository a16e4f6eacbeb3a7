import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { audit } from '../../src/run.ts';
import { collect } from '../../src/sources/collect.ts';
import { runOf } from '../options.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const PATTERNS = 'fixtures/apps/patterns';

/**
 * What a reader sees at the default persona of applications as teams write them, neither planted with defects nor polished: one block for
 * each check in each file. Each was looked at; one that its owner would not want to hear of is a bug of the check.
 */
const expected = JSON.parse(readFileSync(`${root}${PATTERNS}/expected.json`, 'utf8')) as Readonly<Record<string, readonly string[]>>;

const { report } = audit(await collect([PATTERNS], { cwd: root }), runOf(checks));
const seen = report.findings.filter(({ disposition }) => disposition.kind === 'reported');
const blocksOf = (file: string) =>
  [...new Set(seen.filter(({ location }) => location?.file === `${PATTERNS}/${file}`).map(({ check }) => check))].sort();

describe('applications as they are usually written', () => {
  const files = Object.keys(expected);

  it('are all expected', () => {
    const templates = readdirSync(`${root}${PATTERNS}`, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
    expect(templates.sort()).toEqual(files.toSorted());
  });

  it.each(files)('%s: what its owner would want to hear', (file) => {
    expect(blocksOf(file)).toEqual(expected[file]);
  });

  it('have at most 2.5 blocks each', () => {
    const blocks = files.reduce((sum, file) => sum + blocksOf(file).length, 0);
    expect(blocks / files.length).toBeLessThanOrEqual(2.5);
    expect(report.gaps).toEqual([]);
  });
});
