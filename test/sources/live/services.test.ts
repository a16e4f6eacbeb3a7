import { describe, expect, it } from 'vitest';
import type { AnyCheck } from '../../../src/check.ts';
import { checks } from '../../../src/checks/index.ts';
import type { RawResource } from '../../../src/model/inventory.ts';
import { type DeclaredAccount, type DeclaredApi, type DeclaredRestApi, EMPTY_ACCOUNT } from '../../aws/account.ts';
import type { Fault } from '../../aws/faults.ts';
import type { Call } from '../../aws/server.ts';
import { collect } from './collecting.ts';
import { type Judged, judgeCollected } from './verdicts.ts';

const named = (...ids: readonly string[]): readonly AnyCheck[] => checks.filter(({ id }) => ids.includes(id));

interface Read {
  readonly resources: readonly RawResource[];
  readonly gaps: readonly { readonly action?: string; readonly types?: readonly string[]; readonly resource?: string | undefined }[];
  /** How often each operation was asked, retries left out. */
  readonly asked: Readonly<Record<string, number>>;
  readonly judged: Judged;
}

const read = async (
  account: Partial<DeclaredAccount>,
  ids: readonly string[],
  { fault, pageSize = 2 }: { readonly fault?: (call: Call) => Fault | undefined; readonly pageSize?: number } = {},
): Promise<Read> => {
  const selected = named(...ids);
  expect(selected.length).toBe(ids.length);
  const ran = await collect({
    account: { ...EMPTY_ACCOUNT, ...account },
    checks: selected,
    pageSize,
    ...(fault === undefined ? {} : { fault }),
  });
  expect(ran.refused).toEqual([]);
  const asked: Record<string, number> = {};
  for (const { service, operation, attempt } of ran.calls)
    if (attempt === 1 && service !== 'sts') asked[`${service}:${operation}`] = (asked[`${service}:${operation}`] ?? 0) + 1;
  return {
    resources: ran.collected.resources,
    gaps: ran.collected.gaps.map(({ action, types, scope }) => ({
      ...(action === undefined ? {} : { action }),
      ...(types === undefined ? {} : { types }),
      resource: scope.resource,
    })),
    asked,
    judged: judgeCollected(ran.collected, selected),
  };
};

const ofType = (resources: readonly RawResource[], type: string) => resources.filter((resource) => resource.type === type);
const outcomes = ({ judged }: Read) =>
  Object.fromEntries([...judged.verdicts.values()].map(({ check, subject, outcome }) => [`${check} ${subject}`, outcome]));

const method = (authorizationType: string, authorizerId?: string) => ({
  httpMethod: 'GET',
  authorizationType,
  apiKeyRequired: false,
  ...(authorizerId === undefined ? {} : { authorizerId }),
});

/** Two APIs whose authorizers have the same id: one protects a route with it, the other does not. */
const restApis: readonly DeclaredRestApi[] = [
  {
    api: { id: 'api1', name: 'Orders', endpointConfiguration: { types: ['REGIONAL'] } },
    resources: [
      { id: 'r1', path: '/' },
      { id: 'r2', path: '/orders', resourceMethods: { GET: method('CUSTOM', 'auth'), POST: method('NONE') } },
      { id: 'r3', path: '/orders/{id}', resourceMethods: { GET: method('AWS_IAM') } },
    ],
    authorizers: [{ id: 'auth', name: 'Tokens', type: 'TOKEN', authorizerResultTtlInSeconds: 300 }],
  },
  {
    api: { id: 'api2', name: 'Orders', endpointConfiguration: { types: ['REGIONAL'] } },
    resources: [{ id: 'r1', path: '/', resourceMethods: { GET: method('AWS_IAM') } }],
    authorizers: [{ id: 'auth', name: 'Tokens', type: 'TOKEN', authorizerResultTtlInSeconds: 0 }],
  },
];
const restArn = (path: string) => `arn:aws:apigateway:eu-west-1::/restapis/${path}`;

