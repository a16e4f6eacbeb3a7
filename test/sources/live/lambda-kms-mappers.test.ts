import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/sources/live/answers.ts';
import {
  canRotate,
  isEnding,
  isManaged,
  isManagedAlias,
  isReplica,
  keyOf,
  policyOf,
  replicaOf,
  rotationOf,
} from '../../../src/sources/live/kms/mapper.ts';
import {
  aliasOf,
  codeSigningConfigOf,
  functionAttributesOf,
  functionOf,
  imageOf,
  mayGrantUrl,
  runtimeManagementOf,
  urlOf,
} from '../../../src/sources/live/lambda/mapper.ts';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';

/** As ListFunctions gives it. */
const zip: FunctionConfiguration = {
  FunctionName: 'orders',
  FunctionArn: ARN,
  Runtime: 'nodejs22.x',
  Role: 'arn:aws:iam::111122223333:role/orders',
  Handler: 'index.handler',
  CodeSize: 310,
  Description: '',
  Timeout: 3,
  MemorySize: 128,
  LastModified: '2026-05-04T10:11:12.000+0000',
  CodeSha256: 'bUyVm5pRC5iFZ6cS5T1hAqgz8yZFTf3UEvVqmrMGpn8=',
  Version: '$LATEST',
  VpcConfig: { SubnetIds: [], SecurityGroupIds: [], VpcId: '', Ipv6AllowedForDualStack: false },
  Environment: { Variables: { STAGE: 'prod', API_TOKEN: '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' } },
  KMSKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  TracingConfig: { Mode: 'PassThrough' },
  RevisionId: 'e4b2',
  Layers: [{ Arn: 'arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:53', CodeSize: 1 }],
  PackageType: 'Zip',
  Architectures: ['arm64'],
  EphemeralStorage: { Size: 512 },
  SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
  LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/orders' },
  SigningJobArn: 'arn:aws:signer:eu-west-1:111122223333:/signing-jobs/1',
};

describe('a function', () => {
  it("is told in CloudFormation's words", () => {
    expect(functionOf(zip)).toEqual({
      Architectures: ['arm64'],
      Environment: { Variables: { STAGE: 'prod', API_TOKEN: { $redacted: expect.objectContaining({ length: 40, confidence: 'high' }) } } },
      EphemeralStorage: { Size: 512 },
      FunctionName: 'orders',
      Handler: 'index.handler',
      KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
      Layers: ['arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:53'],
      LoggingConfig: { LogFormat: 'Text' },
      MemorySize: 128,
      PackageType: 'Zip',
      Role: 'arn:aws:iam::111122223333:role/orders',
      Runtime: 'nodejs22.x',
      SnapStart: { ApplyOn: 'None' },
      Timeout: 3,
      TracingConfig: { Mode: 'PassThrough' },
    });
    expect(functionAttributesOf(zip)).toMatchObject({
      Ref: 'orders',
      Arn: ARN,
      SigningJobArn: zip.SigningJobArn,
      LastModified: zip.LastModified,
    });
  });

  it('of an image has no runtime', () => {
    const { Runtime, Handler, ...image } = zip;
    const properties = functionOf({ ...image, PackageType: 'Image' });
    expect(properties).toMatchObject({ PackageType: 'Image' });
    expect(properties).not.toHaveProperty('Runtime');
  });

  it('of an image has one that GetFunction alone names', () => {
    const action = 'lambda:GetFunction';
    const ImageUri = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders:v1';
    const ResolvedImageUri = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders@sha256:0a1b';
    expect(imageOf({ state: 'answered', action, value: { RepositoryType: 'ECR', ImageUri, ResolvedImageUri } })).toEqual({
      properties: { Code: { ImageUri } },
      attributes: { ResolvedImageUri },
    });
    const lies = (answer: Parameters<typeof imageOf>[0]) => imageOf(answer).properties;
    expect(lies({ state: 'not-asked', action })).toEqual({ Code: { ImageUri: { $unknown: { kind: 'not-asked', action } } } });
    const failure = { action, reason: 'access-denied', code: 'AccessDeniedException', message: 'no', retry: false } as const;
    expect(lies({ state: 'failed', action, failure })).toEqual({ Code: { ImageUri: { $unknown: { kind: 'access-denied', action } } } });
  });

  it('whose environment Lambda could not decrypt has an unknown one', () => {
    const denied = { ErrorCode: 'AccessDeniedException', Message: 'Lambda was unable to decrypt the environment variables' };
    expect(functionOf({ ...zip, Environment: { Error: denied } }).Environment).toEqual({
      $unknown: { kind: 'access-denied', action: 'kms:Decrypt' },
    });
    expect(functionOf({ ...zip, Environment: { Error: { ErrorCode: 'KMSDisabledException', Message: 'off' } } }).Environment).toEqual({
      $unknown: { kind: 'call-failed', action: 'kms:Decrypt', message: 'KMSDisabledException: off' },
    });
  });

  it('without an environment has none', () =>
    expect(functionOf({ ...zip, Environment: { Variables: undefined } })).not.toHaveProperty('Environment'));
});

