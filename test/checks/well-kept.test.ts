import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { audit } from '../../src/run.ts';
import { collect } from '../../src/sources/collect.ts';
import { runOf } from '../options.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a reader sees of an application at the default persona: one block for each check and file. */
const blocksOf = async (folder: string): Promise<{ readonly blocks: readonly string[]; readonly undetermined: readonly string[] }> => {
  const { report } = audit(await collect([`fixtures/apps/${folder}`], { cwd: root }), runOf(checks));
  const seen = report.findings.filter(({ disposition }) => disposition.kind === 'reported');
  return {
    blocks: [...new Set(seen.map(({ check, location }) => `${check} ${location?.file}`))],
    undetermined: report.undetermined.map(({ check, subject }) => `${check} ${subject.id}`),
  };
};

describe('of a well-kept application little is said', () => {
  test.each(['notes', 'bookings', 'thumbnails'])('%s', async (folder) => {
    const { blocks, undetermined } = await blocksOf(folder);
    expect(blocks.length, blocks.join(', ')).toBeLessThanOrEqual(2);
    expect(undetermined).toEqual([]);
  });
});
