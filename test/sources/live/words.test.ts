import { beforeAll, describe, expect, it } from 'vitest';
import type { RawResource } from '../../../src/model/inventory.ts';
import { collect } from './collecting.ts';
import { EVERYTHING } from './everything.ts';
import { arnOf, WHOLE } from './whole.ts';

let resources: readonly RawResource[];
beforeAll(async () => {
  resources = (await collect({ account: WHOLE, checks: [EVERYTHING], pageSize: 100 })).collected.resources;
});

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
      '/prod/db/password': { Name: '/prod/db/password', Type: 'String', Tier: 'Standard', DataType: 'text' },
      '/prod/token': { Name: '/prod/token', Type: 'SecureString', Tier: 'Standard', DataType: 'text' },
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
      'news:0a1b': { TopicArn: arnOf('sns', 'news'), Protocol: 'https', Endpoint: { $redacted: {} } },
      'news:http://hooks.example.com/': { TopicArn: arnOf('sns', 'news'), Protocol: 'http', Endpoint: 'http://hooks.example.com/' },
    });
  });
});

describe('Lambda', () => {
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
