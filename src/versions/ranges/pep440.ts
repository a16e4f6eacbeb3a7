import { compareValues, compareWholes, type Whole } from '../orders/order.ts';
import { comparePep440, type Pep440, parsePep440 } from '../orders/pep440.ts';

const SPECIFIER = /^(~=|===?|!=|<=|>=|<|>)\s*(.+)$/;

/** Whether every specifier of a list takes a version: https://packaging.python.org/en/latest/specifications/version-specifiers/ */
export const byPep440 = (range: string, version: string): boolean | undefined => {
  const given = parsePep440(version);
  if (given === undefined) return undefined;
  // Poetry's alternatives.
  const verdicts = range.split('||').map((specifiers) => takesAll(ofPoetry(specifiers.trim()), given, version));
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
};

const takesAll = (specifiers: string, given: Pep440, version: string): boolean | undefined => {
  let all = true;
  for (const specifier of specifiers.split(',')) {
    const text = specifier.trim();
    if (text === '' || text === '*') continue;
    const [, operator = '', bound = ''] = SPECIFIER.exec(text) ?? [];
    const taken = takes(operator, bound, given, version);
    if (taken === undefined) return undefined;
    all &&= taken;
  }
  return all;
};

const withoutLocal = (version: Pep440): Pep440 => ({ ...version, local: undefined });

const takes = (operator: string, text: string, version: Pep440, given: string): boolean | undefined => {
  if (operator === '===') return text.toLowerCase() === given.toLowerCase();
  if (text.endsWith('.*') && (operator === '==' || operator === '!=')) {
    const prefix = parsePep440(text.slice(0, -2));
    return prefix === undefined || isSpecial(prefix)
      ? undefined
      : startsWith(version, prefix.epoch, prefix.release) === (operator === '==');
  }
  const bound = parsePep440(text);
  if (bound === undefined) return undefined;
  // A build of one's own is as good as what it is built of, unless one is asked for.
  const compared = comparePep440(bound.local === undefined ? withoutLocal(version) : version, bound);
  switch (operator) {
    case '==':
      return compared === 0;
    case '!=':
      return compared !== 0;
    case '<=':
      return compared <= 0;
    case '>=':
      return compared >= 0;
    case '<':
      return compared < 0 && !(isEarly(version) && isRelease(bound) && sameRelease(version, bound));
    case '>':
      return compared > 0 && !(version.post !== undefined && isRelease(bound) && sameRelease(version, bound));
    case '~=':
      return bound.release.length < 2 ? undefined : compared >= 0 && startsWith(version, bound.epoch, bound.release.slice(0, -1));
    default:
      return undefined;
  }
};

const isEarly = ({ pre, dev }: Pep440): boolean => pre !== undefined || dev !== undefined;
const isRelease = (version: Pep440): boolean => !isEarly(version) && version.post === undefined;
const isSpecial = (version: Pep440): boolean => !isRelease(version) || version.local !== undefined;

const sameRelease = (a: Pep440, b: Pep440): boolean => compareValues(a.epoch, b.epoch) === 0 && compareWholes(a.release, b.release) === 0;

const startsWith = ({ epoch, release }: Pep440, of: Whole, prefix: readonly Whole[]): boolean =>
  compareValues(epoch, of) === 0 && prefix.every((number, index) => compareValues<Whole>(release[index] ?? 0, number) === 0);

/** Poetry's caret and tilde in PEP 440's words: https://python-poetry.org/docs/dependency-specification/ */
const ofPoetry = (range: string): string =>
  range
    .replace(/^\((.*)\)$/, '$1')
    .split(',')
    .map((term) => {
      const [, sign, release = ''] = /^([\^~])\s*(\d+(?:\.\d+)*)$/.exec(term.trim()) ?? [];
      if (sign === undefined) return term.trim();
      const numbers = release.split('.').map(Number);
      const first = numbers.findIndex((number) => number !== 0);
      const grown = sign === '~' ? Math.min(1, numbers.length - 1) : first < 0 ? numbers.length - 1 : first;
      const next = [...numbers.slice(0, grown), (numbers[grown] ?? 0) + 1].join('.');
      return `>=${release},<${next}`;
    })
    .join(',');
