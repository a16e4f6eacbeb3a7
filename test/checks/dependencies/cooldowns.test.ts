import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import cooldownNotConfigured from '../../../src/checks/dependencies/cooldown-not-configured.ts';
import { MANAGER_COOLDOWNS, OTHER_COOLDOWNS } from '../../../src/checks/dependencies/cooldowns.ts';
import upgradesWithoutCooldown from '../../../src/checks/dependencies/upgrades-without-cooldown.ts';
import { audit } from '../../../src/run.ts';
import { collect } from '../../../src/sources/collect.ts';
import { newFolder } from '../../cli/run.ts';
import { runOf } from '../../options.ts';

const LOCKFILES: Readonly<Record<string, readonly [string, string]>> = {
  npm: ['package-lock.json', '{ "name": "app", "lockfileVersion": 3, "packages": { "": { "name": "app" } } }'],
  pnpm: ['pnpm-lock.yaml', "lockfileVersion: '9.0'\n"],
  yarn: ['yarn.lock', '__metadata:\n  version: 8\n'],
  bun: ['bun.lock', '{ "lockfileVersion": 1, "packages": {} }'],
  uv: ['uv.lock', '[[package]]\nname = "a"\nversion = "1"\n'],
  poetry: ['poetry.lock', '[[package]]\nname = "a"\nversion = "1"\n'],
};

const checks = [cooldownNotConfigured, upgradesWithoutCooldown];

/** How many subjects the two checks flag, and how many they pass. */
const judged = async (files: Readonly<Record<string, string>>) => {
  const cwd = newFolder();
  mkdirSync(join(cwd, '.git'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const { report } = audit(await collect(['.'], { cwd }), runOf(checks, { persona: 'auditor' }));
  const sum = (of: 'findings' | 'passed') => report.evaluated.reduce((total, each) => total + each[of], 0);
  return { flagged: sum('findings'), passed: sum('passed') };
};

describe('the examples of the documentation', () => {
  it.each(Object.entries(MANAGER_COOLDOWNS))('hold %s back, as its check judges', async (manager, { file, example }) => {
    const [lockfile, text] = LOCKFILES[manager] ?? [];
    if (lockfile === undefined || text === undefined) throw new Error(`no lockfile of ${manager}`);
    expect(await judged({ [lockfile]: text })).toEqual({ flagged: 1, passed: 0 });
    expect(await judged({ [lockfile]: text, [file]: `${example.join('\n')}\n` })).toEqual({ flagged: 0, passed: 1 });
  });

  it.each(OTHER_COOLDOWNS.filter(({ of }) => of !== 'pip'))('hold $of back, as its check judges', async ({ file, example, setting }) => {
    const text = example.join('\n');
    expect(await judged({ [file]: text })).toEqual({ flagged: 0, passed: 1 });
    const without = text.replace(/\n +cooldown: .*/, '').replace(/,\n +"minimumReleaseAge": .*/, '');
    expect(without, setting).not.toBe(text);
    expect(await judged({ [file]: without })).toEqual({ flagged: 1, passed: 0 });
  });
});

describe('a setting of a folder above', () => {
  it.each([
    ['npm', 'api/package-lock.json', '.npmrc', { flagged: 0, passed: 1 }],
    ['bun', 'api/bun.lock', 'bunfig.toml', { flagged: 1, passed: 0 }],
  ])('counts for %s as it does for the package manager', async (manager, lockfile, file, expected) => {
    const text = LOCKFILES[manager]?.[1] ?? '';
    expect(await judged({ [lockfile]: text, [file]: MANAGER_COOLDOWNS[manager]?.example.join('\n') ?? '' })).toEqual(expected);
  });
});
