import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grantsOf, permissionsOf } from '../../src/model/permissions.ts';
import { normalizePolicy, type Policy } from '../../src/model/policy.ts';

const OWN = new Set(['111122223333']);
const READ = { name: 'dynamodb:GetItem', resources: ['dynamodb:*:*:table/*'] };
const PASS = { name: 'iam:PassRole', resources: ['iam::*:role/*'] };
const TRACE = { name: 'xray:PutTraceSegments', resources: [] };

const policyOf = (...Statement: readonly object[]): Policy => {
  const policy = normalizePolicy({ Version: '2012-10-17', Statement });
  if ('malformed' in policy) throw new Error(policy.malformed);
  return policy;
};
const may = (
  act: typeof READ,
  policies: readonly Policy[],
  boundary?: readonly Policy[],
  given?: ReadonlyMap<string, readonly string[]>,
) => {
  const sources = (of: readonly Policy[]) => of.map((policy) => ({ policy, of: undefined }));
  const grants = grantsOf(permissionsOf(sources(policies), boundary && sources(boundary), OWN), act, 'every', given);
  return grants.length === 0 ? 'no' : grants.some(({ truth }) => truth === 2) ? 'yes' : 'perhaps';
};
const allow = (Action: unknown, Resource: unknown = '*', rest: object = {}) => ({ Effect: 'Allow', Action, Resource, ...rest });
const deny = (Action: unknown, Resource: unknown = '*', rest: object = {}) => ({ Effect: 'Deny', Action, Resource, ...rest });

