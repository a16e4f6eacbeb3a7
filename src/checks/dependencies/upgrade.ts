import type { Fix } from '../../facts/advisories/exposure.ts';
import type { Package, Requirement } from '../../model/package.ts';
import { allows } from '../../versions/ranges/index.ts';
import { managerOf } from './managers.ts';

/** How to come from a version to one that is fixed. */
export interface Upgrade {
  /** Where it is fixed and who stands in the way, for a message. */
  readonly phrase: string;
  /** One line on what to do. */
  readonly fix: string;
  /** Whether everybody who asks for the package takes the fixed version; `null` where that cannot be said. */
  readonly allowed: boolean | null;
  /** Those who do not. */
  readonly heldBackBy: readonly (Requirement & { readonly range: string })[];
}

const NAMED = 3;
/** Different ranges that ask for one package: more than there are, and each takes time. */
const MAX_RANGES = 500;

/** What may be put into a command that people copy: a name or a version out of a lockfile can hold anything. */
const isPlain = (text: string): boolean => /^[\w@.][\w@./:+~-]*$/.test(text);

/** A project's name, or a package's with its version. */
const calledBy = (by: string): string => {
  const [, name = by, version] = /^pkg:[^/]+\/(.+?)(?:@([^@]*))?$/.exec(by) ?? [];
  try {
    return [decodeURIComponent(name), ...(version === undefined ? [] : [decodeURIComponent(version)])].join(' ');
  } catch {
    return by;
  }
};

const isPackage = (by: string): boolean => by.startsWith('pkg:');

const listed = (names: readonly string[]): string => {
  const unique = [...new Set(names)];
  const shown = unique.length > NAMED ? [...unique.slice(0, NAMED), 'others'] : unique;
  return [shown.slice(0, -1).join(', '), ...shown.slice(-1)].filter((part) => part !== '').join(' and ');
};

/** The first number of a version: where it differs, something is likely to break. */
const majorOf = (version: string): string | undefined => /\d+/.exec(version)?.[0];

const allowing = ({ requirements = [] }: Package): string => {
  const [range, ...others] = new Set(requirements.map(({ range }) => range ?? ''));
  return others.length > 0 ? 'every range that asks for it allows' : `${range === '' ? 'any range' : range} allows`;
};

const phraseOf = (pkg: Package, { version, unsure }: Fix, heldBackBy: Upgrade['heldBackBy'], allowed: boolean | null): string => {
  const another = majorOf(version) !== majorOf(pkg.version ?? '');
  const who = listed(heldBackBy.map(({ by, range }) => `${calledBy(by)} (${range === '' ? 'any' : range})`));
  const one = new Set(heldBackBy.map(({ by }) => by)).size === 1;
  return [
    `fixed in ${version}`,
    ...(another ? ['another major version'] : []),
    ...(heldBackBy.length === 0 ? [] : [`which ${who} ${one ? 'does' : 'do'} not allow`]),
    ...(allowed === true ? [`which ${allowing(pkg)}`] : []),
    ...(unsure.length === 0 ? [] : [`which ${listed(unsure)} may affect too`]),
  ].join(', ');
};

/** A fixed version and the way to it: by a command of the package manager where that is known. */
export const upgradeTo = (pkg: Package, fixed: Fix): Upgrade => {
  const { ecosystem, direct, requirements = [] } = pkg;
  const known = new Map<string, boolean | undefined>();
  const verdictOn = (range: string): boolean | undefined => {
    if (!known.has(range) && known.size < MAX_RANGES) known.set(range, allows(ecosystem, range, fixed.version));
    return known.get(range);
  };
  const verdicts = requirements.map(({ range }) => (range === undefined ? undefined : verdictOn(range)));
  const heldBackBy = requirements.flatMap(({ by, range }, index) =>
    range !== undefined && verdicts[index] === false ? [{ by, range }] : [],
  );
  // Where no manifest could be read nobody knows whether it asks for the package too.
  const complete = direct !== undefined && verdicts.length > 0 && verdicts.every((verdict) => verdict === true);
  const allowed = heldBackBy.length > 0 ? false : complete ? true : null;
  return { phrase: phraseOf(pkg, fixed, heldBackBy, allowed), fix: fixOf(pkg, fixed.version, heldBackBy, allowed), allowed, heldBackBy };
};

const fixOf = (pkg: Package, to: string, heldBackBy: Upgrade['heldBackBy'], allowed: boolean | null): string => {
  const { name, version = '', ecosystem, source, direct, bundled, dev, origin } = pkg;
  if (source !== 'registry') return `Take a revision of ${name} that has the fixes of ${to}.`;
  const plain = [name, version, to].every(isPlain);
  const manager = plain ? managerOf(pkg) : {};
  const folder = origin.file?.includes('/') ? origin.file.slice(0, origin.file.lastIndexOf('/')) : undefined;
  const run = (command: string): string => `Run \`${command}\`${folder === undefined ? '' : ` in ${folder}`}.`;
  const otherwise = `Update ${name} to ${to}.`;
  if (bundled && direct !== true) return `Update ${above(pkg)}: it lies in the archive of another package.`;
  // Everybody takes the fixed version: nothing but the lockfile has to change.
  if (allowed === true && manager.renew !== undefined) return run(manager.renew(name, version, to));
  const packages = heldBackBy.filter(({ by }) => isPackage(by));
  const asked = manager.ask?.(name, to);
  const change =
    manager.require !== undefined
      ? run(manager.require(name, to, dev === true))
      : asked === undefined
        ? otherwise
        : `Ask for \`${asked[0]}\` in ${asked[1] ?? origin.file}.`;
  // Go takes what anybody asks for at least.
  if (ecosystem === 'Go' || (direct === true && packages.length === 0)) return change;
  if (direct === true) return `${change} Also update ${above(pkg)}.`;
  if (direct === undefined || allowed === true) return otherwise;
  const pinned = manager.pin?.(name, version, to);
  const until = pinned === undefined ? '' : `; until that helps, put \`${pinned[0]}\` into ${pinned[1]}`;
  return `Update ${above(pkg)}${until}.`;
};

/** The direct dependencies that bring a package in. */
const above = ({ name, paths = [] }: Package): string => {
  const tops = [...new Set(paths.flatMap((path) => path[1] ?? []))];
  const others = tops.filter((top) => top !== name);
  if (others.length === 0) return 'what brings it in';
  return `${listed(others)}, which ${others.length === 1 ? 'brings' : 'bring'} it in`;
};
