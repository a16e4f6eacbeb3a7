import { describe, expect, it } from 'vitest';
import { type AnyCheck, defineCheck, finding, notApplicable, undetermined } from '../../src/check.ts';
import { exitCodeOf } from '../../src/cli/exit.ts';
import { defaultConfig } from '../../src/config.ts';
import type { Facts } from '../../src/facts/facts.ts';
import type { Package } from '../../src/model/package.ts';
import type { UnknownReason } from '../../src/model/value.ts';
import { audit, type RunOptions } from '../../src/run.ts';

const facts: Facts = { runtimes: { asOf: '2026-11-22', byId: new Map() } };

const pkg = (name: string, rest: Partial<Package> = {}): Package => ({
  ecosystem: 'npm',
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
  source: 'registry',
  origin: { source: 'lockfile', file: 'package-lock.json' },
  ...rest,
});

/** Says of each package what its name tells it to. */
const check = (says: Readonly<Record<string, UnknownReason | 'bad' | 'none of its business'>>, rest: Partial<AnyCheck> = {}): AnyCheck => ({
  ...defineCheck({
    id: 'package-strange',
    title: 'Strange',
    family: 'dependencies',
    severity: 'low',
    confidence: 'high',
    sources: ['package'],
    subject: 'package',
    reads: {},
    docs: { why: 'Because.', fix: 'Mend it.', references: [] },
    *check(subject) {
      const said = says[subject.pkg.name];
      if (said === 'none of its business') yield notApplicable();
      else if (said === 'bad') yield finding(subject, 'strange');
      else if (said !== undefined) yield undetermined(subject, said);
    },
  }),
  ...rest,
});

const run = (checks: readonly AnyCheck[], names: readonly string[], rest: Partial<RunOptions> = {}) =>
  audit(
    {
      resources: [],
      packages: names.map((name) => pkg(name)),
      gaps: [],
      inputs: [{ source: 'lockfile', file: 'package-lock.json' }],
      ignores: [],
      locate: () => undefined,
      quote: () => undefined,
    },
    {
      today: '2026-11-22',
      version: '0.0.0',
      checks,
      catalogue: checks,
      config: defaultConfig,
      ignores: true,
      persona: 'auditor',
      minSeverity: 'low',
      minConfidence: 'low',
      started: new Date('2026-11-22T00:00:00Z'),
      facts,
      ...rest,
    },
  );

const down: UnknownReason = { kind: 'missing-fact', fact: 'registry', why: 'unreachable', message: 'No answer from npm.example' };
const offline: UnknownReason = { kind: 'missing-fact', fact: 'registry', why: 'offline', message: 'No registry was asked' };

describe('what a run does not know of its packages', () => {
  it('is one gap with their number, and no line for each', () => {
    const { report } = run([check({ a: down, b: down, c: down, d: 'bad', e: 'none of its business' })], ['a', 'b', 'c', 'd', 'e', 'f']);
    expect(report.undetermined).toEqual([]);
    expect(report.gaps).toEqual([
      {
        source: 'facts',
        scope: {},
        reason: 'unreachable',
        message: 'No answer from npm.example (3 packages)',
        checks: ['package-strange'],
      },
    ]);
    expect(report.evaluated).toEqual([{ check: 'package-strange', subjects: 5, passed: 1, findings: 1, undetermined: 3 }]);
    expect(report.summary).toMatchObject({ undetermined: 3, gaps: 1, low: 1 });
  });

  it('is one gap for several checks, and another for another reason', () => {
    const other = check({ b: down, c: offline }, { id: 'package-odd' });
    const { gaps } = run([check({ a: down, b: down }), other], ['a', 'b', 'c']).report;
    expect(gaps.map(({ reason, message, checks }) => [reason, message, checks])).toEqual([
      ['unreachable', 'No answer from npm.example (2 packages)', ['package-strange', 'package-odd']],
      ['offline', 'No registry was asked (1 package)', ['package-odd']],
    ]);
  });

  it('is a line where it is the package’s own', () => {
    const own: UnknownReason = { kind: 'not-in-table', table: 'npm.example', value: 'a' };
    const { report } = run([check({ a: own })], ['a', 'b']);
    expect(report.undetermined).toMatchObject([{ subject: { id: 'pkg:npm/a@1.0.0' }, reason: own }]);
    expect(report.gaps).toEqual([]);
  });

  it('is everything where the run has nothing of the fact', () => {
    const needs = check({ a: 'bad' }, { facts: ['advisories'] });
    const none = { advisories: { reason: 'offline', message: 'No advisories were looked up' } };
    const { report } = run([needs], ['a', 'b'], { missing: none });
    expect(report.gaps).toMatchObject([{ reason: 'offline', message: 'No advisories were looked up (2 packages)' }]);
    expect(report.evaluated).toEqual([{ check: 'package-strange', subjects: 2, passed: 0, findings: 0, undetermined: 2 }]);
    expect(run([needs], []).report.gaps).toEqual([]);
  });
});

describe('--strict', () => {
  const code = (says: Parameters<typeof check>[0]) => exitCodeOf(run([check(says)], ['a', 'b']), { failOn: 'high', strict: true });

  it('minds what could not be looked up, and not what was switched off', () => {
    expect(code({ a: down })).toBe(4);
    expect(code({ a: offline })).toBe(0);
    expect(code({ a: offline, b: down })).toBe(4);
    expect(code({})).toBe(0);
  });
});
