import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../src/sources/collect.ts';

const FOLDER = fileURLToPath(new URL('../../../fixtures/lockfiles/', import.meta.url));

describe('a lockfile that its package manager has just written', () => {
  /** Those that were written by hand are no evidence. */
  it.each(['pipenv', 'poetry', 'uv'])('was written for what its manifest says: %s', async (manager) => {
    const { resources } = await collect([manager], { cwd: FOLDER });
    const lockfiles = resources.filter(({ type, properties }) => type === 'lockfile' && properties.Manager === manager);
    expect(lockfiles.length).toBeGreaterThan(1);
    for (const { id, properties } of lockfiles) expect([id, properties.Current, properties.Unmet]).toEqual([id, true, []]);
  });
});
