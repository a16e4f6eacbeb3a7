import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import ending from '../../src/checks/runtimes/lambda-runtime-ending.ts';
import { audit } from '../../src/run.ts';
import { collect } from '../../src/sources/collect.ts';
import { runOf } from '../options.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Severities of what is said of nodejs22.x, which ends on 2027-04-30, and of ruby3.3, which ends on 2027-03-31. */
const severitiesOn = async (today: string): Promise<readonly string[]> => {
  const { report } = audit(
    await collect(['fixtures/checks/lambda-runtime-ending/flagged.yaml'], { cwd: root }),
    runOf([ending], { today }),
  );
  return report.findings.map(({ subject, severity }) => `${subject.id} ${severity}`).sort();
};

test('what ends within three months is worse than what ends later', async () => {
  const early = await severitiesOn('2026-11-22');
  const late = await severitiesOn('2027-01-15');
  expect(early.every((line) => line.endsWith(' low'))).toBe(true);
  expect(new Set(late.map((line) => line.split(' ')[1]))).toEqual(new Set(['low', 'medium']));
});
