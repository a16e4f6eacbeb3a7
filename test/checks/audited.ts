import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyCheck } from '../../src/check.ts';
import { checks } from '../../src/checks/index.ts';
import { defaultConfig } from '../../src/config.ts';
import type { Facts } from '../../src/facts/facts.ts';
import type { Json } from '../../src/model/value.ts';
import { audit, type RunResult } from '../../src/run.ts';
import { collect as collectFrom } from '../../src/sources/collect.ts';
import { validateInventory } from '../../src/sources/inventory/validate.ts';
import type { Collected } from '../../src/sources/source.ts';
import { collectTemplates } from '../../src/sources/template/index.ts';
import { advisoriesIn } from './advisories.ts';
import { baseIn, factsIn } from './facts.ts';
import type { Fixture } from './fixtures.ts';

/** What a fixture holds, and what its lockfiles held before. */
type Held = Collected & Pick<Facts, 'base'>;

/** What one check says of what a fixture holds, to the reader who hears everything, on the day of the fixtures. */
export const judge = (check: AnyCheck, collected: Held, { settings, path }: Fixture): RunResult =>
  audit(collected, {
    today: '2026-11-22',
    version: '0.0.0',
    checks: [check],
    catalogue: checks,
    config: { ...defaultConfig, settings },
    ignores: true,
    persona: 'auditor',
    minSeverity: 'low',
    minConfidence: 'low',
    started: new Date('2026-11-22T00:00:00Z'),
    facts: { ...factsIn(path), ...advisoriesIn(path), ...(collected.base === undefined ? {} : { base: collected.base }) },
  });

/** A folder as the repository that it stands for, all of it or the `paths` that it names. */
const collectApart = async ({ path, text }: Fixture): Promise<Held> => {
  const cwd = mkdtempSync(join(tmpdir(), 'parapet-fixture-'));
  const { paths = ['.'] } = JSON.parse(text) as { readonly paths?: readonly string[] };
  try {
    cpSync(path, cwd, { recursive: true });
    mkdirSync(join(cwd, '.git'));
    const collected = await collectFrom(paths, { cwd });
    return { ...collected, ...(await baseIn(path, collected)) };
  } finally {
    rmSync(cwd, { recursive: true });
  }
};

/** Reads a fixture as what it is: a template, an inventory or a folder. */
export const collect = async (fixture: Fixture): Promise<Held> => {
  const { path, file, text } = fixture;
  if (!/\.(?:yaml|json)$/.test(file)) return collectApart(fixture);
  if (file.endsWith('.json'))
    return { ...validateInventory(JSON.parse(text) as Json, file), ignores: [], locate: () => undefined, quote: () => undefined };
  return { ...(await collectTemplates([{ path, file, explicit: true }])), packages: [] };
};
