import type { Anchor, Field, Reads, Resource } from '../../check.ts';
import { alternativesOf, matchesGlob } from '../../glob.ts';
import type { RenovateManager } from '../../model/repository.ts';
import { folderOf, textOf } from '../repository-files.ts';

/** What a check reads to see which upgrades are automated. */
export const BOT_READS = {
  dependabot: ['updates', 'multi-ecosystem-groups'],
  renovate: [
    ...(['extends', 'enabled', 'enabledManagers', 'ignorePaths', 'includePaths', 'packageRules'] as const),
    ...(['npm', 'bun', 'pip_requirements', 'pip-compile', 'pipenv', 'poetry', 'pep621', 'cargo', 'gomod', 'bundler'] as const),
    ...(['composer', 'maven', 'gradle', 'nuget', 'github-actions', 'dockerfile'] as const),
  ],
} as const satisfies Reads;

export type Dependabot = Resource<'dependabot', 'updates' | 'multi-ecosystem-groups'>;
export type Renovate = Resource<'renovate', (typeof BOT_READS)['renovate'][number]>;

/** Something whose versions a bot can raise, in the words of both. */
export interface Upgradable {
  /** From the repository's folder. */
  readonly path: string;
  /** Dependabot's ecosystems that read it. */
  readonly ecosystems: readonly string[];
  /** Renovate's managers that read it. */
  readonly managers: readonly RenovateManager[];
}

/** What a bot says of something: it raises it, it does not and why not, or nobody can tell. */
export type Coverage =
  | { readonly kind: 'covered' }
  | { readonly kind: 'not'; readonly at: Anchor | undefined; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** A folder as Dependabot writes it, without the slashes around it. */
const plainFolder = (folder: string): string => folder.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, '');

/** Alternatives of a glob that are looked at, and signs of it: more than anybody writes. */
const MAX_GLOBS = 200;
const MAX_GLOB = 1_000;

const isLike = (glob: string, path: string): boolean =>
  alternativesOf([glob.slice(0, MAX_GLOB)], MAX_GLOBS).some((each) => matchesGlob(each, path));

const textsIn = (list: Field<readonly string[]>): readonly string[] =>
  list.form === 'list'
    ? list.items().flatMap((item) => textOf(item) ?? [])
    : list.form === 'scalar'
      ? [textOf(list as unknown as Field<string>) ?? '']
      : [];

/** Whether a folder is one of those of an entry: `directory` takes no glob, `directories` does. */
const holdsFolder = (update: Field<{ readonly directory?: string; readonly directories?: readonly string[] }>, folder: string): boolean => {
  const directory = textOf(update.get('directory'));
  if (directory !== undefined && plainFolder(directory) === folder) return true;
  return textsIn(update.get('directories')).some((glob) => isLike(plainFolder(glob), folder));
};

/** https://docs.github.com/code-security/reference/supply-chain-security/dependabot-options-reference */
export const dependabotCoverage = (dependabot: Dependabot, { path, ecosystems }: Upgradable): Coverage => {
  const folder = path.startsWith('.github/workflows/') ? '' : folderOf(path);
  let why: Coverage | undefined;
  for (const update of dependabot.get('updates').items()) {
    const ecosystem = textOf(update.get('package-ecosystem'));
    if (ecosystem === undefined || !ecosystems.includes(ecosystem) || !holdsFolder(update, folder)) continue;
    const not = (at: Anchor | undefined, reason: string): void => {
      why = { kind: 'not', at: at ?? update, why: reason };
    };
    const limit = update.get('open-pull-requests-limit');
    const group = textOf(update.get('multi-ecosystem-group'));
    const ignoresAll = update
      .get('ignore')
      .items()
      .find(
        (each) =>
          textOf(each.get('dependency-name')) === '*' &&
          each.get('versions').state === 'absent' &&
          each.get('update-types').state === 'absent',
      );
    if (textOf(limit) === '0') not(limit, 'its entry of Dependabot has a limit of 0, which turns upgrades off');
    else if (update.get('schedule').get('interval').state === 'absent' && group === undefined)
      not(undefined, 'its entry of Dependabot has no schedule');
    else if (ignoresAll !== undefined) not(ignoresAll, 'its entry of Dependabot ignores every dependency');
    else if (textsIn(update.get('exclude-paths')).some((glob) => isLike(plainFolder(glob), path)))
      not(update.get('exclude-paths'), 'its entry of Dependabot leaves its path out');
    else return { kind: 'covered' };
  }
  return why ?? { kind: 'not', at: undefined, why: `no entry of ${dependabot.id} has its ecosystem and folder` };
};

