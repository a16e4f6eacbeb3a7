import { type Cache, etagOf, isFresh } from '../cache.ts';
import type { Asked, Client } from '../client.ts';
import { parseKeys, type SigningKeys } from './keys.ts';
import type { Ring } from './signature.ts';

/** What registries answer that have no such address: npm takes them for ones without keys. */
const NO_SUCH_ADDRESS: ReadonlySet<number> = new Set([400, 404, 405, 410]);

/** Concerns every package of a registry, and is said once. */
const unreadable = ({ host }: URL, why: string) => ({
  unavailable: {
    kind: 'missing-fact',
    fact: 'registry',
    why: 'keys-unreadable',
    message: `The keys of ${host} could not be read: ${why}`,
  } as const,
});

/** Gets the keys that registries sign with: those of each are asked for once. */
export const ringsOf = (client: Client, cache: Cache, now: () => number, npm: SigningKeys) => {
  const rings = new Map<string, Promise<Ring>>();

  const ownKeys = async (authorize: Asked['authorize'], url: URL, stop: AbortSignal): Promise<Ring['own']> => {
    const kept = await cache.read(url);
    const before = kept === undefined ? { malformed: '' } : parseKeys(JSON.stringify(kept.answer));
    if (kept !== undefined && !('malformed' in before) && isFresh(kept, now())) return before;
    const known = 'malformed' in before ? undefined : kept;
    const answer = await client(authorize, url, 'application/json', known, stop);
    if ('unavailable' in answer) return answer.unavailable.kind === 'call-failed' ? unreadable(url, answer.unavailable.message) : answer;
    if (answer.status === 304 && known !== undefined && !('malformed' in before)) {
      await cache.write(url, { ...known, at: now() });
      return before;
    }
    if (NO_SUCH_ADDRESS.has(answer.status)) return new Map();
    if (answer.status !== 200) return unreadable(url, `answered with ${answer.status}`);
    const keys = parseKeys(answer.body);
    if ('malformed' in keys) return unreadable(url, keys.malformed);
    await cache.write(url, { at: now(), ...etagOf(answer.headers.etag), answer: JSON.parse(answer.body) });
    return keys;
  };

  /** Never fails: what keeps the keys away is in the ring. */
  return ({ registry, authorize }: Asked, stop: AbortSignal): Promise<Ring> => {
    const url = new URL('-/npm/v1/keys', registry);
    const key = `${url.href}\n${authorize(url) ?? ''}`;
    const ring = rings.get(key) ?? ownKeys(authorize, url, stop).then((own) => ({ host: registry.host, npm, own }));
    rings.set(key, ring);
    return ring;
  };
};
