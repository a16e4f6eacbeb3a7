import { beforeAll, describe, expect, it } from 'vitest';
import type { RawResource } from '../../../src/model/inventory.ts';
import { NOT_RETURNED } from '../../../src/sources/live/answers.ts';
import { collect } from './collecting.ts';
import { EVERYTHING } from './everything.ts';
import { arnOf, WHOLE } from './whole.ts';

let resources: readonly RawResource[];
beforeAll(async () => {
  resources = (await collect({ account: WHOLE, checks: [EVERYTHING], pageSize: 100 })).collected.resources;
}, 60_000);

/** What is read of one type, by id. */
const ofType = (type: string) =>
  Object.fromEntries(resources.filter((one) => one.type === type).map(({ id, properties }) => [id, properties]));
const one = (type: string, id: string) => resources.find((resource) => resource.type === type && resource.id === id);
const allow = (more: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
const KEY = arnOf('kms', 'key/11111111-aaaa-4aaa-8aaa-111111111111');

describe('IAM', () => {
  it('has roles with their policies as documents', () => {
    expect(ofType('AWS::IAM::Role')).toEqual({
      'orders-role': {
        RoleName: 'orders-role',
        Path: '/service/',
        AssumeRolePolicyDocument: allow({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
        ManagedPolicyArns: [arnOf('iam', 'policy/Team', '')],
        PermissionsBoundary: arnOf('iam', 'policy/Edge', ''),
        Policies: [{ PolicyName: 'inline', PolicyDocument: allow({ Action: 's3:*', Resource: '*' }) }],
      },
      plain: { RoleName: 'plain', Path: '/', AssumeRolePolicyDocument: { Version: '2012-10-17' }, ManagedPolicyArns: [], Policies: [] },
    });
    expect(one('AWS::IAM::Role', 'plain')?.arn).toBe(arnOf('iam', 'role/plain', ''));
  });

  it('has managed policies in the version that is in force', () => {
    expect(ofType('AWS::IAM::ManagedPolicy')).toEqual({
      Team: { ManagedPolicyName: 'Team', Path: '/', PolicyDocument: allow({ Action: 'sqs:SendMessage', Resource: '*' }) },
    });
  });
});

describe('Secrets Manager and Systems Manager', () => {
  it('have secrets without their values, and what CloudFormation has no property for beside the properties', () => {
    const arn = arnOf('secretsmanager', 'secret:db-AbCdEf');
    expect(one('AWS::SecretsManager::Secret', 'db')).toMatchObject({
      arn,
      properties: { Name: 'db', KmsKeyId: KEY },
      attributes: {
        Ref: arn,
        Id: arn,
        RotationEnabled: true,
        CreatedDate: '2025-01-01T00:00:00.000Z',
        LastRotatedDate: '2026-11-01T00:00:00.000Z',
        NextRotationDate: '2026-12-01T00:00:00.000Z',
        LastAccessedDate: '2026-11-20T00:00:00.000Z',
      },
    });
    const managed = one('AWS::SecretsManager::Secret', 'rds!cluster')?.attributes;
    expect(managed).toEqual({ Ref: managed?.Ref, Id: managed?.Ref, RotationEnabled: false, OwningService: 'rds' });
    expect(ofType('AWS::SecretsManager::RotationSchedule')).toEqual({
      db: { SecretId: arn, RotationLambdaARN: arnOf('lambda', 'function:rotate'), RotationRules: { AutomaticallyAfterDays: 30 } },
    });
    expect(ofType('AWS::SecretsManager::ResourcePolicy')).toEqual({
      db: { SecretId: arn, ResourcePolicy: allow({ Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }) },
    });
  });

  it('have parameters without their values', () => {
    expect(ofType('AWS::SSM::Parameter')).toEqual({
      '/prod/db/password': { Name: '/prod/db/password', Type: 'String', Value: NOT_RETURNED, Tier: 'Standard', DataType: 'text' },
      '/prod/token': { Name: '/prod/token', Type: 'SecureString', Value: NOT_RETURNED, Tier: 'Standard', DataType: 'text' },
    });
    expect(one('AWS::SSM::Parameter', '/prod/token')?.attributes).toEqual({ Ref: '/prod/token', KeyId: 'alias/aws/ssm' });
  });
});

describe('CodeBuild and CloudWatch Logs', () => {
  it('have projects whose secrets are hidden', () => {
    expect(ofType('AWS::CodeBuild::Project')).toMatchObject({
      image: {
        Name: 'image',
        ServiceRole: arnOf('iam', 'role/plain', ''),
        Source: { Type: 'GITHUB', Location: 'https://github.com/example/shop.git', BuildSpec: 'version: 0.2\n', InsecureSsl: false },
        Environment: {
          Type: 'LINUX_CONTAINER',
          Image: 'aws/codebuild/standard:7.0',
          PrivilegedMode: true,
          EnvironmentVariables: [
            { Name: 'STAGE', Value: 'prod', Type: 'PLAINTEXT' },
            { Name: 'DEPLOY_TOKEN', Value: { $redacted: { length: 20 } }, Type: 'PLAINTEXT' },
            { Name: 'KEY', Value: '/prod/token', Type: 'PARAMETER_STORE' },
          ],
        },
        EncryptionKey: KEY,
        LogsConfig: { CloudWatchLogs: { Status: 'DISABLED' } },
        Visibility: 'PRIVATE',
      },
      tests: { Name: 'tests', Source: { Type: 'NO_SOURCE' }, Environment: { Image: 'node:24' } },
    });
    expect(one('AWS::CodeBuild::Project', 'tests')?.arn).toBe(arnOf('codebuild', 'project/tests'));
  });

  it('have log groups, with a retention only where something is deleted', () => {
    expect(ofType('AWS::Logs::LogGroup')).toEqual({
      '/aws/lambda/orders': { LogGroupName: '/aws/lambda/orders', LogGroupClass: 'STANDARD' },
      audit: { LogGroupName: 'audit', LogGroupClass: 'STANDARD', RetentionInDays: 365, KmsKeyId: KEY, DeletionProtectionEnabled: true },
    });
    expect(resources.filter(({ type }) => type === 'AWS::Logs::LogGroup').map(({ arn }) => arn)).toEqual([
      arnOf('logs', 'log-group:/aws/lambda/orders'),
      arnOf('logs', 'log-group:audit'),
    ]);
    expect(ofType('AWS::Logs::ResourcePolicy')).toEqual({
      events: {
        PolicyName: 'events',
        PolicyDocument: allow({ Principal: { Service: 'events.amazonaws.com' }, Action: 'logs:PutLogEvents', Resource: '*' }),
      },
    });
  });
});

describe('KMS', () => {
  it('has grants of the keys that have some', () => {
    const keys = ofType('AWS::KMS::Key');
    expect(keys['44444444-dddd-4ddd-8ddd-444444444444']?.Grants).toEqual([
      {
        GrantId: 'g1',
        Name: 'partner',
        GranteePrincipal: 'arn:aws:iam::444455556666:role/partner',
        IssuingAccount: 'arn:aws:iam::111122223333:root',
        Operations: ['Decrypt'],
        Constraints: { EncryptionContextSubset: { shop: 'orders' } },
      },
      { GrantId: 'g2', GranteePrincipal: 'dynamodb.eu-west-1.amazonaws.com', Operations: ['Decrypt'] },
    ]);
    expect(keys['alias/orders']).not.toHaveProperty('Grants');
  });
});

const ROLE = arnOf('iam', 'role/plain', '');

describe('EventBridge', () => {
  it('has buses with their policies', () => {
    expect(ofType('AWS::Events::EventBus')).toEqual({
      default: { Name: 'default' },
      orders: {
        Name: 'orders',
        Policy: allow({ Principal: '*', Action: 'events:PutEvents', Resource: arnOf('events', 'event-bus/orders') }),
        DeadLetterConfig: { Arn: arnOf('sqs', 'orders') },
        KmsKeyIdentifier: KEY,
      },
    });
  });

  it('has rules of every bus with their targets, and hides what these are sent where that is a secret', () => {
    expect(ofType('AWS::Events::Rule')).toMatchObject({
      nightly: { Name: 'nightly', EventBusName: 'default', ScheduleExpression: 'rate(1 day)', Targets: [] },
      'orders/placed': {
        Name: 'placed',
        EventBusName: 'orders',
        EventPattern: { source: ['shop'] },
        Targets: [
          {
            Id: 'fn',
            Arn: arnOf('lambda', 'function:orders'),
            DeadLetterConfig: { Arn: arnOf('sqs', 'orders') },
            Input: { $redacted: {} },
          },
          { Id: 'queue', Arn: arnOf('sqs', 'inbox') },
        ],
      },
    });
    expect(one('AWS::Events::Rule', 'nightly')?.attributes?.ManagedBy).toBe('backup.amazonaws.com');
  });

  it('has archives, destinations, schedules and pipes', () => {
    const bus = arnOf('events', 'event-bus/orders');
    expect(ofType('AWS::Events::Archive')).toEqual({
      forever: { ArchiveName: 'forever', RetentionDays: 0, SourceArn: bus },
      month: { ArchiveName: 'month', RetentionDays: 30, SourceArn: bus, EventPattern: { source: ['shop'] }, KmsKeyIdentifier: KEY },
    });
    expect(ofType('AWS::Events::ApiDestination')).toMatchObject({
      partner: { InvocationEndpoint: 'http://partner.example.com/events', HttpMethod: 'POST' },
    });
    expect(ofType('AWS::Scheduler::Schedule')).toMatchObject({
      nightly: {
        KmsKeyArn: KEY,
        StartDate: '2026-01-01T00:00:00.000Z',
        Target: { Arn: arnOf('lambda', 'function:orders'), RoleArn: ROLE, Input: { $redacted: {} } },
      },
      'team/nightly': { GroupName: 'team', State: 'DISABLED', Target: { Arn: arnOf('sqs', 'inbox') } },
    });
    expect(ofType('AWS::Pipes::Pipe')).toEqual({
      forward: {
        Name: 'forward',
        DesiredState: 'RUNNING',
        Source: arnOf('sqs', 'orders'),
        Target: arnOf('lambda', 'function:orders'),
        RoleArn: ROLE,
        KmsKeyIdentifier: KEY,
        SourceParameters: { SqsQueueParameters: { BatchSize: 10 } },
        LogConfiguration: { Level: 'ERROR', CloudwatchLogsLogDestination: { LogGroupArn: arnOf('logs', 'log-group:audit') } },
      },
    });
  });
});

describe('Step Functions', () => {
  it('has machines with their logs and keys; a definition that holds a secret is hidden', () => {
    expect(ofType('AWS::StepFunctions::StateMachine')).toMatchObject({
      checkout: {
        StateMachineName: 'checkout',
        StateMachineType: 'STANDARD',
        RoleArn: ROLE,
        LoggingConfiguration: {
          Level: 'ALL',
          IncludeExecutionData: true,
          Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: arnOf('logs', 'log-group:audit:*') } }],
        },
        TracingConfiguration: { Enabled: false },
        EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: KEY, KmsDataKeyReusePeriodSeconds: 300 },
      },
      leaky: { StateMachineType: 'EXPRESS', DefinitionString: { $redacted: {} } },
    });
  });
});

