import type { Disposition, Report, ReportedFinding } from '../report.ts';
import { clip } from './escape.ts';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const duration = ({ started, finished }: Report['run']): string | undefined => {
  const seconds = (Date.parse(finished) - Date.parse(started)) / 1_000;
  if (!(seconds >= 0)) return undefined;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
};

const FILTERS: Readonly<Record<Extract<Disposition, { readonly kind: 'filtered' }>['by'], (finding: ReportedFinding) => string>> = {
  persona: ({ persona }) => persona,
  'min-severity': () => 'by --min-severity',
  'min-confidence': () => 'by --min-confidence',
};

/** What the filters hide, and how to see it: `3 pedantic, 1 by --min-severity`. */
const filters = (findings: readonly ReportedFinding[]): string => {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const { disposition } = finding;
    if (disposition.kind !== 'filtered') continue;
    const why = FILTERS[disposition.by](finding);
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return counts.size === 1 ? [...counts.keys()].join('') : [...counts].map(([why, count]) => `${count} ${why}`).join(', ');
};

/** In milliseconds. Advisories are published every day. */
const WEEK = 7 * 24 * 60 * 60 * 1_000;

const old = ({ today, facts: { advisories } }: Report['run']): readonly string[] =>
  typeof advisories === 'string' && Date.parse(today) - Date.parse(advisories) > WEEK
    ? [`advisories of ${clip(advisories.slice(0, 10), 60)}`]
    : [];

/** The parts of the footer, which add everything up. Parts that are nothing are left out. */
export const summaryOf = ({ summary, findings, evaluated, run, provenance = [] }: Report): readonly string[] => {
  const severities = (['critical', 'high', 'medium', 'low'] as const).filter((severity) => summary[severity] > 0);
  const hidden = filters(findings);
  const took = duration(run);
  return [
    ...(severities.length === 0 ? [] : [severities.map((severity) => `${summary[severity]} ${severity}`).join(', ')]),
    ...(summary.suppressed > 0 ? [`${summary.suppressed} ignored`] : []),
    ...(summary.baseline > 0 ? [`${summary.baseline} in the baseline`] : []),
    ...(summary.filtered > 0 ? [`${summary.filtered} filtered${hidden === '' ? '' : ` (${hidden})`}`] : []),
    ...(summary.superseded > 0 ? [`${summary.superseded} superseded`] : []),
    ...(summary.undetermined > 0 ? [`${summary.undetermined} undetermined`] : []),
    ...(summary.gaps > 0 ? [plural(summary.gaps, 'gap')] : []),
    `${plural(summary.subjects, 'subject')}, ${plural(evaluated.length, 'check')}`,
    ...(provenance.length === 0 ? [] : [`${plural(provenance.length, 'package')} with verified provenance`]),
    ...Object.entries(run.facts).flatMap(([name, date]) => (date === null ? [`no ${clip(name, 60)}`] : [])),
    ...old(run),
    ...(took === undefined ? [] : [took]),
  ];
};

/** What a report without findings may say: never that all is well where something could not be looked at. */
export const verdictOf = ({ summary, notices }: Report): { readonly good: boolean; readonly text: string } => {
  const { subjects, undetermined, gaps } = summary;
  const failed = notices.some(({ kind }) => kind === 'check-failed');
  const missing = [
    ...(undetermined > 0 ? [plural(undetermined, 'verdict is open', 'verdicts are open')] : []),
    ...(gaps > 0 ? [plural(gaps, 'part could not be read', 'parts could not be read')] : []),
    ...(failed ? ['a check failed'] : []),
  ];
  if (missing.length > 0) return { good: false, text: `No findings in what could be judged, but ${missing.join(' and ')}.` };
  if (subjects === 0) return { good: false, text: 'Nothing was judged: none of the checks that ran applies to what was audited.' };
  const accepted = summary.suppressed + summary.baseline + summary.filtered > 0;
  return {
    good: true,
    text: accepted
      ? 'No findings beyond those that are ignored, in the baseline or filtered.'
      : 'No findings. Everything that was looked at passed.',
  };
};
