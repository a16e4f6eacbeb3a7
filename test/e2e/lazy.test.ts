import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** What a module of the built command loads without being asked: itself, and whatever it imports statically. */
const loadedWith = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, found] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;"']*["'](\.[^"']+)["']/gm))
    loadedWith(join(dirname(file), found ?? ''), seen);
  return seen;
};

const isAws = (file: string): boolean => /AWS SDK|aws-sdk-js|@smithy\/|@aws-sdk\//.test(readFileSync(file, 'utf8'));

it.each(['scan', 'check', 'inventory', 'permissions', 'account'])('parapet %s begins without an AWS client', (command) => {
  const chunk = readdirSync(join(DIST, 'chunks')).find((name) => new RegExp(`^${command}-[\\w-]{8}\\.js$`).test(name));
  const loaded = [...loadedWith(join(DIST, 'cli.js')), ...loadedWith(join(DIST, 'chunks', chunk ?? ''))];
  expect(loaded.length).toBeGreaterThan(2);
  expect(loaded.filter(isAws)).toEqual([]);
  // The test sees what it looks for.
  expect(readdirSync(join(DIST, 'chunks')).some((name) => isAws(join(DIST, 'chunks', name)))).toBe(true);
});

const verifies = (file: string): boolean => /dev\.sigstore\.bundle|metadataBaseUrl/.test(readFileSync(file, 'utf8'));

it.each(['scan', 'check', 'account', 'baseline'])('parapet %s begins without what verifies attestations', (command) => {
  const chunk = readdirSync(join(DIST, 'chunks')).find((name) => new RegExp(`^${command}-[\\w-]{8}\\.js$`).test(name));
  const loaded = [...loadedWith(join(DIST, 'cli.js')), ...loadedWith(join(DIST, 'chunks', chunk ?? ''))];
  expect(loaded.length).toBeGreaterThan(2);
  expect(loaded.filter(verifies)).toEqual([]);
  expect(readdirSync(join(DIST, 'chunks')).some((name) => verifies(join(DIST, 'chunks', name)))).toBe(true);
});
