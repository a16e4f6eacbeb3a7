import type { Ecosystem, Package } from './package.ts';

/** The hosts of each ecosystem's public registry, which advisories speak of; with a path where the host has other things as well. */
const PUBLIC: Readonly<Partial<Record<Ecosystem, readonly string[]>>> = {
  npm: ['registry.npmjs.org', 'registry.yarnpkg.com'],
  PyPI: ['pypi.org', 'files.pythonhosted.org', 'pypi.python.org'],
  'crates.io': ['crates.io', 'static.crates.io', 'index.crates.io', 'github.com/rust-lang/crates.io-index'],
  RubyGems: ['rubygems.org', 'index.rubygems.org'],
  NuGet: ['api.nuget.org', 'www.nuget.org'],
  Maven: ['repo.maven.apache.org', 'repo1.maven.org'],
};

/** An address that leads to a registry, from its host on. */
const placeOf = (address: string): string | undefined =>
  /^(?:(?:registry|sparse)\+)?https?:\/\/(?:[^/?#@]*@)?([^?#]+)/i.exec(address)?.[1]?.toLowerCase();

/** The registry that a lockfile names for a package: its host, `public` for the one of the ecosystem; `undefined` where it names none. */
export const registryOf = ({ ecosystem, resolved }: Package): string | undefined => {
  const place = resolved === undefined ? undefined : placeOf(resolved);
  if (place === undefined) return undefined;
  const host = place.replace(/[/:].*$/s, '');
  const isPublic = PUBLIC[ecosystem]?.some((known) => known === host || place === known || place.startsWith(`${known}/`)) === true;
  return isPublic ? 'public' : host;
};

/** Whether a host is that of an ecosystem's public registry. */
export const isPublicHost = (ecosystem: Ecosystem, host: string | undefined): boolean =>
  host !== undefined && PUBLIC[ecosystem]?.includes(host) === true;

/** The registry's host that a package was resolved to, where it is another than the public one. It may be a mirror of it. */
export const privateRegistryOf = (pkg: Package): string | undefined => {
  if (pkg.source !== 'registry' || PUBLIC[pkg.ecosystem] === undefined) return undefined;
  const registry = registryOf(pkg);
  return registry === 'public' ? undefined : registry;
};
