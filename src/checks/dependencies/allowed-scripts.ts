import type { Context, Field, Reads, Resource } from '../../check.ts';
import type { Package } from '../../model/package.ts';
import type { SettingsTree } from '../../model/repository.ts';
import { folderOf, isAbove, pathOf, textOf } from '../repository-files.ts';
import { reaches } from './manager-settings.ts';

/** What a check reads to know which packages may run scripts when they are installed. */
export const SCRIPT_READS = {
  lockfile: ['Manager'],
  manifest: ['InstallScripts', 'PackageManager'],
  'package-settings': ['Manager', 'Settings'],
} as const satisfies Reads;

type Around = Pick<Context<typeof SCRIPT_READS>, 'resources'>;
type Settings = Resource<'package-settings', 'Manager' | 'Settings'>;
type Manifest = Resource<'manifest', 'InstallScripts' | 'PackageManager'>;

/** A package that may run its script, or may not: `esbuild`, `esbuild@0.25.0 || 0.25.1`. */
interface Rule {
  readonly key: string;
  readonly allowed: boolean;
}

/** What holds for the packages of one lockfile. */
export interface ScriptRules {
  readonly rules: readonly Rule[];
  /** What no rule names does not run. */
  readonly closed: boolean;
}

const isOn = (field: Field<string | boolean>): boolean => /^(?:true|1)$/i.test(textOf(field) ?? '');

const below = (at: Field<SettingsTree>, ...keys: readonly string[]): Field<string> => {
  let field = at;
  for (const key of keys) if (field.form === 'object') field = field.get(key);
  return field as unknown as Field<string>;
};

const listed = (list: Field<string>, allowed: boolean): readonly Rule[] =>
  (list.form === 'list' ? (list as unknown as Field<readonly string[]>).items() : [])
    .flatMap((item) => textOf(item) ?? [])
    .map((key) => ({ key, allowed }));

const mapped = (map: Field<string>): readonly Rule[] =>
  (map.form === 'object' ? (map as unknown as Field<Readonly<Record<string, boolean>>>).entries() : []).flatMap(([key, value]) =>
    value.state === 'known' ? [{ key, allowed: isOn(value) }] : [],
  );

const has = (field: Field<string>): boolean => field.state !== 'absent';

/** pnpm's lists, of its own file or in the manifest: https://pnpm.io/settings#allowbuilds */
const ofPnpm = (at: Field<SettingsTree>): ScriptRules => ({
  rules: [
    ...listed(below(at, 'onlyBuiltDependencies'), true),
    ...mapped(below(at, 'allowBuilds')),
    ...listed(below(at, 'neverBuiltDependencies'), false),
    ...listed(below(at, 'ignoredBuiltDependencies'), false),
  ],
  closed: has(below(at, 'onlyBuiltDependencies')) || has(below(at, 'allowBuilds')),
});

/** https://docs.npmjs.com/cli/v12/commands/npm-approve-scripts; the names of LavaMoat's are ways: `a>b>c` (https://github.com/LavaMoat/LavaMoat/tree/main/packages/allow-scripts). */
const ofManifest = (manifest: Manifest): ScriptRules => {
  const said = manifest.get('InstallScripts');
  const version = /^npm@(\d+)\.(\d+)/.exec(textOf(manifest.get('PackageManager')) ?? '');
  const pnpm = said.form === 'object' ? ofPnpm(said.get('pnpm')) : { rules: [], closed: false };
  const ways = mapped(below(said, 'lavamoat', 'allowScripts')).map(({ key, allowed }) => ({
    key: key.slice(key.lastIndexOf('>') + 1),
    allowed,
  }));
  return {
    rules: [...mapped(below(said, 'allowScripts')), ...listed(below(said, 'trustedDependencies'), true), ...ways, ...pnpm.rules],
    // Since version 12 npm runs none that is not approved.
    closed: pnpm.closed || (version !== null && reaches([Number(version[1]), Number(version[2])], [12, 0])),
  };
};

const ofSettings = (file: Settings): ScriptRules => {
  const settings = file.get('Settings');
  const manager = textOf(file.get('Manager'));
  if (manager === 'pnpm') return ofPnpm(settings);
  if (manager !== 'npm' && manager !== 'yarn-classic') return { rules: [], closed: false };
  return { rules: [], closed: isOn(below(settings, 'ignore-scripts')) || isOn(below(settings, 'strict-allow-scripts')) };
};

/** The rules of all files of a repository. A function of the module, for `common`. */
export const scriptRulesIn = ({ resources }: Around) => {
  const manifests = resources('manifest').map((one) => ({ folder: folderOf(pathOf(one)), rules: ofManifest(one) }));
  const settings = resources('package-settings').map((one) => ({ folder: folderOf(pathOf(one)), rules: ofSettings(one) }));
  const paths = new Map(resources('lockfile').map((one) => [one.id, pathOf(one)]));
  return { manifests, settings, paths };
};

/** What holds for a lockfile: the manifest beside it, and the settings at and above it. */
export const rulesFor = (all: ReturnType<typeof scriptRulesIn>, file: string | undefined): ScriptRules => {
  const path = file === undefined ? undefined : all.paths.get(file);
  if (path === undefined) return { rules: [], closed: false };
  const holding = [
    ...all.manifests.filter(({ folder }) => folder === folderOf(path)),
    ...all.settings.filter(({ folder }) => isAbove(folder, path)),
  ].map(({ rules }) => rules);
  return { rules: holding.flatMap(({ rules }) => rules), closed: holding.some(({ closed }) => closed) };
};

/** Whether a key names a package: all of its versions, or some. */
const names = (key: string, { name, version }: Package): boolean => {
  const at = key.indexOf('@', 1);
  if (at < 0) return key === name;
  const versions = key
    .slice(at + 1)
    .split('||')
    .map((one) => one.trim());
  return key.slice(0, at) === name && versions.some((one) => one === '*' || one === version);
};

/** Whether a package is kept from running its script, or is allowed to by name: either way somebody has decided. */
export const isDecided = (pkg: Package, { rules, closed }: ScriptRules): boolean => closed || rules.some(({ key }) => names(key, pkg));
