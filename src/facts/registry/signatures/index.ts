import type { Package } from '../../../model/package.ts';
import { inParallel } from '../../answer.ts';
import type { PackageMetadata, Trust, Verification } from '../../facts.ts';
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
  let done = 0;
  await inParallel(attested, PARALLEL, async (release) => {
    const { job, pkg, locked } = release;
    const [dist, ring, signature] = [distOf(release), rings.get(job), verifications.get(pkg)];
    if (dist === undefined || ring === undefined || signature === undefined) return;
    const found = await attestations(job.asked, locked, dist, { ...ring, npm: attestationKeys }, stopOf(job));
    onProgress?.(++done, locked.name);
    verifications.set(pkg, together(signature, found));
  });
  const { asOf, stale } = trust;
  return { verifications, trust: { asOf, ...(stale === undefined ? {} : { stale }) } };
};

/** What a registry's signature and attestations come to, each reason once. */
const together = (signature: Verification, { failures, unknown, provenance }: Verification): Verification => ({
  failures: [...signature.failures, ...failures],
  unknown: [...signature.unknown, ...unknown.filter((reason) => !signature.unknown.includes(reason))],
  ...(provenance === undefined ? {} : { provenance }),
});
