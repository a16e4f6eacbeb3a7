import type { DeclaredAccount } from '../../aws/account.ts';
import { EMPTY_ACCOUNT } from '../../aws/account.ts';
import { DECLARED } from './declared.ts';

const { account, region } = EMPTY_ACCOUNT;
/** An ARN of the declared account. */
export const arnOf = (service: string, rest: string, at = region): string => `arn:aws:${service}:${at}:${account}:${rest}`;
const allow = (more: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
const KEY = arnOf('kms', 'key/11111111-aaaa-4aaa-8aaa-111111111111');
/** Seconds, as most JSON of AWS has instants. */
const at = (instant: string): number => Date.parse(instant) / 1000;

/** The declared account, and something of everything else that the live source reads: it is asked for everything, whatever checks look at. */
export const WHOLE: DeclaredAccount = {
  ...DECLARED,
  signingProfiles: [
    ...DECLARED.signingProfiles,
    {
      profileName: 'leaked',
      profileVersion: 'v1',
      platformId: 'AWSLambda-SHA384-ECDSA',
      status: 'Revoked',
      revocationRecord: { revocationEffectiveFrom: at('2026-05-01T00:00:00Z') },
    },
  ],
  keys: [
    ...DECLARED.keys,
    {
      id: '44444444-dddd-4ddd-8ddd-444444444444',
      rotation: { enabled: true },
      policy: allow({ Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }),
      grants: [
        {
          GrantId: 'g1',
          Name: 'partner',
          GranteePrincipal: 'arn:aws:iam::444455556666:role/partner',
          IssuingAccount: `arn:aws:iam::${account}:root`,
          Operations: ['Decrypt'],
          Constraints: { EncryptionContextSubset: { shop: 'orders' } },
        },
        { GrantId: 'g2', GranteePrincipal: 'dynamodb.eu-west-1.amazonaws.com', Operations: ['Decrypt'] },
      ],
    },
    {
      id: 'mrk-55555555555555555555555555555555',
      metadata: {
        MultiRegion: true,
        MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Arn: arnOf('kms', 'key/mrk-5', 'us-east-1') } },
      },
      policy: allow({ Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }),
    },
  ],
  subscriptions: [
    {
      SubscriptionArn: arnOf('sns', 'news:0a1b'),
      TopicArn: arnOf('sns', 'news'),
      Protocol: 'https',
      Endpoint: 'https://user:Hq3vN8wR5tY2uK7jM4pX@hooks.example.com/',
      Owner: account,
    },
    {
      SubscriptionArn: 'PendingConfirmation',
      TopicArn: arnOf('sns', 'news'),
      Protocol: 'http',
      Endpoint: 'http://hooks.example.com/',
      Owner: account,
    },
  ],
  buses: [
    {
      Name: 'default',
      rules: [{ Name: 'nightly', ScheduleExpression: 'rate(1 day)', State: 'ENABLED', ManagedBy: 'backup.amazonaws.com' }],
    },
    {
      Name: 'orders',
      Policy: JSON.stringify(allow({ Principal: '*', Action: 'events:PutEvents', Resource: arnOf('events', 'event-bus/orders') })),
      KmsKeyIdentifier: KEY,
      DeadLetterConfig: { Arn: arnOf('sqs', 'orders') },
      rules: [
        {
          Name: 'placed',
          EventPattern: '{"source":["shop"]}',
          State: 'ENABLED',
          targets: [
            {
              Id: 'fn',
              Arn: arnOf('lambda', 'function:orders'),
              Input: '{"password":"Hq3vN8wR5tY2uK7jM4pX"}',
              DeadLetterConfig: { Arn: arnOf('sqs', 'orders') },
            },
            { Id: 'queue', Arn: arnOf('sqs', 'inbox') },
          ],
        },
      ],
    },
  ],
  archives: [
    { ArchiveName: 'forever', EventSourceArn: arnOf('events', 'event-bus/orders'), State: 'ENABLED', RetentionDays: 0 },
    {
      ArchiveName: 'month',
      EventSourceArn: arnOf('events', 'event-bus/orders'),
      State: 'ENABLED',
      RetentionDays: 30,
      KmsKeyIdentifier: KEY,
      EventPattern: '{"source":["shop"]}',
    },
  ],
  apiDestinations: [
    {
      Name: 'partner',
      ApiDestinationArn: arnOf('events', 'api-destination/partner/0a1b'),
      ConnectionArn: arnOf('events', 'connection/partner/0a1b'),
      InvocationEndpoint: 'http://partner.example.com/events',
      HttpMethod: 'POST',
    },
  ],
  schedules: [
    {
      Name: 'nightly',
      GroupName: 'default',
      State: 'ENABLED',
      ScheduleExpression: 'rate(1 day)',
      KmsKeyArn: KEY,
      FlexibleTimeWindow: { Mode: 'OFF' },
      StartDate: at('2026-01-01T00:00:00Z'),
      Target: { Arn: arnOf('lambda', 'function:orders'), RoleArn: arnOf('iam', 'role/plain', ''), Input: 'token=Zk7mQ2xW9v4BpL3nT8cR' },
    },
    {
      Name: 'nightly',
      GroupName: 'team',
      State: 'DISABLED',
      Target: { Arn: arnOf('sqs', 'inbox'), RoleArn: arnOf('iam', 'role/plain', '') },
    },
  ],
  pipes: [
    {
      Name: 'forward',
      Arn: arnOf('pipes', 'pipe/forward'),
      DesiredState: 'RUNNING',
      Source: arnOf('sqs', 'orders'),
      Target: arnOf('lambda', 'function:orders'),
      RoleArn: arnOf('iam', 'role/plain', ''),
      KmsKeyIdentifier: KEY,
      SourceParameters: { SqsQueueParameters: { BatchSize: 10 } },
      LogConfiguration: { Level: 'ERROR', CloudwatchLogsLogDestination: { LogGroupArn: arnOf('logs', 'log-group:audit') } },
    },
  ],
  stateMachines: [
    {
      stateMachineArn: arnOf('states', 'stateMachine:checkout'),
      name: 'checkout',
      type: 'STANDARD',
      status: 'ACTIVE',
      definition: '{"StartAt":"Pay","States":{"Pay":{"Type":"Pass","End":true}}}',
      roleArn: arnOf('iam', 'role/plain', ''),
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: arnOf('logs', 'log-group:audit:*') } }],
      },
      tracingConfiguration: { enabled: false },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY, kmsDataKeyReusePeriodSeconds: 300 },
    },
    {
      stateMachineArn: arnOf('states', 'stateMachine:leaky'),
      name: 'leaky',
      type: 'EXPRESS',
      definition: '{"StartAt":"Call","States":{"Call":{"Type":"Pass","Parameters":{"password":"Hq3vN8wR5tY2uK7jM4pX"},"End":true}}}',
      roleArn: arnOf('iam', 'role/plain', ''),
    },
  ],
  streams: [
    {
      StreamName: 'clicks',
      StreamARN: arnOf('kinesis', 'stream/clicks'),
      StreamStatus: 'ACTIVE',
      RetentionPeriodHours: 24,
      EncryptionType: 'NONE',
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
    },
    {
      StreamName: 'orders',
      StreamARN: arnOf('kinesis', 'stream/orders'),
      RetentionPeriodHours: 8760,
      EncryptionType: 'KMS',
      KeyId: 'alias/aws/kinesis',
    },
  ],
  deliveryStreams: [
    {
      DeliveryStreamName: 'archive',
      DeliveryStreamType: 'DirectPut',
      DeliveryStreamEncryptionConfiguration: { Status: 'ENABLED', KeyType: 'CUSTOMER_MANAGED_CMK', KeyARN: KEY },
      Destinations: [],
      HasMoreDestinations: false,
    },
    {
      DeliveryStreamName: 'clicks',
      DeliveryStreamType: 'KinesisStreamAsSource',
      DeliveryStreamEncryptionConfiguration: { Status: 'DISABLED' },
      Source: {
        KinesisStreamSourceDescription: { KinesisStreamARN: arnOf('kinesis', 'stream/clicks'), RoleARN: arnOf('iam', 'role/plain', '') },
      },
    },
    {
      DeliveryStreamName: 'topics',
      DeliveryStreamType: 'MSKAsSource',
      Source: { MSKSourceDescription: { MSKClusterARN: arnOf('kafka', 'cluster/c'), TopicName: 'orders' } },
    },
  ],
  tables: [
    {
      table: {
        TableName: 'carts',
        TableStatus: 'ACTIVE',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
        DeletionProtectionEnabled: false,
      },
    },
    {
      table: {
        TableName: 'orders',
        TableStatus: 'ACTIVE',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        DeletionProtectionEnabled: true,
        SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: KEY },
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        TableClassSummary: { TableClass: 'STANDARD' },
      },
      recovery: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 },
    },
  ],
  clusters: [
    { ClusterName: 'bare', ClusterArn: arnOf('dax', 'cache/bare'), NodeType: 'dax.r5.large', SSEDescription: { Status: 'DISABLED' } },
    {
      ClusterName: 'safe',
      ClusterArn: arnOf('dax', 'cache/safe'),
      NodeType: 'dax.r5.large',
      IamRoleArn: arnOf('iam', 'role/plain', ''),
      SSEDescription: { Status: 'ENABLED' },
      ClusterEndpointEncryptionType: 'TLS',
    },
  ],
  layers: [
    {
      name: 'shared',
      versions: [
        {
          Version: 1,
          CompatibleRuntimes: ['nodejs18.x'],
          policy: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'all',
                Effect: 'Allow',
                Principal: '*',
                Action: 'lambda:GetLayerVersion',
                Resource: arnOf('lambda', 'layer:shared:1'),
              },
              {
                Sid: 'org',
                Effect: 'Allow',
                Principal: '*',
                Action: 'lambda:GetLayerVersion',
                Resource: arnOf('lambda', 'layer:shared:1'),
                Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-123' } },
              },
              {
                Sid: 'partner',
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::444455556666:root' },
                Action: 'lambda:GetLayerVersion',
                Resource: arnOf('lambda', 'layer:shared:1'),
              },
            ],
          },
        },
        { Version: 2, CompatibleRuntimes: ['nodejs24.x'], CompatibleArchitectures: ['arm64'], LicenseInfo: 'MIT' },
      ],
    },
  ],
  roles: [
    {
      RoleName: 'orders-role',
      Arn: arnOf('iam', 'role/service/orders-role', ''),
      RoleId: 'AROAORDERS',
      Path: '/service/',
      AssumeRolePolicyDocument: encodeURIComponent(
        JSON.stringify(allow({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' })),
      ),
      RolePolicyList: [
        { PolicyName: 'inline', PolicyDocument: encodeURIComponent(JSON.stringify(allow({ Action: 's3:*', Resource: '*' }))) },
      ],
      AttachedManagedPolicies: [{ PolicyName: 'Team', PolicyArn: arnOf('iam', 'policy/Team', '') }],
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arnOf('iam', 'policy/Edge', '') },
    },
    {
      RoleName: 'plain',
      Arn: arnOf('iam', 'role/plain', ''),
      RoleId: 'AROAPLAIN',
      Path: '/',
      AssumeRolePolicyDocument: encodeURIComponent('{"Version":"2012-10-17"}'),
      RolePolicyList: [],
      AttachedManagedPolicies: [],
    },
  ],
  managedPolicies: [
    {
      PolicyName: 'Team',
      Arn: arnOf('iam', 'policy/Team', ''),
      Path: '/',
      DefaultVersionId: 'v2',
      PolicyVersionList: [
        { VersionId: 'v1', IsDefaultVersion: false, Document: encodeURIComponent(JSON.stringify(allow({ Action: '*', Resource: '*' }))) },
        {
          VersionId: 'v2',
          IsDefaultVersion: true,
          Document: encodeURIComponent(JSON.stringify(allow({ Action: 'sqs:SendMessage', Resource: '*' }))),
        },
      ],
    },
  ],
  secrets: [
    {
      ARN: arnOf('secretsmanager', 'secret:db-AbCdEf'),
      Name: 'db',
      KmsKeyId: KEY,
      RotationEnabled: true,
      RotationLambdaARN: arnOf('lambda', 'function:rotate'),
      RotationRules: { AutomaticallyAfterDays: 30 },
      CreatedDate: at('2025-01-01T00:00:00Z'),
      LastRotatedDate: at('2026-11-01T00:00:00Z'),
      NextRotationDate: at('2026-12-01T00:00:00Z'),
      LastAccessedDate: at('2026-11-20T00:00:00Z'),
      policy: allow({ Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }),
    },
    { ARN: arnOf('secretsmanager', 'secret:rds!cluster-GhIjKl'), Name: 'rds!cluster', OwningService: 'rds' },
  ],
  parameters: [
    { Name: '/prod/db/password', ARN: arnOf('ssm', 'parameter/prod/db/password'), Type: 'String', Tier: 'Standard', DataType: 'text' },
    { Name: '/prod/token', Type: 'SecureString', KeyId: 'alias/aws/ssm', Tier: 'Standard', DataType: 'text' },
  ],
  projects: [
    {
      name: 'image',
      arn: arnOf('codebuild', 'project/image'),
      serviceRole: arnOf('iam', 'role/plain', ''),
      source: { type: 'GITHUB', location: 'https://github.com/example/shop.git', buildspec: 'version: 0.2\n', insecureSsl: false },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/standard:7.0',
        computeType: 'BUILD_GENERAL1_SMALL',
        privilegedMode: true,
        imagePullCredentialsType: 'CODEBUILD',
        environmentVariables: [
          { name: 'STAGE', value: 'prod', type: 'PLAINTEXT' },
          { name: 'DEPLOY_TOKEN', value: 'Zk7mQ2xW9v4BpL3nT8cR', type: 'PLAINTEXT' },
          { name: 'KEY', value: '/prod/token', type: 'PARAMETER_STORE' },
        ],
      },
      encryptionKey: KEY,
      logsConfig: { cloudWatchLogs: { status: 'DISABLED' } },
      projectVisibility: 'PRIVATE',
    },
    {
      name: 'tests',
      environment: { type: 'LINUX_CONTAINER', image: 'node:24', computeType: 'BUILD_GENERAL1_SMALL' },
      source: { type: 'NO_SOURCE' },
    },
  ],
  logGroups: [
    { logGroupName: '/aws/lambda/orders', arn: arnOf('logs', 'log-group:/aws/lambda/orders:*'), logGroupClass: 'STANDARD' },
    {
      logGroupName: 'audit',
      arn: arnOf('logs', 'log-group:audit:*'),
      logGroupArn: arnOf('logs', 'log-group:audit'),
      retentionInDays: 365,
      kmsKeyId: KEY,
      logGroupClass: 'STANDARD',
      deletionProtectionEnabled: true,
    },
  ],
  logPolicies: [
    {
      policyName: 'events',
      policyDocument: JSON.stringify(allow({ Principal: { Service: 'events.amazonaws.com' }, Action: 'logs:PutLogEvents', Resource: '*' })),
    },
  ],
};
