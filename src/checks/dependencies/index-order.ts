import type { Field, Resource } from '../../check.ts';
import type { SettingsTree } from '../../model/repository.ts';
import { textOf } from '../repository-files.ts';

type Settings = Resource<'package-settings', 'Manager' | 'Settings'>;

/** A setting by which a name may be taken from whichever index has it. */
export interface OpenOrder {
  readonly at: Field<string>;
  readonly message: string;
  readonly fix: string;
}

/** A setting by its way through tables; `undefined` where there is none. */
const below = (settings: Field<SettingsTree>, ...keys: readonly string[]): Field<string> | undefined => {
  let at: Field<SettingsTree> = settings;
  for (const key of keys) {
    if (at.form !== 'object') return undefined;
    at = at.get(key) as Field<SettingsTree>;
  }
  return at.state === 'absent' ? undefined : (at as unknown as Field<string>);
};

/** The setting, and what it says. */
const textBelow = (settings: Field<SettingsTree>, ...keys: readonly string[]) => {
  const at = below(settings, ...keys);
  const text = at === undefined ? undefined : textOf(at)?.trim();
  return at === undefined || text === undefined || text === '' ? undefined : { at, text };
};

const tables = (at: Field<string> | undefined): readonly Field<SettingsTree>[] =>
  at?.form === 'list' ? (at as unknown as Field<readonly SettingsTree[]>).items().filter((item) => item.form === 'object') : [];

/** What to do about several indexes of pip's. */
export const PIP_FIX =
  'Take one index that serves both, hold the requirements to hashes, or use an index for named packages only (uv, Poetry).';

/** https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-extra-index-url: all indexes are one, and the highest version wins. */
const ofPip = (settings: Field<SettingsTree>): readonly OpenOrder[] =>
  ['global', 'install', 'download', 'wheel'].flatMap((section) => {
    const extra = textBelow(settings, section, 'extra-index-url');
    const message = 'pip takes each package from whichever index has the highest version (extra-index-url)';
    return extra === undefined ? [] : [{ at: extra.at, message, fix: PIP_FIX }];
  });

/** https://docs.astral.sh/uv/concepts/indexes/#searching-across-multiple-indexes */
const ofUv = (settings: Field<SettingsTree>, ...keys: readonly string[]): readonly OpenOrder[] =>
  [textBelow(settings, ...keys, 'index-strategy'), textBelow(settings, ...keys, 'pip', 'index-strategy')].flatMap((strategy) =>
    strategy !== undefined && /^unsafe-(?:best|first)-match$/.test(strategy.text)
      ? [
          {
            at: strategy.at,
            message: `uv takes packages from whichever index has a fitting version (${strategy.text})`,
            fix: 'Leave index-strategy out (first-index), and name the index of each internal package in [tool.uv.sources].',
          },
        ]
      : [],
  );

/** https://python-poetry.org/docs/repositories/#supplemental-package-sources: asked after PyPI, which anybody can publish to. */
const ofPoetry = (settings: Field<SettingsTree>): readonly OpenOrder[] =>
  tables(below(settings, 'poetry', 'source')).flatMap((source) => {
    const priority = textBelow(source, 'priority');
    if (priority === undefined || !/^(?:supplemental|secondary)$/.test(priority.text) || below(source, 'url') === undefined) return [];
    const name = textBelow(source, 'name')?.text ?? 'this source';
    return [
      {
        at: priority.at,
        message: `Poetry asks PyPI before ${name} (${priority.text}): whoever publishes an internal name there is taken`,
        fix: 'Make the source explicit (priority = "explicit"), and name it at each package that comes from it.',
      },
    ];
  });

/** What a settings file of Python's says of the order of indexes. */
export const openOrdersIn = (file: Settings): readonly OpenOrder[] => {
  const settings = file.get('Settings');
  switch (textOf(file.get('Manager'))) {
    case 'pip':
      return ofPip(settings);
    case 'uv':
      return ofUv(settings);
    case 'pyproject':
      return [...ofUv(settings, 'uv'), ...ofPoetry(settings)];
    default:
      return [];
  }
};
