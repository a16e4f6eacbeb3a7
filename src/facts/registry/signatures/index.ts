import type { Package } from '../../../model/package.ts';
import { inParallel } from '../../answer.ts';
import type { Dist, PackageMetadata, Trust, Verification } from '../../facts.ts';
import type { Cache } from '../cache.ts';
import type { Client, Fetched } from '../client.ts';
import { type Job, PARALLEL } from '../jobs.ts';
import { attestationsOf } from './attestations.ts';
import { embedded, type TrustRoot } from './embedded.ts';
import { npmKeysIn } from './keys.ts';
import { ringsOf } from './rings.ts';
import { type Locked, needsDates, type Ring, verifySignature } from './signature.ts';
import { sha512Of } from './statement.ts';

/** What a run has at hand to verify by. */
export interface Around {
  readonly client: Client;
  readonly cache: Cache;
  readonly now: () => number;
  stopOf(job: Job): AbortSignal;
  /** What registries said of each name. */
  readonly found: ReadonlyMap<Job, Fetched>;
  /** Asks for a longer answer, which then is what `found` has. */
  askAtLength(job: Job): Promise<void>;
  /** Gets what attestations are verified by. */
  trustRoot(stop: AbortSignal): Promise<TrustRoot>;
  /** Told how many releases with attestations were verified, and the name of the last. */
  readonly onProgress?: (done: number, name: string) => void;
}

/** A locked release that its registry knows. */
interface Release {
  readonly job: Job;
  readonly pkg: Package;
  readonly locked: Locked;
}

const lockedOf = ({ name, version, integrity }: Package): Locked | undefined =>
  version === undefined ? undefined : { name, version, ...(integrity === undefined ? {} : { integrity }) };

/** Verifies what was signed of the locked version of each package whose registry was heard. */
export const verifyAll = async (
  jobs: readonly Job[],
  around: Around,
): Promise<{ readonly verifications: ReadonlyMap<Package, Verification>; readonly trust?: Trust }> => {
  const { client, cache, now, stopOf, found, askAtLength, onProgress } = around;
  const metadataOf = (job: Job): PackageMetadata | undefined => {
    const answer = found.get(job);
    return answer === undefined || 'unavailable' in answer ? undefined : answer;
  };
  const releases = jobs
    .filter((job) => metadataOf(job) !== undefined)
    .flatMap((job) =>
      job.packages.flatMap((pkg): readonly Release[] => {
        const locked = lockedOf(pkg);
        return locked === undefined ? [] : [{ job, pkg, locked }];
      }),
    );
  const distOf = ({ job, locked }: Release) => metadataOf(job)?.versions.get(locked.version)?.dist;
  const attested = releases.filter((one) => distOf(one)?.attested === true);
  const verifiable = attested.find(({ locked }) => sha512Of(locked.integrity).length > 0);
  // Nobody else has to be asked where there is nothing for it.
  const trust = verifiable === undefined ? embedded : await around.trustRoot(stopOf(verifiable.job));

  const ringFor = ringsOf(client, cache, now, npmKeysIn(trust.npmKeys, 'npm:signatures'));
  const rings = new Map<Job, Ring>();
  await inParallel([...new Set(releases.map(({ job }) => job))], PARALLEL, async (job) => {
    rings.set(job, await ringFor(job.asked, stopOf(job)));
  });
  const undated = releases.filter(({ job, locked }) => {
    const [metadata, ring] = [metadataOf(job), rings.get(job)];
    return metadata !== undefined && ring !== undefined && needsDates(locked.version, metadata, ring);
  });
  await inParallel([...new Set(undated.map(({ job }) => job))], PARALLEL, askAtLength);

  const verifications = new Map<Package, Verification>();
  for (const { job, pkg, locked } of releases) {
    const [metadata, ring] = [metadataOf(job), rings.get(job)];
    if (metadata !== undefined && ring !== undefined) verifications.set(pkg, verifySignature(locked, metadata, ring));
  }
  if (verifiable === undefined) return { verifications };

  const { openerOf } = await import('./bundles.ts');
  const attestations = attestationsOf(client, cache, now, { trust, open: openerOf(trust) });
  const attestationKeys = npmKeysIn(trust.npmKeys, 'npm:attestations');
  const verify = async ({ job, locked }: Release, dist: Dist): Promise<Verification | undefined> => {
    const ring = rings.get(job);
    return ring && attestations(job.asked, locked, dist, { ...ring, npm: attestationKeys }, stopOf(job));
  };
  let done = 0;
  await inParallel(alikeIn(attested), PARALLEL, async (alike) => {
    const [one] = alike;
    const dist = one && distOf(one);
    const found = dist && (await verify(one, dist));
    onProgress?.(++done, one?.locked.name ?? '');
    for (const { pkg } of alike) {
      const signature = verifications.get(pkg);
      if (signature !== undefined && found !== undefined) verifications.set(pkg, together(signature, found));
    }
  });
  const { asOf, stale } = trust;
  return { verifications, trust: { asOf, ...(stale === undefined ? {} : { stale }) } };
};

/** Releases of one registry that are the same to the last bit of their archives, as several lockfiles may hold one. */
const alikeIn = (releases: readonly Release[]): readonly (readonly Release[])[] => {
  const groups = new Map<Job, Map<string, Release[]>>();
  for (const release of releases) {
    const { job, locked } = release;
    const group = groups.get(job) ?? new Map<string, Release[]>();
    groups.set(job, group);
    const key = `${locked.version}\n${locked.integrity}`;
    group.set(key, [...(group.get(key) ?? []), release]);
  }
  return [...groups.values()].flatMap((group) => [...group.values()]);
};

/** What a registry's signature and attestations come to, each reason once. */
const together = (signature: Verification, { failures, unknown, provenance }: Verification): Verification => ({
  failures: [...signature.failures, ...failures],
  unknown: [...signature.unknown, ...unknown.filter((reason) => !signature.unknown.includes(reason))],
  ...(provenance === undefined ? {} : { provenance }),
});
