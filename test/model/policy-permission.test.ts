// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables and what users write
import { describe, expect, test } from 'vitest';
import { type LambdaPermission, normalizePolicy, ownAccountsOf, permissionStatement, whoGetsIn } from '../../src/model/policy.ts';
import { ACCOUNT_ID, document, FOREIGN, OWN, words } from './policy-cases.ts';

const INVOKE = ['lambda:InvokeFunction'];
const verdict = (permission: Omit<LambdaPermission, 'path' | 'action'> & { readonly action?: LambdaPermission['action'] }): string => {
  const statement = permissionStatement({ action: INVOKE, path: ['Principal'], ...permission });
  const found = whoGetsIn(
    { statements: [statement], unknown: [] },
    { service: 'lambda', ownAccounts: new Set([OWN]), today: '2026-11-23' },
  );
  return found.map(words).sort().join(', ') || 'nobody';
};

describe('a Lambda permission', () => {
  const rows: readonly (readonly [string, Parameters<typeof verdict>[0], string])[] = [
    ['everyone', { principal: ['*'] }, 'anyone'],
    ['everyone with any source', { principal: ['*'], sourceArn: ['*'] }, 'anyone medium'],
    ['everyone with an own source', { principal: ['*'], sourceArn: [`arn:aws:sns:us-east-1:${OWN}:t`] }, '* tied'],
    ['everyone of an organization', { principal: ['*'], principalOrgId: ['o-abc1234567'] }, 'organization o-abc1234567'],
    ['an account', { principal: [FOREIGN] }, `account ${FOREIGN}`],
    ['the own account', { principal: [ACCOUNT_ID] }, 'nobody'],
    ['a role', { principal: [`arn:aws:iam::${FOREIGN}:role/x`] }, `account ${FOREIGN}`],
    ['a role of the template', { principal: [{ target: { id: 'Role', attribute: 'Arn' }, expression: '!GetAtt Role.Arn' }] }, 'nobody'],
    ['whom nobody knows', { principal: [{ expression: '!Ref Who' }] }, 'unknown anyone'],
    ['a service', { principal: ['events.amazonaws.com'] }, 'events.amazonaws.com none'],
    [
      'a service of the region',
      { principal: ['logs.', { pseudo: 'AWS::Region' }, '.amazonaws.com'] },
      'logs.${AWS::Region}.amazonaws.com none',
    ],
    ['a service of the partition', { principal: ['sns.', { pseudo: 'AWS::URLSuffix' }] }, 'sns.${AWS::URLSuffix} none'],
    [
      'a service with a source',
      { principal: ['events.amazonaws.com'], sourceArn: [{ target: { id: 'Rule', attribute: 'Arn' }, expression: '!GetAtt Rule.Arn' }] },
      'events.amazonaws.com tied',
    ],
    ['S3 with a bucket', { principal: ['s3.amazonaws.com'], sourceArn: ['arn:aws:s3:::b'] }, 's3.amazonaws.com account-missing'],
    [
      'S3 with a bucket and an account',
      { principal: ['s3.amazonaws.com'], sourceArn: ['arn:aws:s3:::b'], sourceAccount: [ACCOUNT_ID] },
      's3.amazonaws.com tied',
    ],
    ['Alexa', { principal: ['alexa-appkit.amazon.com'] }, 'alexa-appkit.amazon.com none'],
    [
      'Alexa with a token',
      { principal: ['alexa-appkit.amazon.com'], eventSourceToken: ['amzn1.ask.skill.1'] },
      'alexa-appkit.amazon.com tied',
    ],
    ['a URL for everyone', { principal: ['*'], action: ['lambda:InvokeFunctionUrl'], functionUrlAuthType: ['NONE'] }, 'anyone by URL'],
    [
      'a URL for every signed caller',
      { principal: ['*'], action: ['lambda:InvokeFunctionUrl'], functionUrlAuthType: ['AWS_IAM'] },
      'anyone by URL',
    ],
    ['the URL’s action alone', { principal: ['*'], action: ['lambda:InvokeFunctionUrl'] }, 'anyone by URL'],
    ['the function through its URL', { principal: ['*'], invokedViaFunctionUrl: ['true'] }, 'anyone by URL'],
    ['the function, not through its URL', { principal: ['*'], invokedViaFunctionUrl: ['false'] }, 'anyone'],
    ['all actions', { principal: ['*'], action: ['lambda:*'] }, 'anyone'],
    [
      'a URL for another account',
      { principal: [FOREIGN], action: ['lambda:InvokeFunctionUrl'], functionUrlAuthType: ['AWS_IAM'] },
      `account ${FOREIGN} by URL`,
    ],
  ];
  test.each(rows.map(([title, permission, answer]) => ({ title, permission, answer })))('$title', ({ permission, answer }) => {
    expect(verdict(permission)).toBe(answer);
  });
});

test('the own account is read from ARNs of the service itself alone', () => {
  const policy = normalizePolicy(
    document([
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sqs:*',
        Resource: [`arn:aws:sqs:us-east-1:${OWN}:q`, `arn:aws:sns:us-east-1:${FOREIGN}:t`, '*'],
      },
      { Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:q' },
    ]),
  );
  if ('malformed' in policy) throw new Error(policy.malformed);
  expect([...ownAccountsOf(policy, 'sqs')]).toEqual([OWN]);
});

describe('what is no policy', () => {
  test.each([['', 'no', '[]', '3'], [null], [[]], [{}], [{ Statement: 'x' }]].flat())('%j', (raw) => {
    expect(normalizePolicy(raw)).toHaveProperty('malformed');
  });
});
