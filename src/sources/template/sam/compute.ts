import { type Entry, intrinsicOf, list, member, type Node, scalar, textOf } from '../node.ts';
import { bucketObject } from './code.ts';
import type { ExpandResource, SamResource } from './context.ts';
import { assign, entryOf, getAtt, isTrue, type Members, made, object, pick, ref, sub, tagList, texts } from './make.ts';
import { managedPolicyArn } from './managed-policy.ts';
import { policyDocument, trust } from './policy.ts';
import { refused } from './unread.ts';

const SERVICE = 'lambda.amazonaws.com';

/** A role that Lambda assumes, with one of AWS's policies. */
const operator = (of: SamResource, id: string, policy: string) =>
  made(of, id, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: trust(SERVICE, of.span),
    ManagedPolicyArns: list([managedPolicyArn(policy, of.span)], of.span),
  });

const tagsOf = (properties: Node): Entry | undefined => {
  const tags = entryOf(properties, 'Tags');
  return tags && { key: tags.key, value: tagList(tags.value) ?? tags.value };
};

const scaling = (config: Entry): Node => {
  const average = entryOf(config.value, 'AverageCPUUtilization');
  const policy = { PredefinedMetricType: scalar('LambdaCapacityProviderAverageCPUUtilization', config.key), TargetValue: average };
  return object(
    {
      ...pick(config.value, ['MaxVCpuCount']),
      ScalingMode: scalar(average ? 'Manual' : 'Auto', config.key),
      ScalingPolicies: average && list([object(policy, average.key)], average.key),
    },
    config.value.span,
  );
};

/** `AWS::Serverless::CapacityProvider`: the instances that functions run on, with the role that manages them. */
export const expandCapacityProvider: ExpandResource = (of) => {
  const { properties, span } = of;
  const own = entryOf(properties, 'OperatorRole');
  const id = `${of.id}OperatorRole`;
  const requirements = entryOf(properties, 'InstanceRequirements');
  const config = entryOf(properties, 'ScalingConfig');
  const logging = entryOf(properties, 'LoggingConfig');
  if (entryOf(properties, 'VpcConfig') === undefined) return refused(of, 'it has no VpcConfig');
  const provider = made(of, of.id, 'AWS::Lambda::CapacityProvider', {
    ...pick(properties, ['CapacityProviderName', 'KmsKeyArn', 'VpcConfig']),
    PermissionsConfig: object({ CapacityProviderOperatorRoleArn: own ?? getAtt(id, 'Arn', span) }, span),
    InstanceRequirements:
      requirements &&
      object(
        {
          ...pick(requirements.value, ['Architectures']),
          AllowedInstanceTypes: entryOf(requirements.value, 'AllowedTypes'),
          ExcludedInstanceTypes: entryOf(requirements.value, 'ExcludedTypes'),
        },
        requirements.value.span,
      ),
    CapacityProviderScalingConfig: config && scaling(config),
    TelemetryConfig: logging && object({ LoggingConfig: logging }, logging.key),
    Tags: tagsOf(properties),
  });
  return { resources: own ? [provider] : [operator(of, id, 'AWSLambdaManagedEC2ResourceOperator'), provider], gaps: [] };
};

/** `AWS::Serverless::NetworkConnector`: the way of functions and images into a VPC, with the role that makes it. */
export const expandNetworkConnector: ExpandResource = (of) => {
  const { properties, span } = of;
  const own = entryOf(properties, 'OperatorRole');
  const id = `${of.id}OperatorRole`;
  const vpc = entryOf(properties, 'VpcConfig');
  if (vpc?.value.kind !== 'map') return refused(of, 'it has no VpcConfig');
  const egress = assign(vpc.value, { AssociatedComputeResourceTypes: entryOf(properties, 'ComputeTypes') ?? texts(['MicroVm'], span) });
  const connector = made(of, of.id, 'AWS::Lambda::NetworkConnector', {
    ...pick(properties, ['Name']),
    Configuration: object({ VpcEgressConfiguration: { key: vpc.key, value: egress } }, vpc.key),
    OperatorRole: own ?? getAtt(id, 'Arn', span),
    Tags: tagsOf(properties),
  });
  return { resources: own ? [connector] : [operator(of, id, 'AWSLambdaNetworkConnectorOperatorPolicy'), connector], gaps: [] };
};

/** What the role that builds an image may read: the bucket of its code. */
const codeBucket = (uri: Entry | undefined, span: SamResource['span']): Node => {
  const text = textOf(uri?.value);
  const bucket = /^s3:\/\/([^/]+)/.exec(text ?? '')?.[1];
  if (bucket !== undefined) return sub(`arn:<AWS::Partition>:s3:::${bucket}/*`, span);
  const parts = object({ 'Fn::Split': list([scalar('/', span), uri?.value ?? scalar('', span)], span) }, span);
  return sub('arn:<AWS::Partition>:s3:::<Bucket>/*', span, {
    Bucket: object({ 'Fn::Select': list([scalar(2, span), parts], span) }, span),
  });
};

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** `AWS::Serverless::MicrovmImage`: the image, and the role with which it is built. */
export const expandMicrovmImage: ExpandResource = (of) => {
  const { properties, span } = of;
  const own = entryOf(properties, 'BuildRoleArn');
  const id = `${of.id}BuildRole`;
  const uri = entryOf(properties, 'CodeUri');
  const variables = entryOf(properties, 'EnvironmentVariables');
  const image = made(of, of.id, 'AWS::Lambda::MicrovmImage', {
    ...pick(properties, [
      'Name',
      'BaseImageArn',
      'BaseImageVersion',
      'Description',
      'Logging',
      'EgressNetworkConnectors',
      'CpuConfigurations',
      'Resources',
      'AdditionalOsCapabilities',
      'Hooks',
    ]),
    CodeArtifact: uri && object({ Uri: uri }, uri.key),
    BuildRoleArn: own ?? getAtt(id, 'Arn', span),
    EnvironmentVariables: variables && { key: variables.key, value: tagList(variables.value) ?? variables.value },
    Tags: tagsOf(properties),
  });
  const policy = policyDocument(
    [
      { Action: texts(['s3:GetObject'], span), Resource: codeBucket(uri, span) },
      { Action: texts(LOGS, span), Resource: scalar('*', span) },
    ],
    span,
  );
  const role = made(of, id, 'AWS::IAM::Role', {
    AssumeRolePolicyDocument: trust(SERVICE, span),
    Policies: list([object({ PolicyName: scalar('MicrovmImageBuildPolicy', span), PolicyDocument: policy }, span)], span),
  });
  return { resources: own ? [image] : [role, image], gaps: [] };
};

