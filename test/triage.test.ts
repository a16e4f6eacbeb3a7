import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../src/check.ts';
import type { ConfigIgnore } from '../src/config.ts';
import { matchesName, matchesPath } from '../src/glob.ts';
import type { Location } from '../src/report.ts';
import type { InlineIgnore } from '../src/sources/source.ts';
import { type TriageInput, type TriageRules, triage } from '../src/triage.ts';

const lines = (startLine: number, endLine = startLine, file = 'template.yaml'): Location => ({
  file,
  startLine,
  startColumn: 3,
  endLine,
  endColumn: 9,
});

const finding = (given: Partial<TriageInput> = {}): TriageInput => ({
  check: 'queue-public',
  family: 'messaging',
  title: 'Queue is public',
  message: 'anyone may send',
  fix: 'Name who may.',
  severity: 'high',
  confidence: 'high',
  persona: 'regular',
  subject: { type: 'AWS::SQS::Queue', id: 'Jobs', arn: null, account: null, region: null },
  path: ['Policy'],
  location: lines(12),
  related: [],
  fingerprint: 'f1',
  data: {},
  input: 'template.yaml',
  ...given,
});

const rules = (given: Partial<TriageRules> = {}): TriageRules => {
  const checks = given.checks ?? [{ id: 'queue-public' }, { id: 'queue-unencrypted' }];
  return {
    today: '2026-11-22',
    catalogue: checks,
    checks,
    severities: new Map(),
    ignores: { inline: [], config: [] },
    persona: 'regular',
    minSeverity: 'low',
    minConfidence: 'low',
    ...given,
  };
};

const comment = (given: Partial<InlineIgnore> = {}): InlineIgnore => ({
  by: 'comment',
  file: 'template.yaml',
  line: 12,
  checks: ['queue-public'],
  reason: 'a public drop box',
  ...given,
});

const configured = (given: Partial<ConfigIgnore> = {}): ConfigIgnore => ({
  check: 'queue-public',
  reason: 'known',
  location: lines(3, 3, 'parapet.yml'),
  ...given,
});

const fate = (findings: readonly TriageInput[], given: Partial<TriageRules>) => {
  const { findings: all, notices } = triage(findings, rules(given));
  return { fates: all.map(({ disposition }) => disposition), notices };
};

