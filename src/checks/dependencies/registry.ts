import type { Ecosystem, Package } from '../../model/package.ts';

/** The hosts of each ecosystem's public registry, which advisories speak of. */
const PUBLIC: Readonly<Partial<Record<Ecosystem, readonly string[]>>> = {
  npm: ['registry.npmjs.org', 'registry.yarnpkg.com'],
  PyPI: ['pypi.org', 'files.pythonhosted.org', 'pypi.python.org'],
  'crates.io': ['crates.io', 'static.crates.io', 'index.crates.io', 'github.com'],
  RubyGems: ['rubygems.org', 'index.rubygems.org'],
  NuGet: ['api.nuget.org', 'www.nuget.org'],
  Maven: ['repo.maven.apache.org', 'repo1.maven.org'],
};

/** The registry's host that a package was resolved to, where it is another than the public one. It may be a mirror of it. */
export const privateRegistryOf = ({ ecosystem, source, resolved }: Package): string | undefined => {
  const known = PUBLIC[ecosystem];
  if (source !== 'registry' || known === undefined || resolved === undefined) return undefined;
  const host = /^(?:(?:registry|sparse)\+)?https?:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(resolved)?.[1]?.toLowerCase();
  return host === undefined || known.includes(host) ? undefined : host;
};
