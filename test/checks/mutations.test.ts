import { afterAll, describe, expect, it } from 'vitest';
import type { AnyCheck } from '../../src/check.ts';
import { checks } from '../../src/checks/index.ts';
import { covers, type Exception, exceptions } from './mutations/exceptions.ts';
import { violationsAt } from './mutations/mutate.ts';
import { sitesOf } from './mutations/sites.ts';

/**
 * The same value is written in many ways: as a literal, as the default of a parameter, behind a condition, not at all. What a check says
 * of one way bounds what it may say of the others, whatever the check is about: an oracle that knows no check. `mutations/rules.ts` has the
 * rules, `mutations/exceptions.ts` what is right though it breaks one.
 */
const judged = (checks as readonly AnyCheck[]).filter(({ sources }) => sources.includes('template'));
const used = new Set<Exception>();

describe.each(judged.map((check) => [check.id, check] as const))('%s', (_, check) => {
  it('passes nothing in one spelling that it flags in another', { timeout: 240_000 }, () => {
    const sites = sitesOf(check);
    const found = sites.map((site) => violationsAt(check, site));
    const violations = found.flatMap((each) => each.violations);
    for (const exception of exceptions) if (violations.some((violation) => covers(exception, violation))) used.add(exception);
    const wrong = violations.filter((violation) => !exceptions.some((exception) => covers(exception, violation)));
    expect(wrong.map(({ file, at, rule, value, problem }) => `${file} ${at} ${rule} ${value}: ${problem}`)).toEqual([]);
  });
});

afterAll(() => expect(exceptions.filter((exception) => !used.has(exception)).map(({ why }) => why)).toEqual([]));