describe('an ignore in a comment', () => {
  const ignored = { kind: 'ignored', by: 'comment', reason: 'a public drop box' };
  const inline = (given: Partial<InlineIgnore>) => ({ ignores: { inline: [comment(given)], config: [] } });

  it('works on its line, with its reason', () => {
    expect(fate([finding()], inline({}))).toEqual({ fates: [ignored], notices: [] });
  });

  it('works for the line after it where it stands alone', () => {
    expect(fate([finding()], inline({ line: 11, appliesTo: 12 })).fates).toEqual([ignored]);
    expect(fate([finding({ location: lines(11) })], inline({ line: 11, appliesTo: 12 })).fates).toEqual([{ kind: 'reported' }]);
  });

  it('works anywhere in a finding of several lines, and not on the line where it ends before the first column', () => {
    expect(fate([finding({ location: lines(10, 14) })], inline({})).fates).toEqual([ignored]);
    expect(fate([finding({ location: { ...lines(10, 12), endColumn: 1 } })], inline({})).fates).toEqual([{ kind: 'reported' }]);
  });

  it('is about one check in one file', () => {
    const { fates, notices } = fate(
      [finding({ check: 'queue-unencrypted' }), finding({ location: lines(12, 12, 'other.yaml') })],
      inline({}),
    );
    expect(fates).toEqual([{ kind: 'reported' }, { kind: 'reported' }]);
    expect(notices).toMatchObject([{ kind: 'ignore-unused', location: { file: 'template.yaml', startLine: 12 } }]);
  });

  it('works up to its day and is reported after it, with the finding', () => {
    expect(fate([finding()], inline({ until: '2026-11-22' })).fates).toEqual([{ ...ignored, until: '2026-11-22' }]);
    const { fates, notices } = fate([finding()], inline({ until: '2026-11-21' }));
    expect(fates).toEqual([{ kind: 'reported' }]);
    expect(notices).toMatchObject([{ kind: 'ignore-expired', message: expect.stringContaining('2026-11-21') }]);
  });

  it.each([
    [{ reason: ' ' }, 'no reason'],
    [{ until: 'soon' }, 'no date'],
    [{ until: '2026-02-31' }, 'no date'],
    [{ checks: ['queue-publik'] }, 'did you mean queue-public?'],
    [{ checks: ['constructor'] }, 'there is no check constructor'],
    [{ checks: [] }, 'names no check'],
  ])('does not count as %j, and says so', (given, message) => {
    const { fates, notices } = fate([finding()], inline(given));
    expect(fates).toEqual([{ kind: 'reported' }]);
    expect(notices).toMatchObject([{ kind: 'ignore-invalid', message: expect.stringContaining(message) }]);
  });

  it('of several checks is judged for each', () => {
    const { fates, notices } = fate([finding()], inline({ checks: ['queue-public', 'queue-unencrypted'] }));
    expect(fates).toEqual([ignored]);
    expect(notices).toMatchObject([{ kind: 'ignore-unused', message: 'ignore of queue-unencrypted matches nothing' }]);
  });

  it('is not called unused where its check did not run, or could not judge', () => {
    const catalogue = [{ id: 'queue-public' }, { id: 'queue-unencrypted' }];
    expect(fate([], { ...inline({}), catalogue, checks: [{ id: 'queue-unencrypted' }] }).notices).toEqual([]);
    const { check, subject, location, input } = finding();
    expect(fate([], { ...inline({}), undetermined: [{ check, subject, location, input }] }).notices).toEqual([]);
    expect(fate([], inline({})).notices).toHaveLength(1);
  });
});

describe('an ignore in metadata', () => {
  const inline = [comment({ by: 'metadata', line: 4, resource: 'Jobs' })];
  it('is about its resource, and about what was made from it, in its file', () => {
    const all = [
      finding(),
      finding({ subject: { ...finding().subject, id: 'JobsPolicy' }, madeBy: 'Jobs' }),
      finding({ subject: { ...finding().subject, id: 'Zeta' } }),
      finding({ input: 'zz.yaml', location: lines(12, 12, 'zz.yaml') }),
    ];
    const { fates } = fate(all, { ignores: { inline, config: [] } });
    const kinds = fates.map((disposition) => [disposition.kind, 'by' in disposition ? disposition.by : undefined]);
    expect(kinds).toEqual([
      ['ignored', 'metadata'],
      ['ignored', 'metadata'],
      ['reported', undefined],
      ['reported', undefined],
    ]);
  });

  it('may stand at the resource that holds the evidence', () => {
    const elsewhere = finding({ subject: { ...finding().subject, id: 'Other' }, evidence: 'Jobs' });
    expect(fate([elsewhere], { ignores: { inline, config: [] } }).fates).toMatchObject([{ kind: 'ignored', by: 'metadata' }]);
  });

  it('holds where the finding has no place', () => {
    expect(fate([finding({ location: null })], { ignores: { inline, config: [] } }).fates).toMatchObject([{ kind: 'ignored' }]);
  });
});

