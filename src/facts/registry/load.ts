import { setMaxListeners } from 'node:events';
import { connectionsOf, type Limits } from '../../http/connections.ts';
import { PATIENCE, type Patience } from '../../http/patient.ts';
import type { Package } from '../../model/package.ts';
import { inParallel } from '../answer.ts';
import type { Registry, Verification } from '../facts.ts';
import { cacheIn, noCache } from './cache.ts';
import { clientOf, type Fetched, packumentsOf } from './client.ts';
import { closedRegistry } from './closed.ts';
import { type Job, jobsFor, PARALLEL } from './jobs.ts';
import { routeOf } from './route.ts';
import type { Settings } from './settings.ts';
import type { TrustRoot } from './signatures/embedded.ts';
import type { Repository } from './signatures/trust.ts';

/** What decides how registries are asked. */
export interface RegistryOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** npm's settings of the user. */
  readonly own: Settings;
  /** npm's settings where a package's lockfile is. */
  settingsFor(pkg: Package): Settings;
  /** The folder of what is kept from run to run; nothing is kept without one. */
  readonly cache?: string;
  /** How long all may take together, in milliseconds: direct dependencies, which are asked about first, and the others. */
  readonly time: { readonly direct: number; readonly others: number };
  /**
   * The instant in milliseconds since which dates and provenance of releases matter. Packages that changed since are asked for in the long
   * form too, where the short one lacks them. Nobody needs either without it.
   */
  readonly datesSince?: number;
  /** Packages of which it matters who published them, whenever that was: the long form says so. */
  readonly publishersOf?: ReadonlySet<Package>;
  /** Whether signatures and attestations of the locked versions are verified. */
  readonly verifies?: boolean;
  /** What attestations are verified by, or where that is to be had, in place of Sigstore's own repository. */
  readonly trustRoot?: TrustRoot;
  readonly trustRepository?: Repository;
  /** Told how many names were looked up, and which was the last. */
  readonly onProgress?: (done: number, name: string) => void;
  /** Told how many releases with attestations were verified, and the name of the last. */
  readonly onVerified?: (done: number, name: string) => void;
  readonly limits?: Limits;
  readonly patience?: Patience;
  readonly now?: () => number;
}

/** How often what signatures need is asked for. */
const ATTEMPTS = 4;

const LIMITS: Limits = { connect: 3_000, idle: 10_000, total: 30_000, bytes: 64 << 20 };

/** Asks the registries about each package once, and hands out what they said. */
export const loadRegistry = async (packages: readonly Package[], options: RegistryOptions): Promise<Registry> => {
  const { env, own, settingsFor, cache: folder, time, datesSince, publishersOf, verifies = false } = options;
  const { trustRoot, trustRepository, onProgress, onVerified, limits = LIMITS, patience = PATIENCE, now = Date.now } = options;
  const route = await routeOf(own, env);
  if ('refused' in route) return closedRegistry('registry-refused', route.refused);

  const { jobs, answers } = jobsFor(packages, settingsFor);
  const ordered = [...jobs].sort((a, b) => Number(b.direct) - Number(a.direct));
  const stops = { direct: AbortSignal.timeout(time.direct), others: AbortSignal.timeout(time.others) };
  // Each request in flight listens.
  setMaxListeners(0, stops.direct, stops.others);
  const stopOf = ({ direct }: Job): AbortSignal => (direct ? stops.direct : stops.others);

  const connections = connectionsOf(route, limits, PARALLEL);
  const cache = folder === undefined ? noCache : cacheIn(folder);
  const look = packumentsOf(clientOf(connections, now, patience), cache, now);
  const wantedOf = (job: Job): ReadonlySet<string> => new Set(verifies ? job.packages.flatMap(({ version }) => version ?? []) : []);
  const found = new Map<Job, Fetched>();
  let done = 0;
  const askShortly = async (job: Job): Promise<void> => {
    found.set(job, await look(job.asked, wantedOf(job), stopOf(job)));
    onProgress?.(++done, job.asked.name);
  };
  const askAtLength = async (job: Job): Promise<void> => {
    const [short, long] = [found.get(job), await look(job.asked, wantedOf(job), stopOf(job), 'long')];
    found.set(job, short !== undefined && 'versions' in short && 'unavailable' in long ? { ...short, undated: long.unavailable } : long);
  };
  try {
    await inParallel(ordered, PARALLEL, askShortly);
    const more = ordered.filter((job) => {
      const answer = found.get(job);
      return lacksPublishers(answer, job, publishersOf) || (datesSince !== undefined && lacksDates(answer, datesSince));
    });
    await inParallel(more, PARALLEL, askAtLength);
    // Its own patience: what goes wrong there takes nothing from what is known already.
    const client = clientOf(connections, now, { ...patience, attempts: Math.min(patience.attempts, ATTEMPTS) });
    const { verifications, trust } = verifies
      ? await (await import('./signatures/index.ts')).verifyAll(ordered, {
          client,
          cache,
          now,
          stopOf,
          found,
          askAtLength,
          trustRoot: async (stop) =>
            trustRoot ?? (await import('./signatures/trust.ts')).trustRootOf(client, cache, now, stop, trustRepository),
          ...(onVerified === undefined ? {} : { onProgress: onVerified }),
        })
      : { verifications: new Map<Package, Verification>() };
    for (const [job, answer] of found) for (const pkg of job.packages) answers.set(pkg, answer);
    const closed = closedRegistry('not-asked', 'No registry was asked');
    const lookup: Registry['lookup'] = (pkg) => answers.get(pkg) ?? closed.lookup(pkg);
    const unverified = (pkg: Package): Verification => {
      const answer = lookup(pkg);
      return 'unavailable' in answer ? { failures: [], unknown: [answer.unavailable] } : closed.verificationOf(pkg);
    };
    return {
      lookup,
      verificationOf: (pkg) => verifications.get(pkg) ?? unverified(pkg),
      ...(trust === undefined ? {} : { trust }),
    };
  } finally {
    connections.close();
  }
};

/** Whether an answer leaves out what the long form says, and anything of the package changed since. */
const lacksDates = (found: Fetched | undefined, since: number): boolean => {
  if (found === undefined || 'unavailable' in found) return false;
  const releases = [...found.versions.values()];
  const whole = releases.some(({ published }) => published !== undefined) && releases.some(({ provenance }) => provenance !== undefined);
  return !whole && (found.modified === undefined || Date.parse(found.modified) >= since);
};

/** Whether an answer leaves out who published what, and that matters of one of the packages. */
const lacksPublishers = (found: Fetched | undefined, { packages }: Job, publishersOf: ReadonlySet<Package> | undefined): boolean =>
  found !== undefined &&
  !('unavailable' in found) &&
  [...found.versions.values()].every(({ publisher }) => publisher === undefined) &&
  packages.some((pkg) => publishersOf?.has(pkg));
