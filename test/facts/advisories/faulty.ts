import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../loopback.ts';

/** What may go wrong with an answer. */
export type Fault = 'reset' | 'half' | 'too-short' | 'error' | 'throttled' | 'denied' | 'nonsense' | 'silent' | 'elsewhere' | 'stalled';

/** Those that leave nothing to go by, however often they are asked. */
export const FAULTS: readonly Fault[] = ['reset', 'half', 'too-short', 'error', 'throttled', 'denied', 'nonsense', 'silent', 'elsewhere'];

/** What a server says to a request. */
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A server on loopback whose answers may be spoilt. */
export interface FaultyServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly host: string;
  /** The requests so far: method, path, what was sent, the range that was asked for. */
  readonly seen: { readonly method: string; readonly path: string; readonly body: string; readonly range: string | undefined }[];
  /** Spoils answers from now on: all that it names a fault for. */
  spoil(choose: (path: string, body: string, request: IncomingMessage) => Fault | undefined): void;
}

const spoilt = (fault: Fault, { status = 200, headers = {}, body }: Said, response: ServerResponse): void => {
  const bytes = Buffer.from(body);
  switch (fault) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'half':
      response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
      // What came is read before the end is seen.
      response.write(bytes.subarray(0, bytes.length >> 1), () => void setTimeout(() => response.socket?.destroy(), 20));
      return;
    case 'too-short':
      response.writeHead(status, { ...headers, 'content-length': String(bytes.length + 10), connection: 'close' });
      response.end(bytes);
      return;
    case 'error':
      response.writeHead(500).end('{}');
      return;
    case 'throttled':
      response.writeHead(429, { 'retry-after': '0' }).end('{}');
      return;
    case 'denied':
      response.writeHead(403).end('{}');
      return;
    case 'nonsense':
      response.writeHead(status, { ...headers, 'content-length': '35' }).end('<html>not what was asked for</html>');
      return;
    case 'silent':
      return;
    case 'stalled':
      response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
      response.write(bytes.subarray(0, bytes.length >> 1));
      return;
    case 'elsewhere':
      response.writeHead(302, { location: 'http://elsewhere.example/' }).end();
  }
};

/** Starts a server that goes when the test ends. */
export const startFaulty = async (say: (path: string, body: string, request: IncomingMessage) => Said): Promise<FaultyServer> => {
  let choose: Parameters<FaultyServer['spoil']>[0] = () => undefined;
  const seen: FaultyServer['seen'] = [];
  const host = await listen((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      const path = decodeURIComponent(request.url ?? '');
      seen.push({ method: request.method ?? '', path, body, range: request.headers.range });
      const said = say(path, body, request);
      const fault = choose(path, body, request);
      if (fault !== undefined) spoilt(fault, said, response);
      else response.writeHead(said.status ?? 200, said.headers).end(said.body);
    });
  });
  return {
    url: `http://${host}`,
    host,
    seen,
    spoil: (next) => {
      choose = next;
    },
  };
};