describe('REST APIs', () => {
  const ids = ['api-route-no-auth', 'authorizer-unused', 'authorizer-cache-disabled'];

  it('cost three calls an API at most, a page each, and are told apart', async () => {
    const found = await read({ restApis }, ids, { pageSize: 500 });
    expect(found.asked).toMatchObject({ 'apigateway:GetRestApis': 1, 'apigateway:GetResources': 2, 'apigateway:GetAuthorizers': 2 });
    expect(outcomes(found)).toEqual({
      [`api-route-no-auth ${restArn('api1/resources/r2/methods/GET')}`]: 'pass',
      [`api-route-no-auth ${restArn('api1/resources/r2/methods/POST')}`]: 'finding',
      [`api-route-no-auth ${restArn('api1/resources/r3/methods/GET')}`]: 'pass',
      [`api-route-no-auth ${restArn('api2/resources/r1/methods/GET')}`]: 'pass',
      [`authorizer-unused ${restArn('api1/authorizers/auth')}`]: 'pass',
      [`authorizer-unused ${restArn('api2/authorizers/auth')}`]: 'finding',
      [`authorizer-cache-disabled ${restArn('api1/authorizers/auth')}`]: 'pass',
      [`authorizer-cache-disabled ${restArn('api2/authorizers/auth')}`]: 'finding',
    });
  });

  it('are read to the last page', async () => {
    const found = await read({ restApis }, ids, { pageSize: 1 });
    expect(ofType(found.resources, 'AWS::ApiGateway::Method')).toHaveLength(4);
    expect(ofType(found.resources, 'AWS::ApiGateway::Authorizer')).toHaveLength(2);
    expect(found.asked).toMatchObject({ 'apigateway:GetRestApis': 2, 'apigateway:GetResources': 4 });
  });

  it('are asked for no authorizers where no check looks at one', async () => {
    const found = await read({ restApis }, ['api-route-no-auth']);
    expect(Object.keys(found.asked)).not.toContain('apigateway:GetAuthorizers');
  });

  it('lose what one of them does not say, and the other stands', async () => {
    const found = await read({ restApis }, ids, {
      fault: ({ operation, params }) => (operation === 'GetResources' && params.restApiId === 'api2' ? 'access-denied' : undefined),
    });
    expect(found.gaps).toEqual([{ action: 'apigateway:GetResources', types: ['AWS::ApiGateway::Method'], resource: restArn('api2') }]);
    expect(outcomes(found)).toMatchObject({
      [`api-route-no-auth ${restArn('api1/resources/r2/methods/POST')}`]: 'finding',
      [`authorizer-unused ${restArn('api1/authorizers/auth')}`]: 'pass',
      [`authorizer-unused ${restArn('api2/authorizers/auth')}`]: 'undetermined',
    });
  });

  it('that cannot be listed leave a gap for their parts too', async () => {
    const found = await read({ restApis }, ids, { fault: ({ operation }) => (operation === 'GetRestApis' ? 'access-denied' : undefined) });
    expect(found.gaps.map(({ types }) => [...(types ?? [])].sort())).toEqual([
      ['AWS::ApiGateway::Authorizer', 'AWS::ApiGateway::Method', 'AWS::ApiGateway::RestApi'],
    ]);
    expect(found.judged.unlisted).toContain('api-route-no-auth AWS::ApiGateway::Method');
    expect(found.judged.unlisted).toContain('authorizer-unused AWS::ApiGateway::Authorizer');
  });

  it('are not opened by the name of another: an id counts before a name', async () => {
    const closed = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' }] };
    const decoy = { api: { id: 'zzz', name: 'api1', endpointConfiguration: { types: ['REGIONAL'] }, policy: JSON.stringify(closed) } };
    const found = await read({ restApis: [decoy, ...restApis] }, ['api-route-no-auth']);
    expect(outcomes(found)).toMatchObject({ [`api-route-no-auth ${restArn('api1/resources/r2/methods/POST')}`]: 'finding' });
  });

  it('with a policy that lets nobody in have no open route, whatever its spelling', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'execute-api:Invoke',
          Resource: 'arn:aws:execute-api:eu-west-1:111122223333:api3/*',
        },
      ],
    };
    const escaped = JSON.stringify(JSON.stringify(policy)).slice(1, -1);
    const guarded = { ...restApis[1], api: { id: 'api3', name: 'Guarded', endpointConfiguration: { types: ['EDGE'] }, policy: escaped } };
    const found = await read(
      { restApis: [{ ...guarded, resources: [{ id: 'r1', path: '/', resourceMethods: { GET: method('NONE') } }] }] },
      ['api-route-no-auth'],
    );
    expect(outcomes(found)).toEqual({ [`api-route-no-auth ${restArn('api3/resources/r1/methods/GET')}`]: 'pass' });
  });
});

