import type { RawResource } from '../../src/model/inventory.ts';
import * as rest from '../../src/sources/live/apigateway/mapper.ts';
import * as cognito from '../../src/sources/live/cognito-idp/mapper.ts';
import * as dynamodb from '../../src/sources/live/dynamodb/mapper.ts';
import * as iam from '../../src/sources/live/iam/mapper.ts';
import * as kms from '../../src/sources/live/kms/mapper.ts';
import * as lambda from '../../src/sources/live/lambda/mapper.ts';
import * as sns from '../../src/sources/live/sns/mapper.ts';
import * as sqs from '../../src/sources/live/sqs/mapper.ts';
import { bucket } from './buckets.ts';
import { httpStage, restStage } from './stages.ts';
import { flag, holdsHidden, listed, type Members, numeral, PLACE, type Properties } from './values.ts';

/** What AWS encrypts with where a key of its own is asked for. */
const OF_AWS = 'arn:aws:kms:eu-west-1:111122223333:key/0a0a0a0a-aws-managed';

const encoded = (document: unknown): string => encodeURIComponent(JSON.stringify(document));
/** SQS and SNS answer with texts alone. */
const textual = (properties: Properties): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );

/** What stands in the answer of a service for what was deployed, as the mapper of the live source reads it. */
const MAPPED: Readonly<Record<string, (given: Members, resource: RawResource) => Properties>> = {
  'AWS::SQS::Queue': (given) => ({ QueueName: given.QueueName, ...sqs.queueProperties(textual(given)) }),
  'AWS::SNS::Topic': (given) => ({ TopicName: given.TopicName, ...sns.topicProperties(textual(given)) }),
  'AWS::SNS::Subscription': (given, { arn = '' }) => ({
    ...sns.subscriptionOf({ SubscriptionArn: arn, TopicArn: String(given.TopicArn), Protocol: given.Protocol as string }).properties,
    ...(given.Endpoint === undefined ? {} : { Endpoint: given.Endpoint }),
    ...sns.subscriptionProperties(given.RedrivePolicy === undefined ? {} : { RedrivePolicy: JSON.stringify(given.RedrivePolicy) }),
  }),
  'AWS::IAM::Role': (given, { id, arn }) =>
    iam.roleOf({
      RoleName: id,
      Arn: arn,
      AssumeRolePolicyDocument: encoded(given.AssumeRolePolicyDocument),
      AttachedManagedPolicies: listed(given.ManagedPolicyArns).map((PolicyArn) => ({ PolicyArn: String(PolicyArn) })),
      Path: given.Path as string,
      ...(given.PermissionsBoundary === undefined
        ? {}
        : { PermissionsBoundary: { PermissionsBoundaryArn: String(given.PermissionsBoundary) } }),
      RolePolicyList: (listed(given.Policies) as readonly Members[]).map(({ PolicyName, PolicyDocument }) => ({
        PolicyName: String(PolicyName),
        PolicyDocument: encoded(PolicyDocument),
      })),
    }).properties,
  'AWS::KMS::Key': (given, { id }) => {
    const metadata = {
      KeyId: id,
      Enabled: flag(given.Enabled),
      KeySpec: given.KeySpec,
      KeyUsage: given.KeyUsage,
      MultiRegion: flag(given.MultiRegion),
      Origin: given.Origin,
    } as never;
    const rotates = flag(given.EnableKeyRotation);
    const period = numeral(given.RotationPeriodInDays) as number | undefined;
    return {
      ...kms.keyOf(metadata),
      ...(kms.canRotate(metadata) ? kms.rotationOf({ KeyRotationEnabled: rotates, RotationPeriodInDays: period }) : {}),
      ...(given.KeyPolicy === undefined ? {} : kms.policyOf({ Policy: JSON.stringify(given.KeyPolicy) })),
    };
  },
  'AWS::DynamoDB::Table': (given) => {
    const { SSEEnabled, KMSMasterKeyId } = (given.SSESpecification ?? {}) as Members;
    const { PointInTimeRecoveryEnabled: on, RecoveryPeriodInDays } = given.PointInTimeRecoverySpecification as Members;
    const encryption = flag(SSEEnabled)
      ? { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: String(KMSMasterKeyId ?? OF_AWS) } }
      : {};
    return {
      TableName: given.TableName,
      ...dynamodb.tableOf({
        BillingModeSummary: { BillingMode: given.BillingMode },
        DeletionProtectionEnabled: flag(given.DeletionProtectionEnabled),
        KeySchema: given.KeySchema,
        ...encryption,
      } as never),
      ...dynamodb.recoveryOf({
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: flag(on) ? 'ENABLED' : 'DISABLED', RecoveryPeriodInDays },
      } as never),
    };
  },
  'AWS::ApiGateway::RestApi': (given, { id }) => {
    const { Types, VpcEndpointIds } = given.EndpointConfiguration as Members;
    const policy = given.Policy === undefined ? {} : { policy: JSON.stringify(JSON.stringify(given.Policy)).slice(1, -1) };
    return rest.restApi(
      {
        id,
        name: given.Name,
        apiKeySource: given.ApiKeySourceType,
        disableExecuteApiEndpoint: flag(given.DisableExecuteApiEndpoint),
        endpointConfiguration: { types: Types, vpcEndpointIds: VpcEndpointIds },
        securityPolicy: given.SecurityPolicy,
        ...policy,
      } as never,
      PLACE,
    ).properties;
  },
  'AWS::ApiGateway::Stage': restStage,
  'AWS::ApiGatewayV2::Stage': httpStage,
  'AWS::S3::Bucket': bucket,
  'AWS::Cognito::UserPool': (given) => {
    const own = (listed(given.Schema) as readonly Members[]).map((one) => ({ ...one, Name: `custom:${one.Name}` }));
    const SchemaAttributes = [{ Name: 'sub', AttributeDataType: 'String', Mutable: false, Required: true }, ...own];
    return { UserPoolName: given.UserPoolName, ...cognito.userPoolOf({ ...given, SchemaAttributes } as never) };
  },
  'AWS::Lambda::Function': (given, { id, arn }) => {
    const { Variables } = (given.Environment ?? {}) as { readonly Variables?: Members };
    const hidden = holdsHidden(Variables);
    const { Environment, KmsKeyArn, CodeSigningConfigArn, RuntimeManagementConfig, Code, ...same } = given;
    return {
      ...lambda.functionOf({
        ...same,
        ...(hidden ? {} : { Environment }),
        FunctionName: id,
        FunctionArn: arn,
        KMSKeyArn: KmsKeyArn,
        Layers: given.Layers === undefined ? undefined : listed(given.Layers).map((Arn) => ({ Arn })),
        LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${id}`, ...(given.LoggingConfig as Members) },
        ...(given.VpcConfig === undefined ? {} : { VpcConfig: { VpcId: 'vpc-a1b2', ...(given.VpcConfig as Members) } }),
      } as never),
      ...(hidden ? { Environment } : {}),
      ...(CodeSigningConfigArn === undefined ? {} : { CodeSigningConfigArn }),
      ...(Code === undefined ? {} : { Code }),
      RuntimeManagementConfig,
    };
  },
};

/** A resource as the mapper of its type makes it of the answer of the service; one without a mapper here stays as it is. */
export const answered = (resource: RawResource): RawResource => {
  const mapped = MAPPED[resource.type]?.(resource.properties, resource);
  return mapped === undefined ? resource : { ...resource, properties: mapped };
};
