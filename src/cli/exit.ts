import type { Severity } from '../check.ts';
import type { Report } from '../report.ts';
import type { RunResult } from '../run.ts';
import { SEVERITIES } from '../severity.ts';
import type { GateOptions } from './options.ts';

/** Nothing that was read is an input, and nothing failed to be one. */
export const isEmpty = ({ inputs, gaps }: { readonly inputs: readonly unknown[]; readonly gaps: readonly unknown[] }): boolean =>
  inputs.length === 0 && gaps.length === 0;

const reached = (report: Report, failOn: Severity | 'never'): boolean =>
  failOn !== 'never' &&
  report.findings.some(
    ({ disposition, severity }) => disposition.kind === 'reported' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn),
  );

/**
 * What a run means to whoever started it: 2 a check failed, 3 nothing was audited, 1 findings at or above the line,
 * 4 in strict mode something could not be evaluated, 0 none of these. What --offline leaves out was asked for: it is no such thing.
 */
export const exitCodeOf = (
  { report, failures }: Pick<RunResult, 'report' | 'failures'>,
  { failOn, strict }: Pick<GateOptions, 'failOn' | 'strict'>,
): number => {
  if (failures.length > 0) return 2;
  if (isEmpty(report)) return 3;
  if (reached(report, failOn)) return 1;
  return strict && (report.undetermined.length > 0 || report.gaps.some(({ reason }) => reason !== 'offline')) ? 4 : 0;
};
