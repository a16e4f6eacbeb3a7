import { type Agent, Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isExempt, proxiedAgent } from './proxy.ts';

/** How long and how large an answer may be. Times in milliseconds. */
export interface Limits {
  readonly connect: number;
  /** Without a byte. */
  readonly idle: number;
  readonly total: number;
  /** Of a body, after it was unpacked. */
  readonly bytes: number;
}

/** What comes before the body of an answer. */
export interface Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** What a server answered; the body only of a success. */
export interface Answer extends Head {
  readonly body: string;
}

/** Takes the body of an answer, unpacked; its next part comes when it has taken one. */
export type Take = (chunk: Buffer) => void | Promise<void>;

type Headers = Readonly<Record<string, string>>;

/** How hosts are reached. */
export interface Route {
  readonly proxy?: URL;
  /** For http addresses. */
  readonly httpProxy?: URL;
  readonly noProxy: string;
  readonly ca?: string;
  readonly strictTls: boolean;
}

/** Connections that are kept open between requests. */
export interface Connections {
  /** One attempt, redirects not followed. Rejects with a `NoAnswer`. */
  get(url: URL, headers: Headers, stop: AbortSignal): Promise<Answer>;
  /** The same, with a body to send. */
  post(url: URL, headers: Headers, body: string, stop: AbortSignal): Promise<Answer>;
  /** The same as `get`, with the body handed on as it comes, to what `begin` returns: nothing where it does not want it. */
  stream(url: URL, headers: Headers, begin: (head: Head) => Take | undefined | Promise<Take | undefined>, stop: AbortSignal): Promise<Head>;
  close(): void;
}

/** Why there is no answer: a word, the system's code where there is one. */
export class NoAnswer extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'NoAnswer';
    this.code = code;
  }
}

/** From here on a body is read alone, so that many cannot fill the memory together. */
const LARGE = 8 << 20;
/** What is read of an answer that is not wanted, to keep its connection. */
const REST = 64 << 10;

const codeOf = (error: unknown): string => {
  if (error instanceof NoAnswer) return error.code;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no-answer';
};

const unpacked = (response: IncomingMessage): Readable => {
  const done = () => {};
  switch ((response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()) {
    case 'identity':
    case '':
      return response;
    case 'gzip':
    case 'x-gzip':
      return pipeline(response, createGunzip(), done);
    case 'deflate':
      return pipeline(response, createInflate(), done);
    case 'br':
      return pipeline(response, createBrotliDecompress(), done);
    default:
      throw new NoAnswer('unknown-encoding');
  }
};

/** Lets one in at a time. */
const turnstile = (): (() => Promise<() => void>) => {
  let last: Promise<void> = Promise.resolve();
  return async () => {
    const before = last;
    let leave = () => {};
    last = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  };
};

/** Opens connections for a run. */
export const connectionsOf = (route: Route, limits: Limits, parallel: number): Connections => {
  // The time-out is for a proxy that does not say whether it connects, and for connections that nobody uses.
  const common = { keepAlive: true, maxSockets: parallel, timeout: limits.connect };
  const tls = { ...common, rejectUnauthorized: route.strictTls, ...(route.ca === undefined ? {} : { ca: route.ca }) };
  const plain = new HttpAgent(common);
  const secure: Agent = route.proxy === undefined ? new HttpsAgent(tls) : proxiedAgent(route.proxy, { NO_PROXY: route.noProxy }, tls);
  const alone = turnstile();

  const open = (url: URL, method: 'GET' | 'POST', headers: Headers, signal: AbortSignal) => {
    if (url.protocol === 'https:') return httpsRequest(url, { agent: secure, method, headers, signal });
    const { httpProxy: proxy } = route;
    if (proxy === undefined || isExempt(url.hostname, Number(url.port || 80), route.noProxy))
      return httpRequest(url, { agent: plain, method, headers, signal });
    const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    return httpRequest({
      agent: plain,
      method,
      host: proxy.hostname,
      port: proxy.port === '' ? 80 : Number(proxy.port),
      path: url.href,
      headers: {
        ...headers,
        host: url.host,
        ...(proxy.username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
      },
      signal,
    });
  };

  const exchange = async (
    { url, headers, body }: { readonly url: URL; readonly headers: Headers; readonly body?: string },
    stop: AbortSignal,
    begin: (head: Head) => Take | undefined | Promise<Take | undefined>,
  ): Promise<Head> => {
    const controller = new AbortController();
    let cause = 'ABORTED';
    const abort = (why: string) => {
      cause = why;
      controller.abort();
    };
    const stopped = () => abort('TIME_LIMIT');
    const total = setTimeout(abort, limits.total, 'ETIMEDOUT');
    let idle = setTimeout(abort, limits.connect, 'ETIMEDOUT');
    const alive = () => {
      clearTimeout(idle);
      idle = setTimeout(abort, limits.idle, 'ETIMEDOUT');
    };
    stop.addEventListener('abort', stopped, { once: true });
    if (stop.aborted) stopped();
    let leave = () => {};
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const request = open(url, body === undefined ? 'GET' : 'POST', headers, controller.signal);
        request.once('socket', (socket) => (socket.connecting ? socket.once('connect', alive) : alive()));
        request.once('response', resolve);
        request.once('error', reject);
        request.end(body);
      });
      alive();
      const head: Head = { status: response.statusCode ?? 0, headers: response.headers };
      const take = await begin(head);
      let size = 0;
      for await (const chunk of take === undefined ? response : unpacked(response)) {
        size += (chunk as Buffer).length;
        if (take === undefined) {
          if (size > REST) break;
          continue;
        }
        if (size > limits.bytes) throw new NoAnswer('too-large');
        clearTimeout(idle);
        await take(chunk as Buffer);
        if (size > LARGE && size - (chunk as Buffer).length <= LARGE) leave = await alone();
        alive();
      }
      return head;
    } catch (error) {
      const code = controller.signal.aborted ? cause : codeOf(error);
      controller.abort();
      throw new NoAnswer(code);
    } finally {
      leave();
      clearTimeout(total);
      clearTimeout(idle);
      stop.removeEventListener('abort', stopped);
    }
  };

  const whole = async (request: Parameters<typeof exchange>[0], stop: AbortSignal): Promise<Answer> => {
    const chunks: Buffer[] = [];
    const head = await exchange(request, stop, ({ status }) => (status === 200 ? (chunk) => void chunks.push(chunk) : undefined));
    return { ...head, body: Buffer.concat(chunks).toString('utf8') };
  };

  return {
    get: (url, headers, stop) => whole({ url, headers }, stop),
    post: (url, headers, body, stop) => whole({ url, headers, body }, stop),
    stream: (url, headers, begin, stop) => exchange({ url, headers }, stop, begin),
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
};
