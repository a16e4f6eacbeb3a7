import { describe, expect, it } from 'vitest';
import { type AnyCheck, defineCheck, finding, known, notApplicable, passed } from '../../src/check.ts';
import { defaultSettings } from '../../src/config.ts';
import { judge } from '../../src/engine/judge.ts';
import { surroundingsOf } from '../../src/engine/surroundings.ts';
import type { Gap, RawResource } from '../../src/model/inventory.ts';
import { idOf } from '../../src/model/subject.ts';
import type { Condition } from '../../src/model/value.ts';

const docs = { why: 'Because.', fix: 'Mend it.', references: [] };
const facts = { runtimes: { asOf: '2026-11-22', byId: new Map() } };

const url = defineCheck({
  id: 'url-open',
  title: 'Open',
  family: 'access',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Url',
  reads: { 'AWS::Lambda::Url': ['AuthType', 'TargetFunctionArn'], 'AWS::Lambda::Function': ['Runtime'] },
  docs,
  *check(subject, { follow }) {
    const auth = subject.get('AuthType');
    if ((yield* known(auth)) !== 'NONE') return;
    const fn = yield* follow(subject.get('TargetFunctionArn'), 'AWS::Lambda::Function');
    const runtime = fn === undefined ? undefined : yield* known(fn.get('Runtime'));
    yield finding(auth, `open${runtime === undefined ? '' : ` on ${runtime}`}`);
  },
});

const resource = (type: string, id: string, properties: Record<string, unknown>, rest: Partial<RawResource> = {}): RawResource => ({
  type,
  id,
  properties,
  origin: { source: 'template', file: 'template.yaml', line: 1, column: 1 },
  ...rest,
});

const run = (check: AnyCheck, resources: readonly RawResource[], gaps: readonly Gap[] = []) =>
  judge(check, surroundingsOf({ resources, gaps }, facts, defaultSettings, '2026-11-22'), gaps);

const stage = { $parameter: { name: 'Stage', options: ['dev', 'prod'] } };
const prod: Condition = { named: 'Prod', is: { equals: [stage, 'prod'], expression: '!Equals [!Ref Stage, prod]' } };
const unknownRef = (name: string) => ({ $unknown: { kind: 'intrinsic', expression: `!Ref ${name}` } });

describe('the three outcomes', () => {
  it('counts a finding, an undetermined subject and a pass apart', () => {
    const verdicts = run(url, [
      resource('AWS::Lambda::Url', 'Open', { AuthType: 'NONE' }),
      resource('AWS::Lambda::Url', 'Closed', { AuthType: 'AWS_IAM' }),
      resource('AWS::Lambda::Url', 'Vague', { AuthType: unknownRef('Auth') }),
    ]);
    expect(verdicts.findings.map(({ subject }) => idOf(subject))).toEqual(['Open']);
    expect(verdicts.undetermined.map(({ subject, at, reason }) => [idOf(subject), at.path, reason.kind])).toEqual([
      ['Vague', ['AuthType'], 'intrinsic'],
    ]);
    expect(verdicts).toMatchObject({ passed: 1, subjects: { length: 3 } });
  });

  it('does not count a subject that is none of the check’s business', () => {
    const check = { ...url, check: () => [notApplicable()] };
    expect(run(check, [resource('AWS::Lambda::Url', 'Open', {})])).toMatchObject({ passed: 0, subjects: { length: 0 } });
  });

  it('lets a doubt win over being none of the check’s business: what is not known may be what it turns on', () => {
    const check = {
      ...url,
      *check(subject: Parameters<typeof url.check>[0]) {
        if ((yield* known(subject.get('AuthType'))) !== 'NONE') yield notApplicable();
      },
    } as unknown as AnyCheck;
    const verdicts = run(check, [
      resource('AWS::Lambda::Url', 'Vague', { AuthType: unknownRef('Auth') }),
      resource('AWS::Lambda::Url', 'Closed', { AuthType: 'AWS_IAM' }),
    ]);
    expect(verdicts.undetermined.map(({ subject }) => idOf(subject))).toEqual(['Vague']);
    expect(verdicts).toMatchObject({ passed: 0, subjects: [{ id: 'Vague' }] });
  });

  it('makes one subject undetermined when the check throws, and judges the others', () => {
    const check = {
      ...url,
      *check(subject: { id: string; subject: RawResource }) {
        if (subject.id === 'Bad') throw new Error('no such thing');
        yield finding({ subject: subject.subject, path: [], trail: [] }, 'open');
      },
    } as unknown as AnyCheck;
    const verdicts = run(check, [resource('AWS::Lambda::Url', 'Bad', {}), resource('AWS::Lambda::Url', 'Good', {})]);
    expect(verdicts.failures).toMatchObject([{ check: 'url-open', subject: { id: 'Bad' }, message: 'no such thing' }]);
    expect(verdicts.undetermined).toMatchObject([{ reason: { kind: 'check-failed' } }]);
    expect(verdicts.findings).toHaveLength(1);
  });

  it('refuses a read that the check did not declare', () => {
    const check = { ...url, reads: { 'AWS::Lambda::Url': [] } } as unknown as AnyCheck;
    expect(run(check, [resource('AWS::Lambda::Url', 'Open', { AuthType: 'NONE' })]).failures[0]?.message).toContain('not declared');
  });
});

