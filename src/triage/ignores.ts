import type { ConfigIgnore } from '../config.ts';
import { isDate } from '../date.ts';
import { matchesName, matchesPath } from '../glob.ts';
import type { Disposition, Location, Notice, Subject } from '../report.ts';
import type { InlineIgnore } from '../sources/source.ts';
import { didYouMean } from '../suggest.ts';

/** What an ignore is held against: a finding, or a subject that could not be judged. */
export interface Place {
  readonly check: string;
  readonly subject: Subject;
  readonly location: Location | null;
  readonly input: string;
  readonly madeBy?: string;
  readonly evidence?: string;
}

/** One ignore of one check, whatever it was written in. */
interface Rule {
  readonly check: string;
  readonly by: 'comment' | 'metadata' | 'config';
  readonly reason: string;
  readonly until?: string;
  readonly location: Location;
  /** What it is about, for messages: ` of Jobs`. */
  readonly about: string;
  /** Where it is looked for; see `keysOf`. */
  readonly key: string;
  covers(place: Place): boolean;
}

/** What can be asked of all ignores of a run. */
export interface Ignores {
  /** The disposition that the first ignore in question gives: comments, then metadata, then the configuration. Every one that matches counts as used. */
  ignoring(place: Place): Extract<Disposition, { readonly kind: 'ignored' }> | undefined;
  /** Notes that ignores are about this, without an answer. */
  touch(place: Place): void;
  /** What there is to say about them once everything has been asked. */
  notices(): readonly Notice[];
}

const lineOf = (file: string, line: number): Location => ({ file, startLine: line, startColumn: 1, endLine: line, endColumn: 2 });

/** The last line that a location has text on: its end is exclusive. */
const lastLineOf = ({ startLine, endLine, endColumn }: Location): number => (endColumn <= 1 && endLine > startLine ? endLine - 1 : endLine);

const atLine = (check: string, file: string, line: number): string => JSON.stringify([check, file, line]);
const atResource = (check: string, file: string, resource: string): string => JSON.stringify([check, file, resource]);

/** The keys of all ignores that may be about a place: by its lines, by its resources, by its check. */
const keysOf = ({ check, subject, location, input, madeBy, evidence }: Place): readonly string[] => {
  const keys = new Set([check]);
  if (location !== null)
    for (let line = location.startLine; line <= lastLineOf(location); line += 1) keys.add(atLine(check, location.file, line));
  for (const id of [subject.id, madeBy, evidence]) if (id !== undefined) keys.add(atResource(check, input, id));
  return [...keys];
};

const inlineRules = (ignore: InlineIgnore): readonly Rule[] =>
  ignore.checks.map((check) => ({
    check,
    by: ignore.by,
    reason: ignore.reason,
    ...(ignore.until === undefined ? {} : { until: ignore.until }),
    location: lineOf(ignore.file, ignore.line),
    about: ignore.resource === undefined ? '' : ` for ${ignore.resource}`,
    key:
      ignore.by === 'comment'
        ? atLine(check, ignore.file, ignore.appliesTo ?? ignore.line)
        : atResource(check, ignore.file, ignore.resource ?? ''),
    covers: () => true,
  }));

/** What an ignore may call a subject: a resource by its id or ARN, a package by its purl, its name, or both with the version. */
const namesOf = ({ subject: { id, arn, name, version } }: Place): readonly string[] => [
  id,
  ...(arn === null ? [] : [arn]),
  ...(name === undefined ? [] : [name, `${name}@${version ?? ''}`]),
];

const configRule = ({ check, resource, path, reason, until, location }: ConfigIgnore): Rule => ({
  check,
  by: 'config',
  reason,
  ...(until === undefined ? {} : { until }),
  location,
  about: [resource, path].some((part) => part !== undefined)
    ? ` for ${[resource, path].filter((part) => part !== undefined).join(' in ')}`
    : '',
  key: check,
  covers: (place) =>
    (resource === undefined || namesOf(place).some((name) => name === resource || matchesName(resource, name))) &&
    (path === undefined || matchesPath(path, place.location?.file ?? place.input)),
});

