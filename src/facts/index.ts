import type { Facts } from './facts.ts';
import { runtimes } from './runtimes.ts';

/** The tables that parapet ships with. */
export const loadFacts = (): Facts => ({ runtimes });