describe('worlds', () => {
  const choice = (then: unknown, otherwise: unknown) => ({ $if: { condition: prod, then, else: otherwise } });

  it('names the condition under which a finding holds, at lower confidence', () => {
    const { findings } = run(url, [resource('AWS::Lambda::Url', 'Open', { AuthType: choice('AWS_IAM', 'NONE') })]);
    expect(findings).toMatchObject([{ confidence: 'medium', when: ['Prod is false'] }]);
  });

  it('names both conditions where one is asked only under the other', () => {
    const mode: Condition = {
      named: 'Open',
      is: { equals: [{ $parameter: { name: 'Mode', options: ['open', 'shut'] } }, 'open'], expression: '' },
    };
    const AuthType = { $if: { condition: mode, then: choice('NONE', 'AWS_IAM'), else: 'AWS_IAM' } };
    expect(run(url, [resource('AWS::Lambda::Url', 'Open', { AuthType })]).findings).toMatchObject([
      { when: ['Open is true and Prod is true'] },
    ]);
  });

  it('keeps one condition one choice, across two resources', () => {
    const { findings, passed } = run(url, [
      resource('AWS::Lambda::Url', 'Open', {
        AuthType: choice('AWS_IAM', 'NONE'),
        TargetFunctionArn: { $unknown: { kind: 'intrinsic', expression: '!GetAtt Fn.Arn', target: { id: 'Fn', attribute: 'Arn' } } },
      }),
      resource('AWS::Lambda::Function', 'Fn', { Runtime: choice('nodejs24.x', 'nodejs16.x') }),
    ]);
    expect(findings.map(({ message }) => message)).toEqual(['open on nodejs16.x']);
    expect(passed).toBe(0);
  });

  it('says so when the whole resource exists in some worlds only, without doubting the finding', () => {
    const { findings } = run(url, [resource('AWS::Lambda::Url', 'Open', { AuthType: 'NONE' }, { condition: prod })]);
    expect(findings).toMatchObject([{ confidence: 'high', when: ['Prod is true'] }]);
  });

  it('does not judge a resource that no world makes', () => {
    const never: Condition = { all: [prod, { not: prod }] };
    expect(run(url, [resource('AWS::Lambda::Url', 'Open', { AuthType: 'NONE' }, { condition: never })]).subjects).toHaveLength(0);
  });

  it('passes over worlds that no deployment makes: a reference to what is not there', () => {
    const { findings } = run(url, [
      resource('AWS::Lambda::Url', 'Open', {
        AuthType: 'NONE',
        TargetFunctionArn: { $unknown: { kind: 'intrinsic', expression: '!Ref Fn', target: { id: 'Fn' } } },
      }),
      resource('AWS::Lambda::Function', 'Fn', { Runtime: 'nodejs16.x' }, { condition: prod }),
    ]);
    expect(findings).toMatchObject([{ message: 'open on nodejs16.x', confidence: 'high', when: ['Prod is true'] }]);
  });

  it('gives up honestly past the limit', () => {
    const coin = (name: string): Condition => ({ named: name, is: { undecided: name } });
    const nested = (depth: number): unknown =>
      depth === 0 ? 'AWS_IAM' : { $if: { condition: coin(`C${depth}`), then: nested(depth - 1), else: nested(depth - 1) } };
    expect(run(url, [resource('AWS::Lambda::Url', 'Open', { AuthType: nested(6) })])).toMatchObject({
      passed: 0,
      undetermined: [{ reason: { kind: 'too-many-worlds' } }],
    });
  });

  it('takes a default as the value and carries its parameter to the finding', () => {
    const byDefault = { $parameter: { name: 'Auth', options: ['NONE'], byDefault: true } };
    const { findings } = run(url, [resource('AWS::Lambda::Url', 'Open', { AuthType: byDefault })]);
    expect(findings).toMatchObject([{ confidence: 'high', at: { byDefault: 'Auth' } }]);
    expect(findings[0]).not.toHaveProperty('when');
  });
});

