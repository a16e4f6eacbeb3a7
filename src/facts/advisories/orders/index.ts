import type { Ecosystem } from '../../../model/package.ts';
import type { VersionOrder } from './order.ts';
import { pep440 } from './pep440.ts';
import { semver } from './semver.ts';

/** The order of an ecosystem's versions, `undefined` where parapet does not know it. */
export const orderOf = (ecosystem: Ecosystem): VersionOrder | undefined => {
  switch (ecosystem) {
    case 'npm':
    case 'Go':
    case 'crates.io':
      return semver;
    case 'PyPI':
      return pep440;
    default:
      return undefined;
  }
};
