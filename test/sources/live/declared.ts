import { type DeclaredAccount, EMPTY_ACCOUNT } from '../../aws/account.ts';
import { profileVersionArn } from '../../aws/signer.ts';

const { account, region } = EMPTY_ACCOUNT;
const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const anyone = (Action: string, Resource: string) => ({ Sid: 'anyone', Effect: 'Allow', Principal: '*', Action, Resource });
const invokedBy = (Service: string, name: string, more: object = {}) => ({
  Sid: Service.split('.')[0],
  Effect: 'Allow',
  Principal: { Service },
  Action: 'lambda:InvokeFunction',
  Resource: arn('lambda', `function:${name}`),
  ...more,
});
const root = { Sid: 'root', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' };

/** The values that must leave the account in no report and no inventory. */
export const SECRETS = ['Zk7mQ2xW9v4BpL3nT8cR', 'Hq3vN8wR5tY2uK7jM4pX'] as const;

const configOf = (name: string) => arn('lambda', `code-signing-config:${name}`);
const lambdaUri = (name: string) =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn('lambda', `function:${name}`)}/invocations`;

/** An account with good and bad of everything that the live source reads, and no more: it is asked for hundreds of times. */
export const DECLARED: DeclaredAccount = {
  ...EMPTY_ACCOUNT,
  functions: [
    {
      name: 'orders',
      configuration: {
        Runtime: 'nodejs24.x',
        Environment: { Variables: { STAGE: 'prod' } },
        SigningJobArn: arn('signer', '/signing-jobs/job-expired'),
      },
      codeSigningConfigArn: configOf('csc-strict'),
      policy: policy(invokedBy('sns.amazonaws.com', 'orders', { Condition: { ArnLike: { 'AWS:SourceArn': arn('sns', 'alarms') } } })),
    },
    {
      name: 'legacy',
      configuration: { Runtime: 'nodejs16.x', Environment: { Variables: { API_TOKEN: SECRETS[0], PARTNER_PASSWORD: SECRETS[1] } } },
      policy: policy(
        {
          ...anyone('lambda:InvokeFunctionUrl', arn('lambda', 'function:legacy')),
          Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
        },
        invokedBy('s3.amazonaws.com', 'legacy'),
      ),
      urls: [{ AuthType: 'NONE' }],
      runtimeManagement: { UpdateRuntimeOn: 'Manual', RuntimeVersionArn: `arn:aws:lambda:${region}::runtime:0123abcd` },
    },
    {
      name: 'reports',
      configuration: { Runtime: 'python3.13', Environment: { Error: { ErrorCode: 'AccessDeniedException', Message: 'no kms:Decrypt' } } },
      aliases: [{ name: 'live', version: '1', policy: policy(anyone('lambda:InvokeFunction', arn('lambda', 'function:reports:live'))) }],
    },
  ],
  codeSigningConfigs: [
    { arn: configOf('csc-strict'), onUntrusted: 'Enforce', publishers: [profileVersionArn(EMPTY_ACCOUNT, 'team', 'v2')] },
    { arn: configOf('csc-lax'), onUntrusted: 'Warn', publishers: [profileVersionArn(EMPTY_ACCOUNT, 'former', 'v1')] },
  ],
  signingProfiles: [
    { profileName: 'team', profileVersion: 'v2', platformId: 'AWSLambda-SHA384-ECDSA', status: 'Active' },
    { profileName: 'former', profileVersion: 'v1', platformId: 'AWSLambda-SHA384-ECDSA', status: 'Canceled' },
  ],
  signingJobs: [{ jobId: 'job-expired', profileName: 'team', isRevoked: false, signatureExpiresAt: '2026-01-01T00:00:00Z' }],
  keys: [
    { id: '11111111-aaaa-4aaa-8aaa-111111111111', rotation: { enabled: true }, policy: policy(root), aliases: ['alias/orders'] },
    {
      id: '22222222-bbbb-4bbb-8bbb-222222222222',
      rotation: { enabled: false },
      policy: policy(root, { Sid: 'open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }),
    },
    {
      id: '33333333-cccc-4ccc-8ccc-333333333333',
      metadata: { KeyManager: 'AWS' },
      rotation: { enabled: true },
      aliases: ['alias/aws/lambda'],
    },
  ],
  restApis: [
    {
      api: {
        id: 'rest1',
        name: 'shop',
        endpointConfiguration: { types: ['REGIONAL'] },
        apiKeySource: 'HEADER',
        disableExecuteApiEndpoint: false,
      },
      resources: [
        { id: 'root1', path: '/', resourceMethods: { GET: { httpMethod: 'GET', authorizationType: 'NONE', apiKeyRequired: false } } },
        {
          id: 'sub1',
          path: '/orders',
          pathPart: 'orders',
          parentId: 'root1',
          resourceMethods: { POST: { httpMethod: 'POST', authorizationType: 'CUSTOM', authorizerId: 'auth1', apiKeyRequired: false } },
        },
      ],
      authorizers: [
        {
          id: 'auth1',
          name: 'tokens',
          type: 'TOKEN',
          authorizerUri: lambdaUri('orders'),
          identitySource: 'method.request.header.Authorization',
          authorizerResultTtlInSeconds: 0,
        },
        {
          id: 'auth2',
          name: 'forgotten',
          type: 'TOKEN',
          authorizerUri: lambdaUri('orders'),
          identitySource: 'method.request.header.Authorization',
          authorizerResultTtlInSeconds: 300,
        },
      ],
      stages: [{ stageName: 'prod', deploymentId: 'd1', webAclArn: null }],
    },
    {
      api: {
        id: 'rest2',
        name: 'inner',
        endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: ['vpce-0123'] },
        policy: JSON.stringify(policy(anyone('execute-api:Invoke', '*'))).replaceAll('"', '\\"'),
        apiKeySource: 'HEADER',
      },
      resources: [
        { id: 'root2', path: '/', resourceMethods: { GET: { httpMethod: 'GET', authorizationType: 'AWS_IAM', apiKeyRequired: false } } },
      ],
    },
  ],
  apis: [
    {
      api: { apiId: 'http1', name: 'storefront', protocolType: 'HTTP' },
      routes: [
        { routeId: 'r1', routeKey: 'GET /', authorizationType: 'NONE', apiKeyRequired: false },
        { routeId: 'r2', routeKey: 'POST /orders', authorizationType: 'JWT', authorizerId: 'jwt1', apiKeyRequired: false },
      ],
      authorizers: [
        {
          authorizerId: 'jwt1',
          name: 'tokens',
          authorizerType: 'JWT',
          identitySource: ['$request.header.Authorization'],
          jwtConfiguration: { issuer: 'https://id.example.com', audience: ['shop'] },
        },
        {
          authorizerId: 'old1',
          name: 'unused',
          authorizerType: 'REQUEST',
          authorizerUri: lambdaUri('orders'),
          authorizerResultTtlInSeconds: 0,
          authorizerPayloadFormatVersion: '2.0',
        },
      ],
    },
    {
      api: { apiId: 'ws1', name: 'chat', protocolType: 'WEBSOCKET', routeSelectionExpression: '$request.body.action' },
      routes: [{ routeId: 'c1', routeKey: '$connect', authorizationType: 'NONE', apiKeyRequired: false }],
    },
  ],
  queues: [
    { name: 'orders', attributes: { SqsManagedSseEnabled: 'true' } },
    {
      name: 'inbox',
      attributes: { SqsManagedSseEnabled: 'false', Policy: JSON.stringify(policy(anyone('sqs:SendMessage', arn('sqs', 'inbox')))) },
    },
  ],
  topics: [
    {
      name: 'alarms',
      attributes: {
        KmsMasterKeyId: 'alias/orders',
        Policy: JSON.stringify(
          policy({ ...anyone('sns:Publish', arn('sns', 'alarms')), Condition: { StringEquals: { 'AWS:SourceOwner': account } } }),
        ),
      },
    },
    { name: 'news', attributes: { Policy: JSON.stringify(policy(anyone('sns:Subscribe', arn('sns', 'news')))) } },
  ],
};