describe('references', () => {
  const open = (target: unknown, rest: Partial<RawResource> = {}) =>
    resource('AWS::Lambda::Url', 'Open', { AuthType: 'NONE', TargetFunctionArn: target }, rest);
  const messages = (resources: readonly RawResource[]) => run(url, resources).findings.map(({ message }) => message);
  const fn = (rest: Partial<RawResource> = {}, properties: Record<string, unknown> = {}) =>
    resource('AWS::Lambda::Function', 'Fn', { Runtime: 'nodejs16.x', ...properties }, rest);

  it('are followed by intrinsic, by name in an ARN, by ARN', () => {
    const live = { source: 'live', account: '111122223333', region: 'eu-west-1' } as const;
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:checkout';
    expect(messages([open({ $unknown: { kind: 'intrinsic', expression: '!Ref Fn', target: { id: 'Fn' } } }), fn()])).toEqual([
      'open on nodejs16.x',
    ]);
    expect(messages([open(`${arn}:live`), fn({}, { FunctionName: 'checkout' })])).toEqual(['open on nodejs16.x']);
    expect(messages([open(arn, { origin: live }), fn({ origin: live, id: 'checkout', arn })])).toEqual(['open on nodejs16.x']);
  });

  it('never cross into another template', () => {
    const elsewhere = fn({ origin: { source: 'template', file: 'other.yaml' } });
    const { undetermined } = run(url, [open({ $unknown: { kind: 'intrinsic', expression: '!Ref Fn', target: { id: 'Fn' } } }), elsewhere]);
    expect(undetermined).toMatchObject([{ reason: { kind: 'outside', what: '!Ref Fn' } }]);
  });
});

describe('gaps', () => {
  const subject = (region: string) =>
    resource(
      'AWS::Lambda::Url',
      region,
      { AuthType: 'NONE', TargetFunctionArn: 'arn:aws:lambda:x:1:function:f' },
      { origin: { source: 'live', account: '1', region } },
    );
  const gap = (type: string): Gap => ({
    source: 'live',
    scope: { account: '1', region: 'eu-west-1', service: 'lambda' },
    action: 'lambda:ListFunctions',
    reason: 'access-denied',
    types: [type],
  });

  it('of the subject’s own type are named, never an empty pass', () => {
    expect(run(url, [], [gap('AWS::Lambda::Url')])).toMatchObject({
      passed: 0,
      unlisted: [{ type: 'AWS::Lambda::Url', gap: { action: 'lambda:ListFunctions' } }],
    });
  });

  it('of another type make undetermined what asked for it there, and nothing elsewhere', () => {
    const asks = {
      ...url,
      check: (_: unknown, { resources }: { resources: (type: string) => unknown }) => [resources('AWS::Lambda::Function')].slice(1),
    } as unknown as AnyCheck;
    const verdicts = run(asks, [subject('eu-west-1'), subject('us-east-1')], [gap('AWS::Lambda::Function')]);
    expect(verdicts.undetermined).toMatchObject([
      { at: { subject: { id: 'eu-west-1' } }, reason: { kind: 'unlisted', type: 'AWS::Lambda::Function', action: 'lambda:ListFunctions' } },
    ]);
    expect(verdicts.passed).toBe(1);
  });

  it('do not matter to a check that has seen what acquits the subject', () => {
    const asks = {
      ...url,
      check: (_: unknown, { resources }: { resources: (type: string) => unknown }) =>
        [resources('AWS::Lambda::Function'), passed()].slice(1),
    } as unknown as AnyCheck;
    expect(run(asks, [subject('eu-west-1')], [gap('AWS::Lambda::Function')])).toMatchObject({ passed: 1, undetermined: [] });
  });
});

