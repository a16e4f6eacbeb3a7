import type { Package } from '../../../model/package.ts';
import { openAddress } from '../address.ts';
import { isMembers, type Members, memberIn, membersIn, textIn } from '../members.ts';

/** Longer addresses are none. */
const MAX_LENGTH = 2_048;

/** An address without what its spellings differ in. */
const bareUrl = (url: string): string => url.slice(0, MAX_LENGTH).replace(/(?:\.git)?\/*$/, '');

/** The repositories of version control that a manifest names: their packages come from there, though their entries look like any other. */
export const versionControlled = (manifest: Members | undefined): ReadonlySet<string> => {
  const given = manifest === undefined ? undefined : memberIn(manifest, 'repositories');
  const list = Array.isArray(given) ? given : isMembers(given) ? Object.values(given) : [];
  const urls = list.flatMap((one) =>
    isMembers(one) && /^(?:vcs|git|github|gitlab|bitbucket|git-bitbucket|hg|svn|fossil)$/.test(textIn(one, 'type') ?? '')
      ? (textIn(one, 'url') ?? [])
      : [],
  );
  return new Set(urls.map(bareUrl));
};

/** Where a package comes from: Packagist's come from git hosts as well, and have an archive. */
export const sourceOf = (entry: Members, repositories: ReadonlySet<string>): Package['source'] => {
  const dist = membersIn(entry, 'dist');
  const from = textIn(membersIn(entry, 'source'), 'url');
  if (textIn(dist, 'type') === 'path') return 'link';
  if (from !== undefined && repositories.has(bareUrl(from))) return 'git';
  return textIn(dist, 'url') === undefined && from !== undefined ? 'git' : 'registry';
};

/** `abandoned` is true, or names what to use in its place. */
export const abandonedIn = (entry: Members): string | undefined => {
  const abandoned = memberIn(entry, 'abandoned');
  if (abandoned === true) return 'The package is abandoned';
  return typeof abandoned === 'string' && abandoned !== '' ? `The package is abandoned, use ${abandoned} instead` : undefined;
};

/** The address of its archive, else of its repository with the commit. */
export const addressOf = (entry: Members): string | undefined => {
  const dist = membersIn(entry, 'dist');
  const from = membersIn(entry, 'source');
  const reference = textIn(from, 'reference');
  const url = textIn(dist, 'url');
  if (url !== undefined) return openAddress(url);
  const repository = textIn(from, 'url');
  return repository === undefined ? undefined : openAddress(`${repository}${reference === undefined ? '' : `#${reference}`}`);
};

/** Any of several may be chosen: https://getcomposer.org/doc/04-schema.md#license */
export const licenseIn = (entry: Members): string | undefined => {
  const license = memberIn(entry, 'license');
  const all = (Array.isArray(license) ? license : [license]).filter((one) => typeof one === 'string');
  return all.length === 0 ? undefined : all.join(' OR ');
};
