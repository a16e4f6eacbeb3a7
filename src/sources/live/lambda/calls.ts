import type { Call } from '../call.ts';
import { EVENT_SOURCE_PROPERTIES } from './mapper.ts';

const FUNCTIONS = { resources: ['arn:${Partition}:lambda:${Region}:${Account}:function:*'] };
const CONFIGS = { resources: ['arn:${Partition}:lambda:${Region}:${Account}:code-signing-config:*'] };

/** The table of Lambda. What IAM lets be restricted: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
export const CALLS: readonly Call[] = [
  {
    action: 'lambda:ListFunctions',
    kind: 'list',
    gives: {
      'AWS::Lambda::Function': [
        'Architectures',
        'Code',
        'DeadLetterConfig',
        'Environment',
        'EphemeralStorage',
        'FileSystemConfigs',
        'FunctionName',
        'Handler',
        'ImageConfig',
        'KmsKeyArn',
        'Layers',
        'LoggingConfig',
        'MemorySize',
        'PackageType',
        'Role',
        'Runtime',
        'SnapStart',
        'Timeout',
        'TracingConfig',
        'VpcConfig',
      ],
    },
  },
  // Where an image lies, in the place that ListFunctions leaves open. Of an archive it would give an address that its code can be fetched
  // from: it is asked of images alone, and its permission is wanted by nobody who has not asked for it.
  {
    action: 'lambda:GetFunction',
    kind: 'detail',
    gives: { 'AWS::Lambda::Function': [] },
    tells: { 'AWS::Lambda::Function': ['ResolvedImageUri'] },
    after: ['lambda:ListFunctions'],
    optIn: true,
    permission: FUNCTIONS,
  },
  {
    action: 'lambda:ListCodeSigningConfigs',
    kind: 'list',
    gives: { 'AWS::Lambda::CodeSigningConfig': ['AllowedPublishers', 'CodeSigningPolicies'] },
  },
  // One call for each configuration, where asking each function would cost one for each of those.
  {
    action: 'lambda:ListFunctionsByCodeSigningConfig',
    kind: 'detail',
    gives: { 'AWS::Lambda::Function': ['CodeSigningConfigArn'] },
    after: ['lambda:ListFunctions', 'lambda:ListCodeSigningConfigs'],
    permission: CONFIGS,
  },
  {
    action: 'lambda:GetFunctionCodeSigningConfig',
    kind: 'detail',
    gives: { 'AWS::Lambda::Function': ['CodeSigningConfigArn'] },
    insteadOf: 'lambda:ListFunctionsByCodeSigningConfig',
    permission: FUNCTIONS,
  },
  {
    action: 'lambda:ListAliases',
    kind: 'list',
    gives: { 'AWS::Lambda::Alias': ['FunctionName', 'FunctionVersion', 'Name'] },
    after: ['lambda:ListFunctions'],
    permission: FUNCTIONS,
  },
  {
    action: 'lambda:GetPolicy',
    kind: 'detail',
    gives: { 'AWS::Lambda::ResourcePolicy': ['ResourceArn', 'PolicyDocument'] },
    after: ['lambda:ListFunctions'],
    with: ['lambda:ListAliases'],
    permission: FUNCTIONS,
  },
  // Versions have policies of their own, which seldom hold anything: there may be hundreds of each function.
  {
    action: 'lambda:ListVersionsByFunction',
    kind: 'list',
    gives: { 'AWS::Lambda::ResourcePolicy': ['ResourceArn', 'PolicyDocument'] },
    after: ['lambda:ListFunctions'],
    with: ['lambda:GetPolicy'],
    optIn: true,
    permission: FUNCTIONS,
  },
  {
    action: 'lambda:ListFunctionUrlConfigs',
    kind: 'list',
    gives: { 'AWS::Lambda::Url': ['AuthType', 'Cors', 'InvokeMode', 'TargetFunctionArn'] },
    after: ['lambda:ListFunctions'],
    // A URL that authenticates nobody answers nobody without a grant: only functions with one are asked.
    with: ['lambda:GetPolicy'],
    permission: FUNCTIONS,
  },
  {
    action: 'lambda:GetFunctionUrlConfig',
    kind: 'detail',
    gives: { 'AWS::Lambda::Url': ['AuthType', 'Cors', 'InvokeMode', 'TargetFunctionArn'] },
    insteadOf: 'lambda:ListFunctionUrlConfigs',
    permission: FUNCTIONS,
  },
  {
    action: 'lambda:ListEventSourceMappings',
    kind: 'list',
    gives: {
      'AWS::Lambda::EventSourceMapping': [...EVENT_SOURCE_PROPERTIES, 'Enabled', 'FunctionName', 'KmsKeyArn'],
    },
  },
  {
    action: 'lambda:ListFunctionEventInvokeConfigs',
    kind: 'list',
    gives: {
      'AWS::Lambda::EventInvokeConfig': [
        'DestinationConfig',
        'FunctionName',
        'MaximumEventAgeInSeconds',
        'MaximumRetryAttempts',
        'Qualifier',
      ],
    },
    after: ['lambda:ListFunctions'],
    optIn: true,
    permission: FUNCTIONS,
  },
  { action: 'lambda:ListLayers', kind: 'list', gives: { 'AWS::Lambda::LayerVersion': [] } },
  {
    action: 'lambda:ListLayerVersions',
    kind: 'list',
    gives: { 'AWS::Lambda::LayerVersion': ['CompatibleArchitectures', 'CompatibleRuntimes', 'LayerName', 'LicenseInfo'] },
    after: ['lambda:ListLayers'],
  },
  {
    action: 'lambda:GetLayerVersionPolicy',
    kind: 'detail',
    gives: { 'AWS::Lambda::LayerVersionPermission': ['Action', 'LayerVersionArn', 'OrganizationId', 'Principal'] },
    after: ['lambda:ListLayerVersions'],
    permission: { resources: ['arn:${Partition}:lambda:${Region}:${Account}:layer:*'] },
  },
  {
    action: 'lambda:GetRuntimeManagementConfig',
    kind: 'detail',
    gives: { 'AWS::Lambda::Function': ['RuntimeManagementConfig'] },
    after: ['lambda:ListFunctions'],
    optIn: true,
    permission: FUNCTIONS,
  },
];
