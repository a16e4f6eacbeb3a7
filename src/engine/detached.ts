import type { ReportedRelated } from '../report.ts';
import type { TriageInput } from '../triage.ts';
import type { Judgement } from './judgement.ts';

/**
 * A copy of plain data that shares no text with what was read: a piece of a text keeps the whole of it alive. What is said several times is
 * held once.
 */
export const detached = (judgement: Judgement): Judgement => {
  const texts = new Map<string, string>();
  const textOf = (text: string): string => {
    const known = texts.get(text) ?? (JSON.parse(JSON.stringify(text)) as string);
    texts.set(known, known);
    return known;
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
  const placeOf = ({ label, subject, path, location }: ReportedRelated): ReportedRelated => ({
    label,
    subject: copyOf(subject),
    path: copyOf(path),
    location,
  });
  const findingOf = (finding: TriageInput): TriageInput => {
    const { madeBy, evidence } = finding;
    const copy = {
      check: finding.check,
      family: finding.family,
      title: finding.title,
      message: textOf(finding.message),
      fix: finding.fix,
      severity: finding.severity,
      confidence: finding.confidence,
      persona: finding.persona,
      subject: copyOf(finding.subject),
      path: copyOf(finding.path),
      location: finding.location,
      related: finding.related.length === 0 ? NONE : finding.related.map(placeOf),
      fingerprint: finding.fingerprint,
      data: copyOf(finding.data),
      input: finding.input,
    };
    if (madeBy === undefined) return evidence === undefined ? copy : Object.assign(copy, { evidence: textOf(evidence) });
    return Object.assign(copy, { madeBy: textOf(madeBy), ...(evidence === undefined ? {} : { evidence: textOf(evidence) }) });
  };
  return {
    ...judgement,
    findings: judgement.findings.map(findingOf),
    undetermined: judgement.undetermined.map((entry) => ({
      check: entry.check,
      subject: copyOf(entry.subject),
      path: copyOf(entry.path),
      location: entry.location,
      reason: copyOf(entry.reason),
      input: entry.input,
      ...(entry.madeBy === undefined ? {} : { madeBy: textOf(entry.madeBy) }),
    })),
  };
};

const NONE: readonly never[] = [];