/** A name that a stack may have twice, as SAM makes it of the logical id and a part of the stack's. */
const generatedName = ({ id, span }: SamResource): Node => {
  const select = (index: number, separator: string, text: Node): Node =>
    object(
      { 'Fn::Select': list([scalar(index, span), object({ 'Fn::Split': list([scalar(separator, span), text], span) }, span)], span) },
      span,
    );
  return sub(`${id.slice(0, 55)}-<StackIdSuffix>`, span, {
    StackIdSuffix: select(0, '-', select(2, '/', ref('AWS::StackId', span))),
  });
};

const serviceConfig = (of: SamResource, role: Node | Entry): Members => {
  const { properties, span } = of;
  const given = entryOf(properties, 'EnvironmentVariables');
  const start = entryOf(properties, 'EntryPoint');
  const base = given?.value.kind === 'map' ? given.value : object({}, span);
  const variables = start && !intrinsicOf(base) ? { key: start.key, value: assign(base, { AWS_LAMBDA_NODEJS_ENTRYPOINT: start }) } : given;
  const logging = entryOf(properties, 'LoggingConfig');
  return {
    ExecutionRoleArn: role,
    EnvironmentVariables: variables,
    TelemetryConfig: logging && object({ LoggingConfig: logging }, logging.key),
    ...pick(properties, ['MaxConcurrencyPerEnvironment', 'EgressNetworkConnectorArn']),
    TimeoutSeconds: entryOf(properties, 'Timeout') ?? scalar(30, span),
  };
};

/** `AWS::Serverless::WebFunction`: the function, its revision and the endpoint that serves it. */
export const expandWebFunction: ExpandResource = (of) => {
  const { properties, span } = of;
  const uri = entryOf(properties, 'CodeUri');
  const runtime = entryOf(properties, 'Runtime');
  if (!isTrue(member(properties, 'AuthType'))) return refused(of, 'it has no AuthType');
  if (uri === undefined) return refused(of, 'it has no CodeUri');
  if (runtime === undefined) return refused(of, 'it has no Runtime');
  const own = entryOf(properties, 'ExecutionRoleArn');
  const name = entryOf(properties, 'FunctionName') ?? generatedName(of);
  const code = bucketObject(uri.value, { bucket: 'Bucket', key: 'Key', version: 'ObjectVersion' });
  const weights = member(properties, 'RevisionWeights');
  const own100 = object({ RevisionId: getAtt(`${of.id}Revision`, 'RevisionId', span), Weight: scalar(100, span) }, span);
  const share = ([id, { key, value }]: readonly [string, Entry]) => object({ RevisionId: scalar(id, key), Weight: value }, key);
  const role = operator(of, `${of.id}Role`, 'AWSLambdaBasicExecutionRole');
  const local = textOf(uri.value) === undefined ? {} : { attributes: { CodeUri: uri.value } };
  return {
    resources: [
      made(of, of.id, 'AWS::Lambda::WebFunction', { FunctionName: name, Tags: tagsOf(properties) }),
      {
        ...made(of, `${of.id}Revision`, 'AWS::Lambda::WebFunctionRevision', {
          FunctionName: name,
          Description: entryOf(properties, 'RevisionDescription'),
          ...pick(properties, ['KmsKeyArn']),
          BuildConfig: object(
            { CodeConfig: object({ S3Object: code }, uri.key), RuntimeConfig: object({ Runtime: runtime }, runtime.key) },
            span,
          ),
          ServiceConfig: object(serviceConfig(of, own ?? getAtt(role.id, 'Arn', span)), span),
        }),
        ...local,
      },
      made(of, `${of.id}Endpoint`, 'AWS::Lambda::WebFunctionEndpoint', {
        FunctionName: name,
        EndpointName: entryOf(properties, 'EndpointName') ?? scalar('prod', span),
        EndpointType: entryOf(properties, 'EndpointType') ?? scalar('HomeRegion', span),
        ...pick(properties, ['AuthType']),
        RevisionWeights: list(weights?.kind === 'map' && !intrinsicOf(weights) ? [...weights.entries].map(share) : [own100], span),
        Regions: entryOf(properties, 'ReplicaRegions'),
        Description: entryOf(properties, 'EndpointDescription'),
        ...pick(properties, ['ScalingConfig', 'ThrottleConfig']),
      }),
      ...(own ? [] : [role]),
    ],
    gaps: [],
  };
};
