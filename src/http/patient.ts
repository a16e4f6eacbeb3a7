import { setTimeout as sleep } from 'node:timers/promises';
import { type Head, NoAnswer } from './connections.ts';

/** How patient a client is. Times in milliseconds. */
export interface Patience {
  readonly attempts: number;
  /** Before the second attempt; twice that before the third, and so on. */
  readonly pause: number;
  /** The longest that a server may ask for; one that asks for more is not asked again. */
  readonly longestPause: number;
  /** Failures in a row after which a host that never answered is given up, and one that did, or at least took the call. */
  readonly failures: { readonly silent: number; readonly known: number };
}

export const PATIENCE: Patience = { attempts: 10, pause: 150, longestPause: 10_000, failures: { silent: 3, known: 16 } };

/** Why a host was not heard. */
export interface Refusal {
  readonly refused: 'time-limit' | 'unreachable' | 'unavailable' | 'access-denied' | 'redirected' | 'unusable';
  /** A sentence without its full stop. */
  readonly message: string;
}

/** How a host has behaved so far. */
interface Host {
  readonly name: string;
  answered: boolean;
  failures: number;
  /** No request before this instant. */
  notBefore: number;
  /** Set when it is given up. */
  down?: Refusal;
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'no name server answers',
  ETIMEDOUT: 'timeout',
  EPROXY: 'the proxy refuses',
};

const unreachable = ({ name }: Host, code: string): Refusal => ({
  refused: 'unreachable',
  message: `${name} does not answer: ${Object.hasOwn(WORDS, code) ? WORDS[code] : code}`,
});

const unavailable = ({ name }: Host, status: number): Refusal => ({
  refused: 'unavailable',
  message: `${name} answers with ${status}`,
});

const denied = ({ name }: Host, status: number): Refusal => ({
  refused: 'access-denied',
  message: `${name} denies access (${status})`,
});

/** `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3). */
const retryAfter = ({ headers }: Head, now: number): number | undefined => {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
};

/** A request within a host, and where it leads. */
type Once<T extends Head> = (url: URL) => Promise<T>;

const REDIRECTS = 3;

/** One request, and those that it is redirected to: within the host and its protocol, so that nothing leaves it. */
const follow = async <T extends Head>(start: URL, once: Once<T>): Promise<T | 'astray'> => {
  let url = start;
  for (let hops = 0; ; hops += 1) {
    const answer = await once(url);
    const { location } = answer.headers;
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
    const next = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    if (next === undefined || next.origin !== url.origin || hops >= REDIRECTS) return 'astray';
    url = next;
  }
};

/**
 * Asks hosts with patience: what may succeed later is tried again, after the pause that the host asks for, and a host that fails again
 * and again is given up. Answers with 401, 403, 429 and 500 or more are refusals; all others are the caller's.
 */
export const patientOf = (now: () => number, patience: Patience = PATIENCE) => {
  const hosts = new Map<string, Host>();
  const hostOf = (url: URL): Host => {
    const known = hosts.get(url.origin) ?? { name: url.host, answered: false, failures: 0, notBefore: Number.NEGATIVE_INFINITY };
    hosts.set(url.origin, known);
    return known;
  };

  /** Notes a failure; the host is given up when there were too many in a row. */
  const failure = (host: Host, reason: Refusal, reached = host.answered): void => {
    host.failures += 1;
    if (host.failures >= (reached ? patience.failures.known : patience.failures.silent)) host.down ??= reason;
  };

  const pauseBefore = (attempt: number): number =>
    Math.min(patience.pause * 2 ** (attempt - 2), patience.longestPause / 2) * (0.5 + Math.random());

  return async <T extends Head>(url: URL, once: Once<T>, stop: AbortSignal): Promise<T | Refusal> => {
    const host = hostOf(url);
    const timeLimit: Refusal = { refused: 'time-limit', message: `There was no time left to ask ${host.name}` };
    let last = timeLimit;
    for (let attempt = 1; attempt <= patience.attempts; attempt += 1) {
      const wait = Math.max(host.notBefore - now(), attempt === 1 ? 0 : pauseBefore(attempt));
      if (wait > 0) await sleep(wait, undefined, { signal: stop }).catch(() => {});
      if (host.down !== undefined) return host.down;
      if (stop.aborted) return timeLimit;

      let answer: T | 'astray';
      try {
        answer = await follow(url, once);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        if (error.code === 'TIME_LIMIT') return timeLimit;
        if (error.code === 'too-large') return { refused: 'unusable', message: 'the answer is too large' };
        if (error.code.startsWith('Z_') || error.code === 'unknown-encoding')
          return { refused: 'unusable', message: 'the answer cannot be unpacked' };
        last = unreachable(host, error.code);
        failure(host, last, host.answered || error.code === 'ECONNRESET');
        continue;
      }
      host.answered = true;
      if (answer === 'astray') return { refused: 'redirected', message: `${host.name} sends elsewhere, where parapet does not follow` };
      if (answer.status === 429 || answer.status >= 500) {
        last = unavailable(host, answer.status);
        failure(host, last);
        const pause = retryAfter(answer, now());
        if (pause === undefined) continue;
        if (pause > patience.longestPause) host.down ??= last;
        else host.notBefore = Math.max(host.notBefore, now() + pause);
        continue;
      }
      if (answer.status === 401 || answer.status === 403) {
        failure(host, denied(host, answer.status));
        return denied(host, answer.status);
      }
      host.failures = 0;
      return answer;
    }
    return host.down ?? last;
  };
};