describe('a resource that nobody wrote down', () => {
  it.each([
    ['*', 'yes'],
    ['arn:aws:dynamodb:*:*:table/*', 'yes'],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/*', 'yes'],
    ['arn:aws-cn:dynamodb:cn-north-1:111122223333:table/*', 'yes'],
    ['arn:aws:dynamodb:*:*:*', 'yes'],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', 'no'],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders-*', 'no'],
    ['arn:aws:s3:::*', 'no'],
    ['arn:aws:dynamodb:*:*:table', 'no'],
    ['', 'no'],
  ])('is among %s: %s', (resource, expected) => expect(may(READ, [policyOf(allow('dynamodb:GetItem', resource))])).toBe(expected));

  it('is left by NotResource, and by names in a Deny', () => {
    const orders = 'arn:aws:dynamodb:*:*:table/orders';
    expect(may(READ, [policyOf({ Effect: 'Allow', Action: 'dynamodb:*', NotResource: orders })])).toBe('yes');
    expect(may(READ, [policyOf(allow('*'), deny('*', orders))])).toBe('yes');
    expect(may(READ, [policyOf(allow('*'), { Effect: 'Deny', Action: '*', NotResource: orders })])).toBe('no');
  });

  it('stands for all where an action is about none in particular', () => {
    expect(may(TRACE, [policyOf(allow('xray:*'))])).toBe('yes');
    expect(may(TRACE, [policyOf(allow('xray:*', 'arn:aws:xray:*:*:*'))])).toBe('no');
  });
});

describe('what takes away', () => {
  it('is a Deny that the role cannot get round', () => {
    const all = allow('*');
    expect(may(READ, [policyOf(all, deny('dynamodb:*'))])).toBe('no');
    expect(may(READ, [policyOf(all, deny('dynamodb:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }))])).toBe('yes');
    expect(may(READ, [policyOf(all, deny('*', '*', { Condition: { StringNotEquals: { 'aws:ResourceTag/app': 'shop' } } }))])).toBe('no');
    expect(may(READ, [policyOf(all, deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }))])).toBe(
      'no',
    );
  });

  it('is a boundary that does not allow it', () => {
    const all = policyOf(allow('*'));
    expect(may(READ, [all], [policyOf(allow('s3:*'))])).toBe('no');
    expect(may(READ, [all], [policyOf(allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/orders'))])).toBe('no');
    expect(may(READ, [all], [policyOf(allow('dynamodb:*'))])).toBe('yes');
    expect(may(READ, [all], [policyOf(allow('*'), deny('dynamodb:GetItem'))])).toBe('no');
    expect(may(READ, [], [policyOf(allow('*'))])).toBe('no');
  });

  it('is a condition on what the resource or the call is, not on whence it is made', () => {
    const under = (Condition: object) => may(READ, [policyOf(allow('*', '*', { Condition }))]);
    expect(under({ StringEquals: { 'aws:ResourceTag/app': 'shop' } })).toBe('no');
    expect(under({ StringLike: { 'aws:ResourceTag/app': '*' } })).toBe('no');
    expect(under({ StringEqualsIfExists: { 'aws:ResourceTag/app': 'shop' } })).toBe('yes');
    expect(under({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'shop' } })).toBe('yes');
    expect(under({ 'ForAnyValue:StringEquals': { 'dynamodb:LeadingKeys': 'shop' } })).toBe('no');
    expect(under({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } })).toBe('yes');
    expect(under({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })).toBe('no');
  });

  it('is asked with what is known of the call', () => {
    const passes = policyOf(allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } }));
    const to = (service: string) => new Map([['iam:passedtoservice', [service]]]);
    expect(may(PASS, [passes], undefined, to('lambda.amazonaws.com'))).toBe('yes');
    expect(may(PASS, [passes], undefined, to('ec2.amazonaws.com'))).toBe('no');
    expect(may(PASS, [passes])).toBe('no');
  });
});

describe('what is not known', () => {
  const unknown = { $unknown: { kind: 'intrinsic', expression: '!Ref Tables' } };
  it('may be a star, unless it is a part of a name', () => {
    expect(may(READ, [policyOf(allow('*', unknown))])).toBe('perhaps');
    expect(may(READ, [policyOf(allow(unknown))])).toBe('perhaps');
    const text = ['arn:aws:dynamodb:eu-west-1:111122223333:table/', { expression: '!Ref Table' }];
    expect(may(READ, [policyOf(allow('*', { $unknown: { kind: 'intrinsic', expression: '!Sub', text } }))])).toBe('no');
  });

  it('takes nothing away', () => expect(may(READ, [policyOf(allow('*'), deny('*', unknown))])).toBe('yes'));
});

const text = fc.oneof(
  fc.constantFrom('*', 'dynamodb:*', 'dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*', 'arn:aws:dynamodb:*:*:table/a', '?', ':', 'a:b'),
  fc.string({ maxLength: 30 }),
);
const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Deny'),
  Action: fc.oneof(text, fc.array(text, { maxLength: 4 })),
  Resource: fc.oneof(text, fc.array(text, { maxLength: 4 })),
});
const statements = fc.array(statement, { maxLength: 6 });

describe('whatever the policies', () => {
  it('a further Allow takes nothing away, and a further Deny or a boundary gives nothing', () => {
    fc.assert(
      fc.property(statements, statement, (some, one) => {
        const before = may(READ, [policyOf(...some)]);
        const more = may(READ, [policyOf(...some, { ...one, Effect: 'Allow' })]);
        const less = may(READ, [policyOf(...some, { ...one, Effect: 'Deny' })]);
        const within = may(READ, [policyOf(...some)], [policyOf({ ...one, Effect: 'Allow' })]);
        if (before === 'yes') expect(more).toBe('yes');
        if (before === 'no') expect([less, within]).toEqual(['no', 'no']);
      }),
    );
  });

  it('it makes no difference in which policy a statement stands', () => {
    fc.assert(
      fc.property(statements, fc.nat(6), (some, at) => {
        expect(may(READ, [policyOf(...some.slice(0, at)), policyOf(...some.slice(at))])).toBe(may(READ, [policyOf(...some)]));
      }),
    );
  });

  it('hostile patterns are done with', () => {
    const stars = '*a'.repeat(3000);
    expect(may(READ, [policyOf(allow(`dynamodb:${stars}`, stars))])).not.toBe('yes');
  });
});
