import type { ReportedFinding } from '../report.ts';
import { SEVERITIES } from '../severity.ts';

/** Findings of one check in one file or account that say the same, or all about what a library makes for itself: one thing to read. Never empty. */
export interface Group {
  readonly first: ReportedFinding;
  readonly others: readonly ReportedFinding[];
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\w-]/.test(char);

/** A text with each mention of a name left out; `Checkout` is not mentioned in `CheckoutRole`. */
const without = (text: string, name: string): string => {
  if (name === '') return text;
  let out = '';
  let from = 0;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (isWord(text[at - 1]) || isWord(text[at + name.length])) continue;
    out += `${text.slice(from, at)}\0`;
    from = at + name.length;
  }
  return out + text.slice(from);
};

/**
 * What a finding says, whoever it says it of. A route's id is `Orders GET /orders`: messages name its end as well, and those of a stage
 * its name and its API.
 */
const modulo = ({ message, subject: { type, id, arn, name, version }, data }: ReportedFinding): string => {
  const { api, stage } = type === 'package' ? {} : data;
  const parts = [api, stage].filter((part) => typeof part === 'string');
  return [arn ?? '', id, id.slice(id.indexOf(' ') + 1), name ?? '', version ?? '', ...parts].reduce(without, message);
};

const isBeside = ({ location }: ReportedFinding, other: ReportedFinding['related'][number]): boolean =>
  location === null ||
  location.file !== other.location?.file ||
  location.startLine !== other.location.startLine ||
  location.startColumn !== other.location.startColumn;

const keyOf = (finding: ReportedFinding): string => {
  const { subject, location } = finding;
  if (subject.library !== undefined) return JSON.stringify([subject.library]);
  return JSON.stringify([
    finding.check,
    finding.severity,
    finding.confidence,
    finding.title,
    location === null ? [subject.account] : location.file,
    modulo(finding),
    // Packages come in through other lines of the manifest each, which makes them no other thing to read.
    subject.type === 'package'
      ? finding.related.length > 0
      : finding.related
          .filter((place) => isBeside(finding, place))
          .map(({ label, location, subject, path }) => [label, location ?? [subject.id, path]]),
  ]);
};

/** The findings as blocks, the worst first, else in the order in which they came. */
export const groupsOf = (findings: readonly ReportedFinding[]): readonly Group[] => {
  const groups = new Map<string, { readonly first: ReportedFinding; readonly others: ReportedFinding[] }>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, others: [] });
    else group.others.push(finding);
  }
  return [...groups.values()].sort((a, b) => SEVERITIES.indexOf(a.first.severity) - SEVERITIES.indexOf(b.first.severity));
};
