import type { AnyCheck } from '../check.ts';
import type { RawResource } from '../model/inventory.ts';
import type { Package } from '../model/package.ts';
import type { Report, Statement } from '../report.ts';

/** What a run saw, as far as a framework's controls can be held against it. */
export interface Seen {
  readonly report: Pick<Report, 'evaluated' | 'gaps' | 'inputs' | 'provenance'>;
  /** Every check that is known: what each gives evidence for stands in its documentation. */
  readonly checks: readonly Pick<AnyCheck, 'id' | 'docs' | 'sources'>[];
  readonly packages: readonly Package[];
  readonly resources: readonly RawResource[];
}

/** One way to see something of a control. */
export interface Evidence {
  /** What it is, for the documentation: a clause in Markdown. */
  readonly told: string;
  see(seen: Seen): readonly Statement[];
}

/** What speaks for a control, against it, or what would have to be seen. */
export const speaks = (says: Statement['says'], text: string, check?: string): Statement => ({
  says,
  text,
  ...(check === undefined ? {} : { check }),
});

/** `3 packages`, `1 package`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const NAMED = 3;

/** Some names of many. */
export const some = (names: readonly string[]): string => {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
};

/** Why a check could not judge everything: the gaps that it names. */
const hindrances = (id: string, { report }: Pick<Seen, 'report'>): string => {
  const reasons = report.gaps.filter(({ checks }) => checks.includes(id)).map(({ message, reason }) => message ?? reason);
  return reasons.length === 0 ? '' : `: ${some([...new Set(reasons)])}`;
};

/** What could not be read of what a check judges. */
const unread = (id: string, { report }: Seen): readonly Statement[] => {
  const gaps = report.gaps.filter(({ source, checks }) => source !== 'facts' && checks.includes(id));
  return gaps.length === 0 ? [] : [speaks('open', `${plural(gaps.length, 'part')} could not be read${hindrances(id, { report })}`, id)];
};

type Count = Report['evaluated'][number];

/** A check's figures, or that it did not run. */
const withFigures =
  (id: string, say: (count: Count, seen: Seen) => readonly Statement[]) =>
  (seen: Seen): readonly Statement[] => {
    const count = seen.report.evaluated.find(({ check }) => check === id);
    return count === undefined ? [speaks('open', 'it did not run', id)] : say(count, seen);
  };

const unjudged = (id: string, { undetermined, subjects }: Count, seen: Seen): readonly Statement[] =>
  undetermined === 0 ? unread(id, seen) : [speaks('open', `${undetermined} of ${subjects} could not be judged${hindrances(id, seen)}`, id)];

/** A check that passes speaks for a control, its findings against it. */
export const verdict = (id: string): Evidence => ({
  told: `[${id}](checks/${id}.md) passes; a finding contradicts`,
  see: withFigures(id, (count, seen) => [
    ...(count.findings === 0 ? [] : [speaks('against', plural(count.findings, 'finding'), id)]),
    ...unjudged(id, count, seen),
    ...(count.passed === 0 ? [] : [speaks('for', `${count.passed} of ${count.subjects} pass`, id)]),
  ]),
});

/** A check whose findings speak against a control, and which says nothing for it. */
export const contradiction = (id: string): Evidence => ({
  told: `a finding of [${id}](checks/${id}.md) contradicts`,
  see: withFigures(id, ({ findings }, seen) => [
    ...(findings === 0 ? [] : [speaks('against', plural(findings, 'finding'), id)]),
    ...unread(id, seen),
  ]),
});

/** A check that tells that something is done again and again; where it finds nothing of the kind, that may be done elsewhere. */
export const habit = (id: string, elsewhere: string): Evidence => ({
  told: `[${id}](checks/${id}.md) passes; where it does not, ${elsewhere}`,
  see: withFigures(id, (count, seen) =>
    count.passed > 0 && count.findings === 0
      ? [speaks('for', `${count.passed} of ${count.subjects} pass`, id), ...unjudged(id, count, seen)]
      : [speaks('open', elsewhere, id)],
  ),
});

/** What this very run looked at, whatever it found. */
export const looked = (id: string): Evidence => ({
  told: `the run itself, as far as [${id}](checks/${id}.md) could judge`,
  see: withFigures(id, (count, seen) => {
    const judged = count.subjects - count.undetermined;
    return [...(judged > 0 ? [speaks('for', `this run judged ${judged} of ${count.subjects}`, id)] : []), ...unjudged(id, count, seen)];
  }),
});

/** What nothing in a repository or a lockfile says. */
export const invisible = (text: string): Evidence => ({ told: `not visible: ${text}`, see: () => [speaks('open', text)] });