const apis: readonly DeclaredApi[] = [
  {
    api: { apiId: 'h1', name: 'Shop', protocolType: 'HTTP', routeSelectionExpression: '$request.method $request.path' },
    routes: [
      { routeId: 'r1', routeKey: 'GET /orders', authorizationType: 'JWT', authorizerId: 'jwt', apiKeyRequired: false },
      { routeId: 'r2', routeKey: '$default', authorizationType: 'NONE', apiKeyRequired: false },
      { routeId: 'r3', routeKey: 'POST /orders', authorizationType: 'CUSTOM', authorizerId: 'fn', apiKeyRequired: false },
    ],
    authorizers: [
      { authorizerId: 'jwt', name: 'Users', authorizerType: 'JWT' },
      { authorizerId: 'fn', name: 'Partners', authorizerType: 'REQUEST', authorizerResultTtlInSeconds: 0 },
      { authorizerId: 'old', name: 'Former', authorizerType: 'REQUEST', authorizerResultTtlInSeconds: 60 },
    ],
  },
  {
    api: { apiId: 'w1', name: 'Chat', protocolType: 'WEBSOCKET', routeSelectionExpression: '$request.body.action' },
    routes: [
      { routeId: 'r1', routeKey: '$connect', authorizationType: 'NONE', apiKeyRequired: false },
      { routeId: 'r2', routeKey: '$default', authorizationType: 'NONE', apiKeyRequired: false },
    ],
  },
];
const httpArn = (path: string) => `arn:aws:apigateway:eu-west-1::/apis/${path}`;

describe('HTTP and WebSocket APIs', () => {
  const ids = ['api-route-no-auth', 'websocket-connect-no-auth', 'authorizer-unused', 'authorizer-cache-disabled'];

  it('are judged route by route', async () => {
    const found = await read({ apis }, ids);
    expect(found.gaps).toEqual([]);
    expect(outcomes(found)).toEqual({
      [`api-route-no-auth ${httpArn('h1/routes/r1')}`]: 'pass',
      [`api-route-no-auth ${httpArn('h1/routes/r2')}`]: 'finding',
      [`api-route-no-auth ${httpArn('h1/routes/r3')}`]: 'pass',
      [`websocket-connect-no-auth ${httpArn('w1/routes/r1')}`]: 'finding',
      [`authorizer-unused ${httpArn('h1/authorizers/jwt')}`]: 'pass',
      [`authorizer-unused ${httpArn('h1/authorizers/fn')}`]: 'pass',
      [`authorizer-unused ${httpArn('h1/authorizers/old')}`]: 'finding',
      [`authorizer-cache-disabled ${httpArn('h1/authorizers/fn')}`]: 'finding',
      [`authorizer-cache-disabled ${httpArn('h1/authorizers/old')}`]: 'pass',
    });
  });

  it('give the authorizers that routes name where an endpoint cannot list them, and say that the others are missing', async () => {
    const found = await read({ apis }, ids, {
      fault: ({ service, operation }) => (service === 'apigatewayv2' && operation === 'GetAuthorizers' ? 'unknown-operation' : undefined),
    });
    expect(found.asked['apigatewayv2:GetAuthorizer']).toBe(2);
    expect(ofType(found.resources, 'AWS::ApiGatewayV2::Authorizer').map(({ id }) => id)).toEqual(['Partners', 'Users']);
    expect(found.gaps.map(({ action, types }) => ({ action, types }))).toContainEqual({
      action: 'apigatewayv2:GetAuthorizers',
      types: ['AWS::ApiGatewayV2::Authorizer'],
    });
    expect(outcomes(found)).toMatchObject({ [`authorizer-cache-disabled ${httpArn('h1/authorizers/fn')}`]: 'finding' });
  });

  it('are not asked another way where the list is denied', async () => {
    const found = await read({ apis }, ids, {
      fault: ({ service, operation }) => (service === 'apigatewayv2' && operation === 'GetAuthorizers' ? 'access-denied' : undefined),
    });
    expect(Object.keys(found.asked)).not.toContain('apigatewayv2:GetAuthorizer');
    expect(found.judged.unlisted).toContain('authorizer-unused AWS::ApiGatewayV2::Authorizer');
  });
});

