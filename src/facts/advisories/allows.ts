import { satisfies as satisfiesPep440, validRange } from '@renovatebot/pep440';
import semver from 'semver';
import type { Ecosystem } from '../../model/package.ts';
import { rubygems } from './orders/rubygems.ts';

const MAX_LENGTH = 256;

/**
 * Whether a range, as a manifest or a package writes it, takes a version. `undefined` where nobody can say: a tag's name, a range that
 * cannot be read, an ecosystem whose ranges are not known here.
 */
export const allows = (ecosystem: Ecosystem, range: string, version: string): boolean | undefined => {
  if (range.length > MAX_LENGTH || version.length > MAX_LENGTH) return undefined;
  switch (ecosystem) {
    case 'npm':
      return bySemver(range, version);
    case 'crates.io':
      return bySemver(ofCargo(range), version);
    case 'Packagist':
      return bySemver(ofComposer(range), version.replace(/^v/i, ''));
    case 'PyPI':
      return byPep440(ofPoetry(range), version);
    case 'RubyGems':
      return byRubygems(range, version);
    default:
      return undefined;
  }
};

const bySemver = (range: string | undefined, version: string): boolean | undefined => {
  const options = { loose: true };
  if (range === undefined || semver.validRange(range, options) === null || semver.valid(version, options) === null) return undefined;
  return semver.satisfies(version, range, options);
};

/** A bare version is a caret's, and commas join: https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html */
const ofCargo = (range: string): string =>
  range
    .split(',')
    .map((term) => term.trim().replace(/^(?=\d[^*]*$)/, '^'))
    .join(' ');

/** A tilde lets the last number that is written grow, and those after it: https://getcomposer.org/doc/articles/versions.md */
const ofComposer = (range: string): string | undefined => {
  if (/@|dev/i.test(range)) return undefined;
  return range
    .replace(/\|\|?/g, ' || ')
    .replaceAll(',', ' ')
    .replace(/~\s*v?(\d+)(\.\d+)?(?=\s|$)/g, (_, major: string, minor = '') => `>=${major}${minor} <${Number(major) + 1}`);
};

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

const byPep440 = (range: string, version: string): boolean | undefined => {
  if (range === '' || range === '*') return true;
  return validRange(range) ? satisfiesPep440(version, range, { prereleases: true }) : undefined;
};

/** https://guides.rubygems.org/patterns/#pessimistic-version-constraint */
const byRubygems = (range: string, version: string): boolean | undefined => {
  let all = true;
  for (const term of range.split(',')) {
    const [, operator = '=', bound = ''] = /^(=|!=|>|<|>=|<=|~>)?\s*([^\s=<>~!]+)$/.exec(term.trim()) ?? [];
    const compared = rubygems.compare(version, bound);
    if (compared === undefined) return undefined;
    all &&= operator === '~>' ? compared >= 0 && isWithin(version, bound) : holds(operator, compared);
  }
  return all;
};

const holds = (operator: string, compared: number): boolean => {
  if (operator === '!=') return compared !== 0;
  return (
    (operator.includes('=') && compared === 0) || (operator.startsWith('<') && compared < 0) || (operator.startsWith('>') && compared > 0)
  );
};

/** Below what `~>` ends at: the numbers of the bound but the last, and the one before it grown by one. */
const isWithin = (version: string, bound: string): boolean => {
  const numbers = bound.split('.').filter((part) => /^\d+$/.test(part));
  const kept = numbers.slice(0, Math.max(1, numbers.length - 1));
  const next = [...kept.slice(0, -1), String(Number(kept.at(-1) ?? 0) + 1)].join('.');
  return (rubygems.compare(version, next) ?? 0) < 0;
};
