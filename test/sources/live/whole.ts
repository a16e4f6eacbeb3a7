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
