import type { Package } from '../../model/package.ts';
import type { UnknownReason } from '../../model/value.ts';
import { authorizationFor, registryFor, type Settings } from './settings.ts';

/** What is asked about a package, or why it is not. */
export type Question =
  | {
      readonly name: string;
      readonly registry: URL;
      readonly url: URL;
      /** The credential for an address of this registry. */
      authorize(url: URL): string | undefined;
    }
  | { readonly unavailable: UnknownReason };

/** Lockfiles name the public registry where a mirror is meant: npm puts the configured host in its place (`replace-registry-host`). */
const PUBLIC_HOSTS: ReadonlySet<string> = new Set(['registry.npmjs.org', 'registry.yarnpkg.com', 'registry.npmjs.com']);

/** What npm takes for a name, of today and of old: https://github.com/npm/validate-npm-package-name */
const NAME = /^(?:@[^\s/@%?#\\:]{1,200}\/)?(?![._@])[^\s/@%?#\\:]{1,214}$/;

const closed = (why: string, message: string): Question => ({ unavailable: { kind: 'missing-fact', fact: 'registry', why, message } });

const hostOf = (address: string | undefined): string | undefined =>
  address !== undefined && /^https?:/i.test(address) && URL.canParse(address) ? new URL(address).host : undefined;

/**
 * Where a package is asked about. A name goes only to where npm would send it, and not to the public registry when the package came from
 * another: the names of an organization's own packages are nobody else's business.
 */
export const questionFor = ({ ecosystem, name, resolved }: Package, settings: Settings): Question => {
  if (ecosystem !== 'npm') return closed('not-supported', `The registry of ${ecosystem} is not looked up yet`);
  if (!NAME.test(name)) return { unavailable: { kind: 'malformed', expected: 'the name of an npm package' } };
  const choice = registryFor(name, settings);
  if ('refused' in choice) return closed('registry-refused', `No registry was asked: ${choice.refused}`);
  const { url: registry, named } = choice;
  const host = hostOf(resolved);
  if (host === undefined && !named && name.startsWith('@'))
    return closed('no-registry-named', 'No registry was asked: neither the lockfile nor a setting says which one the scope belongs to');
  if (host !== undefined && host !== registry.host && !PUBLIC_HOSTS.has(host))
    return closed('other-registry', `No registry was asked: the lockfile's packages come from ${host}, which no setting names for them`);
  // As npm spells it: some registries know no other form.
  const url = new URL(encodeURIComponent(name).replace(/^%40/, '@').replace('%2F', '%2f'), registry);
  return { name, registry, url, authorize: (address) => authorizationFor(address, settings) };
};
