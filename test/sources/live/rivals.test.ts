import { describe, expect, it } from 'vitest';
import { type DeclaredAccount, EMPTY_ACCOUNT } from '../../aws/account.ts';
import type { Call } from '../../aws/server.ts';
import { collect } from './collecting.ts';
import { outcomeOf } from './compare.ts';
import { judgeCollected } from './verdicts.ts';

const { account, region } = EMPTY_ACCOUNT;
const anyone = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource: '*' }] });
const url = { ...anyone('lambda:InvokeFunctionUrl') };

/** Three of each, in the order in which they are listed, so that what ends a loop at one shows at the next. */
const ACCOUNT: DeclaredAccount = {
  ...EMPTY_ACCOUNT,
  functions: ['f1', 'f2', 'f3'].map((name) => ({
    name,
    configuration: { Runtime: 'nodejs16.x' },
    policy: url,
    // The second's CORS names no origins.
    urls: [{ AuthType: 'NONE', ...(name === 'f2' ? { Cors: { AllowMethods: ['GET'] } } : {}) }],
  })),
  queues: ['q1', 'q2', 'q3'].map((name) => ({
    name,
    attributes: { SqsManagedSseEnabled: 'true', Policy: JSON.stringify(anyone('sqs:SendMessage')) },
  })),
  topics: ['t1', 't2', 't3'].map((name) => ({
    name,
    attributes: { KmsMasterKeyId: 'alias/aws/sns', Policy: JSON.stringify(anyone('sns:Publish')) },
  })),
  keys: ['k1', 'k2', 'k3'].map((id) => ({ id, rotation: { enabled: id !== 'k3' }, policy: anyone('kms:Decrypt') })),
  restApis: ['r1', 'r2', 'r3'].map((id) => ({
    api: { id, name: id, endpointConfiguration: { types: ['REGIONAL'] } },
    resources: [
      {
        id: 'root',
        path: '/',
        resourceMethods: {
          GET: { httpMethod: 'GET', authorizationType: 'AWS_IAM' },
          PUT: { httpMethod: 'PUT', authorizationType: 'NONE' },
        },
      },
    ],
    authorizers: [{ id: `${id}a`, name: `${id}-idle`, type: 'TOKEN', identitySource: 'method.request.header.Authorization' }],
  })),
  apis: ['h1', 'h2', 'h3'].map((apiId) => ({
    api: { apiId, name: apiId, protocolType: 'HTTP' },
    routes: [
      { routeId: `${apiId}open`, routeKey: 'GET /', authorizationType: 'NONE' },
      { routeId: `${apiId}iam`, routeKey: 'PUT /', authorizationType: 'AWS_IAM' },
    ],
  })),
};

const denied =
  (call: string, of = '') =>
  async () => {
    const deny = ({ service, operation, key }: Call) =>
      `${service}:${operation}` === call && key.includes(of) ? ('access-denied' as const) : undefined;
    const { collected, calls } = await collect({ account: ACCOUNT, fault: deny, pageSize: 100 });
    expect(calls.some((one) => deny(one) !== undefined)).toBe(true);
    return judgeCollected(collected);
  };

type Row = readonly [rival: string, call: string, of: string, expected: Readonly<Record<string, string>>];

/** What a rival says on a denied call, in the words of its own behaviour, and what is said here. `missing`: the check says that it could not list. */
const ROWS: readonly Row[] = [
  [
    'an empty service, exit 0',
    'lambda:ListFunctions',
    '',
    { 'lambda-public :f1': 'missing', 'lambda-deprecated-runtime :f1': 'missing', 'lambda-url-no-auth :f1': 'missing' },
  ],
  [
    'every function is private',
    'lambda:GetPolicy',
    '',
    {
      'lambda-public :f1': 'undetermined',
      'lambda-public :f3': 'undetermined',
      'lambda-deprecated-runtime :f1': 'finding',
      'lambda-url-no-auth :f1': 'finding',
    },
  ],
  [
    'the function has no URL',
    'lambda:ListFunctionUrlConfigs',
    'f1',
    { 'lambda-url-no-auth :f1': 'missing', 'lambda-url-no-auth :f2': 'finding', 'lambda-url-no-auth :f3': 'finding' },
  ],
  [
    'the key is in no check',
    'kms:DescribeKey',
    'k3',
    { 'key-rotation-off /k3': 'undetermined', 'key-public /k3': 'finding', 'key-rotation-off /k1': 'pass' },
  ],
  [
    'the key does not rotate',
    'kms:GetKeyRotationStatus',
    '',
    { 'key-rotation-off /k1': 'undetermined', 'key-rotation-off /k2': 'undetermined', 'key-public /k1': 'finding' },
  ],
  [
    'the key is in no check of policies',
    'kms:GetKeyPolicy',
    '',
    { 'key-public /k1': 'undetermined', 'key-rotation-off /k3': 'finding', 'key-rotation-off /k1': 'pass' },
  ],
  [
    'public queues are private, encrypted ones are not',
    'sqs:GetQueueAttributes',
    '',
    { 'queue-public :q1': 'undetermined', 'queue-unencrypted :q1': 'undetermined', 'queue-public :q3': 'undetermined' },
  ],
  [
    'all topics after this one are private and not encrypted',
    'sns:GetTopicAttributes',
    't1',
    {
      'topic-public :t1': 'undetermined',
      'topic-unencrypted :t1': 'undetermined',
      'topic-public :t2': 'finding',
      'topic-unencrypted :t3': 'pass',
    },
  ],
  [
    'no API has an authorizer',
    'apigateway:GetAuthorizers',
    '',
    {
      'authorizer-unused /r1a': 'missing',
      'api-route-no-auth r1/resources/root/methods/GET': 'pass',
      'api-route-no-auth r1/resources/root/methods/PUT': 'finding',
    },
  ],
  [
    'there are no REST APIs',
    'apigateway:GetRestApis',
    '',
    { 'api-route-no-auth r1/resources/root/methods/PUT': 'missing', 'api-route-no-auth /routes/h1open': 'finding' },
  ],
  [
    'all APIs after this one have no authorizer',
    'apigatewayv2:GetAuthorizers',
    'h1',
    { 'api-route-no-auth /routes/h1open': 'finding', 'api-route-no-auth /routes/h3iam': 'pass' },
  ],
];

