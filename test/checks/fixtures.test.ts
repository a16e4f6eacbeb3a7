import { describe, expect, it } from 'vitest';
import type { AnyCheck } from '../../src/check.ts';
import { checks } from '../../src/checks/index.ts';
import type { Gap, RawResource } from '../../src/model/inventory.ts';
import type { Report } from '../../src/report.ts';
import { inWords } from '../../src/reporters/reason.ts';
import type { Collected } from '../../src/sources/source.ts';
import { concerns } from '../../src/triage.ts';
import { collect, judge } from './audited.ts';
import { type Expected, type Fixture, fixtures } from './fixtures.ts';

interface Found {
  readonly kind: Expected['kind'];
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly subject: string;
  /** What a comment may quote. */
  readonly says: readonly string[];
  readonly traits: readonly string[];
}

const run = (check: AnyCheck, collected: Collected, fixture: Fixture): Report => {
  const { report, failures } = judge(check, collected, fixture);
  expect(failures).toEqual([]);
  return report;
};

const foundIn = ({ findings, undetermined }: Report): readonly Found[] => [
  ...findings.map(({ subject, message, location, severity, persona, confidence }) => ({
    kind: 'flagged' as const,
    file: location?.file,
    line: location?.startLine,
    subject: subject.id,
    says: [message],
    traits: [severity, persona, `${confidence} confidence`],
  })),
  ...undetermined.map(({ subject, reason, location }) => ({
    kind: 'undetermined' as const,
    file: location?.file,
    line: location?.startLine,
    subject: subject.id,
    says: [inWords(reason), reason.kind],
    traits: [],
  })),
];

/** What was expected and not found, and what was found and not expected. A comment may stand for several findings that say the same on its line. */
const differences = (expected: readonly Expected[], found: readonly Found[]): readonly string[] => {
  const matches = (one: Expected, other: Found) =>
    one.kind === other.kind &&
    (one.file === undefined || one.file === other.file) &&
    (one.line === undefined || one.line === other.line) &&
    (one.subject === undefined || one.subject === other.subject) &&
    one.traits.every((trait) => other.traits.includes(trait)) &&
    other.says.some((text) => text.includes(one.part));
  return [
    ...expected
      .filter((one) => !found.some((other) => matches(one, other)))
      .map(
        ({ kind, file, line, subject, part, traits }) =>
          `missing, ${subject ?? `${file ?? ''} line ${line}`}: ${kind}[${traits.join(', ')}]: ${part}`,
      ),
    ...found
      .filter((other) => !expected.some((one) => matches(one, other)))
      .map(
        ({ kind, file, line, subject, says, traits }) =>
          `unexpected, ${file ?? ''} line ${line}, ${subject}: ${kind}[${traits.join(', ')}]: ${says.join(' / ')}`,
      ),
  ];
};

/** The same resources as an account would give them: plain JSON, without a place in a file. */
const asLive = (collected: Collected): Collected => {
  const scope = { account: '111122223333', region: 'eu-west-1' };
  const { resources, gaps } = JSON.parse(JSON.stringify({ resources: collected.resources, gaps: collected.gaps })) as {
    resources: RawResource[];
    gaps: Gap[];
  };
  return {
    resources: resources.map((resource) => ({ ...resource, origin: { source: 'live', ...scope } })),
    packages: [],
    gaps: gaps.map((gap) => ({ ...gap, source: 'live', scope })),
    inputs: [{ source: 'live', ...scope }],
    ignores: [],
    locate: () => undefined,
    quote: () => undefined,
  };
};

const sayings = (report: Report): readonly string[] =>
  foundIn(report)
    .map(({ kind, says, traits }) => `${kind}[${traits.join(', ')}]: ${says[0]}`)
    .sort();

describe.each(checks.map((check) => [check.id, check as AnyCheck] as const))('%s', (id, check) => {
  const own = fixtures.filter((fixture) => fixture.check === id);

  it.each(own.map((fixture) => [fixture.name, fixture] as const))('%s', async (name, fixture) => {
    const collected = await collect(fixture);
    const report = run(check, collected, fixture);
    expect(differences(fixture.expected, foundIn(report))).toEqual([]);
    const widest = check.raisedTo ?? check.persona ?? 'regular';
    for (const { persona } of report.findings) expect(concerns(widest, persona), 'a check says whom its findings concern').toBe(true);

    const kinds = new Set(fixture.expected.map(({ kind }) => kind));
    if (name.startsWith('clean')) {
      expect([...kinds]).toEqual([]);
      expect(report.evaluated[0]?.passed, 'a clean fixture passes something').toBeGreaterThan(0);
    } else expect(kinds, 'the name of the file says what is in it').toContain(name.split(/[-.]/)[0]);

    // An account has no gap that is a template's alone: what belongs to one API is told there by its ARN.
    const alike = collected.gaps.every(({ scope }) => scope.resource === undefined);
    if (check.sources.includes('live') && !name.endsWith('.json') && alike)
      expect(sayings(run(check, asLive(collected), fixture))).toEqual(sayings(report));
  });
});
