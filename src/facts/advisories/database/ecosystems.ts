import type { Ecosystem } from '../../../model/package.ts';

/** The ecosystems that lockfiles name packages of, in the order in which they are told of. */
const ALL: Readonly<Record<Ecosystem, true>> = {
  npm: true,
  PyPI: true,
  Go: true,
  Maven: true,
  RubyGems: true,
  NuGet: true,
  Packagist: true,
  'crates.io': true,
};

export const ECOSYSTEMS = Object.keys(ALL) as readonly Ecosystem[];