/** Presets that ship with Renovate and turn something on, and those that leave paths out: https://docs.renovatebot.com/presets-config/ */
const SHIPPED =
  /^(?::|config:|group:|schedule:|helpers:|workarounds:|replacements:|monorepo:|security:|docker:|npm:|packages:|customManagers:|mergeConfidence:|preview:|default:|abandonments:|global:)/;
const IGNORES_TESTS =
  /^(?:config:(?:recommended|best-practices|base|js-app|js-lib|semverAllMonthly|semverAllWeekly)|:ignoreModulesAndTests)$/;
const MODULES_AND_TESTS = [
  '**/node_modules/**',
  '**/bower_components/**',
  '**/vendor/**',
  '**/examples/**',
  '**/__tests__/**',
  '**/test/**',
  '**/tests/**',
  '**/__fixtures__/**',
];

/** https://docs.renovatebot.com/configuration-options/ */
export const renovateCoverage = (renovate: Renovate, { path, managers }: Upgradable): Coverage => {
  const not = (at: Anchor | undefined, why: string): Coverage => ({ kind: 'not', at, why });
  const presets = textsIn(renovate.get('extends'));
  const enabled = renovate.get('enabled');
  if (textOf(enabled) === 'false' || presets.includes(':disableRenovate')) return not(enabled, 'Renovate is switched off');
  const own = managers.map((manager) => renovate.get(manager).get('enabled')).find((each) => textOf(each) === 'false');
  if (own !== undefined) return not(own, 'Renovate is told to leave its package manager alone');
  const chosen = renovate.get('enabledManagers');
  if (chosen.form === 'list' && !textsIn(chosen).some((manager) => managers.includes(manager as RenovateManager)))
    return not(chosen, `Renovate is told to look at ${textsIn(chosen).join(', ')} alone`);
  const included = textsIn(renovate.get('includePaths'));
  if (included.length > 0 && !included.some((glob) => isLike(glob, path)))
    return not(renovate.get('includePaths'), 'Renovate is told to look elsewhere');
  const ignored = renovate.get('ignorePaths');
  const leftOut =
    ignored.form === 'list'
      ? textsIn(ignored).some((glob) => path.includes(glob) || isLike(glob, path))
      : presets.some((preset) => IGNORES_TESTS.test(preset)) && MODULES_AND_TESTS.some((glob) => isLike(glob, path));
  if (leftOut) return not(ignored.form === 'list' ? ignored : undefined, 'Renovate is told to leave its path out');
  const rules = renovate.get('packageRules');
  for (const rule of rules.form === 'list' ? rules.items() : []) {
    if (
      textOf(rule.get('enabled')) !== 'false' ||
      rule.get('matchDepTypes').state !== 'absent' ||
      rule.get('matchUpdateTypes').state !== 'absent'
    )
      continue;
    const names = [...textsIn(rule.get('matchPackageNames')), ...textsIn(rule.get('matchPackagePatterns'))];
    const files = textsIn(rule.get('matchFileNames'));
    const meant = textsIn(rule.get('matchManagers'));
    if (
      names.some((name) => name !== '*' && name !== '.*' && name !== '**') ||
      (files.length === 0 && meant.length === 0 && names.length === 0)
    )
      continue;
    if (
      (files.length === 0 || files.some((glob) => isLike(glob, path))) &&
      (meant.length === 0 || meant.some((manager) => managers.includes(manager as RenovateManager)))
    )
      return not(rule, 'a rule of Renovate switches it off');
  }
  const foreign = presets.find((preset) => !SHIPPED.test(preset.replace(/\(.*$/s, '')));
  return foreign === undefined ? { kind: 'covered' } : { kind: 'unknown', why: `what the preset ${foreign} says` };
};
