import { AppSyncClient, CreateGraphqlApiCommand } from '@aws-sdk/client-appsync';
import { CloudWatchLogsClient, CreateLogGroupCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient, CreateProjectCommand } from '@aws-sdk/client-codebuild';
import { CognitoIdentityClient, CreateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DynamoDBClient, UpdateContinuousBackupsCommand } from '@aws-sdk/client-dynamodb';
import { CreateArchiveCommand, CreateEventBusCommand, EventBridgeClient, PutPermissionCommand } from '@aws-sdk/client-eventbridge';
import { AttachRolePolicyCommand, CreatePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateStreamCommand, KinesisClient, StartStreamEncryptionCommand } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, PutBucketPolicyCommand, PutPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutResourcePolicyCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { CreateWebACLCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { ACCOUNT, type Place, REGION } from './account-resources.ts';

/** A resource of a service, how it is made, and the checks that have to find something on it. All others of its service pass it. */
export interface ServiceRow {
  readonly id: string;
  readonly make: (clients: ServiceClients) => Promise<unknown>;
  readonly flagged?: readonly string[];
}

/** One client for each service. */
export const serviceClientsOf = ({ url, region }: Place) => {
  const config = { endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, forcePathStyle: true };
  return {
    appsync: new AppSyncClient(config),
    logs: new CloudWatchLogsClient(config),
    codebuild: new CodeBuildClient(config),
    identity: new CognitoIdentityClient(config),
    cognito: new CognitoIdentityProviderClient(config),
    dynamodb: new DynamoDBClient(config),
    events: new EventBridgeClient(config),
    iam: new IAMClient(config),
    // Over HTTP/1: moto speaks no other.
    kinesis: new KinesisClient({ ...config, requestHandler: new NodeHttpHandler() }),
    s3: new S3Client(config),
    secrets: new SecretsManagerClient(config),
    states: new SFNClient(config),
    ssm: new SSMClient(config),
    waf: new WAFV2Client(config),
  };
};
export type ServiceClients = ReturnType<typeof serviceClientsOf>;

/** A key that the account has: one of those of `account-table.ts`. */
const KEY = 'alias/rotated';
/** A policy of these statements. */
export const document = (...Statement: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
export const allow = (more: object) => ({ Effect: 'Allow', ...more });
const ROLE = `arn:aws:iam::${ACCOUNT}:role/lambda`;

export const bucket =
  (Bucket: string, { policy, closed = false }: { readonly policy?: string; readonly closed?: boolean } = {}) =>
  async ({ s3 }: ServiceClients) => {
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
    if (policy !== undefined) await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
    const on = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
    if (closed) await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: on }));
  };
export const read = (name: string, more: object = {}) =>
  document(allow({ Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${name}/*`, ...more }));

/** Buckets: who may read them, and what is blocked. */
const BUCKETS: readonly ServiceRow[] = [
  { id: 'b-plain', make: bucket('b-plain'), flagged: ['bucket-no-tls-policy'] },
  { id: 'b-open', make: bucket('b-open', { policy: read('b-open') }), flagged: ['bucket-no-tls-policy', 'bucket-public'] },
  { id: 'b-blocked', make: bucket('b-blocked', { policy: read('b-blocked'), closed: true }), flagged: ['bucket-no-tls-policy'] },
  {
    id: 'b-organization',
    make: bucket('b-organization', {
      policy: read('b-organization', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } }),
    }),
    flagged: ['bucket-no-tls-policy'],
  },
];

export const table =
  (
    TableName: string,
    { key, ofAws = false, recovers = false }: { readonly key?: string; readonly ofAws?: boolean; readonly recovers?: boolean } = {},
  ) =>
  async ({ dynamodb }: ServiceClients) => {
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        ...(key === undefined ? {} : { SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: key } }),
        // DynamoDB makes the key aws/dynamodb, and names it by its ARN.
        ...(ofAws ? { SSESpecification: { Enabled: true, SSEType: 'KMS' } } : {}),
      }),
    );
    if (recovers)
      await dynamodb.send(
        new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
      );
  };

/** Tables and streams. */
const DATA: readonly ServiceRow[] = [
  { id: 't-plain', make: table('t-plain'), flagged: ['table-default-key', 'table-no-recovery'] },
  { id: 't-aws-key', make: table('t-aws-key', { ofAws: true, recovers: true }), flagged: ['table-default-key'] },
  { id: 't-safe', make: table('t-safe', { key: KEY, recovers: true }) },
  {
    id: 's-plain',
    make: ({ kinesis }) => kinesis.send(new CreateStreamCommand({ StreamName: 's-plain', ShardCount: 1 })),
    flagged: ['stream-unencrypted'],
  },
  {
    id: 's-safe',
    make: async ({ kinesis }) => {
      await kinesis.send(new CreateStreamCommand({ StreamName: 's-safe', ShardCount: 1 }));
      await kinesis.send(new StartStreamEncryptionCommand({ StreamName: 's-safe', EncryptionType: 'KMS', KeyId: KEY }));
    },
  },
];