describe('lists that a run was not to ask for', () => {
  const account = { source: 'live', account: '1', region: 'eu-west-1' } as const;
  const open = resource('AWS::Lambda::Url', 'open', { AuthType: 'NONE' }, { origin: account });
  const unasked = (type: string): Gap => ({
    source: 'live',
    scope: account,
    action: 'lambda:ListThem',
    reason: 'not-asked',
    types: [type],
  });
  const asking = (...outcomes: readonly unknown[]) =>
    ({
      ...url,
      check: (_: unknown, { complete }: { complete: (type: string) => boolean }) => {
        expect(complete('AWS::Lambda::Function')).toBe(false);
        return outcomes;
      },
    }) as unknown as AnyCheck;

  it('are no gap in what is judged', () => {
    expect(run(url, [], [unasked('AWS::Lambda::Url')])).toMatchObject({ unlisted: [], undetermined: [], subjects: [] });
  });

  it('leave a subject uncounted that would pass if they were empty', () => {
    expect(run(asking(), [open], [unasked('AWS::Lambda::Function')])).toMatchObject({ passed: 0, undetermined: [], subjects: [] });
  });

  it('do not matter to what is found or acquitted without them', () => {
    expect(run(asking(passed()), [open], [unasked('AWS::Lambda::Function')])).toMatchObject({ passed: 1 });
    const found = finding({ subject: open, path: [], trail: [] }, 'open');
    expect(run(asking(found), [open], [unasked('AWS::Lambda::Function')]).findings).toHaveLength(1);
  });

  it('give way to a list that failed', () => {
    const failed: Gap = { ...unasked('AWS::Lambda::Url'), reason: 'access-denied' };
    const both = {
      ...url,
      check: (_: unknown, { resources }: { resources: (type: string) => unknown }) => {
        resources('AWS::Lambda::Function');
        resources('AWS::Lambda::Url');
        return [];
      },
    } as unknown as AnyCheck;
    expect(run(both, [open], [unasked('AWS::Lambda::Function'), failed])).toMatchObject({
      passed: 0,
      undetermined: [{ reason: { kind: 'unlisted', type: 'AWS::Lambda::Url' } }],
    });
  });
});

describe('what is common to all subjects of an input', () => {
  const account = { source: 'live', account: '111122223333', region: 'eu-west-1' } as const;
  const live = (type: string, id: string, properties: Record<string, unknown>, origin: RawResource['origin'] = account) =>
    resource(type, id, properties, { origin });
  let asked = 0;
  const runtimes = (context: {
    resources(type: 'AWS::Lambda::Function'): readonly { get(key: 'Runtime'): { readonly state: string } }[];
  }) => {
    asked += 1;
    return context.resources('AWS::Lambda::Function').map((fn) => fn.get('Runtime'));
  };
  const check = defineCheck({
    ...url,
    *check(subject, context) {
      const all = context.common(runtimes as never) as unknown as readonly { readonly state: string; readonly value: unknown }[];
      if (all.some((field) => field.state === 'known' && field.value === 'old')) yield finding(subject, 'beside an old one');
    },
  });

  it('is worked out once for an account, and for each world of a template', () => {
    asked = 0;
    const urls = [1, 2, 3].map((at) => live('AWS::Lambda::Url', `Url${at}`, {}));
    expect(run(check, [...urls, live('AWS::Lambda::Function', 'One', { Runtime: 'old' })])).toMatchObject({ findings: { length: 3 } });
    expect(asked).toBe(1);
    const inTemplate = [1, 2].map((at) => resource('AWS::Lambda::Url', `Url${at}`, {}));
    const choice = { $if: { condition: prod, then: 'old', else: 'new' } };
    const verdicts = run(check, [...inTemplate, resource('AWS::Lambda::Function', 'One', { Runtime: choice })]);
    expect(verdicts.findings.map(({ when }) => when)).toEqual([['Prod is true'], ['Prod is true']]);
    expect(asked).toBe(5);
  });

  it('is worked out once for a template in which no condition decides it, and is read in the world of each subject', () => {
    asked = 0;
    const urls = [1, 2].map((at) => resource('AWS::Lambda::Url', `Url${at}`, {}));
    expect(run(check, [...urls, resource('AWS::Lambda::Function', 'One', { Runtime: 'old' })])).toMatchObject({ findings: { length: 2 } });
    expect(asked).toBe(1);
    const choice = { $if: { condition: prod, then: 'old', else: 'new' } };
    const functions = (context: { resources(type: 'AWS::Lambda::Function'): readonly { get(key: 'Runtime'): { value: string } }[] }) => {
      asked += 1;
      return context.resources('AWS::Lambda::Function');
    };
    const later = defineCheck({
      ...url,
      *check(subject, context) {
        const all = context.common(functions as never) as unknown as ReturnType<typeof functions>;
        if (all.some((fn) => fn.get('Runtime').value === 'old')) yield finding(subject, 'beside an old one');
      },
    });
    asked = 0;
    const { findings } = run(later, [...urls, resource('AWS::Lambda::Function', 'One', { Runtime: choice })]);
    expect(findings.map(({ subject, when }) => [idOf(subject), when])).toEqual([
      ['Url1', ['Prod is true']],
      ['Url2', ['Prod is true']],
    ]);
    expect(asked).toBe(1);
  });

  it('is another thing in another account', () => {
    const other = { ...account, account: '444455556666' };
    const urls = [live('AWS::Lambda::Url', 'Mine', {}), live('AWS::Lambda::Url', 'Theirs', {}, other)];
    const { findings } = run(check, [...urls, live('AWS::Lambda::Function', 'One', { Runtime: 'old' }, other)]);
    expect(findings.map(({ subject }) => idOf(subject))).toEqual(['Theirs']);
  });

  it('is as incomplete for the second subject as for the first', () => {
    const urls = [1, 2].map((at) => live('AWS::Lambda::Url', `Url${at}`, {}));
    const gap: Gap = { source: 'live', scope: { ...account }, reason: 'access-denied', types: ['AWS::Lambda::Function'] };
    expect(run(check, urls, [gap])).toMatchObject({ passed: 0, undetermined: { length: 2 } });
    expect(run(check, [...urls, live('AWS::Lambda::Function', 'One', { Runtime: ['old'] })])).toMatchObject({
      passed: 0,
      undetermined: [{ reason: { kind: 'malformed' } }, { reason: { kind: 'malformed' } }],
    });
  });
});

