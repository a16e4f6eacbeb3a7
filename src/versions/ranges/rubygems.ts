import { rubygems } from '../orders/rubygems.ts';

/** https://guides.rubygems.org/patterns/#pessimistic-version-constraint */
export const byRubygems = (range: string, version: string): boolean | undefined => {
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
  const numbers = releaseOf(bound).split('.');
  const kept = numbers.slice(0, Math.max(1, numbers.length - 1));
  const next = [...kept.slice(0, -1), String(Number(kept.at(-1) ?? 0) + 1)].join('.');
  return (rubygems.compare(releaseOf(version), next) ?? 0) < 0;
};

/** The release that a pre-release is of. */
const releaseOf = (version: string): string => version.replace(/[.-]?[a-z-].*$/i, '');
