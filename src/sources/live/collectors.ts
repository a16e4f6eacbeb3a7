import type { Call, Collector } from './call.ts';
import { kms } from './kms/collector.ts';

/** Every service that parapet reads, one collector each. */
export const collectors: readonly Collector[] = [kms];

/** The calls of all collectors. */
export const calls: readonly Call[] = collectors.flatMap((collector) => collector.calls);
