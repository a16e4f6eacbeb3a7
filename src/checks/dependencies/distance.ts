import { gte, parse } from 'semver';

/** How far a version is behind another: the difference of the first number that differs. */
export interface Distance {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** From a version to a newer one; `undefined` where that is not newer. */
export const distance = (from: string, to: string): Distance | undefined => {
  const [a, b] = [parse(from), parse(to)];
  if (a === null || b === null || gte(a, b)) return undefined;
  if (a.major !== b.major) return { major: b.major - a.major, minor: 0, patch: 0 };
  if (a.minor !== b.minor) return { major: 0, minor: b.minor - a.minor, patch: 0 };
  return { major: 0, minor: 0, patch: b.patch - a.patch };
};

/** The time between two releases in years, rounded to a hundredth; never negative, as a patch of an old line may be the younger one. */
export const libyears = (from: string | undefined, to: string | undefined): number | undefined => {
  if (from === undefined || to === undefined) return undefined;
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return Number.isNaN(days) ? undefined : Math.max(0, Math.round((days / 365.25) * 100) / 100);
};

const NUMBERS = ['no', 'one', 'two', 'three'];

/** A distance in words: `two major versions`, `one patch version (1.2 years)`. */
export const behind = ({ major, minor, patch }: Distance, years: number | undefined): string => {
  const kind = major > 0 ? 'major' : minor > 0 ? 'minor' : 'patch';
  const count = major + minor + patch;
  // Only a prerelease has the same three numbers as the release that followed it.
  if (count === 0) return 'a prerelease,';
  const time = years === undefined || years < 0.1 ? '' : ` (${years.toFixed(1)} years)`;
  return `${NUMBERS[count] ?? count} ${kind} version${count === 1 ? '' : 's'}${time}`;
};
