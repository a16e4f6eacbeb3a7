import type { Severity } from '../check.ts';
import { type Config, type ConfigIgnore, defaultSettings, type Settings } from '../config.ts';
import { isDate } from '../date.ts';
import { UserError } from '../errors.ts';
import { clip } from '../reporters/escape.ts';
import { SEVERITIES } from '../severity.ts';
import { didYouMean } from '../suggest.ts';
import { type ConfigNode, type Position, type Problem, readYaml } from './yaml.ts';

const SECTIONS = ['checks', 'settings', 'ignores'];
const IGNORE_KEYS = ['check', 'resource', 'path', 'reason', 'until'];

type Report = (at: Position, message: string) => void;
type Read<T> = (node: ConfigNode, name: string, report: Report) => T | undefined;

/**
 * Reads a configuration. `file` is its name in messages, `checks` every check that exists.
 * Throws a `UserError` that names every mistake with its place.
 */
export const parseConfig = (text: string, file: string, checks: readonly string[]): Config => {
  const problems: Problem[] = [];
  const report: Report = (at, message) => void problems.push({ at, message });
  const root = readYaml(text.replace(/^\uFEFF/, ''));
  const config = 'kind' in root ? configOf(root, file, checks, report) : void problems.push(root);
  if (config === undefined || problems.length > 0)
    throw new UserError(problems.map(({ at, message }) => `${file}:${at.line}:${at.column}: ${clip(message, 500)}`).join('\n'));
  return config;
};

const configOf = (root: ConfigNode, file: string, checks: readonly string[], report: Report): Config => {
  const sections = mapOf(root, 'the configuration', report, SECTIONS);
  const off = new Set<string>();
  const severities = new Map<string, Severity>();
  const given = sections.get('checks');
  for (const [id, { at, value }] of given === undefined ? [] : mapOf(given.value, 'checks', report)) {
    if (!checks.includes(id)) {
      report(at, `there is no check ${id}${didYouMean(id, checks)}`);
      continue;
    }
    if (value.kind === 'scalar' && value.text === 'off') {
      off.add(id);
      continue;
    }
    if (value.kind !== 'map') {
      report(value.at, `checks.${id} has to be off or {severity: …}`);
      continue;
    }
    const severity = mapOf(value, `checks.${id}`, report, ['severity']).get('severity');
    const level = severity && oneOf(SEVERITIES)(severity.value, `checks.${id}.severity`, report);
    if (level !== undefined) severities.set(id, level);
  }
  const settings = sections.get('settings');
  const ignores = sections.get('ignores');
  return {
    settings: settings === undefined ? defaultSettings : settingsOf(settings.value, report),
    off,
    severities,
    ignores:
      ignores === undefined
        ? []
        : listOf(ignores.value, 'ignores', report).flatMap((node, i) => ignoreOf(node, `ignores[${i}]`, file, report)),
  };
};

const settingsOf = (node: ConfigNode, report: Report): Settings => {
  const readers: { readonly [K in keyof Settings]: Read<Settings[K]> } = {
    runtimeEndingDays: days,
    packageTooNewDays: days,
    packageAbandonedYears: years,
    trustedAccounts: listWith(accountId),
    trustedOrganizations: listWith(matching(/^o-[a-z0-9]{10,32}$/, 'an organization id (o-…)')),
    internalPackages: listWith(matching(/^[^\s]{1,214}$/, 'a name of packages, or a glob')),
    requireCodeSigning: boolean,
  };
  const given = mapOf(node, 'settings', report, Object.keys(readers));
  const read = <K extends keyof Settings>(key: K): Settings[K] => {
    const entry = given.get(key);
    return (entry && readers[key](entry.value, `settings.${key}`, report)) ?? defaultSettings[key];
  };
  return {
    runtimeEndingDays: read('runtimeEndingDays'),
    packageTooNewDays: read('packageTooNewDays'),
    packageAbandonedYears: read('packageAbandonedYears'),
    trustedAccounts: read('trustedAccounts'),
    trustedOrganizations: read('trustedOrganizations'),
    internalPackages: read('internalPackages'),
    requireCodeSigning: read('requireCodeSigning'),
  };
};

