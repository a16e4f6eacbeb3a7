import type { Answer, Connections } from '../../http/connections.ts';
import { type Patience, patientOf, type Refusal } from '../../http/patient.ts';
import type { UnknownReason } from '../../model/value.ts';
import type { PackageMetadata } from '../facts.ts';
import { type Cache, isFresh, type Kept, keptOf, metadataIn } from './cache.ts';
import { parsePackument } from './packument.ts';
import type { Question } from './question.ts';

export interface Unavailable {
  readonly unavailable: UnknownReason;
}
/** A registry's word on a package, or why there is none. */
export type Fetched = PackageMetadata | Unavailable;
/** What is to be asked, where. */
export type Asked = Exclude<Question, Unavailable>;

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
const refusedBy = (url: URL, { refused, message }: Refusal): UnknownReason => {
  switch (refused) {
    case 'unusable':
      return failed(url, message);
    case 'time-limit':
      return missing(refused, 'There was no time left to ask the registry');
    case 'access-denied':
      return missing(refused, `${message}: npm's settings hold no credential that it accepts`);
    default:
      return missing(refused, message);
  }
};

/** Of one answer, where its registry is well. */
export const failed = (url: URL, message: string): UnknownReason => ({
  kind: 'call-failed',
  action: `GET ${url.origin}${url.pathname}`,
  message,
});

/** Asks registries. */
export type Client = (
  authorize: Asked['authorize'],
  url: URL,
  accept: string,
  kept: Kept | undefined,
  stop: AbortSignal,
) => Promise<Answer | Unavailable>;

/** Asks registries with the patience and the limits of a run. */
export const clientOf = (connections: Connections, now: () => number, patience: Patience): Client => {
  const ask = patientOf(now, patience);
  return async (authorize, url, accept, kept, stop) => {
    const headers = {
      accept,
      'accept-encoding': 'gzip, br',
      'user-agent': 'parapet',
      ...(kept?.etag === undefined ? {} : { 'if-none-match': kept.etag }),
    };
    const once = (address: URL): Promise<Answer> => {
      // Within the host a credential may be set for a part of its paths only.
      const authorization = authorize(address);
      return connections.get(address, authorization === undefined ? headers : { ...headers, authorization }, stop);
    };
    const answer = await ask(url, once, stop);
    return 'refused' in answer ? { unavailable: refusedBy(url, answer) } : answer;
  };
};

/** Looks packages up. Of the versions in `wanted` it also brings what was signed of them. */
export const packumentsOf =
  (client: Client, cache: Cache, now: () => number) =>
  async (asked: Asked, wanted: ReadonlySet<string>, stop: AbortSignal, form: Form = 'short'): Promise<Fetched> => {
    const key = keyOf(asked.url, form);
    const found = await cache.read(key);
    const before = found === undefined ? undefined : metadataIn(found, asked.name);
    const lacks =
      before === undefined || [...wanted].some((version) => before.metadata.versions.has(version) && !before.detailed.has(version));
    if (!lacks && isFresh(before, now())) return before.metadata;

    const kept = lacks ? undefined : before;
    const answer = await client(asked.authorize, asked.url, ACCEPT[form], kept, stop);
    if ('unavailable' in answer) return answer;
    if (answer.status === 304 && kept !== undefined) {
      await cache.write(key, { ...kept, at: now() });
      return kept.metadata;
    }
    if (answer.status === 404) return { unavailable: failed(asked.url, '404, the registry does not know the package') };
    if (answer.status !== 200) return { unavailable: failed(asked.url, `answered with ${answer.status}`) };
    // What another project asked for stays.
    const metadata = parsePackument(answer.body, asked.name, new Set([...wanted, ...(before?.detailed ?? [])]));
    if ('malformed' in metadata) return { unavailable: failed(asked.url, metadata.malformed) };
    await cache.write(key, keptOf(metadata, now(), answer.headers.etag));
    return metadata;
  };
