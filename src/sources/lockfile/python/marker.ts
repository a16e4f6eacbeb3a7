import { pypiName } from './names.ts';

/** What a package is installed for: groups and extras that are asked for. */
export interface Chosen {
  readonly groups: ReadonlySet<string>;
  readonly extras: ReadonlySet<string>;
}

const TOKENS = /\s*(?:(\(|\))|(not\s+in|in|and|or|[<>=!~]=?=?)(?![\w.])|("[^"]*"|'[^']*')|([A-Za-z_][\w.]*))/gy;
const MAX_LEVELS = 100;

/**
 * Whether a marker can hold for a choice of groups and extras, on one machine or another
 * (https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers). One that cannot be read may hold.
 */
export const canHold = (marker: string, { groups, extras }: Chosen): boolean => {
  const tokens: string[] = [];
  let end = 0;
  for (const match of marker.matchAll(TOKENS)) {
    tokens.push(match[0].trim());
    end = match.index + match[0].length;
  }
  if (marker.slice(end).trim() !== '') return true;
  let at = 0;
  const textOf = (token: string): string | undefined => (/^["']/.test(token) ? pypiName(token.slice(1, -1)) : undefined);

  const comparison = (): boolean => {
    const [left = '', operator = '', right = ''] = tokens.slice(at, at + 3);
    at += 3;
    const sets = right === 'extras' ? extras : right === 'dependency_groups' ? groups : undefined;
    const member = textOf(left);
    if (sets !== undefined && member !== undefined) return operator === 'in' ? sets.has(member) : !sets.has(member);
    const extra = left === 'extra' ? textOf(right) : right === 'extra' ? member : undefined;
    if (extra !== undefined) return operator === '==' ? extras.has(extra) : true;
    return true;
  };
  const factor = (level: number): boolean => {
    if (tokens[at] !== '(' || level > MAX_LEVELS) return comparison();
    at += 1;
    const value = either(level + 1);
    at += 1;
    return value;
  };
  const both = (level: number): boolean => {
    let value = factor(level);
    while (tokens[at] === 'and') {
      at += 1;
      value = factor(level) && value;
    }
    return value;
  };
  const either = (level: number): boolean => {
    let value = both(level);
    while (tokens[at] === 'or') {
      at += 1;
      value = both(level) || value;
    }
    return value;
  };
  return either(0);
};
