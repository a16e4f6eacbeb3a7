import { describe, expect, it } from 'vitest';
import { baselineOf, baselineOfReport, parseBaseline } from '../src/baseline.ts';

const finding = (check: string, fingerprint: string, kind: string, file: string | null = 'template.yaml') => ({
  check,
  fingerprint,
  subject: { type: 'AWS::SQS::Queue', id: 'Jobs' },
  location: file === null ? null : { file, startLine: 1 },
  disposition: { kind },
});

const entry = (check: string, fingerprint: string, file: string | null = 'template.yaml') => ({
  check,
  fingerprint,
  subject: 'Jobs',
  file,
});

describe('a baseline', () => {
  const findings = [
    finding('queue-public', 'f2', 'reported'),
    finding('queue-public', 'f1', 'baseline'),
    finding('queue-public', 'f1', 'reported'),
    finding('queue-public', 'f3', 'ignored'),
    finding('queue-public', 'f4', 'filtered'),
    finding('queue-public', 'f5', 'superseded'),
    finding('api-no-auth', 'f6', 'reported', null),
  ];

  it('holds what was shown or held back, sorted, identical findings as often as they are there', () => {
    expect(baselineOf(findings)).toEqual({
      version: 1,
      findings: [entry('api-no-auth', 'f6', null), entry('queue-public', 'f1'), entry('queue-public', 'f1'), entry('queue-public', 'f2')],
    });
  });

  it('is the same from a saved report', () => {
    expect(baselineOfReport(JSON.stringify({ version: 1, findings }), 'report.json')).toEqual(baselineOf(findings));
  });

  it('reads what it writes', () => {
    const baseline = baselineOf(findings);
    expect(parseBaseline(JSON.stringify(baseline), 'b.json')).toEqual(baseline);
  });

  it.each([
    ['', 'b.json is not a baseline: it is not valid JSON'],
    ['[]', 'b.json: it has to be an object'],
    ['{"version": 2, "findings": []}', 'b.json: version has to be 1'],
    ['{"version": 1}', 'b.json: findings has to be a list'],
    ['{"version": 1, "findings": [{"check": "x"}]}', 'b.json: findings[0].fingerprint has to be text'],
    ['{"version": 1, "findings": [null]}', 'b.json: findings[0] has to be an object'],
    ['{"version": 1, "findings": [{"check": "x", "fingerprint": "f", "file": 3}]}', 'b.json: findings[0].file has to be text'],
  ])('that is malformed is refused: %j', (text, message) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow(message);
  });

  it.each([
    ['{"version": 1, "findings": [{}]}', 'r.json: findings[0].check has to be text'],
    ['{"version": 1, "resources": []}', 'r.json: findings has to be a list'],
  ])('is not made from what is no report: %j', (text, message) => {
    expect(() => baselineOfReport(text, 'r.json')).toThrow(message);
  });
});
