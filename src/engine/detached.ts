import type { Location, ReportedRelated } from '../report.ts';
import type { TriageInput } from '../triage.ts';
import type { Count, Judgement } from './judgement.ts';

/**
 * Copies plain data so that it shares no text with what was read: a piece of a text keeps the whole of it alive. What is said several times
 * of one input is held once, and so are, over all, the words that are said of many.
 */
export const detaching = (): ((judgement: Judgement) => Judgement) => {
  const common = new Map<string, string>();
  const figures = new Map<string, Count>();
  const wordOf = <T extends string>(text: T): T => {
    const known = common.get(text);
    if (known !== undefined) return known as T;
    const copy = copyOfText(text);
    common.set(copy, copy);
    return copy as T;
  };
  const countOf = (count: Count): Count => {
    const key = `${count.subjects} ${count.passed} ${count.findings}`;
    const known = figures.get(key);
    if (known === undefined) figures.set(key, count);
    return known ?? count;
  };
  return (judgement) => ({
    ...detached(judgement, wordOf),
    counts: new Map([...judgement.counts].map(([check, count]) => [wordOf(check), countOf(count)])),
  });
};

const copyOfText = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

const detached = (judgement: Judgement, wordOf: <T extends string>(text: T) => T): Judgement => {
  const texts = new Map<string, string>();
  const textOf = (text: string): string => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    const copy = copyOfText(text);
    texts.set(copy, copy);
    return copy;
  };
  const copies = new Map<object, object>();
  const copyOf = <T>(value: T): T => {
    if (typeof value === 'string') return textOf(value) as T;
    if (typeof value !== 'object' || value === null) return value;
    const known = copies.get(value);
    if (known !== undefined) return known as T;
    const copy = Array.isArray(value)
      ? value.map(copyOf)
      : Object.fromEntries(Object.entries(value).map(([key, member]) => [textOf(key), copyOf(member)]));
    copies.set(value, copy);
    return copy as T;
  };
  // Written out member by member: copies by rest and spread would each have a shape of its own, which takes more than its values.
  const locationOf = (location: Location | null): Location | null =>
    location && {
      file: wordOf(location.file),
      startLine: location.startLine,
      startColumn: location.startColumn,
      endLine: location.endLine,
      endColumn: location.endColumn,
    };
  const placeOf = ({ label, subject, path, location }: ReportedRelated): ReportedRelated => ({
    label: wordOf(label),
    subject: copyOf(subject),
    path: copyOf(path),
    location: locationOf(location),
  });
  const findingOf = (finding: TriageInput): TriageInput => {
    const { madeBy, evidence } = finding;
    const copy = {
      check: wordOf(finding.check),
      family: wordOf(finding.family),
      title: wordOf(finding.title),
      message: textOf(finding.message),
      fix: wordOf(finding.fix),
      severity: wordOf(finding.severity),
      confidence: wordOf(finding.confidence),
      persona: wordOf(finding.persona),
      subject: copyOf(finding.subject),
      path: copyOf(finding.path),
      location: locationOf(finding.location),
      related: finding.related.length === 0 ? NONE : finding.related.map(placeOf),
      fingerprint: finding.fingerprint,
      data: copyOf(finding.data),
      input: wordOf(finding.input),
    };
    if (madeBy === undefined) return evidence === undefined ? copy : Object.assign(copy, { evidence: textOf(evidence) });
    return Object.assign(copy, { madeBy: textOf(madeBy), ...(evidence === undefined ? {} : { evidence: textOf(evidence) }) });
  };
  return {
    ...judgement,
    findings: judgement.findings.map(findingOf),
    undetermined: judgement.undetermined.map((entry) => ({
      check: wordOf(entry.check),
      subject: copyOf(entry.subject),
      path: copyOf(entry.path),
      location: locationOf(entry.location),
      reason: copyOf(entry.reason),
      input: wordOf(entry.input),
      ...(entry.madeBy === undefined ? {} : { madeBy: textOf(entry.madeBy) }),
    })),
  };
};

const NONE: readonly never[] = [];
