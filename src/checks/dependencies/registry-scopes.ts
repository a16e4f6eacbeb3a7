import type { Context, Field, Reads, Resource } from '../../check.ts';
import { isPublicHost } from '../../model/registries.ts';
import type { SettingsTree } from '../../model/repository.ts';
import { folderOf, isAbove, pathOf, textOf } from '../repository-files.ts';

/** What a check reads to know which registry the scopes of npm packages are mapped to, and which packages are the repository's own. */
export const SCOPE_READS = {
  lockfile: ['Manager'],
  manifest: ['Ecosystem', 'Name', 'Private', 'PublishConfig'],
  'package-settings': ['Manager', 'Settings'],
} as const satisfies Reads;

type Around = Pick<Context<typeof SCOPE_READS>, 'resources'>;

/** A registry by its host; `undefined` where only whoever installs knows which one. */
type Registry = string | undefined;

/** What a settings file, or the place that a package is published to, says of scopes. */
interface Mapping {
  readonly id: string;
  readonly folder: string;
  readonly byScope: ReadonlyMap<string, Registry>;
  /** The registry of everything else, if the file names one. */
  readonly others?: { readonly registry: Registry };
  /** It says where packages are published to, and not where they are fetched from. */
  readonly publishes?: true;
}

/** Where names of a repository come from, as its files have it. */
export interface Scopes {
  readonly mappings: readonly Mapping[];
  readonly paths: ReadonlyMap<string, string>;
  /** The manifests of packages that are never published, by their names. */
  readonly unpublished: ReadonlyMap<string, string>;
}

const hostIn = (text: string | undefined): Registry =>
  /^https?:\/\/(?:[^/@\s]*@)?([A-Za-z0-9.-]+)(?=[:/]|$)/.exec(text ?? '')?.[1]?.toLowerCase();

const entriesOf = (at: Field<SettingsTree>): readonly (readonly [string, Field<SettingsTree>])[] =>
  at.form === 'object' ? (at.entries() as readonly (readonly [string, Field<SettingsTree>])[]) : [];

const memberOf = (at: Field<SettingsTree>, key: string): Field<SettingsTree> | undefined =>
  entriesOf(at).find(([name]) => name === key)?.[1];

/** An address, or a table that has one: Bun takes both. */
const addressIn = (at: Field<SettingsTree> | undefined, key = 'url'): { readonly registry: Registry } | undefined => {
  const value = at?.form === 'object' ? memberOf(at, key) : at;
  return value === undefined || value.state === 'absent' ? undefined : { registry: hostIn(textOf(value as unknown as Field<string>)) };
};

const scoped = (name: string): string => (name.startsWith('@') ? name : `@${name}`);

const tableOf = (table: Field<SettingsTree> | undefined, key?: string): ReadonlyMap<string, Registry> =>
  new Map(
    (table === undefined ? [] : entriesOf(table)).flatMap(([name, value]) => {
      const address = addressIn(value, key);
      return address === undefined || name === 'default' ? [] : [[scoped(name), address.registry] as const];
    }),
  );

const withOthers = (address: { readonly registry: Registry } | undefined) => (address === undefined ? {} : { others: address });

/** In the words of each package manager. */
const READERS: Readonly<Record<string, (settings: Field<SettingsTree>) => Pick<Mapping, 'byScope' | 'others'>>> = {
  npm: (settings) => ({
    byScope: new Map(
      entriesOf(settings).flatMap(([key, value]) => {
        const scope = /^"?(@[^:"]+):registry"?$/.exec(key)?.[1];
        return scope === undefined ? [] : [[scope, addressIn(value)?.registry] as const];
      }),
    ),
    ...withOthers(addressIn(memberOf(settings, 'registry'))),
  }),
  yarn: (settings) => ({
    byScope: tableOf(memberOf(settings, 'npmScopes'), 'npmRegistryServer'),
    ...withOthers(addressIn(memberOf(settings, 'npmRegistryServer'))),
  }),
  pnpm: (settings) => {
    const registries = memberOf(settings, 'registries');
    return {
      byScope: tableOf(registries),
      ...withOthers(registries === undefined ? undefined : addressIn(memberOf(registries, 'default'))),
    };
  },
  bun: (settings) => {
    const install = memberOf(settings, 'install');
    return {
      byScope: tableOf(install === undefined ? undefined : memberOf(install, 'scopes')),
      ...withOthers(install === undefined ? undefined : addressIn(memberOf(install, 'registry'))),
    };
  },
};

const readerOf = (manager: string | undefined) => READERS[manager === 'yarn-classic' ? 'npm' : (manager ?? '')];

const ofManifest = (manifest: Resource<'manifest', 'Name' | 'PublishConfig'>): readonly Mapping[] => {
  const scope = /^(@[^/]+)\//.exec(textOf(manifest.get('Name')) ?? '')?.[1];
  const address = addressIn(manifest.get('PublishConfig') as unknown as Field<SettingsTree>, 'registry');
  if (scope === undefined || address?.registry === undefined) return [];
  return [{ id: manifest.id, folder: folderOf(pathOf(manifest)), byScope: new Map([[scope, address.registry]]), publishes: true }];
};

/** What all files of a repository say. A function of the module, for `common`. */
export const scopesIn = ({ resources }: Around): Scopes => {
  const manifests = resources('manifest').filter((one) => textOf(one.get('Ecosystem')) === 'npm');
  const settings = resources('package-settings').flatMap((file): readonly Mapping[] => {
    const said = readerOf(textOf(file.get('Manager')))?.(file.get('Settings'));
    return said === undefined ? [] : [{ id: file.id, folder: folderOf(pathOf(file)), ...said }];
  });
  return {
    mappings: [...settings, ...manifests.flatMap(ofManifest)],
    paths: new Map([...resources('lockfile'), ...manifests].map((one) => [one.id, pathOf(one)])),
    unpublished: new Map(
      manifests.flatMap((one) => (textOf(one.get('Private')) === 'true' ? [[textOf(one.get('Name')) ?? '', one.id] as const] : [])),
    ),
  };
};

/** The mappings that hold where a lockfile is. */
export const mappingsFor = ({ mappings, paths }: Scopes, file: string | undefined): readonly Mapping[] => {
  const path = paths.get(file ?? '');
  return path === undefined ? [] : mappings.filter(({ folder, publishes }) => publishes !== true && isAbove(folder, path));
};

/** Whether a mapping keeps names of a scope, or without one, from the public registry: to whatever it leads that is not known to be that. */
export const leadsElsewhere = (mapping: Mapping, scope: string | undefined): boolean => {
  const own = scope === undefined ? undefined : mapping.byScope.has(scope) ? { registry: mapping.byScope.get(scope) } : undefined;
  const said = own ?? mapping.others;
  return said !== undefined && !isPublicHost('npm', said.registry);
};

/** The file of a repository that maps a scope to a registry of its owner's, if one does. */
export const ownerOf = ({ mappings }: Scopes, scope: string): { readonly id: string; readonly host: string } | undefined => {
  for (const { id, byScope } of mappings) {
    const host = byScope.get(scope);
    if (host !== undefined && !isPublicHost('npm', host)) return { id, host };
  }
  return undefined;
};
