import type { AnyCheck } from '../src/check.ts';
import { defaultConfig } from '../src/config.ts';
import type { RunOptions } from '../src/run.ts';

/** A run of some checks as a user has it who sets nothing, on the day of the fixtures. */
export const runOf = (checks: readonly AnyCheck[], rest: Partial<RunOptions> = {}): RunOptions => ({
  today: '2026-11-22',
  version: '0.0.0',
  checks,
  catalogue: checks,
  config: defaultConfig,
  ignores: true,
  persona: 'regular',
  minSeverity: 'low',
  minConfidence: 'low',
  started: new Date(0),
  ...rest,
});
