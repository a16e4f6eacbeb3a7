import { describe, expect, it } from 'vitest';
import { ratingOf } from '../../../src/facts/advisories/rating.ts';

const rated = (...severity: readonly (readonly [string, string])[]) =>
  ratingOf({ id: 'GHSA-1', severity: severity.map(([type, score]) => ({ type, score })) }, []);

describe('the severity of an advisory', () => {
  // Vectors and scores as FIRST publishes them in its examples, https://www.first.org/cvss/v3-1/examples, and as GitHub shows them.
  it.each([
    ['CVSS_V3', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, 'critical'],
    ['CVSS_V3', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10, 'critical'],
    ['CVSS_V3', 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H', 7.2, 'high'],
    ['CVSS_V3', 'CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1, 'medium'],
    ['CVSS_V3', 'CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1, 'low'],
    ['CVSS_V3', 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H/E:U', 7.2, 'high'],
    ['CVSS_V3', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0, 'low'],
    ['CVSS_V4', 'CVSS:4.0/AV:N/AC:H/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N', 9.4, 'critical'],
    ['CVSS_V4', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', 8.7, 'high'],
    ['CVSS_V4', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N/E:P', 7.7, 'high'],
    ['CVSS_V2', 'AV:N/AC:L/Au:N/C:P/I:P/A:P', 7.5, 'high'],
    ['CVSS_V2', 'AV:N/AC:L/Au:N/C:C/I:C/A:C', 10, 'high'],
  ] as const)('%s %s', (type, vector, score, severity) => expect(rated([type, vector])).toEqual({ severity, score, vector, known: true }));

  it('is that of the newest vector', () => {
    expect(
      rated(
        ['CVSS_V2', 'AV:N/AC:L/Au:N/C:C/I:C/A:C'],
        ['CVSS_V3', 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H'],
        ['CVSS_V4', 'CVSS:4.0/AV:N/AC:H/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N'],
      ),
    ).toMatchObject({ score: 9.4 });
  });

  it('may stand in the entry that matched', () => {
    const entry = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] };
    expect(ratingOf({ id: 'A' }, [entry])).toMatchObject({ severity: 'critical' });
  });

  it.each(['LOW', 'MODERATE', 'HIGH', 'CRITICAL', 'moderate'])('is the database’s word %s where there is no vector', (word) => {
    const severity = { LOW: 'low', MODERATE: 'medium', HIGH: 'high', CRITICAL: 'critical' }[word.toUpperCase()];
    expect(ratingOf({ id: 'A', database_specific: { severity: word } }, [])).toEqual({ severity, known: true });
  });

  it('is the vector’s where the database says otherwise', () => {
    const severity = [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }];
    expect(ratingOf({ id: 'A', severity, database_specific: { severity: 'LOW' } }, [])).toMatchObject({ severity: 'critical' });
  });

  it.each([
    ['CVSS_V3', ''],
    ['CVSS_V3', '9.8'],
    ['CVSS_V3', 'CVSS:3.1/'],
    ['CVSS_V3', 'CVSS:3.1/AV:N'],
    ['CVSS_V3', 'CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
    ['CVSS_V3', 'AV:N/AC:L/Au:N/C:C/I:C/A:C'],
    ['CVSS_V4', `CVSS:4.0/${'AV:N/'.repeat(1_000)}`],
    ['CVSS_V2', 'AV:N'],
    ['Ubuntu', 'high'],
  ] as const)('is unknown from %s "%s"', (type, vector) => expect(rated([type, vector])).toEqual({ severity: 'medium', known: false }));

  it.each(['__proto__', 'constructor', 7, null])('is unknown from the word %s', (severity) =>
    expect(ratingOf({ id: 'A', database_specific: { severity } }, [])).toEqual({ severity: 'medium', known: false }),
  );
});