describe('what refers to a resource of an account', () => {
  const origin = { source: 'live', account: '111122223333', region: 'eu-west-1' } as const;
  const live = (type: string, id: string, properties: Record<string, unknown>, rest: Partial<RawResource> = {}): RawResource => ({
    type,
    id,
    properties,
    origin,
    ...rest,
  });
  const used = defineCheck({
    ...url,
    subject: 'AWS::Lambda::Function',
    *check(fn, context) {
      const urls = context.referrers(fn, 'AWS::Lambda::Url', 'TargetFunctionArn');
      yield finding(fn, urls.map(({ id }) => id).join(' '));
    },
  });
  const told = (resources: readonly RawResource[]) =>
    run(used, resources).findings.map(({ subject, message }) => [idOf(subject), subject.origin.region, message]);

  it('names one of its Region before others that are called alike, and one whose id it is before one whose name it is', () => {
    const elsewhere = { origin: { ...origin, region: 'us-east-1' } };
    const urls = [1, 2].map((at) => live('AWS::Lambda::Url', `Url${at}`, { TargetFunctionArn: 'jobs' }));
    const far = live('AWS::Lambda::Url', 'Far', { TargetFunctionArn: 'jobs' }, elsewhere);
    const here = live('AWS::Lambda::Function', 'here', { FunctionName: 'jobs' });
    const there = live('AWS::Lambda::Function', 'there', { FunctionName: 'jobs' }, elsewhere);
    expect(told([there, here, far, ...urls])).toEqual([
      ['there', 'us-east-1', 'Far'],
      ['here', 'eu-west-1', 'Url1 Url2'],
    ]);
    const byId = live('AWS::Lambda::Function', 'mine', {}, { attributes: { Ref: 'jobs' } });
    expect(told([here, byId, ...urls])).toEqual([
      ['here', 'eu-west-1', ''],
      ['mine', 'eu-west-1', 'Url1 Url2'],
    ]);
  });

  it('is held against the world where a condition decides after all', () => {
    const choice = { $if: { condition: prod, then: 'one', else: 'two' } };
    const functions = ['one', 'two'].map((name) => live('AWS::Lambda::Function', name, {}));
    const { findings } = run(used, [...functions, live('AWS::Lambda::Url', 'Url', { TargetFunctionArn: choice })]);
    expect(findings.filter(({ message }) => message === 'Url').map(({ subject, when }) => [idOf(subject), when])).toEqual([
      ['one', ['Prod is true']],
      ['two', ['Prod is false']],
    ]);
  });
});
