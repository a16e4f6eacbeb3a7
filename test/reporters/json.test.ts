import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report.ts';
import { json } from '../../src/reporters/json.ts';
import { everything, finding, openReason, options, report } from './samples.ts';
import { closed, compile, schemaOf } from './schemas.ts';

const parsed = (given: Report): Report => JSON.parse(json(given, options()));

describe('the JSON report', () => {
  const strict = compile(closed(schemaOf('report')));
  const open = compile(schemaOf('report'));

  it.each([
    ['with one of everything', everything],
    ['of nothing', report()],
  ])('%s is what the published schema says, and nothing more', (_, given) => {
    strict(parsed(given));
    expect(strict.errors).toBeNull();
  });

  it('holds the report unchanged', () => {
    expect(parsed(everything)).toEqual(everything);
  });

  it('says which facts a run did not have', () => {
    const given = { ...report(), run: { ...report().run, facts: { runtimes: '2026-10-30', advisories: null } } };
    expect(strict(parsed(given))).toBe(true);
    expect(parsed(given).run.facts.advisories).toBeNull();
  });

  it('has one order of members, whatever order the report was made in', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, member]) => [key, reversed(member)]),
            )
          : value;
    // Members that a check or a source chooses (data, reasons, dispositions) keep the order that they were given.
    const plain = report({ findings: [finding({ disposition: { kind: 'baseline' } })], gaps: everything.gaps });
    const facts = { runtimes: '2026-10-30' };
    const given = { ...plain, run: { ...plain.run, facts } };
    expect(json(reversed(given) as Report, options())).toBe(json(given, options()));
  });

  it('lets nothing out that the contract does not name', () => {
    const leaky = { ...finding(), input: 'internal', subject: { ...finding().subject } };
    expect(json(report({ findings: [leaky] }), options())).not.toContain('internal');
  });

  it('keeps what a package says of itself', () => {
    const subject = {
      type: 'package',
      id: 'pkg:npm/lodash@4.17.15',
      arn: null,
      account: null,
      region: null,
      name: 'lodash',
      version: '4.17.15',
      ecosystem: 'npm',
      dev: false,
      direct: true,
      paths: [['app', 'lodash']],
    };
    const given = report({ findings: [finding({ subject })] });
    expect(parsed(given).findings[0]?.subject).toEqual(subject);
    expect(strict(parsed(given))).toBe(true);
  });

  it('accepts members of later versions, and no wrong types', () => {
    expect(open({ ...parsed(everything), more: 1 })).toBe(true);
    expect(open({ ...parsed(everything), version: 2 })).toBe(false);
    expect(open({ ...parsed(everything), findings: [{ ...finding(), severity: 'severe' }] })).toBe(false);
    expect(
      open({
        ...parsed(everything),
        findings: [{ ...finding(), location: { file: 'x', startLine: 0, startColumn: 1, endLine: 1, endColumn: 1 } }],
      }),
    ).toBe(false);
    expect(open({ ...parsed(everything), undetermined: [openReason({ reason: { kind: 'access-denied' } as never })] })).toBe(false);
  });

  it('is safe to look at and reads back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, value) => {
        const given = report({ findings: [finding({ message: text, path: [text], data: { value } })] });
        const out = json(given, options());
        expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(JSON.parse(out).findings[0].message).toBe(text);
      }),
    );
  });

  it('is printed for people, too', () => {
    const [first, second] = json(everything, options()).split('\n');
    expect([first, second]).toEqual(['{', '  "version": 1,']);
    expect(json(everything, options())).toMatch(/\n\}\n$/);
  });
});
