import { setTimeout as sleep } from 'node:timers/promises';
import type { UnknownReason } from '../../model/value.ts';
import type { PackageMetadata } from '../facts.ts';
import type { Cache, Kept } from './cache.ts';
import { type Answer, type Connections, NoAnswer } from './http.ts';
import { parsePackument } from './packument.ts';
import type { Question } from './question.ts';

/** A registry's word on a package, or why there is none. */
export type Fetched = PackageMetadata | { readonly unavailable: UnknownReason };
/** What is to be asked, where. */
export type Asked = Exclude<Question, { readonly unavailable: UnknownReason }>;

/** How patient a client is. Times in milliseconds. */
export interface Patience {
  /** How long an answer is as good as new. */
  readonly fresh: number;
  readonly attempts: number;
  /** Before the second attempt; twice that before the third, and so on. */
  readonly pause: number;
  /** The longest that a server may ask for; one that asks for more is not asked again. */
  readonly longestPause: number;
  /** Failures in a row after which a host that never answered is given up, and one that did, or at least took the call. */
  readonly failures: { readonly silent: number; readonly known: number };
}

export const PATIENCE: Patience = {
  fresh: 5 * 60_000,
  attempts: 10,
  pause: 150,
  longestPause: 10_000,
  failures: { silent: 3, known: 16 },
};

/** How a registry's host has behaved so far. */
interface Host {
  readonly name: string;
  answered: boolean;
  failures: number;
  /** No request before this instant. */
  notBefore: number;
  /** Set when it is given up. */
  down?: UnknownReason;
}

const REDIRECTS = 3;
const ACCEPT = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8';

const missing = (why: string, message: string): UnknownReason => ({ kind: 'missing-fact', fact: 'registry', why, message });
const timeLimit = missing('time-limit', 'There was no time left to ask the registry');

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'no name server answers',
  ETIMEDOUT: 'timeout',
  EPROXY: 'the proxy refuses',
};

const unreachable = ({ name }: Host, code: string): UnknownReason =>
  missing('unreachable', `${name} does not answer: ${Object.hasOwn(WORDS, code) ? WORDS[code] : code}`);

const status = ({ name }: Host, code: number): UnknownReason => missing('unavailable', `${name} answers with ${code}`);

const denied = ({ name }: Host, code: number): UnknownReason =>
  missing('access-denied', `${name} denies access (${code}): npm's settings hold no credential that it accepts`);

/** Of one package, where its registry is well. */
const failed = ({ url }: Asked, message: string): UnknownReason => ({
  kind: 'call-failed',
  action: `GET ${url.origin}${url.pathname}`,
  message,
});

/** `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3). */
const retryAfter = ({ headers }: Answer, now: number): number | undefined => {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
};

/** Asks registries, with the patience and the limits of a run. */
export const clientOf = (connections: Connections, cache: Cache, now: () => number, patience: Patience = PATIENCE) => {
  const hosts = new Map<string, Host>();
  const hostOf = ({ registry }: Asked): Host => {
    const known = hosts.get(registry.origin) ?? { name: registry.host, answered: false, failures: 0, notBefore: Number.NEGATIVE_INFINITY };
    hosts.set(registry.origin, known);
    return known;
  };

  /** Notes a failure; the host is given up when there were too many in a row. */
  const failure = (host: Host, reason: UnknownReason, reached = host.answered): void => {
    host.failures += 1;
    if (host.failures >= (reached ? patience.failures.known : patience.failures.silent)) host.down ??= reason;
  };

  const pauseBefore = (attempt: number): number =>
    Math.min(patience.pause * 2 ** (attempt - 2), patience.longestPause / 2) * (0.5 + Math.random());

  /** One request, and those that it is redirected to: within the host and its protocol, so that no credential leaves it. */
  const ask = async (asked: Asked, kept: Kept | undefined, stop: AbortSignal): Promise<Answer | 'astray'> => {
    let { url } = asked;
    const headers = {
      accept: ACCEPT,
      'accept-encoding': 'gzip, br',
      'user-agent': 'parapet',
      ...(kept?.etag === undefined ? {} : { 'if-none-match': kept.etag }),
    };
    for (let hops = 0; ; hops += 1) {
      // Within the host a credential may be set for a part of its paths only.
      const authorization = asked.authorize(url);
      const answer = await connections.get(url, authorization === undefined ? headers : { ...headers, authorization }, stop);
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
      const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
      if (next === undefined || next.origin !== url.origin || hops >= REDIRECTS) return 'astray';
      url = next;
    }
  };

  const look = async (asked: Asked, stop: AbortSignal): Promise<Fetched> => {
    const host = hostOf(asked);
    const kept = await cache.read(asked.url, asked.name);
    const age = kept === undefined ? undefined : now() - kept.at;
    if (kept !== undefined && age !== undefined && age >= 0 && age < patience.fresh) return kept.metadata;

    let last: UnknownReason = timeLimit;
    for (let attempt = 1; attempt <= patience.attempts; attempt += 1) {
      const wait = Math.max(host.notBefore - now(), attempt === 1 ? 0 : pauseBefore(attempt));
      if (wait > 0) await sleep(wait, undefined, { signal: stop }).catch(() => {});
      if (host.down !== undefined) return { unavailable: host.down };
      if (stop.aborted) return { unavailable: timeLimit };

      let answer: Answer | 'astray';
      try {
        answer = await ask(asked, kept, stop);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        if (error.code === 'TIME_LIMIT') return { unavailable: timeLimit };
        if (error.code === 'too-large') return { unavailable: failed(asked, 'the answer is too large') };
        if (error.code.startsWith('Z_') || error.code === 'unknown-encoding')
          return { unavailable: failed(asked, 'the answer cannot be unpacked') };
        last = unreachable(host, error.code);
        failure(host, last, host.answered || error.code === 'ECONNRESET');
        continue;
      }
      host.answered = true;
      if (answer === 'astray') return { unavailable: missing('redirected', `${host.name} sends elsewhere, where parapet does not follow`) };
      if (answer.status === 429 || answer.status >= 500) {
        last = status(host, answer.status);
        failure(host, last);
        const pause = retryAfter(answer, now());
        if (pause === undefined) continue;
        if (pause > patience.longestPause) host.down ??= last;
        else host.notBefore = Math.max(host.notBefore, now() + pause);
        continue;
      }
      if (answer.status === 401 || answer.status === 403) {
        failure(host, denied(host, answer.status));
        return { unavailable: denied(host, answer.status) };
      }
      host.failures = 0;
      return settle(asked, kept, answer);
    }
    return { unavailable: host.down ?? last };
  };

  const settle = async (asked: Asked, kept: Kept | undefined, answer: Answer): Promise<Fetched> => {
    if (answer.status === 304 && kept !== undefined) {
      await cache.write(asked.url, { ...kept, at: now() });
      return kept.metadata;
    }
    if (answer.status === 404) return { unavailable: failed(asked, '404, the registry does not know the package') };
    if (answer.status !== 200) return { unavailable: failed(asked, `answered with ${answer.status}`) };
    const metadata = parsePackument(answer.body, asked.name);
    if ('malformed' in metadata) return { unavailable: failed(asked, metadata.malformed) };
    const { etag } = answer.headers;
    await cache.write(asked.url, { metadata, at: now(), ...(etag === undefined || etag.length > 500 ? {} : { etag }) });
    return metadata;
  };

  return look;
};