describe('an ignore of the configuration', () => {
  const kind = (given: Partial<ConfigIgnore>, of: Partial<TriageInput> = {}) =>
    fate([finding(of)], { ignores: { inline: [], config: [configured(given)] } }).fates[0]?.kind;
  const arn = 'arn:aws:sqs:eu-west-1:123456789012:jobs';

  it('matches the id, the ARN and the file, all that it names', () => {
    expect(kind({})).toBe('ignored');
    expect(kind({ resource: 'Jobs' })).toBe('ignored');
    expect(kind({ resource: 'J?b*' })).toBe('ignored');
    expect(kind({ resource: 'jobs' })).toBe('reported');
    expect(kind({ resource: 'arn:aws:sqs:*:jobs' }, { subject: { ...finding().subject, arn } })).toBe('ignored');
    expect(kind({ path: '*.yaml' })).toBe('ignored');
    expect(kind({ path: 'infra/**' })).toBe('reported');
    expect(kind({ resource: 'Jobs', path: 'infra/**' })).toBe('reported');
  });

  it('matches a package by its purl, its name, and its name with the version', () => {
    const subject = { ...finding().subject, type: 'package', id: 'pkg:npm/%40a/b@1.2.3', name: '@a/b', version: '1.2.3' };
    for (const resource of ['pkg:npm/%40a/b@1.2.3', '@a/b', '@a/b@1.2.3', '@a/b@1.*', '@a/*', 'pkg:npm/*'])
      expect(kind({ resource }, { subject })).toBe('ignored');
    for (const resource of ['b', '@a/b@2.*', '1.2.3']) expect(kind({ resource }, { subject })).toBe('reported');
  });

  it('takes a name literally before it takes it for a glob', () => {
    const id = 'Api GET /{proxy+}?';
    expect(kind({ resource: id }, { subject: { ...finding().subject, id } })).toBe('ignored');
  });

  it('comes after a comment, and both are used', () => {
    const { fates, notices } = fate([finding()], { ignores: { inline: [comment()], config: [configured()] } });
    expect(fates).toMatchObject([{ by: 'comment' }]);
    expect(notices).toEqual([]);
  });
});

describe('superseding', () => {
  const checks = [{ id: 'queue-public', supersedes: ['queue-foreign-account'] }, { id: 'queue-foreign-account' }];
  const both = [finding(), finding({ check: 'queue-foreign-account', fingerprint: 'f2' })];
  const of = (findings: readonly TriageInput[], given: Partial<TriageRules> = {}) =>
    Object.fromEntries(triage(findings, rules({ checks, ...given })).findings.map(({ check, disposition }) => [check, disposition.kind]));

  it('holds on the same subject', () => {
    expect(of(both)).toEqual({ 'queue-public': 'reported', 'queue-foreign-account': 'superseded' });
    expect(of([finding(), { ...finding(both[1]), input: 'other.yaml' }])).toEqual({
      'queue-public': 'reported',
      'queue-foreign-account': 'reported',
    });
  });

  it('is done by what was accepted, never by what this run does not show', () => {
    const low = [finding({ confidence: 'low' }), finding({ check: 'queue-foreign-account', fingerprint: 'f2' })];
    expect(of(low, { minConfidence: 'high' })).toEqual({ 'queue-public': 'filtered', 'queue-foreign-account': 'reported' });
    const ignores = { inline: [], config: [configured()] };
    expect(of(low, { minConfidence: 'high', ignores })).toEqual({ 'queue-public': 'ignored', 'queue-foreign-account': 'superseded' });
    const baseline = { version: 1, findings: [{ check: 'queue-public', fingerprint: 'f1', subject: 'Jobs', file: null }] } as const;
    expect(of(both, { baseline })).toEqual({ 'queue-public': 'baseline', 'queue-foreign-account': 'superseded' });
  });

  it('of each other makes nothing vanish', () => {
    const circle = [
      { id: 'queue-public', supersedes: ['queue-foreign-account'] },
      { id: 'queue-foreign-account', supersedes: ['queue-public'] },
    ];
    expect(of(both, { checks: circle })).toEqual({ 'queue-public': 'reported', 'queue-foreign-account': 'reported' });
  });
});

