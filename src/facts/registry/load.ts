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
  const { env, own, settingsFor, cache, time, onProgress, limits = LIMITS, patience = PATIENCE, now = Date.now } = options;
  const answers = new Map<Package, Fetched | Promise<Fetched>>();
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

  const queue = [...jobs.values()].sort((a, b) => Number(b.direct) - Number(a.direct));
  const stops = { direct: AbortSignal.timeout(time.direct), others: AbortSignal.timeout(time.others) };
  // Each request in flight listens.
  setMaxListeners(0, stops.direct, stops.others);
  let done = 0;
  const work = async (): Promise<void> => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      const found = await look(job.asked, job.direct ? stops.direct : stops.others);
      for (const pkg of job.packages) answers.set(pkg, found);
      onProgress?.(++done, job.asked.name);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(PARALLEL, queue.length) }, work));
  } finally {
    connections.close();
  }
  const unasked: UnknownReason = { kind: 'missing-fact', fact: 'registry', why: 'not-asked', message: 'No registry was asked' };
  return { lookup: (pkg) => (answers.get(pkg) as Fetched | undefined) ?? { unavailable: unasked } };
};