describe('a denied call, where a rival says', () => {
  it.each(ROWS)('%s: %s %s', async (_, call, of, expected) => {
    const judged = await denied(call, of)();
    const outcomes = Object.fromEntries(
      Object.keys(expected).map((name) => {
        const [check = '', subject = ''] = name.split(' ');
        return [name, outcomeOf(judged, check, subject)];
      }),
    );
    expect(outcomes).toEqual(expected);
    for (const { action } of judged.gaps) expect(action).toBe(call);
    for (const { actions, outcome } of judged.verdicts.values()) if (outcome === 'undetermined') expect(actions).toContain(call);
  });
});

describe('what else ends a rival', () => {
  it('CORS without origins costs no later function its URL', async () => {
    const judged = judgeCollected((await collect({ account: ACCOUNT, pageSize: 100 })).collected);
    for (const name of ['f1', 'f2', 'f3']) expect(outcomeOf(judged, 'lambda-url-no-auth', `:${name}`)).toBe('finding');
  });

  it('a policy whose statement is one object is a policy, here and for its neighbours', async () => {
    const one = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:${region}:${account}:q1` },
    };
    const queues = ACCOUNT.queues.map((queue) => (queue.name === 'q1' ? { ...queue, attributes: { Policy: JSON.stringify(one) } } : queue));
    const judged = judgeCollected((await collect({ account: { ...ACCOUNT, queues }, pageSize: 100 })).collected);
    for (const name of ['q1', 'q2', 'q3']) expect(outcomeOf(judged, 'queue-public', `:${name}`)).toBe('finding');
  });

  it.each(['not json', '[]', '{"Statement": 7}', '{"Statement": [{"Effect": "Allow"}, null, 3]}'])(
    'a policy that is none (%s) is no pass, and costs its neighbours nothing',
    async (Policy) => {
      const queues = ACCOUNT.queues.map((queue) =>
        queue.name === 'q1' ? { ...queue, attributes: { SqsManagedSseEnabled: 'true', Policy } } : queue,
      );
      const judged = judgeCollected((await collect({ account: { ...ACCOUNT, queues }, pageSize: 100 })).collected);
      expect(judged.failures).toEqual([]);
      expect(outcomeOf(judged, 'queue-public', ':q1')).toBe('undetermined');
      expect(outcomeOf(judged, 'queue-unencrypted', ':q1')).toBe('pass');
      for (const name of ['q2', 'q3']) expect(outcomeOf(judged, 'queue-public', `:${name}`)).toBe('finding');
    },
  );

  it('an authorizer that no route uses opens nothing and closes nothing', async () => {
    const judged = judgeCollected((await collect({ account: ACCOUNT, pageSize: 100 })).collected);
    expect(outcomeOf(judged, 'api-route-no-auth', 'r1/resources/root/methods/PUT')).toBe('finding');
    expect(outcomeOf(judged, 'api-route-no-auth', 'r1/resources/root/methods/GET')).toBe('pass');
    expect(outcomeOf(judged, 'authorizer-unused', '/r1a')).toBe('finding');
  });

  it('a list is as many pages as it takes', async () => {
    const queues = Array.from({ length: 250 }, (_, index) => ({ name: `many${index}`, attributes: { SqsManagedSseEnabled: 'false' } }));
    const judged = judgeCollected((await collect({ account: { ...EMPTY_ACCOUNT, queues }, pageSize: 7 })).collected);
    expect(
      [...judged.verdicts.values()].filter(({ check, outcome }) => check === 'queue-unencrypted' && outcome === 'finding'),
    ).toHaveLength(250);
  });
});