const NO_RULES: readonly Rule[] = [];
const ORDER: readonly Rule['by'][] = ['comment', 'metadata', 'config'];

/** Why an ignore does not count, if it does not: the sentence for the notice. */
const objection = (rule: Rule, today: string, known: ReadonlySet<string>): Pick<Notice, 'kind' | 'message'> | undefined => {
  const what = `ignore of ${rule.check}${rule.about}`;
  if (!known.has(rule.check))
    return { kind: 'ignore-invalid', message: `${what}: there is no check ${rule.check}${didYouMean(rule.check, known)}` };
  if (rule.reason.trim() === '') return { kind: 'ignore-invalid', message: `${what} gives no reason and does not count: say why after it` };
  if (rule.until === undefined) return undefined;
  if (!isDate(rule.until)) return { kind: 'ignore-invalid', message: `${what} does not count: until is no date (YYYY-MM-DD)` };
  return rule.until < today ? { kind: 'ignore-expired', message: `${what} expired on ${rule.until} and no longer works` } : undefined;
};

/** Everything that the ignores of a run need to answer: those that count, by check and file, and what is wrong with the others. */
export const ignoresOf = (
  given: { readonly inline: readonly InlineIgnore[]; readonly config: readonly ConfigIgnore[] },
  known: ReadonlySet<string>,
  ran: ReadonlySet<string>,
  today: string,
): Ignores => {
  const inline = given.inline.flatMap(inlineRules);
  const notices: Notice[] = given.inline
    .filter(({ checks }) => checks.length === 0)
    .map(({ file, line }) => ({
      kind: 'ignore-invalid',
      message: 'ignore names no check: ignore[check-id] reason',
      location: lineOf(file, line),
    }));
  const working: Rule[] = [];
  for (const rule of [...inline, ...given.config.map(configRule)].sort((a, b) => ORDER.indexOf(a.by) - ORDER.indexOf(b.by))) {
    const against = objection(rule, today, known);
    if (against === undefined) working.push(rule);
    else notices.push({ ...against, location: rule.location });
  }

  const byKey = new Map<string, Rule[]>();
  for (const rule of working) {
    const list = byKey.get(rule.key);
    if (list === undefined) byKey.set(rule.key, [rule]);
    else list.push(rule);
  }
  const used = new Set<Rule>();
  // Most checks are ignored nowhere, and there may be a hundred thousand places to ask about.
  const ignored = new Set(working.map(({ check }) => check));
  const covering = (place: Place): readonly Rule[] => {
    if (!ignored.has(place.check)) return NO_RULES;
    const found = keysOf(place)
      .flatMap((key) => byKey.get(key) ?? [])
      .filter((rule) => rule.covers(place))
      .sort((a, b) => ORDER.indexOf(a.by) - ORDER.indexOf(b.by));
    for (const rule of found) used.add(rule);
    return found;
  };
  return {
    ignoring: (place) => {
      const rule = covering(place)[0];
      return rule && { kind: 'ignored', by: rule.by, reason: rule.reason, ...(rule.until === undefined ? {} : { until: rule.until }) };
    },
    touch: (place) => void covering(place),
    notices: () => {
      const unused = working.filter((rule) => !used.has(rule) && ran.has(rule.check));
      const all = [
        ...notices,
        ...unused.map(
          ({ check, about, location }): Notice => ({
            kind: 'ignore-unused',
            message: `ignore of ${check}${about} matches nothing`,
            location,
          }),
        ),
      ];
      return all.sort(
        (a, b) => compare(a.location?.file ?? '', b.location?.file ?? '') || (a.location?.startLine ?? 0) - (b.location?.startLine ?? 0),
      );
    },
  };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
