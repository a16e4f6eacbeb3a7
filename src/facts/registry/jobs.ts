import type { Package } from '../../model/package.ts';
import type { Asked, Fetched } from './client.ts';
import { questionFor } from './question.ts';
import type { Settings } from './settings.ts';

/** A name at a registry, and the packages that it is asked about for. */
export interface Job {
  readonly asked: Asked;
  readonly packages: readonly Package[];
  readonly direct: boolean;
}

/** Requests at a time. */
export const PARALLEL = 16;

/** One job for each name at each registry, and the answers for packages that are asked about nowhere. */
export const jobsFor = (packages: readonly Package[], settingsFor: (pkg: Package) => Settings) => {
  const answers = new Map<Package, Fetched>();
  const jobs = new Map<string, Job & { readonly packages: Package[]; direct: boolean }>();
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
  return { answers, jobs: [...jobs.values()] };
};
