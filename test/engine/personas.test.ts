import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Persona } from '../../src/check.ts';
import { checks } from '../../src/checks/index.ts';
import { audit } from '../../src/run.ts';
import { collect } from '../../src/sources/collect.ts';
import { runOf } from '../options.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const FIXTURES = ['cognito-client-broad-scopes', 'route-scopes-missing'].map((id) => `fixtures/checks/${id}/undetermined.yaml`);

const reportFor = async (persona: Persona) => audit(await collect(FIXTURES, { cwd: root }), runOf(checks, { persona })).report;

describe('what a check cannot judge', () => {
  test('is said to the readers whom its findings would concern, and counted for all', async () => {
    const [regular, pedantic] = [await reportFor('regular'), await reportFor('pedantic')];
    const said = (report: typeof regular) => new Set(report.undetermined.map(({ check }) => check));
    const counted = (report: typeof regular) =>
      report.evaluated.find(({ check }) => check === 'cognito-client-broad-scopes')?.undetermined ?? 0;
    expect(said(regular)).not.toContain('cognito-client-broad-scopes');
    expect(said(pedantic)).toContain('cognito-client-broad-scopes');
    expect(counted(regular)).toBeGreaterThan(0);
    expect(counted(regular)).toBe(counted(pedantic));
  });

  test('is said to all where some of its findings would concern them', async () =>
    expect((await reportFor('regular')).undetermined.map(({ check }) => check)).toContain('route-scopes-missing'));
});
