import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { trustRootOf } from '../../src/facts/registry/signatures/trust.ts';
import { tufRepository } from '../facts/registry/tuf.ts';

const CHUNKS = fileURLToPath(new URL('../../dist/chunks/', import.meta.url));

it('the built command brings its trust root up to date', async () => {
  const repository = tufRepository({ 'trusted_root.json': '{"tlogs":[]}', 'registry.npmjs.org/keys.json': '{"keys":[]}' });
  const chunk = readdirSync(CHUNKS).find((name) => /^trust-[\w-]{8}\.js$/.test(name));
  const built = (await import(`${CHUNKS}${chunk}`)) as { readonly trustRootOf: typeof trustRootOf };
  const asked: string[] = [];
  // A 404 for a root that is newer has to be understood: the library tells it by the class of the error.
  const client: Parameters<typeof trustRootOf>[0] = async (_, { pathname }) => {
    asked.push(pathname);
    const body = repository.files.get(pathname);
    return { status: body === undefined ? 404 : 200, headers: {}, body: body ?? '' };
  };
  const nothingKept = { read: async () => undefined, write: async () => {} };
  const from = { url: new URL('https://tuf.example/'), root: repository.root };
  const root = await built.trustRootOf(client, nothingKept, Date.now, AbortSignal.timeout(9_000), from);
  expect(root).toEqual({ asOf: new Date().toISOString().slice(0, 10), trustedRoot: { tlogs: [] }, npmKeys: { keys: [] } });
  expect(asked[0]).toBe('/2.root.json');
});