describe('streams, tables and caches', () => {
  it('are encrypted as CloudFormation says it, absent where they are not', () => {
    expect(ofType('AWS::Kinesis::Stream')).toEqual({
      clicks: { Name: 'clicks', RetentionPeriodHours: 24, StreamModeDetails: { StreamMode: 'ON_DEMAND' } },
      orders: { Name: 'orders', RetentionPeriodHours: 8760, StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } },
    });
    expect(ofType('AWS::KinesisFirehose::DeliveryStream')).toEqual({
      archive: {
        DeliveryStreamName: 'archive',
        DeliveryStreamType: 'DirectPut',
        DeliveryStreamEncryptionConfigurationInput: { KeyARN: KEY, KeyType: 'CUSTOMER_MANAGED_CMK' },
      },
      clicks: {
        DeliveryStreamName: 'clicks',
        DeliveryStreamType: 'KinesisStreamAsSource',
        KinesisStreamSourceConfiguration: { KinesisStreamARN: arnOf('kinesis', 'stream/clicks'), RoleARN: ROLE },
      },
      topics: {
        DeliveryStreamName: 'topics',
        DeliveryStreamType: 'MSKAsSource',
        MSKSourceConfiguration: { MSKClusterARN: arnOf('kafka', 'cluster/c'), TopicName: 'orders' },
      },
    });
    expect(ofType('AWS::DynamoDB::Table')).toEqual({
      carts: {
        TableName: 'carts',
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: false,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
      },
      orders: {
        TableName: 'orders',
        BillingMode: 'PROVISIONED',
        DeletionProtectionEnabled: true,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: KEY },
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
        TableClass: 'STANDARD',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      },
    });
    expect(ofType('AWS::DAX::Cluster')).toEqual({
      bare: {
        ClusterName: 'bare',
        NodeType: 'dax.r5.large',
        SSESpecification: { SSEEnabled: false },
        ClusterEndpointEncryptionType: 'NONE',
      },
      safe: {
        ClusterName: 'safe',
        NodeType: 'dax.r5.large',
        IAMRoleARN: ROLE,
        SSESpecification: { SSEEnabled: true },
        ClusterEndpointEncryptionType: 'TLS',
      },
    });
  });
});

