import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listen } from '../loopback.ts';

/** A request as it came in. */
export interface Seen {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

type Answer = (request: IncomingMessage, response: ServerResponse, socket: Socket) => void;

/** A registry on loopback. Everything is a 404 until a test says otherwise. */
export interface FakeRegistry {
  /** With a trailing slash. */
  readonly url: string;
  readonly host: string;
  readonly seen: Seen[];
  /** The most requests that were open together. */
  readonly most: () => number;
  answer(handle: Answer): void;
}

/** Starts a registry that goes when the test ends. */
export const startRegistry = async (handle: Answer = (_, response) => void response.writeHead(404).end('{}')): Promise<FakeRegistry> => {
  let answer = handle;
  let open = 0;
  let most = 0;
  const seen: Seen[] = [];
  const host = await listen((request, response) => {
    seen.push({ path: request.url ?? '', headers: request.headers });
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
    answer(request, response, request.socket);
  });
  return {
    url: `http://${host}/`,
    host,
    seen,
    most: () => most,
    answer: (next) => {
      answer = next;
    },
  };
};

/** A packument in the abbreviated form, as npm's registry gives it. */
export const packument = (name: string, latest: string, versions: Readonly<Record<string, object>> = {}): string =>
  JSON.stringify({
    name,
    modified: '2026-01-01T00:00:00.000Z',
    'dist-tags': { latest },
    versions: Object.fromEntries(
      [[latest, {}] as const, ...Object.entries(versions)].map(([version, rest]) => [version, { name, version, ...rest }]),
    ),
  });

/** The same package in the long form: releases with the days on which they were published, and whatever else is said of each. */
export const longPackument = (
  name: string,
  releases: Readonly<Record<string, { readonly on: string; readonly [member: string]: unknown }>>,
): string =>
  JSON.stringify({
    name,
    'dist-tags': { latest: Object.keys(releases).at(-1) },
    versions: Object.fromEntries(Object.entries(releases).map(([version, { on: _, ...rest }]) => [version, { name, version, ...rest }])),
    time: {
      modified: Object.values(releases)
        .map(({ on }) => `${on}T12:00:00.000Z`)
        .sort()
        .at(-1),
      ...Object.fromEntries(Object.entries(releases).map(([version, { on }]) => [version, `${on}T12:00:00.000Z`])),
    },
  });

/** The name that a path asks for. */
export const nameIn = (path: string | undefined): string =>
  decodeURIComponent((path ?? '').slice((path ?? '').startsWith('/npm/') ? 5 : 1));

/** Answers every name with one and the same newest version. */
export const everything =
  (latest = '2.0.0'): Answer =>
  (request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(packument(nameIn(request.url), latest));
  };
