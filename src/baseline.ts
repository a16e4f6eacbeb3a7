import { UserError } from './errors.ts';
import type { ReportedFinding } from './report.ts';

/** A finding that was there when the baseline was written. Only `fingerprint` is compared; the rest is for people who read the file. */
export interface BaselineEntry {
  readonly check: string;
  readonly fingerprint: string;
  /** The id of the subject. */
  readonly subject: string;
  readonly file: string | null;
}

/** The findings that a project has accepted for now: two identical findings are two entries. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

/** What of a finding a baseline needs; a saved report has it too. */
type Baselined = Pick<ReportedFinding, 'check' | 'fingerprint'> & {
  readonly subject: { readonly id: string };
  readonly location: { readonly file: string } | null;
  readonly disposition: { readonly kind: string };
};

/** The baseline of a report: what it shows, and what an earlier baseline held back. What is ignored has its reason, what is filtered nobody has seen. */
export const baselineOf = (findings: readonly Baselined[]): Baseline => ({
  version: 1,
  findings: findings
    .filter(({ disposition: { kind } }) => kind === 'reported' || kind === 'baseline')
    .map(({ check, fingerprint, subject, location }) => ({ check, fingerprint, subject: subject.id, file: location?.file ?? null }))
    .sort(
      (a, b) =>
        compare(a.check, b.check) ||
        compare(a.file ?? '', b.file ?? '') ||
        compare(a.subject, b.subject) ||
        compare(a.fingerprint, b.fingerprint),
    ),
});

/** Reads a baseline file. `file` is its name in messages. Throws a `UserError` that names the place of what is wrong. */
export const parseBaseline = (text: string, file: string): Baseline => {
  const root = objectOf(parseJson(text, file, 'a baseline'), file, 'it');
  if (root.version !== 1) throw wrong(file, 'version', '1', 'Write it anew with `parapet baseline`.');
  return {
    version: 1,
    findings: listOf(root.findings, file, 'findings').map((item, i) => {
      const at = `findings[${i}]`;
      const entry = objectOf(item, file, at);
      return {
        check: textOf(entry.check, file, `${at}.check`),
        fingerprint: textOf(entry.fingerprint, file, `${at}.fingerprint`),
        subject: entry.subject === undefined ? '' : textOf(entry.subject, file, `${at}.subject`),
        file: entry.file === undefined || entry.file === null ? null : textOf(entry.file, file, `${at}.file`),
      };
    }),
  };
};

/** The baseline of a saved JSON report. Throws a `UserError` if the file is none. */
export const baselineOfReport = (text: string, file: string): Baseline => {
  const root = objectOf(parseJson(text, file, 'a report'), file, 'it');
  if (root.version !== 1) throw wrong(file, 'version', '1');
  return baselineOf(
    listOf(root.findings, file, 'findings').map((item, i) => {
      const at = `findings[${i}]`;
      const finding = objectOf(item, file, at);
      const location = finding.location ?? null;
      return {
        check: textOf(finding.check, file, `${at}.check`),
        fingerprint: textOf(finding.fingerprint, file, `${at}.fingerprint`),
        subject: { id: textOf(objectOf(finding.subject, file, `${at}.subject`).id, file, `${at}.subject.id`) },
        location: location === null ? null : { file: textOf(objectOf(location, file, `${at}.location`).file, file, `${at}.location.file`) },
        disposition: { kind: textOf(objectOf(finding.disposition, file, `${at}.disposition`).kind, file, `${at}.disposition.kind`) },
      };
    }),
  );
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const wrong = (file: string, at: string, expected: string, hint?: string): UserError =>
  new UserError(`${file}: ${at} has to be ${expected}`, hint === undefined ? {} : { hint });

const parseJson = (text: string, file: string, what: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UserError(`${file} is not ${what}: it is not valid JSON`, { cause });
  }
};

const objectOf = (value: unknown, file: string, at: string): Readonly<Record<string, unknown>> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(file, at, 'an object');
  return value as Readonly<Record<string, unknown>>;
};

const listOf = (value: unknown, file: string, at: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw wrong(file, at, 'a list');
  return value;
};

const textOf = (value: unknown, file: string, at: string): string => {
  if (typeof value !== 'string') throw wrong(file, at, 'text');
  return value;
};