const anyone = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });
const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:111122223333:${name}`;
const topicArn = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;

describe('queues', () => {
  const ids = ['queue-public', 'queue-unencrypted'];
  const queues = [
    { name: 'open', attributes: { SqsManagedSseEnabled: 'true', Policy: anyone } },
    { name: 'plain', attributes: { SqsManagedSseEnabled: 'false' } },
    { name: 'keyed', attributes: { SqsManagedSseEnabled: 'false', KmsMasterKeyId: 'alias/aws/sqs' } },
    { name: 'silent', attributes: {} },
  ];

  it('cost one call each, whatever is asked of them', async () => {
    const found = await read({ queues }, ids, { pageSize: 1000 });
    expect(found.asked).toEqual({ 'sqs:ListQueues': 1, 'sqs:GetQueueAttributes': 4 });
    expect(outcomes(found)).toEqual({
      [`queue-public ${queueArn('open')}`]: 'finding',
      [`queue-public ${queueArn('plain')}`]: 'pass',
      [`queue-public ${queueArn('keyed')}`]: 'pass',
      [`queue-public ${queueArn('silent')}`]: 'pass',
      [`queue-unencrypted ${queueArn('open')}`]: 'pass',
      [`queue-unencrypted ${queueArn('plain')}`]: 'finding',
      [`queue-unencrypted ${queueArn('keyed')}`]: 'pass',
      [`queue-unencrypted ${queueArn('silent')}`]: 'undetermined',
    });
  });

  it('lose their verdicts alone where one is denied', async () => {
    const found = await read({ queues }, ids, {
      fault: ({ operation, params }) =>
        operation === 'GetQueueAttributes' && String(params.QueueUrl).endsWith('/plain') ? 'access-denied' : undefined,
    });
    expect(found.gaps).toEqual([]);
    expect(outcomes(found)).toMatchObject({
      [`queue-public ${queueArn('open')}`]: 'finding',
      [`queue-public ${queueArn('plain')}`]: 'undetermined',
      [`queue-unencrypted ${queueArn('plain')}`]: 'undetermined',
      [`queue-unencrypted ${queueArn('keyed')}`]: 'pass',
    });
    expect(found.judged.verdicts.get(`queue-public AWS::SQS::Queue ${queueArn('plain')}`)?.actions).toEqual(['sqs:GetQueueAttributes']);
  });

  it('are none where there are none', async () => {
    const found = await read({}, ids);
    expect(found.gaps).toEqual([]);
    expect(found.asked).toEqual({ 'sqs:ListQueues': 1 });
  });
});

describe('topics', () => {
  /** What SNS gives every topic that is made without a policy. */
  const byDefault = (name: string) =>
    JSON.stringify({
      Version: '2008-10-17',
      Id: '__default_policy_ID',
      Statement: [
        {
          Sid: '__default_statement_ID',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: [
            'SNS:GetTopicAttributes',
            'SNS:SetTopicAttributes',
            'SNS:AddPermission',
            'SNS:RemovePermission',
            'SNS:DeleteTopic',
            'SNS:Subscribe',
            'SNS:ListSubscriptionsByTopic',
            'SNS:Publish',
          ],
          Resource: topicArn(name),
          Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } },
        },
      ],
    });

  it('with the policy that SNS gives them are closed', async () => {
    const topics = [
      { name: 'usual', attributes: { Policy: byDefault('usual'), KmsMasterKeyId: 'alias/aws/sns' } },
      { name: 'open', attributes: { Policy: anyone } },
    ];
    const found = await read({ topics }, ['topic-public', 'topic-unencrypted']);
    expect(found.asked).toEqual({ 'sns:ListTopics': 1, 'sns:GetTopicAttributes': 2 });
    expect(outcomes(found)).toEqual({
      [`topic-public ${topicArn('usual')}`]: 'pass',
      [`topic-public ${topicArn('open')}`]: 'finding',
      [`topic-unencrypted ${topicArn('usual')}`]: 'pass',
      [`topic-unencrypted ${topicArn('open')}`]: 'finding',
    });
  });
});

describe('an answer with an item that nobody can ask about', () => {
  it.each([
    ['apigateway:GetRestApis', { restApis: [{ api: { name: 'Nameless' } }] }],
    ['apigatewayv2:GetApis', { apis: [{ api: { name: 'Nameless', protocolType: 'HTTP' } }] }],
    ['signer:ListSigningProfiles', { signingProfiles: [{ status: 'Active' }] }],
    ['signer:ListSigningJobs', { signingJobs: [{ isRevoked: true, signatureExpiresAt: '2026-01-01T00:00:00Z' }] }],
  ])('is a gap: %s', async (action, account) => {
    const found = await read(account as unknown as Partial<DeclaredAccount>, [
      'api-route-no-auth',
      'signing-profile-revoked',
      'lambda-signature-expired',
    ]);
    expect(found.gaps.map((gap) => gap.action)).toEqual([action]);
  });
});

describe('what is deleted after it was listed', () => {
  it('is no gap, and takes nothing else with it', async () => {
    const going = <T>(rest: readonly T[], gone: T) => [...rest, gone];
    const account = {
      queues: going([{ name: 'jobs', attributes: { SqsManagedSseEnabled: 'false' } }], {
        name: 'gone',
        attributes: { SqsManagedSseEnabled: 'false' },
      }),
      topics: going([{ name: 'news', attributes: { Policy: anyone } }], { name: 'gone', attributes: { Policy: anyone } }),
      restApis: going(restApis.slice(0, 1), { api: { id: 'gone', name: 'Gone', endpointConfiguration: { types: ['REGIONAL'] } } }),
      apis: going(apis.slice(0, 1), { api: { apiId: 'gone', name: 'Gone', protocolType: 'HTTP' } }),
    };
    const left = new Set(['ListQueues', 'ListTopics', 'GetRestApis', 'GetApis']);
    const found = await read(account, ['queue-unencrypted', 'topic-public', 'api-route-no-auth', 'authorizer-unused'], {
      pageSize: 500,
      fault: ({ operation, service }) => {
        if (left.has(operation) || service === 'sts') return undefined;
        const lists: Record<string, unknown[]> = {
          sqs: account.queues,
          sns: account.topics,
          apigateway: account.restApis,
          apigatewayv2: account.apis,
        };
        const list = lists[service] ?? [];
        if (list.length > 1) list.pop();
        return undefined;
      },
    });
    expect(found.gaps).toEqual([]);
    expect(ofType(found.resources, 'AWS::SQS::Queue').map(({ id }) => id)).toEqual(['jobs']);
    expect(ofType(found.resources, 'AWS::SNS::Topic').map(({ id }) => id)).toEqual(['news']);
    expect(outcomes(found)).toMatchObject({
      [`queue-unencrypted ${queueArn('jobs')}`]: 'finding',
      [`topic-public ${topicArn('news')}`]: 'finding',
      [`api-route-no-auth ${restArn('api1/resources/r2/methods/POST')}`]: 'finding',
      [`authorizer-unused ${httpArn('h1/authorizers/old')}`]: 'finding',
    });
  });
});

const profileArn = (path: string) => `arn:aws:signer:eu-west-1:111122223333:/signing-profiles/${path}`;
const configArn = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:code-signing-config:${name}`;
const jobArn = (id: string) => `arn:aws:signer:eu-west-1:111122223333:/signing-jobs/${id}`;
const fnArn = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;

