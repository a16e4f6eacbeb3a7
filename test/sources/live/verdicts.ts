import type { AnyCheck } from '../../../src/check.ts';
import { checks } from '../../../src/checks/index.ts';
import { defaultSettings } from '../../../src/config.ts';
import { judge } from '../../../src/engine/judge.ts';
import { surroundingsOf } from '../../../src/engine/surroundings.ts';
import { loadFacts } from '../../../src/facts/index.ts';
import type { Gap } from '../../../src/model/inventory.ts';
import { isPackage } from '../../../src/model/subject.ts';
import type { Collected } from '../../../src/sources/source.ts';

/** The date that every run of these tests judges by. */
export const TODAY = '2026-11-23';

/** Every check that has a live side. */
export const LIVE_CHECKS: readonly AnyCheck[] = checks.filter(({ sources }) => (sources as readonly string[]).includes('live'));

/** What a check says of a subject. */
export interface Verdict {
  readonly check: string;
  readonly type: string;
  /** The ARN, or the id of what has none. */
  readonly subject: string;
  readonly outcome: 'finding' | 'undetermined' | 'pass';
  /** What was found, or why it is not known. */
  readonly says: readonly string[];
  /** The actions that the reasons of undetermined verdicts name. */
  readonly actions: readonly string[];
}

/** All verdicts of a run, those that a report only counts included, and what could not be listed. */
export interface Judged {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly gaps: readonly Gap[];
  /** `check type` of what could not be listed. */
  readonly unlisted: ReadonlySet<string>;
  readonly failures: readonly string[];
}

/** Judges what was collected, as `audit` does, and keeps what passed by name. */
export const judgeCollected = (collected: Collected, selected: readonly AnyCheck[] = LIVE_CHECKS): Judged => {
  const around = surroundingsOf(collected, loadFacts(), defaultSettings, TODAY);
  const verdicts = new Map<string, Verdict>();
  const unlisted = new Set<string>();
  const failures: string[] = [];
  for (const check of selected) {
    const result = judge(check, around, collected.gaps);
    failures.push(...result.failures.map(({ message }) => `${check.id}: ${message}`));
    for (const { type } of result.unlisted) unlisted.add(`${check.id} ${type}`);
    for (const subject of result.subjects) {
      if (isPackage(subject)) continue;
      const findings = result.findings.filter((finding) => finding.subject === subject);
      const undecided = result.undetermined.filter((entry) => entry.subject === subject);
      const name = subject.arn ?? subject.id;
      verdicts.set(`${check.id} ${subject.type} ${name}`, {
        check: check.id,
        type: subject.type,
        subject: name,
        outcome: findings.length > 0 ? 'finding' : undecided.length > 0 ? 'undetermined' : 'pass',
        says: [
          ...findings.map(
            ({ message, severity, confidence }) =>
              `${severity ?? check.severity}/${confidence}: ${message.replaceAll(subject.id, 'SUBJECT')}`,
          ),
          ...undecided.map(({ reason }) => JSON.stringify(reason)),
        ].sort(),
        actions: undecided.flatMap(({ reason }) => ('action' in reason && typeof reason.action === 'string' ? [reason.action] : [])),
      });
    }
  }
  return { verdicts, gaps: collected.gaps, unlisted, failures };
};
