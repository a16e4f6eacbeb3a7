import type { Facts } from './facts.ts';
import { iam } from './iam/iam.ts';
import { languages } from './languages.ts';
import { layerPublishers } from './layer-publishers.ts';
import { popular } from './popular.ts';
import { closedRegistry } from './registry/closed.ts';
import { runtimes } from './runtimes.ts';

/** The tables that parapet ships with. */
export const shippedFacts = { runtimes, languages, layerPublishers, iam, popular } satisfies Facts;

/** The tables that parapet ships with; what has to be looked up is not at hand. */
export const loadFacts = (): Facts => ({
  ...shippedFacts,
  registry: closedRegistry('not-loaded', 'No package was looked up in a registry'),
});
