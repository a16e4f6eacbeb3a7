import type { Ecosystem } from '../../model/package.ts';
import { byPep440 } from './pep440.ts';
import { byRubygems } from './rubygems.ts';
import { bySemver, ofCargo, ofComposer } from './semver.ts';

const MAX_LENGTH = 256;

/**
 * Whether a range, as a manifest or a package writes it, takes a version. `undefined` where nobody can say: a tag's name, a range that
 * cannot be read, an ecosystem whose ranges are not known here.
 */
export const allows = (ecosystem: Ecosystem, range: string, version: string): boolean | undefined => {
  if (range.length > MAX_LENGTH || version.length > MAX_LENGTH) return undefined;
  switch (ecosystem) {
    case 'npm':
      return bySemver(range, version);
    case 'crates.io':
      return bySemver(ofCargo(range), version);
    case 'Packagist':
      // A stability (`-RC1`, `-patch1`) is not what it is to Semantic Versioning.
      return /^v?[\d.]+$/i.test(version) ? bySemver(ofComposer(range), version.replace(/^v/i, '')) : undefined;
    case 'PyPI':
      return byPep440(range, version);
    case 'RubyGems':
      return byRubygems(range, version);
    default:
      return undefined;
  }
};
