import { intersects, satisfies, validRange } from 'semver';
import type { Node } from '../node.ts';
import { setting } from './service.ts';

/** The last open release, which a range that stays below version 4 takes. */
const LAST_OPEN = '3.40.0';

/** Which release deploys a service: the last open one, another of version 3, or one of version 4 or that nothing tells. */
export type Release = 'last-open' | 'third' | 'other';

/** What `frameworkVersion` says of the release. https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml#root-properties */
export const releaseOf = (root: Node): Release => {
  const said = setting(root, 'frameworkVersion');
  const range = said?.kind === 'scalar' && said.value !== null ? validRange(String(said.value)) : null;
  if (range === null || intersects(range, '>=4') || !intersects(range, '>=3')) return 'other';
  return satisfies(LAST_OPEN, range) ? 'last-open' : 'third';
};
