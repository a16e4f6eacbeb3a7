import semver from 'semver';

/** Whether a range of npm's takes a version. */
export const bySemver = (range: string | undefined, version: string): boolean | undefined => {
  const options = { loose: true };
  if (range === undefined || semver.validRange(range, options) === null || semver.valid(version, options) === null) return undefined;
  return semver.satisfies(version, range, options);
};

/** A bare version is a caret's, and commas join: https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html */
export const ofCargo = (range: string): string =>
  range
    .split(',')
    .map((term) => term.trim().replace(/^(?=\d[^*]*$)/, '^'))
    .join(' ');

/** A tilde lets the last number that is written grow, but not the first one, and what is not written is zero: https://getcomposer.org/doc/articles/versions.md */
export const ofComposer = (range: string): string | undefined => {
  if (/@|dev|!/i.test(range)) return undefined;
  return range
    .replace(/\|\|?/g, ' || ')
    .replaceAll(',', ' ')
    .replace(/([<>=~^])\s+/g, '$1')
    .split(/\s+/)
    .map(ofComposerTerm)
    .join(' ');
};

const ofComposerTerm = (term: string): string => {
  const [, operator, numbers = ''] = /^([<>=]*|~)v?(\d+(?:\.\d+){0,2})$/i.exec(term) ?? [];
  if (operator === undefined) return term;
  const [major = '', minor, patch] = numbers.split('.');
  if (operator === '~' && patch === undefined) return `>=${major}.${minor ?? 0}.0 <${Number(major) + 1}.0.0`;
  return `${operator.replace('==', '=')}${major}.${minor ?? 0}.${patch ?? 0}`;
};