export const secret =
  (Name: string, policy?: string) =>
  async ({ secrets }: ServiceClients) => {
    await secrets.send(new CreateSecretCommand({ Name, SecretString: 'not-a-secret', KmsKeyId: KEY }));
    if (policy !== undefined) await secrets.send(new PutResourcePolicyCommand({ SecretId: Name, ResourcePolicy: policy }));
  };
export const parameter =
  (Name: string, Type: 'String' | 'SecureString') =>
  ({ ssm }: ServiceClients) =>
    ssm.send(new PutParameterCommand({ Name, Type, Value: 'nothing' }));

/** Secrets and parameters. */
const SECRETS: readonly ServiceRow[] = [
  { id: 'sec-own', make: secret('sec-own'), flagged: ['secret-not-rotated'] },
  {
    id: 'sec-open',
    make: secret('sec-open', document(allow({ Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }))),
    flagged: ['secret-not-rotated', 'secret-public'],
  },
  { id: '/prod/db/password', make: parameter('/prod/db/password', 'String'), flagged: ['parameter-plaintext'] },
  { id: '/prod/api/token', make: parameter('/prod/api/token', 'SecureString') },
  { id: '/prod/db/host', make: parameter('/prod/db/host', 'String') },
];

export const group =
  (logGroupName: string, { days, key }: { readonly days?: number; readonly key?: string } = {}) =>
  async ({ logs }: ServiceClients) => {
    await logs.send(new CreateLogGroupCommand({ logGroupName, ...(key === undefined ? {} : { kmsKeyId: key }) }));
    if (days !== undefined) await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: days }));
  };
export const bus =
  (Name: string, { key, open = false }: { readonly key?: string; readonly open?: boolean } = {}) =>
  async ({ events }: ServiceClients) => {
    await events.send(new CreateEventBusCommand({ Name, ...(key === undefined ? {} : { KmsKeyIdentifier: key }) }));
    if (open)
      await events.send(new PutPermissionCommand({ EventBusName: Name, StatementId: 'all', Action: 'events:PutEvents', Principal: '*' }));
  };
export const archive =
  (ArchiveName: string, RetentionDays: number) =>
  ({ events }: ServiceClients) =>
    events.send(
      new CreateArchiveCommand({ ArchiveName, EventSourceArn: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`, RetentionDays }),
    );
const machine =
  (name: string, includeExecutionData: boolean) =>
  ({ states }: ServiceClients) =>
    states.send(
      new CreateStateMachineCommand({
        name,
        definition: '{"StartAt":"Pass","States":{"Pass":{"Type":"Pass","End":true}}}',
        roleArn: ROLE,
        loggingConfiguration: {
          level: 'ALL',
          includeExecutionData,
          destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:g-forever:*` } }],
        },
      }),
    );

/** Logs, events and state machines. */
const EVENTS: readonly ServiceRow[] = [
  // Every account has it.
  { id: 'default', make: async () => {}, flagged: ['bus-default-key'] },
  { id: 'g-forever', make: group('g-forever'), flagged: ['logs-default-key', 'logs-kept-forever'] },
  { id: 'g-month', make: group('g-month', { days: 30, key: KEY }) },
  { id: 'bus-open', make: bus('bus-open', { open: true }), flagged: ['bus-default-key', 'bus-public'] },
  { id: 'bus-own', make: bus('bus-own', { key: KEY }) },
  { id: 'a-forever', make: archive('a-forever', 0), flagged: ['archive-default-key', 'archive-kept-forever'] },
  { id: 'a-month', make: archive('a-month', 30), flagged: ['archive-default-key'] },
  { id: 'm-talks', make: machine('m-talks', true), flagged: ['statemachine-default-key', 'logs-execution-data'] },
  { id: 'm-silent', make: machine('m-silent', false), flagged: ['statemachine-default-key'] },
];

const pool =
  (PoolName: string, { length = 12, mfa = 'ON' }: { readonly length?: number; readonly mfa?: 'ON' | 'OFF' } = {}, client: object = {}) =>
  async ({ cognito }: ServiceClients) => {
    const { UserPool } = await cognito.send(
      new CreateUserPoolCommand({
        PoolName,
        MfaConfiguration: mfa,
        Policies: {
          PasswordPolicy: {
            MinimumLength: length,
            RequireUppercase: true,
            RequireLowercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
          },
        },
      }),
    );
    await cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: UserPool?.Id,
        ClientName: `${PoolName}-client`,
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        PreventUserExistenceErrors: 'ENABLED',
        EnableTokenRevocation: true,
        RefreshTokenValidity: 1,
        TokenValidityUnits: { RefreshToken: 'days' },
        ...client,
      }),
    );
  };
const identities =
  (IdentityPoolName: string, AllowUnauthenticatedIdentities: boolean) =>
  ({ identity }: ServiceClients) =>
    identity.send(new CreateIdentityPoolCommand({ IdentityPoolName, AllowUnauthenticatedIdentities }));
const graph =
  (name: string, authenticationType: 'API_KEY' | 'AWS_IAM') =>
  ({ appsync }: ServiceClients) =>
    appsync.send(new CreateGraphqlApiCommand({ name, authenticationType }));
