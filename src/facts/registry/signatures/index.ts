import type { Package } from '../../../model/package.ts';
import { inParallel } from '../../answer.ts';
import type { Verification } from '../../facts.ts';
import type { Cache } from '../cache.ts';
import type { Client, Fetched } from '../client.ts';
import { type Job, PARALLEL } from '../load.ts';
import { embeddedNpmKeys } from './embedded.ts';
import { ringsOf } from './rings.ts';
import { needsDates, type Ring, verifySignature } from './signature.ts';

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
}

/** Verifies what was signed of the locked version of each package whose registry was heard. */
export const verifyAll = async (jobs: readonly Job[], around: Around): Promise<ReadonlyMap<Package, Verification>> => {
  const { client, cache, now, stopOf, found, askAtLength } = around;
  const rings = ringsOf(client, cache, now, embeddedNpmKeys());
  const metadataOf = (job: Job) => {
    const answer = found.get(job);
    return answer === undefined || 'unavailable' in answer ? undefined : answer;
  };
  const ringOf = new Map<Job, Ring>();
  const heard = jobs.filter((job) => metadataOf(job) !== undefined);
  await inParallel(heard, PARALLEL, async (job) => void ringOf.set(job, await rings(job.asked, stopOf(job))));
  const undated = heard.filter((job) => {
    const [metadata, ring] = [metadataOf(job), ringOf.get(job)];
    if (metadata === undefined || ring === undefined) return false;
    return job.packages.some(({ version }) => version !== undefined && needsDates(version, metadata, ring));
  });
  await inParallel(undated, PARALLEL, askAtLength);

  const verifications = new Map<Package, Verification>();
  for (const job of heard) {
    const [metadata, ring] = [metadataOf(job), ringOf.get(job)];
    if (metadata === undefined || ring === undefined) continue;
    for (const pkg of job.packages) {
      const { name, version, integrity } = pkg;
      if (version === undefined) continue;
      verifications.set(pkg, verifySignature({ name, version, ...(integrity === undefined ? {} : { integrity }) }, metadata, ring));
    }
  }
  return verifications;
};
