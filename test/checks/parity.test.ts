import { afterAll, describe, expect, it } from 'vitest';
import type { AnyCheck } from '../../src/check.ts';
import { checks } from '../../src/checks/index.ts';
import { judge } from '../../src/engine/judge.ts';
import { surroundingsOf } from '../../src/engine/surroundings.ts';
import { loadFacts } from '../../src/facts/index.ts';
import type { RawResource } from '../../src/model/inventory.ts';
import type { Answers } from '../deployment/index.ts';
import { deploy } from '../deployment/index.ts';
import { asRead } from '../deployment/shapes.ts';
import { collect } from './audited.ts';
import { type Fixture, fixtures } from './fixtures.ts';

/** What is right though an account is judged otherwise than its template, and why. */
interface Exception {
  readonly check: string;
  /** Fixture and logical id. */
  readonly at: RegExp;
  readonly why: string;
}

const exceptions: readonly Exception[] = [
  {
    check: 'lambda-code-unsigned',
    at: /^clean\.yaml Imported$/,
    why: 'What another stack exports is taken for a configuration; in an account that has none of the name it cannot be seen',
  },
  {
    check: 'code-signing-not-enforced',
    at: /^clean\.yaml Signing$/,
    why: 'A publisher that comes from elsewhere is taken for what the property is named after, and some text is none',
  },
  {
    check: 'topic-http-subscriber',
    at: /^flagged\.yaml ByAddress$/,
    why: 'The address says what the protocol must be, which is a parameter; the one that was made up here is none',
  },
  {
    check: 'topic-http-subscriber',
    at: /^flagged\.yaml Orders$/,
    why: 'A subscription that stands in its topic is a resource of its own in an account, which has the finding',
  },
  {
    check: 'parameter-plaintext',
    at: /^(?:flagged\.yaml Deploy|clean\.yaml \w+)$/,
    why: 'The values of an account are never read: a parameter is told by its name alone',
  },
];
const used = new Set<Exception>();

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const facts = loadFacts();

/** What is certain of a subject: a finding in every world, or nothing in any. The rest is open. */
type Verdict = 'finding' | 'nothing' | 'open';

const compared = { finding: 0, nothing: 0 };

const verdictsOn = (check: AnyCheck, resources: readonly RawResource[], gaps: Parameters<typeof judge>[2], { settings }: Fixture) => {
  const { findings, undetermined, unlisted, failures } = judge(
    check,
    surroundingsOf({ resources, gaps }, facts, settings, '2026-11-22'),
    gaps,
  );
  expect(failures).toEqual([]);
  return (resource: RawResource): Verdict => {
    const own = findings.filter(({ subject }) => subject === resource);
    if (own.some(({ when }) => when === undefined)) return 'finding';
    const doubted = unlisted.length > 0 || undetermined.some(({ subject }) => subject === resource);
    return own.length > 0 || doubted ? 'open' : 'nothing';
  };
};

/** Where what is certain of a template does not hold of the account that it is deployed to. */
const differencesOf = async (check: AnyCheck, fixture: Fixture): Promise<readonly string[]> => {
  const { resources, gaps } = await collect(fixture);
  const ofTemplate = verdictsOn(check, resources, gaps, fixture);
  return (['first', 'last'] as const).flatMap((answers: Answers) => {
    const read = asRead(deploy(resources, { account: ACCOUNT, region: REGION, suffix: '-a1b2c3', answers }));
    const ofAccount = verdictsOn(
      check,
      read.map(({ resource }) => resource),
      [],
      fixture,
    );
    return read.flatMap(({ resource, from }) => {
      const [expected, found] = [ofTemplate(from), ofAccount(resource)];
      if (expected === 'open' || resource.type !== from.type) return [];
      compared[expected] += 1;
      if (expected === found) return [];
      const exception = exceptions.find((one) => one.check === check.id && one.at.test(`${fixture.name} ${from.id}`));
      if (exception === undefined) return [`${fixture.name} ${answers} ${from.id}: ${expected} is ${found}`];
      used.add(exception);
      return [];
    });
  });
};

const both = (checks as readonly AnyCheck[]).filter(({ sources }) => sources.includes('template') && sources.includes('live'));

describe.each(both.map((check) => [check.id, check] as const))('%s', (id, check) => {
  it('says of an account what it says of the template', async () => {
    const own = fixtures.filter((fixture) => fixture.check === id && fixture.name.endsWith('.yaml'));
    const different = await Promise.all(own.map((fixture) => differencesOf(check, fixture)));
    expect(different.flat()).toEqual([]);
  });
});

afterAll(() => {
  expect(exceptions.filter((exception) => !used.has(exception)).map(({ why }) => why)).toEqual([]);
  expect(compared.finding, 'findings that were looked for in accounts').toBeGreaterThan(500);
});
