import { setMaxListeners } from 'node:events';
import { connectionsOf, type Limits } from '../../http/connections.ts';
import { PATIENCE, type Patience } from '../../http/patient.ts';
import type { Package } from '../../model/package.ts';
import type { UnknownReason } from '../../model/value.ts';
import type { Registry } from '../facts.ts';
import { cacheIn, noCache } from './cache.ts';
import { type Asked, clientOf, type Fetched } from './client.ts';
import { questionFor } from './question.ts';
import { routeOf } from './route.ts';
import type { Settings } from './settings.ts';

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
  /** Told how many names were looked up, and which was the last. */
  readonly onProgress?: (done: number, name: string) => void;
  readonly limits?: Limits;
  readonly patience?: Patience;
  readonly now?: () => number;
}

/** Requests at a time. */
const PARALLEL = 16;

const LIMITS: Limits = { connect: 3_000, idle: 10_000, total: 30_000, bytes: 64 << 20 };

/** Asks the registries about each package once, and hands out what they said. */
export const loadRegistry = async (packages: readonly Package[], options: RegistryOptions): Promise<Registry> => {
  const { env, own, settingsFor, cache, time, datesSince, onProgress, limits = LIMITS, patience = PATIENCE, now = Date.now } = options;
  const answers = new Map<Package, Fetched>();
  const route = await routeOf(own, env);
  if ('refused' in route) {
    const unavailable: UnknownReason = { kind: 'missing-fact', fact: 'registry', why: 'registry-refused', message: route.refused };
    return { lookup: () => ({ unavailable }) };
  }

  const connections = connectionsOf(route, limits, PARALLEL);
  const look = clientOf(connections, cache === undefined ? noCache : cacheIn(cache), now, patience);
  const jobs = new Map<string, { readonly asked: Asked; direct: boolean; readonly packages: Package[] }>();
  for (const pkg of packages) {
    const question = questionFor(pkg, settingsFor(pkg));
    if ('unavailable' in question) {
      answers.set(pkg, question);
      continue;
    }
    // Two projects may come to one registry with different credentials.
    const key = `${question.url.href}\n${question.authorize(question.url) ?? ''}`;
    const job = jobs.get(key) ?? { asked: question, direct: false, packages: [] };
    job.packages.push(pkg);
    job.direct ||= pkg.direct === true;
    jobs.set(key, job);
  }

  const ordered = [...jobs.values()].sort((a, b) => Number(b.direct) - Number(a.direct));
  const stops = { direct: AbortSignal.timeout(time.direct), others: AbortSignal.timeout(time.others) };
  // Each request in flight listens.
  setMaxListeners(0, stops.direct, stops.others);
  let done = 0;
  type Job = (typeof ordered)[number];
  const first = new Map<Job, Fetched>();
  const stopOf = ({ direct }: Job): AbortSignal => (direct ? stops.direct : stops.others);
  const askShortly = async (job: Job): Promise<void> => {
    const found = await look(job.asked, stopOf(job));
    first.set(job, found);
    for (const pkg of job.packages) answers.set(pkg, found);
    onProgress?.(++done, job.asked.name);
  };
  const askAtLength = async (job: Job): Promise<void> => {
    const [short, long] = [first.get(job), await look(job.asked, stopOf(job), 'long')];
    const found = short !== undefined && 'versions' in short && 'unavailable' in long ? { ...short, undated: long.unavailable } : long;
    for (const pkg of job.packages) answers.set(pkg, found);
  };
  try {
    await sideBySide(ordered, askShortly);
    if (datesSince !== undefined) {
      const more = ordered.filter((job) => lacksDates(first.get(job), datesSince));
      await sideBySide(more, askAtLength);
    }
  } finally {
    connections.close();
  }
  const unasked: UnknownReason = { kind: 'missing-fact', fact: 'registry', why: 'not-asked', message: 'No registry was asked' };
  return { lookup: (pkg) => answers.get(pkg) ?? { unavailable: unasked } };
};

/** Does the work of a list in its order, as much at a time as there may be requests. */
const sideBySide = async <T>(jobs: readonly T[], work: (job: T) => Promise<void>): Promise<void> => {
  const queue = [...jobs];
  const next = async (): Promise<void> => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await work(job);
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, queue.length) }, next));
};

/** Whether an answer leaves out what the long form says, and anything of the package changed since. */
const lacksDates = (found: Fetched | undefined, since: number): boolean => {
  if (found === undefined || 'unavailable' in found) return false;
  const releases = [...found.versions.values()];
  const whole = releases.some(({ published }) => published !== undefined) && releases.some(({ provenance }) => provenance !== undefined);
  return !whole && (found.modified === undefined || Date.parse(found.modified) >= since);
};
