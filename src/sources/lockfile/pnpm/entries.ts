import { kindOfAddress, openAddress } from '../address.ts';
import type { Draft } from '../scopes.ts';
import { memberOf, textAt, type YamlValue } from '../yaml/tree.ts';
import type { Identity } from './keys.ts';

/** What an entry says of its package: itself, or by its key. */
export type Said = Omit<Draft, 'span' | 'dependencies' | 'optionally' | 'ranges'>;

/** An entry has what a resolution needs to be fetched: https://github.com/pnpm/spec/tree/master/lockfile */
export const packageIn = (entry: YamlValue | undefined, identity: Identity | undefined): Said => {
  const resolution = memberOf(entry, 'resolution');
  const resolved = addressIn(resolution);
  return {
    name: textAt(entry, 'name') ?? identity?.name ?? '',
    version: textAt(entry, 'version') ?? identity?.version,
    source: sourceOf(resolution, resolved, identity, textAt(entry, 'name') !== undefined),
    integrity: textAt(resolution, 'integrity'),
    resolved: resolved === undefined ? undefined : openAddress(resolved),
    dev: textAt(entry, 'dev') === 'true',
    optional: textAt(entry, 'optional') === 'true',
    installScript: textAt(entry, 'requiresBuild') === 'true',
    deprecated: textAt(entry, 'deprecated'),
    bundled: false,
  };
};

/** A registry's tarball is not named where it is where every registry has it. */
const addressIn = (resolution: YamlValue | undefined): string | undefined => {
  const repository = textAt(resolution, 'repo');
  if (repository !== undefined) return `${repository}#${textAt(resolution, 'commit') ?? ''}`;
  const folder = textAt(resolution, 'directory');
  return folder === undefined ? (textAt(resolution, 'tarball') ?? textAt(resolution, 'url')) : `file:${folder}`;
};

const sourceOf = (
  resolution: YamlValue | undefined,
  resolved: string | undefined,
  identity: Identity | undefined,
  named: boolean,
): Said['source'] => {
  if (textAt(resolution, 'repo') !== undefined || textAt(resolution, 'gitHosted') === 'true') return 'git';
  const place = identity?.place;
  const kind = kindOfAddress(resolved ?? place ?? '') ?? kindOfAddress(place ?? '');
  // A registry may keep its tarballs anywhere, but what comes from elsewhere has a key that names the place.
  if (identity !== undefined && place === undefined && !named) return 'registry';
  return kind ?? 'url';
};