describe('SNS', () => {
  it('has subscriptions, confirmed or not, and no credentials of their endpoints', () => {
    expect(ofType('AWS::SNS::Subscription')).toMatchObject({
      'news:0a1b': {
        TopicArn: arnOf('sns', 'news'),
        Protocol: 'https',
        Endpoint: { $redacted: {} },
        RedrivePolicy: { deadLetterTargetArn: arnOf('sqs', 'letters') },
      },
      'news:http://hooks.example.com/': { TopicArn: arnOf('sns', 'news'), Protocol: 'http', Endpoint: 'http://hooks.example.com/' },
    });
  });
});

describe('S3', () => {
  const off = { BlockPublicAcls: false, BlockPublicPolicy: false, IgnorePublicAcls: false, RestrictPublicBuckets: false };
  const notAsked = (action: string) => ({ $unknown: { kind: 'not-asked', action } });

  it('has the buckets of the Region, and asks for what matters where nothing blocks it', () => {
    expect(ofType('AWS::S3::Bucket')).toEqual({
      open: {
        BucketName: 'open',
        AccountPublicAccessBlock: { ...off, BlockPublicPolicy: true },
        PublicAccessBlockConfiguration: off,
        AccessControl: 'PublicRead',
        OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
        WebsiteConfiguration: { IndexDocument: 'index.html' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY } },
          ],
        },
      },
      closed: {
        BucketName: 'closed',
        AccountPublicAccessBlock: { ...off, BlockPublicPolicy: true },
        PublicAccessBlockConfiguration: Object.fromEntries(Object.keys(off).map((name) => [name, true])),
        AccessControl: notAsked('s3:GetBucketAcl'),
        OwnershipControls: notAsked('s3:GetBucketOwnershipControls'),
        WebsiteConfiguration: notAsked('s3:GetBucketWebsite'),
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      },
    });
    expect(ofType('AWS::S3::BucketPolicy')).toEqual({
      open: { Bucket: 'open', PolicyDocument: allow({ Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::open/*' }) },
    });
  });
});

describe('API Gateway', () => {
  it('has stages with their settings and web ACLs', () => {
    const stages = ofType('AWS::ApiGateway::Stage');
    expect(stages['shop prod']).toEqual({
      RestApiId: 'rest1',
      StageName: 'prod',
      DeploymentId: 'd1',
      CacheClusterEnabled: true,
      TracingEnabled: false,
      AccessLogSetting: { DestinationArn: arnOf('logs', 'log-group:audit'), Format: '$context.requestId' },
      MethodSettings: [
        {
          HttpMethod: '*',
          ResourcePath: '/*',
          ThrottlingRateLimit: 100,
          ThrottlingBurstLimit: 50,
          DataTraceEnabled: false,
          LoggingLevel: 'ERROR',
          CachingEnabled: true,
        },
        { HttpMethod: 'POST', ResourcePath: '/orders', DataTraceEnabled: true, CacheDataEncrypted: false },
      ],
      Variables: { stage: 'prod', password: { $redacted: expect.anything() } },
    });
    expect(ofType('AWS::WAFv2::WebACLAssociation')).toEqual({
      'shop prod': {
        ResourceArn: 'arn:aws:apigateway:eu-west-1::/restapis/rest1/stages/prod',
        WebACLArn: arnOf('wafv2', 'regional/webacl/edge/0a1b'),
      },
      catalogue: { ResourceArn: arnOf('appsync', 'apis/gql1'), WebACLArn: arnOf('wafv2', 'regional/webacl/edge/0a1b') },
      prices: { ResourceArn: arnOf('appsync', 'apis/ev1'), WebACLArn: arnOf('wafv2', 'regional/webacl/edge/0a1b') },
      'edge eu-west-1_Pool1': {
        ResourceArn: arnOf('cognito-idp', 'userpool/eu-west-1_Pool1'),
        WebACLArn: arnOf('wafv2', 'regional/webacl/edge/0a1b'),
      },
    });
    expect(ofType('AWS::WAFRegional::WebACLAssociation')).toEqual({
      'shop old': { ResourceArn: 'arn:aws:apigateway:eu-west-1::/restapis/rest1/stages/old', WebACLId: '0c1d' },
    });
    expect(ofType('AWS::ApiGatewayV2::Stage')).toMatchObject({
      'storefront $default': {
        ApiId: 'http1',
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingBurstLimit: 10, ThrottlingRateLimit: 5 },
        RouteSettings: { 'GET /': { ThrottlingRateLimit: 1 } },
        StageVariables: { token: { $redacted: {} } },
      },
    });
  });

  it('has usage plans, validators, models, integrations and custom domains', () => {
    expect(ofType('AWS::ApiGateway::UsagePlan')).toEqual({
      partners: {
        UsagePlanName: 'partners',
        ApiStages: [{ ApiId: 'rest1', Stage: 'prod', Throttle: { '/orders/POST': { RateLimit: 1, BurstLimit: 2 } } }],
        Throttle: { RateLimit: 10, BurstLimit: 20 },
        Quota: { Limit: 1000, Period: 'DAY', Offset: 0 },
      },
      free: { UsagePlanName: 'free', ApiStages: [] },
    });
    expect(ofType('AWS::ApiGateway::RequestValidator')).toEqual({
      'shop body': { Name: 'body', RestApiId: 'rest1', ValidateRequestBody: true, ValidateRequestParameters: false },
    });
    expect(ofType('AWS::ApiGateway::Model')).toEqual({
      'shop Cart': { Name: 'Cart', RestApiId: 'rest1', ContentType: 'application/json', Schema: { type: 'object' } },
    });
    expect(ofType('AWS::ApiGatewayV2::Integration')).toMatchObject({
      'storefront i1': { ApiId: 'http1', IntegrationType: 'HTTP_PROXY', IntegrationUri: 'http://backend.example.com/' },
    });
    expect(ofType('AWS::ApiGateway::DomainName')).toMatchObject({
      'api.example.com': {
        DomainName: 'api.example.com',
        SecurityPolicy: 'TLS_1_0',
        EndpointConfiguration: { Types: ['REGIONAL'] },
        MutualTlsAuthentication: { TruststoreUri: 's3://trust/ca.pem' },
      },
      'routed.example.com': { SecurityPolicy: { $unknown: { kind: 'not-returned' } }, RoutingMode: 'ROUTING_RULE_ONLY' },
    });
    expect(Object.keys(ofType('AWS::ApiGateway::DomainNameV2'))).toEqual(['inner.example.com']);
    expect(ofType('AWS::ApiGatewayV2::ApiMapping')).toEqual({
      'api.example.com/': { DomainName: 'api.example.com', ApiId: 'rest1', Stage: 'prod' },
      'api.example.com/v2': { DomainName: 'api.example.com', ApiId: 'http1', ApiMappingKey: 'v2', Stage: '$default' },
    });
    expect(ofType('AWS::ApiGatewayV2::RoutingRule')).toMatchObject({
      r1: { Actions: [{ InvokeApi: { ApiId: 'http1', Stage: '$default' } }], Priority: 1 },
    });
  });
});

describe('Cognito', () => {
  it('has pools, and clients of which only that they have a secret is kept', () => {
    expect(ofType('AWS::Cognito::UserPool')).toMatchObject({
      customers: {
        UserPoolName: 'customers',
        MfaConfiguration: 'OPTIONAL',
        Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: true } },
        DcrConfiguration: { OpenDcrEnabled: true },
        KeyConfiguration: { KmsKeyArn: KEY },
        Schema: [{ Name: 'tenant', AttributeDataType: 'String', Mutable: false, Required: false }],
      },
      staff: { MfaConfiguration: 'OFF', Policies: { PasswordPolicy: { MinimumLength: 6 } } },
    });
    const clients = ofType('AWS::Cognito::UserPoolClient');
    expect(clients.web).toMatchObject({ UserPoolId: 'eu-west-1_Pool1', GenerateSecret: true, CallbackURLs: ['https://shop.example.com/'] });
    expect(clients.old).toEqual({
      ClientName: 'old',
      UserPoolId: 'eu-west-1_Pool1',
      AllowedOAuthFlows: ['implicit'],
      GenerateSecret: false,
    });
    expect(JSON.stringify(clients)).not.toContain('ClientSecret');
    expect(ofType('AWS::Cognito::UserPoolResourceServer')).toMatchObject({
      Orders: { Identifier: 'orders', UserPoolId: 'eu-west-1_Pool1' },
    });
    expect(ofType('AWS::Cognito::UserPoolIdentityProvider')).toEqual({
      Google: { ProviderName: 'Google', ProviderType: 'Google', UserPoolId: 'eu-west-1_Pool1' },
    });
    expect(ofType('AWS::Cognito::IdentityPool')).toMatchObject({
      guests: { AllowUnauthenticatedIdentities: true },
      members: { AllowUnauthenticatedIdentities: false },
    });
  });
});

describe('AppSync, CloudFront and WAF', () => {
  it('have APIs with their data sources', () => {
    expect(ofType('AWS::AppSync::GraphQLApi')).toMatchObject({
      catalogue: {
        AuthenticationType: 'API_KEY',
        AdditionalAuthenticationProviders: [
          { AuthenticationType: 'OPENID_CONNECT', OpenIDConnectConfig: { Issuer: 'http://id.example.com', AuthTTL: 10 } },
        ],
        Visibility: 'GLOBAL',
        LogConfig: { FieldLogLevel: 'ERROR' },
      },
      inner: { AuthenticationType: 'AWS_IAM', UserPoolConfig: { UserPoolId: 'eu-west-1_Pool1' } },
    });
    expect(ofType('AWS::AppSync::Api')).toMatchObject({ prices: { EventConfig: { AuthProviders: [{ AuthType: 'API_KEY' }] } } });
    expect(ofType('AWS::AppSync::DataSource')).toMatchObject({
      'catalogue backend': { ApiId: 'gql1', Type: 'HTTP', HttpConfig: { Endpoint: 'http://backend.example.com/' } },
    });
    expect(ofType('AWS::AppSync::ApiCache')).toMatchObject({
      catalogue: { ApiId: 'gql1', AtRestEncryptionEnabled: false, TransitEncryptionEnabled: true },
    });
  });

  it('have distributions as CloudFormation writes them, without what they show themselves by', () => {
    expect(ofType('AWS::CloudFront::Distribution')).toMatchObject({
      'shop.example.com': {
        DistributionConfig: {
          Enabled: true,
          Aliases: ['shop.example.com'],
          ViewerCertificate: {
            AcmCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/c1',
            MinimumProtocolVersion: 'TLSv1',
            SslSupportMethod: 'sni-only',
          },
          Origins: [
            {
              Id: 'api',
              DomainName: 'rest1.execute-api.eu-west-1.amazonaws.com',
              CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
              OriginCustomHeaders: [{ HeaderName: 'x-origin-verify', HeaderValue: { $redacted: {} } }],
            },
          ],
          DefaultCacheBehavior: { TargetOriginId: 'api', ViewerProtocolPolicy: 'allow-all' },
        },
      },
      'd2.cloudfront.net': { DistributionConfig: { WebACLId: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/front/0e1f' } },
    });
    const shop = ofType('AWS::CloudFront::Distribution')['shop.example.com']?.DistributionConfig;
    expect(shop).not.toHaveProperty('WebACLId');
  });

  it('have web ACLs and groups with their rules; those of distributions in us-east-1 alone', async () => {
    expect(ofType('AWS::WAFv2::WebACL')).toMatchObject({
      bare: { Scope: 'REGIONAL', DefaultAction: { Allow: {} }, Rules: [] },
      edge: {
        Rules: [
          { Name: 'words', Action: { Block: {} } },
          { Name: 'group', OverrideAction: { None: {} } },
        ],
      },
    });
    expect(ofType('AWS::WAFv2::RuleGroup')).toMatchObject({ own: { Rules: [{ Statement: { RateBasedStatement: { Limit: 100 } } }] } });
    const there = await collect({ account: WHOLE, checks: [EVERYTHING], pageSize: 100, regions: ['us-east-1'] });
    const front = there.collected.resources.find(({ type, id }) => type === 'AWS::WAFv2::WebACL' && id === 'front');
    expect(front?.properties).toEqual({ Name: 'front', Scope: 'CLOUDFRONT', DefaultAction: { Block: {} }, Rules: [] });
  });
});

describe('Lambda', () => {
  it('has functions of images with where these lie, and of archives nothing of the kind', () => {
    const render = one('AWS::Lambda::Function', 'render');
    expect(render?.properties).toMatchObject({
      PackageType: 'Image',
      Code: { ImageUri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/render:stable' },
    });
    expect(render?.attributes?.ResolvedImageUri).toMatch(/render@sha256:(?:0a){32}$/);
    expect(one('AWS::Lambda::Function', 'orders')?.properties).not.toHaveProperty('Code');
  });

  it('has event sources', () => {
    expect(ofType('AWS::Lambda::EventSourceMapping')).toEqual({
      '11111111-0000-4000-8000-000000000001': {
        EventSourceArn: arnOf('sqs', 'orders'),
        FunctionName: arnOf('lambda', 'function:orders'),
        BatchSize: 10,
        MaximumBatchingWindowInSeconds: 5,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        KmsKeyArn: KEY,
        Enabled: true,
      },
      '11111111-0000-4000-8000-000000000002': {
        EventSourceArn: arnOf('kinesis', 'stream/clicks'),
        FunctionName: arnOf('lambda', 'function:orders'),
        StartingPosition: 'LATEST',
        DestinationConfig: { OnFailure: { Destination: arnOf('sqs', 'inbox') } },
        Enabled: false,
      },
    });
  });

  it('has the policies of versions', () => {
    const policies = ofType('AWS::Lambda::ResourcePolicy');
    expect(Object.keys(policies).filter((id) => id.startsWith('edge'))).toEqual(['edge:2']);
    expect(policies['edge:2']?.ResourceArn).toBe(arnOf('lambda', 'function:edge:2'));
  });

  it('has what becomes of events that fail, by function, version and alias', () => {
    const FunctionName = arnOf('lambda', 'function:mail');
    expect(ofType('AWS::Lambda::EventInvokeConfig')).toEqual({
      'mail|$LATEST': {
        FunctionName,
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: arnOf('sqs', 'failed') } },
      },
      'mail|live': {
        FunctionName,
        Qualifier: 'live',
        MaximumEventAgeInSeconds: 60,
        DestinationConfig: { OnSuccess: {}, OnFailure: {} },
      },
    });
  });

  it('has layers in every version, and each of their permissions', () => {
    expect(ofType('AWS::Lambda::LayerVersion')).toEqual({
      'shared:1': { LayerName: 'shared', CompatibleRuntimes: ['nodejs18.x'] },
      'shared:2': { LayerName: 'shared', CompatibleRuntimes: ['nodejs24.x'], CompatibleArchitectures: ['arm64'], LicenseInfo: 'MIT' },
    });
    const common = { Action: 'lambda:GetLayerVersion', LayerVersionArn: arnOf('lambda', 'layer:shared:1') };
    expect(ofType('AWS::Lambda::LayerVersionPermission')).toEqual({
      'shared:1 all': { ...common, Principal: '*' },
      'shared:1 org': { ...common, Principal: '*', OrganizationId: 'o-123' },
      'shared:1 partner': { ...common, Principal: '444455556666' },
    });
  });
});
