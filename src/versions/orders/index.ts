import type { Ecosystem } from '../../model/package.ts';
import { go } from './go.ts';
import { maven } from './maven.ts';
import { nuget } from './nuget.ts';
import type { VersionOrder } from './order.ts';
import { packagist } from './packagist.ts';
import { pep440 } from './pep440.ts';
import { rubygems } from './rubygems.ts';
import { semver } from './semver.ts';

const ORDERS: Readonly<Record<Ecosystem, VersionOrder>> = {
  npm: semver,
  'crates.io': semver,
  Go: go,
  PyPI: pep440,
  RubyGems: rubygems,
  Maven: maven,
  NuGet: nuget,
  Packagist: packagist,
};

/** The order of an ecosystem's versions. */
export const orderOf = (ecosystem: Ecosystem): VersionOrder => ORDERS[ecosystem];
