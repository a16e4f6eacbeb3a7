import type { Origin } from './inventory.ts';

/** OSV's name of an ecosystem (https://ossf.github.io/osv-schema/#affectedpackage-field). */
export type Ecosystem = 'npm' | 'PyPI' | 'crates.io' | 'Go' | 'Maven' | 'RubyGems' | 'NuGet' | 'Packagist';

/** Who asks for a package, and in which versions. */
export interface Requirement {
  /** The name of a manifest's project, or the purl of a package. */
  readonly by: string;
  /** As it is written, in the ecosystem's words: `^1.2.0`. Absent where it is an address, or where nobody says. */
  readonly range?: string;
}

/** A package as a lockfile or an SBOM names it. */
export interface Package {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** As OSV has it: a Go module's without its `v`, Composer's as the lockfile writes it. */
  readonly version?: string;
  /** Package URL (https://github.com/package-url/purl-spec). */
  readonly purl: string;
  readonly source: 'registry' | 'git' | 'url' | 'file' | 'workspace' | 'link';
  /** Subresource integrity, as the lockfile writes it; of several archives, any of which may be the one installed, all. */
  readonly integrity?: string;
  /** Other hashes than `integrity` that the same lockfile gives it at other places. */
  readonly otherIntegrity?: readonly string[];
  /** The address that the lockfile resolved it to. */
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly direct?: boolean;
  /** The purls of what it depends on. */
  readonly dependencies?: readonly string[];
  /**
   * Ways from a manifest to the package, the shortest first: names, from the project's (or a workspace's) to the package's own. At most
   * three of many, as there may be millions.
   */
  readonly paths?: readonly (readonly string[])[];
  /**
   * Where manifests ask for the direct dependencies that `paths` go through (or for the package itself): what a user would change. The
   * lines of `package.json`, as far as it could be read; each once, in the order of `paths`. Checks take `requiredHere` as related places.
   */
  readonly requiredBy?: readonly Origin[];
  /** Everybody who asks for it; absent where neither the lockfile nor a manifest says for which versions. */
  readonly requirements?: readonly Requirement[];
  /** Whether it runs a script when it is installed; absent where the lockfile does not tell of scripts. */
  readonly installScript?: boolean;
  /** The maintainers' word on why it is deprecated, as far as the lockfile says so. */
  readonly deprecated?: string;
  /** The licence, as far as the lockfile says it; mostly an expression of SPDX (https://spdx.org/licenses/). */
  readonly license?: string;
  /** It comes inside another package's archive, which is why it has no address or hash of its own. */
  readonly bundled?: boolean;
  /** What locks it has no place for a hash, or a hash of another thing: that it has none is nobody's fault. */
  readonly unhashed?: boolean;
  readonly origin: Origin;
}