describe('what belongs to a function', () => {
  it('is an alias, a URL, a code signing configuration, a runtime setting', () => {
    expect(aliasOf(ARN, { Name: 'live', FunctionVersion: '3', AliasArn: `${ARN}:live` })).toEqual({
      FunctionName: ARN,
      FunctionVersion: '3',
      Name: 'live',
    });
    const url = {
      FunctionUrl: 'https://x.lambda-url.eu-west-1.on.aws/',
      FunctionArn: `${ARN}:live`,
      AuthType: 'NONE',
      CreationTime: '',
      LastModifiedTime: '',
    } as const;
    expect(urlOf(url)).toEqual({ AuthType: 'NONE', TargetFunctionArn: `${ARN}:live` });
    const AllowedPublishers = { SigningProfileVersionArns: ['arn:aws:signer:eu-west-1:111122223333:/signing-profiles/p/1'] };
    expect(
      codeSigningConfigOf({
        CodeSigningConfigId: 'c',
        CodeSigningConfigArn: 'a',
        AllowedPublishers,
        CodeSigningPolicies: undefined,
        LastModified: '',
      }),
    ).toEqual({ AllowedPublishers, CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Warn' } });
    expect(runtimeManagementOf({ UpdateRuntimeOn: 'Manual', RuntimeVersionArn: 'v' })).toEqual({
      RuntimeManagementConfig: { UpdateRuntimeOn: 'Manual', RuntimeVersionArn: 'v' },
    });
    expect(() => runtimeManagementOf({})).toThrow(TypeError);
  });
});

describe('whether a policy may let someone call a URL', () => {
  const allow = (rest: object, Effect = 'Allow') =>
    mayGrantUrl({ Version: '2012-10-17', Statement: [{ Effect, Principal: '*', Resource: ARN, ...rest }] });
  it('hangs on the actions that it allows', () => {
    expect(allow({ Action: 'lambda:InvokeFunctionUrl' })).toBe(true);
    expect(allow({ Action: ['lambda:GetFunction', 'LAMBDA:invoke*'] })).toBe(true);
    expect(allow({ Action: '*' })).toBe(true);
    expect(allow({ Action: 'lambda:Invoke?unctionUrl' })).toBe(true);
    expect(allow({ NotAction: 'lambda:GetFunction' })).toBe(true);
    expect(allow({ Action: 'lambda:InvokeFunction' })).toBe(false);
    expect(allow({ Action: 'lambda:InvokeFunctionUrl' }, 'Deny')).toBe(false);
    expect(mayGrantUrl({ Statement: { Effect: 'Allow', Action: 'lambda:*' } })).toBe(true);
    expect(mayGrantUrl({})).toBe(false);
    // Not one step for each way to share the text among the stars.
    expect(allow({ Action: `${'*a'.repeat(2000)}!` })).toBe(false);
  });
  it('is not denied of what nobody can read', () => {
    expect(mayGrantUrl('no policy')).toBe(true);
    expect(mayGrantUrl({ Statement: ['x'] })).toBe(true);
    expect(documentOf('{')).toBe('{');
  });
});

/** As DescribeKey gives it. */
const metadata: KeyMetadata = {
  KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  Arn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  Enabled: true,
  KeyUsage: 'ENCRYPT_DECRYPT',
  KeyState: 'Enabled',
  Origin: 'AWS_KMS',
  KeyManager: 'CUSTOMER',
  KeySpec: 'SYMMETRIC_DEFAULT',
  MultiRegion: false,
};

describe('a key', () => {
  it("is told in CloudFormation's words", () => {
    expect(keyOf(metadata)).toEqual({
      Enabled: true,
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: false,
      Origin: 'AWS_KMS',
    });
    expect(rotationOf({ KeyRotationEnabled: true, RotationPeriodInDays: 180 })).toEqual({
      EnableKeyRotation: true,
      RotationPeriodInDays: 180,
    });
    expect(rotationOf({ KeyRotationEnabled: true })).toEqual({ EnableKeyRotation: true, RotationPeriodInDays: 365 });
    expect(rotationOf({ KeyRotationEnabled: false })).toEqual({ EnableKeyRotation: false });
    expect(policyOf({ Policy: '{"Statement":[]}' })).toEqual({ KeyPolicy: { Statement: [] } });
    expect(policyOf({ Policy: 'oops' })).toEqual({ KeyPolicy: 'oops' });
    // None of these is a key without a policy, nor may an answer forge what stands for an unknown value.
    for (const Policy of ['null', ' ', '7', '{"Statement":{"$if":{"condition":{"undecided":"x"}}}}'])
      expect(policyOf({ Policy })).toEqual({ KeyPolicy: Policy });
    for (const empty of [rotationOf, policyOf]) expect(() => empty({})).toThrow(TypeError);
  });

  it('can rotate only where KMS made symmetric material for it, and it is no replica', () => {
    expect(canRotate(metadata)).toBe(true);
    expect(canRotate({ ...metadata, KeySpec: 'RSA_2048' })).toBe(false);
    expect(canRotate({ ...metadata, KeySpec: 'HMAC_256' })).toBe(false);
    expect(canRotate({ ...metadata, Origin: 'EXTERNAL' })).toBe(false);
    const MultiRegionConfiguration = { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Arn: 'arn:primary', Region: 'us-east-1' } } as const;
    const replica = { ...metadata, MultiRegion: true, MultiRegionConfiguration };
    expect(canRotate(replica)).toBe(false);
    expect(isReplica(replica)).toBe(true);
    expect(replicaOf(replica)).toEqual({ Enabled: true, PrimaryKeyArn: 'arn:primary' });
    expect(canRotate({ ...replica, MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' } })).toBe(true);
  });

  it("of AWS's own is known by its manager or its alias", () => {
    expect(isManaged({ ...metadata, KeyManager: 'AWS' })).toBe(true);
    expect(isManaged(metadata)).toBe(false);
    expect(['alias/aws/s3', 'alias/orders', 'alias/awsome'].map((AliasName) => isManagedAlias({ AliasName }))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('that is on its way out is not asked what it was', () => {
    const ending = { ...metadata, KeyState: 'PendingDeletion', Enabled: false } as const;
    expect(isEnding(ending)).toBe(true);
    expect(keyOf(ending).Enabled).toBe(false);
    expect(isEnding(metadata)).toBe(false);
  });
});