const ignoreOf = (node: ConfigNode, name: string, file: string, report: Report): readonly ConfigIgnore[] => {
  if (node.kind !== 'map') {
    report(node.at, `${name} has to be a map`);
    return [];
  }
  const given = mapOf(node, name, report, IGNORE_KEYS);
  const read = (key: string, reader: Read<string>, required = false): string | undefined => {
    const entry = given.get(key);
    if (entry === undefined && required) report(node.at, `${name} has no ${key}${key === 'reason' ? ': an ignore says why' : ''}`);
    return entry && reader(entry.value, `${name}.${key}`, report);
  };
  const check = read('check', words, true);
  const reason = read('reason', words, true);
  const resource = read('resource', words);
  const path = read('path', words);
  const until = read('until', date);
  if (check === undefined || reason === undefined) return [];
  return [
    {
      check,
      ...(resource === undefined ? {} : { resource }),
      ...(path === undefined ? {} : { path }),
      reason,
      ...(until === undefined ? {} : { until }),
      location: { file, startLine: node.at.line, startColumn: node.at.column, endLine: node.at.line, endColumn: node.at.column + 1 },
    },
  ];
};

/** The members of a map; anything else, and any key that is not among `keys`, is reported. A key without a value is a mistake as well. */
const mapOf = (
  node: ConfigNode,
  name: string,
  report: Report,
  keys?: readonly string[],
): ReadonlyMap<string, { readonly at: Position; readonly value: ConfigNode }> => {
  if (node.kind !== 'map') {
    report(node.at, `${name} has to be a map`);
    return new Map();
  }
  for (const [key, { at }] of node.entries)
    if (keys !== undefined && !keys.includes(key))
      report(at, `unknown key ${key} in ${name}${didYouMean(key, keys) || `; it may have ${keys.join(', ')}`}`);
  return node.entries;
};

const listOf = (node: ConfigNode, name: string, report: Report): readonly ConfigNode[] => {
  if (node.kind === 'list') return node.items;
  report(node.at, `${name} has to be a list`);
  return [];
};

const listWith =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (node, name, report) =>
    listOf(node, name, report).flatMap((item, i) => read(item, `${name}[${i}]`, report) ?? []);

const refuse = (node: ConfigNode, name: string, expected: string, report: Report): undefined =>
  report(node.at, `${name} has to be ${expected}`) as undefined;

const words: Read<string> = (node, name, report) =>
  node.kind === 'scalar' && typeof node.value === 'string' && node.value.trim() !== '' ? node.value : refuse(node, name, 'text', report);

const boolean: Read<boolean> = (node, name, report) =>
  node.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : refuse(node, name, 'true or false', report);

const whole =
  (what: string, least: number, most: number): Read<number> =>
  (node, name, report) =>
    node.kind === 'scalar' && typeof node.value === 'number' && Number.isInteger(node.value) && node.value >= least && node.value <= most
      ? node.value
      : refuse(node, name, `a number of ${what} from ${least} to ${most}`, report);

const days = whole('days', 0, 3650);
const years = whole('years', 1, 20);

const matching =
  (pattern: RegExp, expected: string): Read<string> =>
  (node, name, report) =>
    node.kind === 'scalar' && typeof node.value === 'string' && pattern.test(node.value)
      ? node.value
      : refuse(node, name, expected, report);

/** Without quotes YAML takes an account id for a number, and drops zeros in front: its text is what counts. */
const accountId: Read<string> = (node, name, report) =>
  node.kind === 'scalar' && /^\d{12}$/.test(node.text) ? node.text : refuse(node, name, 'an account id of 12 digits', report);

const date: Read<string> = (node, name, report) =>
  node.kind === 'scalar' && typeof node.value === 'string' && isDate(node.value)
    ? node.value
    : refuse(node, name, 'a date (YYYY-MM-DD)', report);

const oneOf =
  <T extends string>(options: readonly T[]): Read<T> =>
  (node, name, report) => {
    const found = node.kind === 'scalar' ? options.find((option) => option === node.value) : undefined;
    if (found !== undefined) return found;
    const meant = node.kind === 'scalar' ? didYouMean(node.text, options) : '';
    return refuse(node, name, `one of ${options.join(', ')}${meant}`, report);
  };
