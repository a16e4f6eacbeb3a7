// The same findings for a SAM template as for what AWS's own translator makes of it, with every check.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../../load.js';
import { inFolder, installTranslator, percent, run } from '../tools.js';

const LEAST_SAME = 99;
const LEAST_REFUSED = 90;
const SHOWN = 12;
const folder = fileURLToPath(new URL('templates', import.meta.url));
const script = fileURLToPath(new URL('written.py', import.meta.url));

/** Our own templates, each with its translation or the reason why it has none. */
export const written = () =>
  inFolder(async (work) => {
    const file = join(work, 'cases.jsonl');
    run(installTranslator(), ['-B', script, file, folder]);
    return (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  });

// The translator ends the ids of what it makes anew for each change with a hash.
const withoutHash = (id) => id.replace(/[0-9a-f]{10}$/, '');

const concluded = async (file, document, conclude) => {
  await writeFile(file, JSON.stringify(document));
  return conclude(file, 'template.json', withoutHash);
};

/** Which templates give the same verdicts before and after the translator's expansion, and which of those that it refuses are a gap. */
export const compareFindings = async (cases) => {
  const { conclude, differences } = await load('scripts/oracles/conclusions.js');
  const result = { pairs: 0, same: 0, verdicts: 0, refused: 0, gaps: 0, failures: [], lines: [] };
  await inFolder(async (work) => {
    const file = join(work, 'template.json');
    for (const { name, template, translation, refused } of cases) {
      const ours = await concluded(file, template, conclude);
      result.failures.push(...ours.failures.map((failure) => `${name}: ${failure}`));
      if (translation === undefined) {
        result.refused += 1;
        if (ours.gaps.length > 0) result.gaps += 1;
        else result.lines.push(`${name}: refused (${refused.slice(0, 160)}) and no gap`);
        continue;
      }
      const theirs = await concluded(file, translation, conclude);
      const wrong = ours.refusals.map((message) => `${name}: a gap, though the translator does not refuse it: ${message}`);
      result.failures.push(...wrong);
      const different = differences(ours.verdicts, theirs.verdicts);
      result.pairs += 1;
      result.verdicts += theirs.verdicts.size;
      if (different.length === 0) result.same += 1;
      else result.lines.push(name, ...different.slice(0, SHOWN).map((line) => `  ${line}`), ...ours.gaps.map((gap) => `  gap: ${gap}`));
    }
  });
  return result;
};

/** The figures of a comparison, and whether they are good enough. */
export const figuresOf = (title, { pairs, same, verdicts, refused, gaps, failures, lines }) => ({
  holds: percent(same, pairs) >= LEAST_SAME && (refused === 0 || percent(gaps, refused) >= LEAST_REFUSED) && failures.length === 0,
  lines: [
    `${title}: ${same} of ${pairs} templates with the same verdicts (at least ${LEAST_SAME} %), ${verdicts} verdicts`,
    ...(refused === 0 ? [] : [`${title}: ${gaps} of ${refused} refused templates are a gap (at least ${LEAST_REFUSED} %)`]),
    ...failures,
    ...lines,
  ],
});
