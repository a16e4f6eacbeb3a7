import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { AnyCheck } from '../../src/check.ts';
import { checks } from '../../src/checks/index.ts';
import { defaultConfig, defaultSettings, type Settings } from '../../src/config.ts';
import { audit } from '../../src/run.ts';
import { collect } from '../../src/sources/collect.ts';
import { baseIn, factsIn } from './facts.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a fixture's registry leaves out: the gaps of the report, as they stand for packages together, and how many packages were judged how. */
const judged = async (id: string, settings: Partial<Settings> = {}) => {
  const folder = `fixtures/checks/${id}/undetermined`;
  const check = checks.find((one) => one.id === id) as AnyCheck;
  const before = existsSync(`${root}${folder}/base`);
  const collected = before
    ? await collect(['head'], { cwd: root + folder })
    : await collect([`${folder}/package-lock.json`], { cwd: root });
  const { report } = audit(collected, {
    today: '2026-11-22',
    version: '0.0.0',
    checks: [check],
    catalogue: [check],
    config: { ...defaultConfig, settings: { ...defaultSettings, ...settings } },
    ignores: true,
    persona: 'auditor',
    minSeverity: 'low',
    minConfidence: 'low',
    started: new Date(0),
    facts: { ...factsIn(root + folder), ...(await baseIn(root + folder, collected)) },
  });
  const { passed, findings, undetermined } = report.evaluated[0] ?? {};
  return { gaps: report.gaps.map(({ message }) => message).sort(), passed, findings, undetermined };
};

const NO_DATES = 'The registry does not say when releases were published';

test.each([
  ['package-too-new', 5, [`${NO_DATES} (3 packages)`]],
  ['package-abandoned', 4, [`${NO_DATES} (2 packages)`]],
  [
    'package-provenance-lost',
    5,
    [`${NO_DATES} (1 package)`, 'The registry does not say which releases were published with provenance (2 packages)'],
  ],
  ['package-install-script-added', 2, ['Neither the lockfile nor the registry says which releases run scripts (1 package)']],
  ['package-publisher-changed', 3, ['The registry does not say who published which release (1 package)']],
  [
    'package-signature-invalid',
    7,
    [
      'No hash is locked of the kind that registries sign (3 packages)',
      'registry.npmjs.org publishes keys, but has no signature of what it was asked about (2 packages)',
    ],
  ],
])('%s passes nothing that the registry leaves open', async (id, undetermined, gaps) => {
  expect(await judged(id)).toEqual({ gaps, passed: 0, findings: 0, undetermined });
});

test('no age is asked for where none is too young', async () => {
  expect(await judged('package-too-new', { packageTooNewDays: 0 })).toMatchObject({ gaps: [], undetermined: 0 });
});