describe('signing', () => {
  const lambda = 'AWSLambda-SHA384-ECDSA';
  const account: Partial<DeclaredAccount> = {
    signingProfiles: [
      { profileName: 'Releases', profileVersion: 'v2', platformId: lambda, status: 'Active' },
      { profileName: 'Retired', profileVersion: 'v1', platformId: lambda, status: 'Canceled' },
      {
        profileName: 'Leaked',
        profileVersion: 'v1',
        platformId: lambda,
        status: 'Revoked',
        revocationRecord: { revocationEffectiveFrom: 1_772_323_200, revokedAt: 1_772_323_200, revokedBy: '111122223333' },
      },
      { profileName: 'Images', profileVersion: 'v1', platformId: 'Notation-OCI-SHA384-ECDSA', status: 'Active' },
    ],
    codeSigningConfigs: [
      { arn: configArn('good'), onUntrusted: 'Enforce', publishers: [profileArn('Releases/v2')] },
      { arn: configArn('old'), onUntrusted: 'Enforce', publishers: [profileArn('Releases/v1')] },
      { arn: configArn('retired'), onUntrusted: 'Enforce', publishers: [profileArn('Retired/v1')] },
      { arn: configArn('leaked'), onUntrusted: 'Enforce', publishers: [profileArn('Leaked/v1')] },
      { arn: configArn('gone'), onUntrusted: 'Enforce', publishers: [profileArn('Gone/v1')] },
      { arn: configArn('images'), onUntrusted: 'Enforce', publishers: [profileArn('Images/v1')] },
    ],
    functions: [
      { name: 'sound', configuration: { SigningJobArn: jobArn('job-sound') } },
      { name: 'expired', configuration: { SigningJobArn: jobArn('job-expired') } },
      { name: 'revoked', configuration: { SigningJobArn: jobArn('job-revoked') } },
      { name: 'unsigned', configuration: {} },
    ],
    signingJobs: [
      { jobId: 'job-sound', profileName: 'Releases', isRevoked: false, signatureExpiresAt: '2037-01-01T00:00:00Z' },
      { jobId: 'job-expired', profileName: 'Releases', isRevoked: false, signatureExpiresAt: '2026-01-01T00:00:00Z' },
      { jobId: 'job-revoked', profileName: 'Releases', isRevoked: true, signatureExpiresAt: '2037-01-01T00:00:00Z' },
    ],
  };

  it('is judged by two lists of jobs and one of profiles, with a call more for a profile that is revoked', async () => {
    const found = await read(account, ['signing-profile-revoked', 'signing-profile-wrong-platform', 'lambda-signature-expired'], {
      pageSize: 25,
    });
    expect(found.gaps).toEqual([]);
    expect(found.asked).toMatchObject({ 'signer:ListSigningProfiles': 1, 'signer:GetSigningProfile': 1, 'signer:ListSigningJobs': 2 });
    expect(outcomes(found)).toEqual({
      [`signing-profile-revoked ${configArn('good')}`]: 'pass',
      [`signing-profile-revoked ${configArn('old')}`]: 'finding',
      [`signing-profile-revoked ${configArn('retired')}`]: 'finding',
      [`signing-profile-revoked ${configArn('leaked')}`]: 'finding',
      [`signing-profile-revoked ${configArn('gone')}`]: 'finding',
      [`signing-profile-revoked ${configArn('images')}`]: 'pass',
      [`signing-profile-wrong-platform ${configArn('good')}`]: 'pass',
      [`signing-profile-wrong-platform ${configArn('old')}`]: 'pass',
      [`signing-profile-wrong-platform ${configArn('retired')}`]: 'pass',
      [`signing-profile-wrong-platform ${configArn('leaked')}`]: 'pass',
      [`signing-profile-wrong-platform ${configArn('gone')}`]: 'undetermined',
      [`signing-profile-wrong-platform ${configArn('images')}`]: 'finding',
      [`lambda-signature-expired ${fnArn('expired')}`]: 'finding',
      [`lambda-signature-expired ${fnArn('revoked')}`]: 'finding',
      [`lambda-signature-expired ${fnArn('sound')}`]: 'pass',
    });
    const leaked = found.judged.verdicts.get(`signing-profile-revoked AWS::Lambda::CodeSigningConfig ${configArn('leaked')}`);
    expect(leaked?.says.join()).toContain('with effect from 2026-03-01');
  });

  it('asks nothing about profiles that no check asks about', async () => {
    const platform = await read(account, ['signing-profile-wrong-platform']);
    expect(Object.keys(platform.asked).filter((call) => call.startsWith('signer:'))).toEqual(['signer:ListSigningProfiles']);
    const expired = await read(account, ['lambda-signature-expired']);
    expect(Object.keys(expired.asked).sort()).toEqual(['lambda:ListFunctions', 'signer:ListSigningJobs']);
  });

  it('of a list that is cut off keeps what it gave', async () => {
    const found = await read(account, ['lambda-signature-expired'], {
      fault: ({ operation, params }) => (operation === 'ListSigningJobs' && params.isRevoked === undefined ? 'access-denied' : undefined),
    });
    expect(outcomes(found)).toEqual({
      [`lambda-signature-expired ${fnArn('expired')}`]: 'undetermined',
      [`lambda-signature-expired ${fnArn('revoked')}`]: 'finding',
      [`lambda-signature-expired ${fnArn('sound')}`]: 'undetermined',
    });
  });
});
