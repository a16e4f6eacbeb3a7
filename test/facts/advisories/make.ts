import type { Version } from '../../../src/facts/advisories/match.ts';
import type { Affected, RangeEvent } from '../../../src/facts/advisories/osv.ts';

/** One version of an npm package. */
export const npm = (version: string, name = 'left'): Version => ({ ecosystem: 'npm', name, version });

/** An entry about an npm package with one range. */
export const ranged = (events: readonly RangeEvent[], rest: Partial<Affected> = {}): Affected => ({
  package: { ecosystem: 'npm', name: 'left' },
  ranges: [{ type: 'SEMVER', events }],
  ...rest,
});