describe('the baseline', () => {
  const entry = { check: 'queue-public', fingerprint: 'f1', subject: 'Jobs', file: 'template.yaml' };
  const baseline = (...findings: (typeof entry)[]) => ({ baseline: { version: 1, findings } as const });

  it('takes one finding an entry', () => {
    const twins = [finding(), finding({ location: lines(30) })];
    expect(
      fate(twins, baseline(entry))
        .fates.map(({ kind }) => kind)
        .sort(),
    ).toEqual(['baseline', 'reported']);
    expect(fate(twins, baseline(entry, entry)).fates.map(({ kind }) => kind)).toEqual(['baseline', 'baseline']);
  });

  it('says how many entries nothing matches', () => {
    const stale = { ...entry, fingerprint: 'gone' };
    expect(fate([finding()], baseline(entry, entry, stale)).notices).toMatchObject([
      { kind: 'baseline-unused', message: expect.stringContaining('2 entries') },
    ]);
    expect(fate([finding()], baseline(entry)).notices).toEqual([]);
  });

  it('does not call entries stale whose check did not run', () => {
    const catalogue = [{ id: 'queue-public' }, { id: 'queue-unencrypted' }];
    expect(fate([], { ...baseline(entry), catalogue, checks: [{ id: 'queue-unencrypted' }] }).notices).toEqual([]);
  });
});

describe('filters', () => {
  it.each([
    [{ persona: 'auditor' as const }, { persona: 'pedantic' as const }, 'persona'],
    [{ severity: 'medium' as const }, { minSeverity: 'high' as const }, 'min-severity'],
    [{ confidence: 'low' as const }, { minConfidence: 'medium' as const }, 'min-confidence'],
  ])('%j with %j is filtered', (given, asked, by) => {
    expect(fate([finding(given)], asked).fates).toEqual([{ kind: 'filtered', by }]);
  });

  it('let through what is on the line', () => {
    const asked = { persona: 'pedantic', minSeverity: 'medium', minConfidence: 'medium' } as const;
    expect(fate([finding({ persona: 'pedantic', severity: 'medium', confidence: 'medium' })], asked).fates).toEqual([{ kind: 'reported' }]);
  });

  it('go by the severity of the configuration', () => {
    const severities = new Map<string, Severity>([['queue-public', 'low']]);
    const { findings } = triage([finding()], rules({ severities, minSeverity: 'medium' }));
    expect(findings).toMatchObject([{ severity: 'low', disposition: { kind: 'filtered', by: 'min-severity' } }]);
  });
});