const acl =
  (Name: string, rules: boolean) =>
  ({ waf }: ServiceClients) => {
    const VisibilityConfig = { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: Name };
    const rate = {
      Name: 'rate',
      Priority: 0,
      Action: { Block: {} },
      Statement: { RateBasedStatement: { Limit: 100, AggregateKeyType: 'IP' as const } },
      VisibilityConfig,
    };
    return waf.send(
      new CreateWebACLCommand({ Name, Scope: 'REGIONAL', DefaultAction: { Allow: {} }, VisibilityConfig, Rules: rules ? [rate] : [] }),
    );
  };

/** Who signs in, and what stands before APIs. */
const ACCESS: readonly ServiceRow[] = [
  {
    id: 'pool-weak',
    make: pool('pool-weak', { length: 6, mfa: 'OFF' }),
    flagged: ['pool-default-key', 'cognito-mfa-off', 'cognito-weak-password'],
  },
  { id: 'pool-strong', make: pool('pool-strong'), flagged: ['pool-default-key'] },
  {
    id: 'pool-implicit-client',
    make: pool(
      'pool-implicit',
      {},
      {
        AllowedOAuthFlows: ['implicit'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: ['openid'],
        CallbackURLs: ['http://shop.example.com/'],
        PreventUserExistenceErrors: 'LEGACY',
      },
    ),
    flagged: [
      'pool-default-key pool-implicit',
      'cognito-client-implicit-flow',
      'cognito-client-insecure-callback',
      'cognito-user-enumeration',
    ],
  },
  { id: 'ids-guests', make: identities('ids-guests', true), flagged: ['cognito-guest-access'] },
  { id: 'ids-members', make: identities('ids-members', false) },
  { id: 'gql-key', make: graph('gql-key', 'API_KEY'), flagged: ['api-no-waf', 'appsync-api-key-auth'] },
  { id: 'gql-iam', make: graph('gql-iam', 'AWS_IAM'), flagged: ['api-no-waf'] },
  { id: 'acl-empty', make: acl('acl-empty', false), flagged: ['waf-no-rate-limit', 'waf-empty'] },
  { id: 'acl-rate', make: acl('acl-rate', true) },
];

export const role =
  (
    RoleName: string,
    {
      trust = { Service: 'lambda.amazonaws.com' },
      inline,
      attached,
    }: { readonly trust?: unknown; readonly inline?: object; readonly attached?: object } = {},
  ) =>
  async ({ iam }: ServiceClients) => {
    await iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(allow({ Principal: trust, Action: 'sts:AssumeRole' })) }),
    );
    if (inline !== undefined)
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument: document(allow(inline)) }));
    if (attached === undefined) return;
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: `${RoleName}-policy`, PolicyDocument: document(allow(attached)) }),
    );
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: Policy?.Arn }));
  };
export const project =
  (
    name: string,
    {
      privileged = false,
      variables = [],
    }: { readonly privileged?: boolean; readonly variables?: readonly { readonly name: string; readonly value: string }[] } = {},
  ) =>
  ({ codebuild }: ServiceClients) =>
    codebuild.send(
      new CreateProjectCommand({
        name,
        source: {
          type: 'GITHUB',
          location: 'https://github.com/example/shop.git',
          buildspec: 'version: 0.2\nphases:\n  build:\n    commands:\n      - npm test\n',
        },
        artifacts: { type: 'NO_ARTIFACTS' },
        environment: {
          type: 'LINUX_CONTAINER',
          image: 'aws/codebuild/standard:7.0',
          computeType: 'BUILD_GENERAL1_SMALL',
          privilegedMode: privileged,
          environmentVariables: [...variables],
        },
        serviceRole: ROLE,
      }),
    );

/** What roles may do, and what builds run as. */
const PRIVILEGES: readonly ServiceRow[] = [
  {
    id: 'r-admin',
    make: role('r-admin', { inline: { Action: '*', Resource: '*' } }),
    flagged: ['role-decrypts-everything', 'role-escalates', 'role-wildcard-action', 'role-admin'],
  },
  {
    id: 'r-attached-admin',
    make: role('r-attached-admin', { attached: { Action: '*', Resource: '*' } }),
    flagged: ['role-decrypts-everything', 'role-escalates', 'role-wildcard-action', 'role-admin'],
  },
  {
    id: 'r-narrow',
    make: role('r-narrow', { inline: { Action: 'sqs:SendMessage', Resource: `arn:aws:sqs:${REGION}:${ACCOUNT}:q-default` } }),
  },
  { id: 'r-anyone', make: role('r-anyone', { trust: '*' }), flagged: ['role-trusts-anyone'] },
  { id: 'c-privileged', make: project('c-privileged', { privileged: true }), flagged: ['codebuild-privileged'] },
  { id: 'c-plain', make: project('c-plain', { variables: [{ name: 'STAGE', value: 'test' }] }) },
];

/** Every resource of the services beside functions, APIs, queues, topics and keys. */
export const SERVICES: readonly ServiceRow[] = [...BUCKETS, ...DATA, ...SECRETS, ...EVENTS, ...ACCESS, ...PRIVILEGES];
