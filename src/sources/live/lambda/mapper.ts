import type {
  AliasConfiguration,
  CodeSigningConfig,
  EventSourceMappingConfiguration,
  FunctionCodeLocation,
  FunctionConfiguration,
  FunctionEventInvokeConfig,
  FunctionUrlConfig,
  GetRuntimeManagementConfigResponse,
} from '@aws-sdk/client-lambda';
import { matches, NO } from '../../../model/policy/glob.ts';
import { redact } from '../../../model/redaction.ts';
import { unknown } from '../../../model/value.ts';
import { type Found, picked, present } from '../answers.ts';
import { unknownBecause } from '../failure.ts';
import type { Answer } from '../run.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Leaves out what the service did not say. */
const told = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined && value !== null && value !== ''));

/**
 * Environment values may be secrets: what looks like one does not leave the collector. Lambda says so where it could not decrypt them.
 * https://docs.aws.amazon.com/lambda/latest/api/API_EnvironmentResponse.html
 */
const environmentOf = ({ Environment }: FunctionConfiguration): unknown => {
  if (Environment === undefined || Environment === null) return undefined;
  if (Environment.Error) {
    const { ErrorCode = '', Message = '' } = Environment.Error;
    return unknown(
      /AccessDenied/i.test(ErrorCode)
        ? { kind: 'access-denied', action: 'kms:Decrypt' }
        : { kind: 'call-failed', action: 'kms:Decrypt', message: `${ErrorCode}: ${Message.split('\n')[0]}` },
    );
  }
  if (Environment.Variables === undefined || Environment.Variables === null) return undefined;
  const hidden = Object.entries(Environment.Variables).map(([name, value]) => [name, redact(name, String(value)) ?? value] as const);
  return { Variables: Object.fromEntries(hidden) };
};

/** Lambda names the group of every function, also the one that is called after it, which is what a template means by leaving it out. */
const loggingOf = ({ LoggingConfig, FunctionName }: FunctionConfiguration): unknown => {
  if (LoggingConfig?.LogGroup !== `/aws/lambda/${FunctionName}`) return LoggingConfig;
  const { LogGroup: _, ...rest } = LoggingConfig;
  return rest;
};

/** An entry of ListFunctions, in CloudFormation's words. */
export const functionOf = (fn: FunctionConfiguration): Properties => {
  const { VpcConfig, SnapStart } = fn;
  return told({
    Architectures: fn.Architectures,
    DeadLetterConfig: fn.DeadLetterConfig?.TargetArn ? { TargetArn: fn.DeadLetterConfig.TargetArn } : undefined,
    Environment: environmentOf(fn),
    EphemeralStorage: fn.EphemeralStorage,
    FileSystemConfigs: fn.FileSystemConfigs,
    FunctionName: fn.FunctionName,
    Handler: fn.Handler,
    ImageConfig: fn.ImageConfigResponse?.ImageConfig,
    KmsKeyArn: fn.KMSKeyArn,
    Layers: fn.Layers?.flatMap(({ Arn }) => Arn ?? []),
    LoggingConfig: loggingOf(fn),
    MemorySize: fn.MemorySize,
    PackageType: fn.PackageType ?? 'Zip',
    Role: fn.Role,
    Runtime: fn.Runtime,
    SnapStart: SnapStart?.ApplyOn === undefined ? undefined : { ApplyOn: SnapStart.ApplyOn },
    Timeout: fn.Timeout,
    TracingConfig: fn.TracingConfig,
    // A function without a VPC has one with empty lists.
    VpcConfig: VpcConfig?.VpcId ? told({ SecurityGroupIds: VpcConfig.SecurityGroupIds, SubnetIds: VpcConfig.SubnetIds }) : undefined,
  });
};

/** What ListFunctions says beside the properties. */
export const functionAttributesOf = (fn: FunctionConfiguration): Properties =>
  told({
    Ref: fn.FunctionName,
    Arn: fn.FunctionArn,
    CodeSha256: fn.CodeSha256,
    LastModified: fn.LastModified,
    SigningJobArn: fn.SigningJobArn,
    SigningProfileVersionArn: fn.SigningProfileVersionArn,
  });

/** An entry of ListCodeSigningConfigs. The policy is AWS's default where it is not named. */
export const codeSigningConfigOf = (config: CodeSigningConfig): Properties =>
  told({
    AllowedPublishers: config.AllowedPublishers,
    CodeSigningPolicies: { UntrustedArtifactOnDeployment: config.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? 'Warn' },
  });

/** An entry of ListAliases. */
export const aliasOf = (functionArn: string, alias: AliasConfiguration): Properties =>
  told({ FunctionName: functionArn, FunctionVersion: alias.FunctionVersion, Name: alias.Name });

