import { describe, expect, it } from 'vitest';
import { type AnyCheck, defineCheck, finding, known } from '../../../src/check.ts';
import { defaultSettings } from '../../../src/config.ts';
import { judge } from '../../../src/engine/judge.ts';
import { surroundingsOf } from '../../../src/engine/surroundings.ts';
import { reading } from './reading.ts';

const url = defineCheck({
  id: 'url-open',
  title: 'Open',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template'],
  subject: 'AWS::Lambda::Url',
  reads: { 'AWS::Lambda::Url': ['AuthType'] },
  docs: { why: 'Because.', fix: 'Mend it.', references: [] },
  *check(subject) {
    const auth = subject.get('AuthType');
    if ((yield* known(auth)) === 'NONE') yield finding(auth, 'open');
  },
});

/** When the URL of a template is open: everywhere, in some worlds, or never. */
const open = (
  rules: string,
  auth: string,
  parameters = '{Stage: {Type: String, AllowedValues: [dev, test, prod]}, Auth: {Type: String, AllowedValues: [AWS_IAM, NONE]}}',
) => {
  const { resources, gaps } = reading(`
Parameters: ${parameters}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
Rules: ${rules}
Resources: {Url: {Type: AWS::Lambda::Url, Properties: {AuthType: ${auth}}}}
`);
  const facts = { runtimes: { asOf: '2026-11-22', byId: new Map() } };
  const { findings, undetermined, passed } = judge(
    url as AnyCheck,
    surroundingsOf({ resources, gaps }, facts, defaultSettings, '2026-11-22'),
    gaps,
  );
  if (undetermined.length > 0) return 'unknown';
  return findings.map(({ when }) => when ?? 'everywhere').at(0) ?? (passed === 1 ? 'never' : 'nothing');
};

describe('what a template asserts of its parameters', () => {
  const NOT_IN_PROD = '{R: {RuleCondition: !Equals [!Ref Stage, prod], Assertions: [{Assert: !Equals [!Ref Auth, AWS_IAM]}]}}';

  it('leaves out the worlds in which nothing is deployed', () => {
    const choice = '!If [Prod, !Ref Auth, AWS_IAM]';
    expect(open('{}', choice)).not.toBe('never');
    expect(open(NOT_IN_PROD, choice)).toBe('never');
    expect(open(NOT_IN_PROD, '!If [Prod, AWS_IAM, !Ref Auth]')).toEqual(expect.arrayContaining([expect.stringContaining('Auth is NONE')]));
  });

  it.each([
    ['Contains', '!Contains [[AWS_IAM, other], !Ref Auth]'],
    ['Not and Equals', '!Not [!Equals [!Ref Auth, NONE]]'],
    ['EachMemberEquals', '!EachMemberEquals [[!Ref Auth], AWS_IAM]'],
    ['EachMemberIn', '!EachMemberIn [[!Ref Auth], [AWS_IAM]]'],
    ['And and Or', '!And [!Or [!Equals [!Ref Auth, AWS_IAM], !Equals [!Ref Auth, other]], !Not [!Equals [!Ref Stage, none]]]'],
  ])('by %s', (_, assert) => {
    expect(open(`{R: {Assertions: [{Assert: ${assert}}]}}`, '!Ref Auth')).toBe('never');
  });

  it.each([
    ['a function that only the account can answer', '{R: {Assertions: [{Assert: !Equals [!ValueOf [Vpc, Tags.Open], no]}]}}'],
    ['another parameter', '{R: {Assertions: [{Assert: !Equals [!Ref Stage, dev]}]}}'],
    ['nothing', '{R: {Assertions: [{}]}}'],
    ['what is no rule', '[a]'],
  ])('but not by %s', (_, rules) => {
    expect(open(rules, '!Ref Auth')).toEqual(['Auth is NONE']);
  });

  it('asks nothing itself: what does not depend on a parameter holds everywhere', () => {
    expect(open(NOT_IN_PROD, 'NONE')).toBe('everywhere');
  });

  it('says nothing of what no parameter can deploy', () => {
    const parameters =
      '{Stage: {Type: String, Default: prod, AllowedValues: [prod]}, Auth: {Type: String, Default: NONE, AllowedValues: [NONE]}}';
    expect(open(NOT_IN_PROD, '!Ref Auth', parameters)).toBe('nothing');
  });
});
