import { type Entry, textOf } from '../node.ts';
import type { ExpansionGap, TemplateResource } from '../template.ts';
import { unknownText } from '../variable.ts';
import { type Made, ref, resource, type Value } from './build.ts';
import { invokeConfig } from './destinations.ts';
import { functionUrl } from './function-url.ts';
import { lambdaFunction, tracingOf } from './lambda-function.ts';
import { layers } from './layers.ts';
import { functionId, normalized, versionId } from './naming.ts';
import { composed, isAtEdge, isSet, itemsOf, type ServerlessFunction, type Service, setting, settingEntry } from './service.ts';

/** The version that an alias or a distribution names, and the alias: the framework makes the version's id anew with each change. */
const versioned = (of: ServerlessFunction): readonly TemplateResource[] => {
  const version = versionId(of.name);
  const published = resource(version, 'AWS::Lambda::Version', { FunctionName: ref(functionId(of.name)) }, of.span);
  if (of.alias === undefined) return isAtEdge(of) ? [published] : [];
  const concurrency = settingEntry(of.settings, 'provisionedConcurrency');
  return [
    published,
    resource(
      of.alias,
      'AWS::Lambda::Alias',
      {
        FunctionName: ref(functionId(of.name)),
        FunctionVersion: { 'Fn::GetAtt': [version, 'Version'] },
        Name: concurrency === undefined ? 'snapstart' : 'provisioned',
        ProvisionedConcurrencyConfig: concurrency && { ProvisionedConcurrentExecutions: concurrency },
      },
      of.span,
    ),
  ];
};

const logGroup = (service: Service, of: ServerlessFunction): readonly TemplateResource[] => {
  if (isSet(setting(of.settings, 'disableLogs'))) return [];
  const inherited = (name: string): Entry | undefined => settingEntry(of.settings, name) ?? settingEntry(service.provider, name);
  return [
    resource(
      `${normalized(of.name)}LogGroup`,
      'AWS::Logs::LogGroup',
      {
        LogGroupName: composed(of.span, '/aws/lambda/', of.deployedName),
        RetentionInDays: inherited('logRetentionInDays'),
        DataProtectionPolicy: inherited('logDataProtectionPolicy'),
      },
      of.span,
    ),
  ];
};

/** What the settings of a function let the shared role do. */
const grants = (service: Service, of: ServerlessFunction): readonly Value[] => {
  const allow = (actions: readonly string[], target: Value): Value => ({ Effect: 'Allow', Action: actions, Resource: [target] });
  const letters = setting(of.settings, 'onError');
  const key = setting(of.settings, 'kmsKeyArn') ?? setting(service.provider, 'kmsKeyArn');
  const files = setting(of.settings, 'fileSystemConfig', 'arn');
  return [
    ...(letters !== undefined && textOf(letters) !== undefined ? [allow(['sns:Publish'], letters)] : []),
    ...(key !== undefined && textOf(key) !== undefined ? [allow(['kms:Decrypt'], key)] : []),
    ...(tracingOf(service, of) === undefined ? [] : [allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*')]),
    ...(files === undefined ? [] : [allow(['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'], files)]),
  ];
};

/** The types that a function makes, where it cannot be read. */
const OF_FUNCTION = ['AWS::Lambda::Function', 'AWS::Lambda::Url', 'AWS::Lambda::Permission', 'AWS::Logs::LogGroup'];

const unread = (service: Service): readonly ExpansionGap[] => {
  const functions = setting(service.root, 'functions');
  if (functions === undefined) return [];
  const whole = unknownText(functions);
  if (whole !== undefined)
    return [{ span: functions.span, reason: 'variable', message: `The functions of the service depend on ${whole}` }];
  return itemsOf(functions).flatMap((part): readonly ExpansionGap[] => {
    const text = unknownText(part);
    if (text !== undefined) return [{ span: part.span, reason: 'variable', message: `Functions of the service depend on ${text}` }];
    if (part.kind !== 'map') return [{ span: part.span, reason: 'malformed', message: 'The functions of the service are not a map' }];
    return [...part.entries].flatMap(([name, { key, value }]) => {
      const variable = unknownText(value);
      const types = OF_FUNCTION;
      if (variable !== undefined) return [{ span: key, reason: 'variable', message: `The function ${name} depends on ${variable}`, types }];
      return value.kind === 'map' ? [] : [{ span: key, reason: 'malformed', message: `The function ${name} is not a map`, types }];
    });
  });
};

/** The functions of a service and what belongs to each: its log group, its URL, its alias. Its layers as well. */
export const expandFunctions = (service: Service): Made => {
  const configs = service.functions.map((of) => invokeConfig(service, of));
  return {
    resources: [
      ...service.functions.flatMap((of) => [...logGroup(service, of), lambdaFunction(service, of), ...versioned(of), ...functionUrl(of)]),
      ...configs.flatMap(({ resources }) => resources),
      ...layers(service),
    ],
    gaps: unread(service),
    statements: [...service.functions.flatMap((of) => grants(service, of)), ...configs.flatMap(({ statements }) => statements ?? [])],
  };
};
