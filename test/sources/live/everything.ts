import type { Call } from '../../../src/sources/live/call.ts';
import { calls } from '../../../src/sources/live/collectors.ts';
import type { Planned } from '../../../src/sources/live/plan.ts';

/** What looks at everything that some calls give. */
export const lookingAt = (some: readonly Call[]): Planned => {
  const reads: Record<string, string[]> = {};
  const observes: Record<string, string[]> = {};
  for (const { gives, tells = {} } of some) {
    for (const [type, properties] of Object.entries(gives)) reads[type] = [...(reads[type] ?? []), ...properties];
    for (const [type, attributes] of Object.entries(tells)) observes[type] = [...(observes[type] ?? []), ...attributes];
  }
  return { id: 'everything', sources: ['live'], reads, observes };
};

/** What looks at everything that the live source gives. */
export const EVERYTHING: Planned = lookingAt(calls);
