import type { Severity } from './check.ts';

/** The worst first. In a file of its own, as the command's options need it and checks take long to load. */
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