/** An entry of ListFunctionUrlConfigs; the ARN is the alias's where the URL is an alias's. */
export const urlOf = (url: FunctionUrlConfig): Properties =>
  told({ AuthType: url.AuthType, Cors: url.Cors, InvokeMode: url.InvokeMode, TargetFunctionArn: url.FunctionArn });

/** Where an image lies, which GetFunction alone says: as the deployment has named it, by a tag or a digest, and the digest that it was. */
export const imageOf = (answer: Answer<FunctionCodeLocation>): Pick<Found, 'properties' | 'attributes'> => {
  const lies = (ImageUri: unknown) => ({ Code: { ImageUri } });
  if (answer.state === 'failed') return { properties: lies(unknownBecause(answer.failure)) };
  if (answer.state !== 'answered') return { properties: lies(unknown({ kind: 'not-asked', action: answer.action })) };
  const { ImageUri, ResolvedImageUri } = answer.value;
  return { properties: lies(ImageUri), attributes: present({ ResolvedImageUri }) };
};

/** What GetRuntimeManagementConfig says. */
export const runtimeManagementOf = ({ UpdateRuntimeOn, RuntimeVersionArn }: GetRuntimeManagementConfigResponse): Properties => {
  if (typeof UpdateRuntimeOn !== 'string') throw new TypeError('UpdateRuntimeOn is missing');
  return { RuntimeManagementConfig: told({ UpdateRuntimeOn, RuntimeVersionArn }) };
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Whether an action pattern of a policy covers a function's URL. */
const coversUrl = (pattern: unknown): boolean =>
  typeof pattern !== 'string' || matches(pattern.toLowerCase(), 'lambda:invokefunctionurl', true) !== NO;

/**
 * Whether a policy may let someone call the function's URL. One that authenticates nobody answers nobody without such a grant, so
 * functions without it need not be asked for their URLs. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export const mayGrantUrl = (document: unknown): boolean => {
  if (typeof document !== 'object' || document === null) return true;
  const { Statement } = document as { readonly Statement?: unknown };
  if (Statement === undefined) return false;
  return listOf(Statement).some((statement) => {
    if (typeof statement !== 'object' || statement === null) return true;
    const { Effect, Action, NotAction } = statement as Readonly<Record<string, unknown>>;
    if (Effect === 'Deny') return false;
    return NotAction !== undefined || listOf(Action).some(coversUrl);
  });
};

/** An entry of ListFunctionEventInvokeConfigs: what becomes of events that a function, a version or an alias is sent and not waited for. */
export const eventInvokeConfigOf = (functionArn: string, given: FunctionEventInvokeConfig): Found => {
  const { FunctionArn = functionArn, DestinationConfig, MaximumEventAgeInSeconds, MaximumRetryAttempts } = given;
  const Qualifier = FunctionArn.startsWith(`${functionArn}:`) ? FunctionArn.slice(functionArn.length + 1) : '$LATEST';
  return {
    type: 'AWS::Lambda::EventInvokeConfig',
    id: `${functionArn.split(':')[6]}|${Qualifier}`,
    properties: told({ DestinationConfig, FunctionName: functionArn, MaximumEventAgeInSeconds, MaximumRetryAttempts, Qualifier }),
  };
};

/** What a mapping of ListEventSourceMappings names as CloudFormation does. */
export const EVENT_SOURCE_PROPERTIES = [
  'BatchSize',
  'BisectBatchOnFunctionError',
  'DestinationConfig',
  'DocumentDBEventSourceConfig',
  'EventSourceArn',
  'FunctionResponseTypes',
  'MaximumBatchingWindowInSeconds',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'Queues',
  'SelfManagedEventSource',
  'SourceAccessConfigurations',
  'StartingPosition',
  'Topics',
] as const;

/** An entry of ListEventSourceMappings. One that is being switched on or off is what it is about to be. */
export const eventSourceMappingOf = (given: EventSourceMappingConfiguration): Found => {
  const { UUID: id = '', EventSourceMappingArn: arn, FunctionArn, KMSKeyArn, State } = given;
  return {
    type: 'AWS::Lambda::EventSourceMapping',
    id,
    ...(arn === undefined ? {} : { arn }),
    properties: {
      ...picked(given, EVENT_SOURCE_PROPERTIES),
      ...told({ Enabled: State === undefined ? undefined : !/^Disabl/.test(State), FunctionName: FunctionArn, KmsKeyArn: KMSKeyArn }),
    },
    attributes: told({ Ref: id, Id: id, EventSourceMappingArn: arn }),
  };
};