describe('what triage gives', () => {
  it('is ordered by severity, check, subject and path', () => {
    const subject = (id: string) => ({ ...finding().subject, id });
    const all = [
      finding({ severity: 'low' }),
      finding({ path: ['Statement', 10] }),
      finding({ path: ['Statement', 9] }),
      finding({ subject: subject('A') }),
      finding({ check: 'queue-unencrypted', severity: 'critical' }),
    ];
    const { findings } = triage(all, rules());
    expect(findings.map(({ severity, subject: { id }, path }) => [severity, id, path.at(-1)])).toEqual([
      ['critical', 'Jobs', 'Policy'],
      ['high', 'A', 'Policy'],
      ['high', 'Jobs', 9],
      ['high', 'Jobs', 10],
      ['low', 'Jobs', 'Policy'],
    ]);
  });

  it('has every finding once, with one disposition, whatever the rules; and nothing is superseded by what nobody sees', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const anyFinding = fc.record({
      check: fc.constantFrom(...ids),
      severity: fc.constantFrom('critical', 'high', 'medium', 'low'),
      confidence: fc.constantFrom('high', 'medium', 'low'),
      persona: fc.constantFrom('regular', 'pedantic', 'auditor'),
      fingerprint: fc.constantFrom('f1', 'f2', 'f3'),
      input: fc.constantFrom('x.yaml', 'y.yaml'),
      line: fc.integer({ min: 1, max: 6 }),
      located: fc.boolean(),
    });
    const anyRules = fc.record({
      supersedes: fc.tuple(...ids.map(() => fc.subarray(ids))),
      inline: fc.array(
        fc.record({
          check: fc.constantFrom(...ids, 'toString'),
          line: fc.integer({ min: 1, max: 6 }),
          reason: fc.constantFrom('', 'why'),
          until: fc.constantFrom(undefined, '2020-01-01', '2030-01-01', 'x'),
        }),
        { maxLength: 4 },
      ),
      config: fc.array(fc.record({ check: fc.constantFrom(...ids), path: fc.constantFrom('x.*', '**', '?') }), { maxLength: 2 }),
      baseline: fc.array(fc.constantFrom('f1', 'f2', 'zz'), { maxLength: 5 }),
      persona: fc.constantFrom('regular', 'pedantic', 'auditor'),
      minSeverity: fc.constantFrom('critical', 'high', 'medium', 'low'),
      minConfidence: fc.constantFrom('high', 'medium', 'low'),
    });
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 20 }), anyRules, (drawn, given) => {
        const all = drawn.map(({ line, located, input, ...rest }, i) =>
          finding({ ...rest, input, location: located ? lines(line, line + 1, input) : null, data: { mark: i } }),
        );
        const { findings } = triage(
          all,
          rules({
            checks: ids.map((id, i) => ({ id, supersedes: given.supersedes[i] ?? [] })),
            ignores: {
              inline: given.inline.map(({ check, until, ...rest }) =>
                comment({ ...rest, file: 'x.yaml', checks: [check], ...(until === undefined ? {} : { until }) }),
              ),
              config: given.config.map((ignore) => configured(ignore)),
            },
            baseline: { version: 1, findings: given.baseline.map((fingerprint) => ({ check: 'a', fingerprint, subject: '', file: null })) },
            persona: given.persona,
            minSeverity: given.minSeverity,
            minConfidence: given.minConfidence,
          }),
        );
        const marks = (list: readonly { readonly data: Readonly<Record<string, unknown>> }[]) =>
          list.map(({ data }) => Number(data.mark)).sort((a, b) => a - b);
        expect(marks(findings)).toEqual(marks(all));
        for (const { data, disposition } of findings) {
          const before = all[Number(data.mark)];
          if (disposition.kind !== 'superseded') continue;
          // Follow what it says to the end: there has to be something that people see or have accepted.
          const seen = (check: string): boolean =>
            findings.some(
              (other) =>
                other.check === check &&
                all[Number(other.data.mark)]?.input === before?.input &&
                (other.disposition.kind === 'superseded' ? seen(other.disposition.by) : other.disposition.kind !== 'filtered'),
            );
          expect(seen(disposition.by)).toBe(true);
        }
        expect(findings.filter(({ disposition }) => disposition.kind === 'baseline').length).toBeLessThanOrEqual(given.baseline.length);
        for (const entry of findings) expect(Object.keys(entry)).not.toContain('input');
      }),
    );
  });
});

describe('globs', () => {
  it('of files', () => {
    expect(matchesPath('infra/*.yaml', 'infra/a.yaml')).toBe(true);
    expect(matchesPath('infra/*.yaml', 'infra/x/a.yaml')).toBe(false);
    expect(matchesPath('infra/**/*.yaml', 'infra/x/y/a.yaml')).toBe(true);
    expect(matchesPath('./infra/', 'infra/x/a.yaml')).toBe(true);
    expect(matchesPath('infra', 'infrastructure/a.yaml')).toBe(false);
    expect(matchesPath('**/a.yaml', 'a.yaml')).toBe(true);
    expect(matchesPath('infra/**/a.yaml', 'infra/a.yaml')).toBe(true);
    expect(matchesPath('a.yaml', 'x/a.yaml')).toBe(false);
    expect(matchesPath('a?yaml', 'a/yaml')).toBe(false);
  });

  it('of names run over every character', () => {
    expect(matchesName('arn:aws:*:function/x', 'arn:aws:lambda:eu:1:function/x')).toBe(true);
    expect(matchesName('*', '')).toBe(true);
    expect(matchesName('', 'x')).toBe(false);
    expect(matchesName('a+b(', 'a+b(')).toBe(true);
  });

  it('agree with a regular expression', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (glob, name) => {
        const expression = new RegExp(`^${glob.replaceAll('?', '.').replace(/\*+/g, '.*')}$`, 's');
        expect(matchesName(glob, name)).toBe(expression.test(name));
      }),
    );
  });

  it('of many stars end', () => {
    expect(matchesName(`${'*a'.repeat(500)}b`, 'a'.repeat(2000))).toBe(false);
  });
});
