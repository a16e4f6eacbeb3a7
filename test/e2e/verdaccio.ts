import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runServer } from 'verdaccio';

/** What a registry was asked. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  /** The status of its answer. */
  readonly status: number;
}

/** A registry of its own on loopback. */
export interface Verdaccio {
  /** With a slash at the end. */
  readonly url: string;
  /** What a user who may see everything sends. */
  readonly token: string;
  /** Every request so far, in the order of the answers. */
  readonly seen: Seen[];
  stop(): Promise<void>;
}

/** Starts verdaccio without an uplink. Packages of the scope `@private` are for users alone. https://verdaccio.org/docs/configuration */
export const startVerdaccio = async (): Promise<Verdaccio> => {
  const storage = mkdtempSync(join(tmpdir(), 'parapet-verdaccio-'));
  const server = (await runServer({
    storage,
    // Where its settings would lie, had they been read of a file.
    configPath: join(storage, 'config.yaml'),
    self_path: storage,
    uplinks: {},
    packages: {
      '@private/*': { access: '$authenticated', publish: '$authenticated' },
      '**': { access: '$all', publish: '$authenticated' },
    },
    auth: { htpasswd: { file: join(storage, 'htpasswd'), max_users: 1 } },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'fatal' },
  } as unknown as string)) as Server;
  const seen: Seen[] = [];
  server.on('request', (request, response) =>
    response.on('finish', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, path: url, authorization: headers.authorization, status: response.statusCode });
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const user = await fetch(`${url}-/user/org.couchdb.user:publisher`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'publisher', password: 'on loopback only' }),
  });
  const { token } = (await user.json()) as { token: string };
  return {
    url,
    token,
    seen,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(storage, { recursive: true, force: true });
    },
  };
};
