import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grouped } from '../../../src/facts/advisories/aliases.ts';
import { assess } from '../../../src/facts/advisories/assess.ts';
import { match } from '../../../src/facts/advisories/match.ts';
import type { Advisory, RangeEvent } from '../../../src/facts/advisories/osv.ts';
import { npm, ranged } from './make.ts';

const advisory = (id: string, events: readonly RangeEvent[], rest: Partial<Advisory> = {}): Advisory => ({
  id,
  affected: [ranged(events)],
  ...rest,
});
const until = (id: string, fixed: string, rest: Partial<Advisory> = {}) => advisory(id, [{ introduced: '0' }, { fixed }], rest);
const fixedIn = (records: readonly Advisory[], version: string) => assess(records, npm(version)).fixed?.version ?? null;

describe('records that are about one thing', () => {
  const ids = (records: readonly Advisory[]) => grouped(records).map((group) => group.map(({ id }) => id));

  it('are joined by an alias in either direction, and over several', () => {
    const chain = [
      { id: 'GHSA-0', aliases: ['X-3'] },
      { id: 'GHSA-1', aliases: ['X-2'] },
      { id: 'GHSA-2', aliases: ['X-2', 'X-3'] },
      { id: 'CVE-3', aliases: ['GHSA-1'] },
      { id: 'CVE-4', aliases: [] },
    ];
    expect(ids(chain)).toEqual([['GHSA-0', 'GHSA-1', 'GHSA-2', 'CVE-3'], ['CVE-4']]);
  });

  it('are the connected parts of the graph of aliases, in any order', () => {
    const record = fc.record({
      id: fc.constantFrom(...'abcdefgh'),
      aliases: fc.array(fc.constantFrom(...'abcdefghxyz'), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(record, { selector: ({ id }) => id, maxLength: 8 }), (records) => {
        const reach = (from: string): ReadonlySet<string> => {
          let found = new Set([from]);
          for (let size = 0; size !== found.size; ) {
            size = found.size;
            const next = records.filter(({ id, aliases }) => [id, ...aliases].some((name) => found.has(name)));
            found = new Set([...found, ...next.flatMap(({ id, aliases }) => [id, ...aliases])]);
          }
          return found;
        };
        for (const group of grouped(records))
          expect(group.map(({ id }) => id)).toEqual(records.filter(({ id }) => reach(group[0]?.id ?? '').has(id)).map(({ id }) => id));
        expect(grouped(records).flat()).toHaveLength(records.length);
      }),
    );
  });
});

describe('what is known of a version', () => {
  it('is one issue for all records of a vulnerability, with the worst rating and every id', () => {
    const exposure = assess(
      [
        until('CVE-2020-1', '1.0.0', { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] }),
        until('GHSA-1', '2.0.0', { aliases: ['CVE-2020-1', 'SNYK-1'], summary: 'Told well', database_specific: { severity: 'LOW' } }),
        until('GHSA-2', '0.1.0', { aliases: ['CVE-2020-2'] }),
      ],
      npm('0.5.0'),
    );
    expect(exposure).toEqual({
      vulnerabilities: [
        {
          ids: ['GHSA-1', 'CVE-2020-1', 'SNYK-1'],
          summary: 'Told well',
          rating: { severity: 'critical', score: 9.8, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', known: true },
        },
      ],
      malware: [],
      unclear: [],
      fixed: { version: '2.0.0', unsure: [] },
    });
  });

  it('tells malware from vulnerabilities, with the records that it shares a name with', () => {
    const { vulnerabilities, malware } = assess(
      [until('GHSA-1', '1.0.0'), until('GHSA-2', '1.0.0', { aliases: ['MAL-2024-1'] }), until('MAL-2024-1', '1.0.0')],
      npm('0.5.0'),
    );
    expect(vulnerabilities.map(({ ids }) => ids)).toEqual([['GHSA-1']]);
    expect(malware.map(({ ids }) => ids)).toEqual([['MAL-2024-1', 'GHSA-2']]);
    // GitHub tells of malware as well, and its record may be the only one at hand.
    expect(assess([until('GHSA-2', '1.0.0', { aliases: ['MAL-2024-1'] })], npm('0.5.0'))).toMatchObject({
      vulnerabilities: [],
      malware: [{}],
    });
  });

  it('puts the worst first, and what nobody rated last', () => {
    const rated = (id: string, severity?: string) => until(id, '1.0.0', severity === undefined ? {} : { database_specific: { severity } });
    const { vulnerabilities } = assess(
      [rated('GHSA-1', 'LOW'), rated('GHSA-2'), rated('GHSA-3', 'CRITICAL'), rated('GHSA-4', 'MODERATE')],
      npm('0.5.0'),
    );
    expect(vulnerabilities.map(({ ids }) => ids[0])).toEqual(['GHSA-3', 'GHSA-4', 'GHSA-1', 'GHSA-2']);
  });

  it('keeps what could not be compared apart', () => {
    expect(assess([until('GHSA-1', '1.0.0'), until('GHSA-2', 'soon')], npm('2.0.0'))).toMatchObject({
      vulnerabilities: [],
      unclear: [{ id: 'GHSA-2', why: 'malformed' }],
    });
  });
});

describe('the fixed version', () => {
  it.each([
    ['is the smallest above the version', [until('A', '4.17.19'), until('B', '4.17.21')], '4.17.15', '4.17.21'],
    [
      'is of the interval that the version is in, not the first of the record',
      [{ id: 'A', affected: [ranged([{ introduced: '1.0.0' }, { fixed: '1.2.6' }]), ranged([{ introduced: '0' }, { fixed: '0.2.4' }])] }],
      '0.0.8',
      '0.2.4',
    ],
    [
      'is not one that another advisory affects, though it does not affect the version in use',
      [until('A', '1.2.0'), advisory('B', [{ introduced: '1.1.0' }, { fixed: '1.3.0' }])],
      '1.0.0',
      '1.3.0',
    ],
    ['is none where a later one is open', [until('A', '1.2.0'), advisory('B', [{ introduced: '1.1.0' }])], '1.0.0', null],
    [
      'is none where the last affected version is all that is said',
      [advisory('A', [{ introduced: '0' }, { last_affected: '2.88.2' }])],
      '2.88.2',
      null,
    ],
    [
      'stays in the major version where that has one',
      [until('A', '1.9.0'), until('B', '2.0.0'), advisory('C', [{ introduced: '0' }, { fixed: '1.9.1' }])],
      '1.0.0',
      '2.0.0',
    ],
    [
      'is a release rather than an earlier pre-release',
      [until('A', '2.0.0-rc.1'), until('B', '1.9.0'), advisory('C', [{ introduced: '1.9.0' }, { fixed: '2.0.1' }])],
      '1.0.0',
      '2.0.1',
    ],
    ['is a pre-release where there is nothing else', [until('A', '2.0.0-rc.1')], '1.0.0', '2.0.0-rc.1'],
    [
      'is a pre-release for those who use one',
      [until('A', '2.0.0-rc.2'), advisory('B', [{ introduced: '3.0.0' }, { fixed: '3.0.1' }])],
      '2.0.0-rc.1',
      '2.0.0-rc.2',
    ],
    ['is nothing where nothing is wrong', [until('A', '1.2.0')], '1.3.0', null],
  ] as readonly (readonly [string, readonly Advisory[], string, string | null])[])('%s', (_, records, version, expected) =>
    expect(fixedIn(records, version)).toBe(expected),
  );

  it('names what may affect it all the same', () => {
    const open = { database_specific: { last_known_affected_version_range: '< 1.1.0' } };
    const { fixed } = assess(
      [
        until('A', '1.2.0'),
        until('B', 'soon'),
        { id: 'C', affected: [ranged([{ introduced: '0' }], open)] },
        { id: 'D', affected: [ranged([{ introduced: '0' }], { database_specific: { last_known_affected_version_range: '<= 1.2.0' } })] },
        { id: 'E', affected: [ranged([{ introduced: '0' }, { fixed: '1.3.0' }])] },
      ],
      npm('1.0.0'),
    );
    expect(fixed).toEqual({ version: '1.3.0', unsure: ['B', 'C', 'D'] });
  });

  it('is found among thousands of records and versions', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => until(`GHSA-${n}`, `1.${n}.0`));
    expect(fixedIn(many, '1.0.0')).toBe('1.9999.0');
    const one = advisory('GHSA-1', Array.from({ length: 10_000 }, (_, n) => [{ introduced: `1.${n}.0` }, { fixed: `1.${n}.1` }]).flat());
    expect(fixedIn([one, advisory('GHSA-2', [{ introduced: '0' }, { last_affected: '1.9998.1' }])], '1.0.0')).toBe('1.9999.1');
  });

  it('is what trying every named version finds', () => {
    const number = fc.integer({ min: 0, max: 12 }).map((minor) => `1.${minor}.0`);
    const events = fc.array(
      fc.oneof(
        fc.constant({ introduced: '0' }),
        number.map((introduced) => ({ introduced })),
        number.map((fixed) => ({ fixed })),
        number.map((last_affected) => ({ last_affected })),
        number.map((limit) => ({ limit })),
      ),
      { minLength: 1, maxLength: 5 },
    );
    const entry = fc.record({ events, versions: fc.array(number, { maxLength: 2 }) });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), number, (given, version) => {
        const records = given.map(
          ({ events, versions }, index): Advisory => ({ id: `GHSA-${index}`, affected: [ranged(events, { versions })] }),
        );
        const affects = (at: string) => records.some((record) => match(record, npm(at)).kind === 'affected');
        const minor = (text: string) => Number(text.split('.')[1]);
        const best = given
          .flatMap(({ events }) => events)
          .flatMap((event) => ('fixed' in event ? event.fixed : []))
          .filter((fixed) => minor(fixed) > minor(version) && !affects(fixed))
          .sort((a, b) => minor(a) - minor(b))[0];
        expect(fixedIn(records, version)).toBe(affects(version) ? (best ?? null) : null);
      }),
      { numRuns: 2_000 },
    );
  });
});
