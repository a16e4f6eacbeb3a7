import type { Answer, Connections } from '../../http/connections.ts';
import { PATIENCE, type Patience, patientOf, type Refusal } from '../../http/patient.ts';
import type { UnknownReason } from '../../model/value.ts';
import type { PackageMetadata } from '../facts.ts';
import type { Cache, Kept } from './cache.ts';
import { parsePackument } from './packument.ts';
import type { Question } from './question.ts';

/** A registry's word on a package, or why there is none. */
export type Fetched = PackageMetadata | { readonly unavailable: UnknownReason };
/** What is to be asked, where. */
export type Asked = Exclude<Question, { readonly unavailable: UnknownReason }>;

/** The short form of an answer has what an install needs, the long one dates and publishers as well. */
export type Form = 'short' | 'long';

const ACCEPT: Readonly<Record<Form, string>> = {
  short: 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8',
  long: 'application/json',
};

/** Under which address an answer is kept: the forms of one are two, with an ETag each. */
const keyOf = (url: URL, form: Form): URL => (form === 'short' ? url : new URL('#long', url));

const missing = (why: string, message: string): UnknownReason => ({ kind: 'missing-fact', fact: 'registry', why, message });
/** Why a registry was not heard, in the words of a report. */
const refusedBy = (asked: Asked, { refused, message }: Refusal): UnknownReason => {
  switch (refused) {
    case 'unusable':
      return failed(asked, message);
    case 'time-limit':
      return missing(refused, 'There was no time left to ask the registry');
    case 'access-denied':
      return missing(refused, `${message}: npm's settings hold no credential that it accepts`);
    default:
      return missing(refused, message);
  }
};

/** Of one package, where its registry is well. */
const failed = ({ url }: Asked, message: string): UnknownReason => ({
  kind: 'call-failed',
  action: `GET ${url.origin}${url.pathname}`,
  message,
});

/** How long an answer is as good as new, in milliseconds. */
const FRESH = 5 * 60_000;

/** Asks registries, with the patience and the limits of a run. */
export const clientOf = (connections: Connections, cache: Cache, now: () => number, patience: Patience = PATIENCE) => {
  const ask = patientOf(now, patience);

  const look = async (asked: Asked, stop: AbortSignal, form: Form = 'short'): Promise<Fetched> => {
    const key = keyOf(asked.url, form);
    const kept = await cache.read(key, asked.name);
    const age = kept === undefined ? undefined : now() - kept.at;
    if (kept !== undefined && age !== undefined && age >= 0 && age < FRESH) return kept.metadata;

    const headers = {
      accept: ACCEPT[form],
      'accept-encoding': 'gzip, br',
      'user-agent': 'parapet',
      ...(kept?.etag === undefined ? {} : { 'if-none-match': kept.etag }),
    };
    const once = (url: URL): Promise<Answer> => {
      // Within the host a credential may be set for a part of its paths only.
      const authorization = asked.authorize(url);
      return connections.get(url, authorization === undefined ? headers : { ...headers, authorization }, stop);
    };
    const answer = await ask(asked.url, once, stop);
    return 'refused' in answer ? { unavailable: refusedBy(asked, answer) } : settle(asked, key, kept, answer);
  };

  const settle = async (asked: Asked, key: URL, kept: Kept | undefined, answer: Answer): Promise<Fetched> => {
    if (answer.status === 304 && kept !== undefined) {
      await cache.write(key, { ...kept, at: now() });
      return kept.metadata;
    }
    if (answer.status === 404) return { unavailable: failed(asked, '404, the registry does not know the package') };
    if (answer.status !== 200) return { unavailable: failed(asked, `answered with ${answer.status}`) };
    const metadata = parsePackument(answer.body, asked.name);
    if ('malformed' in metadata) return { unavailable: failed(asked, metadata.malformed) };
    const { etag } = answer.headers;
    await cache.write(key, { metadata, at: now(), ...(etag === undefined || etag.length > 500 ? {} : { etag }) });
    return metadata;
  };

  return look;
};
