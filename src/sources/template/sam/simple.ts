import { list, member, scalar, textOf } from '../node.ts';
import { bucketObject } from './code.ts';
import type { ExpandResource } from './context.ts';
import { entryOf, getAtt, made, object, pick, tagList } from './make.ts';
import { trust } from './policy.ts';

const KEY_TYPES: ReadonlyMap<string | undefined, string> = new Map([
  ['String', 'S'],
  ['Number', 'N'],
  ['Binary', 'B'],
]);

/** `AWS::Serverless::SimpleTable`: a table with one key. */
export const expandSimpleTable: ExpandResource = (of) => {
  const { properties, span } = of;
  const key = member(properties, 'PrimaryKey');
  const name = entryOf(key, 'Name') ?? scalar('id', span);
  const type = scalar(KEY_TYPES.get(textOf(member(key, 'Type'))) ?? 'S', span);
  const throughput = entryOf(properties, 'ProvisionedThroughput');
  const tags = entryOf(properties, 'Tags');
  const table = made(of, of.id, 'AWS::DynamoDB::Table', {
    ...pick(properties, ['TableName', 'PointInTimeRecoverySpecification', 'ProvisionedThroughput', 'SSESpecification']),
    BillingMode: throughput ? undefined : scalar('PAY_PER_REQUEST', span),
    AttributeDefinitions: list([object({ AttributeName: name, AttributeType: type }, span)], span),
    KeySchema: list([object({ AttributeName: name, KeyType: scalar('HASH', span) }, span)], span),
    Tags: tags && { key: tags.key, value: tagList(tags.value) ?? tags.value },
  });
  return { resources: [table], gaps: [] };
};

/** `AWS::Serverless::LayerVersion`: a version of a layer, which is called as the resource is unless it has a name. */
export const expandLayerVersion: ExpandResource = (of) => {
  const { properties, span } = of;
  const uri = entryOf(properties, 'ContentUri');
  const layer = made(of, of.id, 'AWS::Lambda::LayerVersion', {
    LayerName: entryOf(properties, 'LayerName') ?? scalar(of.id, span),
    ...pick(properties, ['Description', 'CompatibleArchitectures', 'CompatibleRuntimes', 'LicenseInfo']),
    Content: uri && bucketObject(uri.value, { bucket: 'S3Bucket', key: 'S3Key', version: 'S3ObjectVersion' }),
  });
  const local = uri && textOf(uri.value) !== undefined ? { attributes: { ContentUri: uri.value } } : {};
  return { resources: [{ ...layer, ...local }], gaps: [] };
};

/** `AWS::Serverless::Application`: a nested stack, whose template is one of its own. */
export const expandApplication: ExpandResource = (of) => {
  const location = entryOf(of.properties, 'Location');
  const stack = made(of, of.id, 'AWS::CloudFormation::Stack', {
    TemplateURL: location && textOf(location.value) !== undefined ? location : undefined,
    ...pick(of.properties, ['Parameters', 'NotificationARNs', 'TimeoutInMinutes']),
  });
  return { resources: [stack], gaps: [] };
};

/** `AWS::Serverless::CapacityProvider`: the instances that functions run on, with the role that manages them. */
export const expandCapacityProvider: ExpandResource = (of) => {
  const { properties, span } = of;
  const own = entryOf(properties, 'OperatorRole');
  const vpc = member(properties, 'VpcConfig');
  const provider = made(of, of.id, 'AWS::Lambda::CapacityProvider', {
    ...pick(properties, ['CapacityProviderName', 'KmsKeyArn', 'LoggingConfig']),
    VpcConfig: vpc,
    PermissionsConfig: object({ CapacityProviderOperatorRoleArn: own ?? getAtt(`${of.id}OperatorRole`, 'Arn', span) }, span),
  });
  const role = made(of, `${of.id}OperatorRole`, 'AWS::IAM::Role', { AssumeRolePolicyDocument: trust('lambda.amazonaws.com', span) });
  return { resources: own ? [provider] : [provider, role], gaps: [] };
};

/** `AWS::Serverless::WebFunction`: the function, its revision and the endpoint that serves it. */
export const expandWebFunction: ExpandResource = (of) => {
  const { properties, span } = of;
  const own = entryOf(properties, 'ExecutionRoleArn');
  const name = entryOf(properties, 'FunctionName') ?? scalar(of.id, span);
  const variables = entryOf(properties, 'EnvironmentVariables');
  const service = { ExecutionRoleArn: own ?? getAtt(`${of.id}Role`, 'Arn', span), EnvironmentVariables: variables };
  const runtime = entryOf(properties, 'Runtime');
  return {
    resources: [
      made(of, of.id, 'AWS::Lambda::WebFunction', { FunctionName: name }),
      made(of, `${of.id}Revision`, 'AWS::Lambda::WebFunctionRevision', {
        FunctionName: name,
        KmsKeyArn: entryOf(properties, 'KmsKeyArn'),
        BuildConfig: runtime && object({ RuntimeConfig: object({ Runtime: runtime }, span) }, span),
        ServiceConfig: object(service, span),
      }),
      made(of, `${of.id}Endpoint`, 'AWS::Lambda::WebFunctionEndpoint', {
        FunctionName: name,
        EndpointName: entryOf(properties, 'EndpointName') ?? scalar('prod', span),
        EndpointType: entryOf(properties, 'EndpointType') ?? scalar('HomeRegion', span),
        ...pick(properties, ['AuthType', 'ScalingConfig', 'ThrottleConfig']),
      }),
      ...(own ? [] : [made(of, `${of.id}Role`, 'AWS::IAM::Role', { AssumeRolePolicyDocument: trust('lambda.amazonaws.com', span) })]),
    ],
    gaps: [],
  };
};
