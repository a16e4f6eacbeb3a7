// Whether a range takes a version, against the package managers' own implementations. npm's is the library that parapet uses.
import { fileURLToPath } from 'node:url';
import { load } from '../../load.js';
import { askAbout, has, installPackaging, percent } from '../tools.js';
import { rangesOf } from './generate.js';

const beside = (file) => fileURLToPath(new URL(file, import.meta.url));

const ORACLES = {
  PyPI: { name: 'packaging', needs: 'python3', command: () => [installPackaging(), [beside('packaging-specifiers.py')]] },
  RubyGems: { name: 'RubyGems', needs: 'ruby', command: () => ['ruby', [beside('requirements.rb')]] },
  Packagist: { name: 'composer/semver', needs: 'php', command: () => ['php', [beside('constraints.php')]] },
};
const SHOWN = 6;

const against = async (ecosystem, allows, { name, command }, pairs) => {
  const answers = await askAbout(...command(), pairs);
  const judged = pairs.map(([range, version], i) => ({ range, version, ours: allows(ecosystem, range, version), theirs: answers[i] }));
  const both = judged.filter(({ ours, theirs }) => ours !== undefined && theirs !== null);
  const different = both.filter(({ ours, theirs }) => ours !== theirs);
  return {
    holds: both.length > 0 && different.length === 0,
    lines: [
      `${ecosystem} against ${name}: ${percent(both.length - different.length, both.length).toFixed(2)} % of ${both.length} alike; ${judged.length - both.length} only one of the two reads, or neither`,
      ...different
        .slice(0, SHOWN)
        .map(({ range, version, ours }) => `  ${range} ${ours ? 'takes' : 'does not take'} ${version}, there the other way`),
    ],
  };
};

/** Draws so many ranges of each ecosystem. */
export const compareRanges = async (count, seed) => {
  const { allows } = await load('src/versions/ranges/index.ts');
  const results = [];
  for (const [ecosystem, oracle] of Object.entries(ORACLES))
    results.push(
      has(oracle.needs)
        ? await against(ecosystem, allows, oracle, rangesOf(ecosystem, count, seed))
        : { holds: true, lines: [`${ecosystem} against ${oracle.name}: not asked, as there is no ${oracle.needs} here`] },
    );
  return { holds: results.every(({ holds }) => holds), lines: results.flatMap(({ lines }) => lines) };
};
