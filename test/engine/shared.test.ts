import { describe, expect, it } from 'vitest';
import { type Context, defineCheck, type Field, finding, known, type Resource } from '../../src/check.ts';
import { defaultSettings } from '../../src/config.ts';
import { judge } from '../../src/engine/judge.ts';
import { surroundingsOf } from '../../src/engine/surroundings.ts';
import type { Gap, RawResource } from '../../src/model/inventory.ts';
import type { Condition } from '../../src/model/value.ts';

const READS = { 'AWS::Lambda::Url': ['AuthType', 'TargetFunctionArn'], 'AWS::Lambda::Function': ['Runtime', 'VpcConfig'] } as const;
type Url = Resource<'AWS::Lambda::Url', 'AuthType' | 'TargetFunctionArn'>;

const facts = { runtimes: { asOf: '2026-11-22', byId: new Map() } };

let asked = 0;
/** The runtime of the function that a URL leads to. */
const runtimeOf = (url: Url, context: Context<typeof READS>): Field<string> | undefined => {
  asked += 1;
  const fn = context.target(url.get('TargetFunctionArn'), 'AWS::Lambda::Function');
  return fn.state === 'found' ? fn.resource.get('Runtime') : undefined;
};
/** The same function's network, that nobody has looked into. */
const networkOf = (url: Url, context: Context<typeof READS>) => {
  const fn = context.target(url.get('TargetFunctionArn'), 'AWS::Lambda::Function');
  return fn.state === 'found' ? fn.resource.get('VpcConfig') : undefined;
};

const checkOf = <const Id extends string>(id: Id, of: (url: Url, context: Context<typeof READS>) => Field<string> | undefined) =>
  defineCheck({
    id,
    title: 'Old',
    family: 'runtimes',
    severity: 'high',
    confidence: 'high',
    sources: ['template', 'live'],
    subject: 'AWS::Lambda::Url',
    reads: READS,
    docs: { why: 'Because.', fix: 'Mend it.', references: [] },
    *check(url, context) {
      const field = context.shared(of as never) as Field<string> | undefined;
      if (field !== undefined && (yield* known(field)) === 'old') yield finding(field, `${url.id} leads to an old one`);
    },
  });
const CHECKS = [checkOf('first', runtimeOf), checkOf('second', runtimeOf)];

const origin = { source: 'live', account: '111122223333', region: 'eu-west-1' } as const;
const url = (id: string): RawResource => ({
  type: 'AWS::Lambda::Url',
  id,
  properties: { AuthType: 'NONE', TargetFunctionArn: 'jobs' },
  origin,
});
const fn = (Runtime: unknown, rest: Record<string, unknown> = {}): RawResource => ({
  type: 'AWS::Lambda::Function',
  id: 'jobs',
  properties: { Runtime, ...rest },
  origin,
});
const prod: Condition = {
  named: 'Prod',
  is: { equals: [{ $parameter: { name: 'Stage', options: ['dev', 'prod'] } }, 'prod'], expression: '!Equals [!Ref Stage, prod]' },
};

/** What each of the checks says, with what they share. */
const both = (resources: readonly RawResource[], gaps: readonly Gap[] = [], checks = CHECKS) => {
  const around = surroundingsOf({ resources, gaps }, facts, defaultSettings, '2026-11-22');
  return checks.map((check) => judge(check, around, gaps));
};

describe('what several checks make of their subject alike', () => {
  it('is worked out once for each subject', () => {
    asked = 0;
    const verdicts = both([url('One'), url('Two'), fn('old')]);
    expect(verdicts.map(({ findings }) => findings.map(({ message }) => message))).toEqual(
      ['first', 'second'].map(() => ['One leads to an old one', 'Two leads to an old one']),
    );
    expect(asked).toBe(2);
  });

  it('is worked out in each world where a condition decides it', () => {
    asked = 0;
    const verdicts = both([url('One'), fn({ $if: { condition: prod, then: 'old', else: 'new' } })]);
    expect(verdicts.map(({ findings }) => findings.map(({ when }) => when))).toEqual([[['Prod is true']], [['Prod is true']]]);
    expect(asked).toBe(4);
  });

  it('is read further by each check in its own worlds', () => {
    const network = { SecurityGroupIds: { $if: { condition: prod, then: 'old', else: 'new' } } };
    const further = {
      ...checkOf('groups', networkOf as never),
      *check(of: Url, context: Context<typeof READS>) {
        const field = context.shared(networkOf as never) as Field<{ readonly SecurityGroupIds: string }>;
        const group = field.get('SecurityGroupIds');
        if ((yield* known(group)) === 'old') yield finding(group, `${of.id} leads into an old one`);
      },
    };
    const verdicts = both([url('One'), fn('new', { VpcConfig: network })], [], [further, further] as never);
    expect(verdicts.map(({ findings }) => findings.map(({ when }) => when))).toEqual([[['Prod is true']], [['Prod is true']]]);
  });

  it('is as incomplete for the second check as for the first', () => {
    const gap: Gap = { source: 'live', scope: { ...origin }, reason: 'access-denied', types: ['AWS::Lambda::Function'] };
    for (const verdict of both([url('One')], [gap])) expect(verdict).toMatchObject({ passed: 0, undetermined: { length: 1 } });
  });

  it('is as misread by the second check as by the first', () => {
    const items = (of: Url) => (of.get('AuthType') as unknown as Field<readonly string[]>).items()[0];
    const checks = [checkOf('first', items as never), checkOf('second', items as never)];
    for (const verdict of both([url('One')], [], checks))
      expect(verdict).toMatchObject({ passed: 0, undetermined: [{ reason: { kind: 'malformed' } }] });
  });
});
