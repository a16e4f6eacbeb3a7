import semver, { type Comparator } from 'semver';
import { isObject, textIn } from '../../answer.ts';
import type { Advisory, RangeEvent } from '../osv.ts';

/**
 * An advisory as npm's registry sends it (`npm audit`), in OSV's words; what it is called where it cannot be read. npm counts one without
 * a range as about all versions, and one without a severity as high.
 */
export const bulkAdvisory = (name: string, value: unknown): Advisory | { readonly malformed: string } => {
  if (!isObject(value)) return { malformed: 'an advisory of the registry' };
  const url = textIn(value, 'url') ?? '';
  const id = /GHSA(?:-[0-9a-z]{4}){3}/.exec(url)?.[0] ?? (typeof value.id === 'number' ? `npm-${value.id}` : undefined);
  if (id === undefined) return { malformed: 'an advisory of the registry' };
  const ranges = eventsOf(textIn(value, 'vulnerable_versions') ?? '*');
  if (ranges === undefined) return { malformed: id };
  const vector = isObject(value.cvss) ? (textIn(value.cvss, 'vectorString') ?? '') : '';
  const type = /^CVSS:4\./.test(vector) ? 'CVSS_V4' : 'CVSS_V3';
  return {
    id,
    ...(textIn(value, 'title') === undefined ? {} : { summary: textIn(value, 'title') as string }),
    ...(vector === '' ? {} : { severity: [{ type, score: vector }] }),
    database_specific: { severity: textIn(value, 'severity') ?? 'high' },
    affected: [{ package: { ecosystem: 'npm', name }, ranges: ranges.map((events) => ({ type: 'SEMVER' as const, events })) }],
  };
};

/** npm's range as OSV's events, a list for each alternative; `undefined` for what is no range. */
const eventsOf = (text: string): readonly (readonly RangeEvent[])[] | undefined => {
  if (text.length > 10_000) return undefined;
  try {
    return new semver.Range(text, { includePrerelease: true, loose: true }).set.map(intervalOf).filter((events) => events.length > 0);
  } catch {
    return undefined;
  }
};

/** The version after another in semver's order: of a release the first pre-release of the next one. */
const after = ({ major, minor, patch, prerelease }: semver.SemVer): string =>
  prerelease.length === 0 ? `${major}.${minor}.${patch + 1}-0` : `${major}.${minor}.${patch}-${prerelease.join('.')}.0`;

/** The versions that meet all of some comparators; no events where none does. */
const intervalOf = (comparators: readonly Comparator[]): readonly RangeEvent[] => {
  let introduced: string | undefined;
  let end: { readonly version: string; readonly event: RangeEvent } | undefined;
  for (const { operator, semver: version } of comparators) {
    // A comparator that any version meets has none.
    if (!(version instanceof semver.SemVer)) continue;
    const from = operator === '>' ? after(version) : operator === '>=' || operator === '' ? version.version : undefined;
    if (from !== undefined && (introduced === undefined || semver.gt(from, introduced, true))) introduced = from;
    const event =
      operator === '<' ? { fixed: version.version } : operator === '<=' || operator === '' ? { last_affected: version.version } : undefined;
    if (event !== undefined && (end === undefined || semver.lt(version, end.version, true))) end = { version: version.version, event };
  }
  const order = introduced === undefined || end === undefined ? -1 : semver.compare(introduced, end.version, true);
  if (order > 0 || (order === 0 && end?.event.fixed !== undefined)) return [];
  return [{ introduced: introduced ?? '0' }, ...(end === undefined ? [] : [end.event])];
};
