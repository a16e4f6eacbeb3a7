import { type Entry, intrinsicOf, type MapNode, type Node, textOf } from '../node.ts';
import type { ExpansionGap, TemplateResource } from '../template.ts';
import { unknownText, unknownVariable } from '../variable.ts';
import { type Made, type Members, object, ref, resource, type Value } from './build.ts';
import { functionUrl } from './function-url.ts';
import { functionId, layerId, normalized, versionId } from './naming.ts';
import { releaseOf } from './release.ts';
import { ownRole, roleArn } from './role.ts';
import { composed, entriesOf, isSet, itemsOf, type ServerlessFunction, type Service, setting, settingEntry } from './service.ts';

/** The runtime where nobody says one: the last open release's, which nothing tells of another. */
const DEFAULT_RUNTIME = 'nodejs16.x';

const runtimeOf = (service: Service, of: ServerlessFunction): Value => {
  const said = settingEntry(of.settings, 'runtime') ?? settingEntry(service.provider, 'runtime');
  if (said !== undefined) return said;
  return releaseOf(service.root) === 'last-open'
    ? DEFAULT_RUNTIME
    : unknownVariable('the default runtime of the Serverless Framework', of.span);
};

/** The provider's members with the function's over them. */
const merged = (above: Node | undefined, own: Node | undefined): Node | undefined => {
  if (above?.kind !== 'map' || own?.kind !== 'map' || intrinsicOf(above) || intrinsicOf(own)) return own ?? above;
  return { kind: 'map', entries: new Map([...above.entries, ...own.entries]), span: own.span };
};

const vpcOf = (service: Service, of: ServerlessFunction): Members | undefined => {
  const own = of.settings.entries.get('vpc')?.value;
  if (own?.kind === 'scalar') return undefined;
  const part = (name: string): Node | undefined => setting(own, name) ?? setting(service.provider, 'vpc', name);
  const [SecurityGroupIds, SubnetIds] = [part('securityGroupIds'), part('subnetIds')];
  return SecurityGroupIds && SubnetIds && { SecurityGroupIds, SubnetIds };
};

/** Images that the framework builds have no address before. */
const imageOf = (image: Node): Value => {
  const uri = setting(image, 'uri') ?? (textOf(image)?.includes('.') ? image : undefined);
  return uri ?? unknownVariable(`the image ${textOf(setting(image, 'name') ?? image) ?? ''}`, image.span);
};

const imageConfig = (image: Node | undefined): Members | undefined => {
  const config = {
    Command: setting(image, 'command'),
    EntryPoint: setting(image, 'entryPoint'),
    WorkingDirectory: setting(image, 'workingDirectory'),
  };
  return Object.values(config).some((value) => value !== undefined) ? config : undefined;
};

const tracingOf = (service: Service, of: ServerlessFunction): Node | undefined => {
  const tracing = setting(of.settings, 'tracing') ?? setting(service.provider, 'tracing', 'lambda');
  return isSet(tracing) ? tracing : undefined;
};

const UPDATES: Readonly<Record<string, string>> = { onFunctionUpdate: 'FunctionUpdate', manual: 'Manual' };

const runtimeManagement = (service: Service, of: ServerlessFunction): Members | undefined => {
  const said = setting(of.settings, 'runtimeManagement') ?? setting(service.provider, 'runtimeManagement');
  const mode = textOf(setting(said, 'mode') ?? said);
  const update = mode === undefined ? undefined : UPDATES[mode];
  return update === undefined ? undefined : { UpdateRuntimeOn: update, RuntimeVersionArn: setting(said, 'arn') };
};

const tagsOf = (service: Service, of: ServerlessFunction): readonly Value[] | undefined => {
  const tags = merged(setting(service.provider, 'tags'), setting(of.settings, 'tags'));
  return tags && entriesOf(tags).map(([Key, { value }]) => ({ Key, Value: value }));
};

const environmentOf = (service: Service, of: ServerlessFunction): Entry | undefined => {
  const [above, own] = [settingEntry(service.provider, 'environment'), settingEntry(of.settings, 'environment')];
  const Variables = merged(above?.value, own?.value);
  const key = own?.key ?? above?.key;
  if (Variables === undefined || key === undefined) return undefined;
  const known: Node =
    Variables.kind === 'map' && intrinsicOf(Variables) === undefined
      ? { ...Variables, entries: new Map([...Variables.entries].filter(([name]) => setting(Variables, name) !== undefined)) }
      : Variables;
  return { key, value: object({ Variables: known }, key) };
};

const lambdaFunction = (service: Service, of: ServerlessFunction): TemplateResource => {
  const { settings, span } = of;
  const { provider } = service;
  const inherited = (name: string): Entry | undefined => settingEntry(settings, name) ?? settingEntry(provider, name);
  const image = settingEntry(settings, 'image');
  const tracing = tracingOf(service, of);
  const files = setting(settings, 'fileSystemConfig');
  const letters = settingEntry(settings, 'onError');
  const architecture = inherited('architecture');
  const condition = setting(settings, 'condition');
  const edge = isAtEdge(of);
  const made = resource(
    functionId(of.name),
    'AWS::Lambda::Function',
    {
      Code:
        image === undefined
          ? {
              S3Bucket: setting(provider, 'deploymentBucket', 'name') ?? textBucket(provider) ?? ref('ServerlessDeploymentBucket'),
              S3Key: composed(span, 'serverless/', service.name, '.zip'),
            }
          : { ImageUri: imageOf(image.value) },
      ...(image === undefined
        ? {
            Handler: settingEntry(settings, 'handler'),
            Runtime: runtimeOf(service, of),
            RuntimeManagementConfig: runtimeManagement(service, of),
          }
        : { PackageType: 'Image', ImageConfig: imageConfig(image.value) }),
      FunctionName: of.deployedName,
      MemorySize: edge ? (settingEntry(settings, 'memorySize') ?? 128) : (inherited('memorySize') ?? 1024),
      Timeout: edge ? (settingEntry(settings, 'timeout') ?? 5) : (inherited('timeout') ?? 6),
      Architectures: architecture && [architecture],
      Description: settingEntry(settings, 'description'),
      Tags: tagsOf(service, of),
      EphemeralStorage: settings.entries.has('ephemeralStorageSize') ? { Size: settingEntry(settings, 'ephemeralStorageSize') } : undefined,
      DeadLetterConfig: letters && { key: letters.key, value: object({ TargetArn: letters }, letters.key) },
      KmsKeyArn: inherited('kmsKeyArn'),
      TracingConfig: tracing && { Mode: tracing.kind === 'scalar' && tracing.value === true ? 'Active' : tracing },
      Environment: edge ? undefined : environmentOf(service, of),
      Role: roleArn(ownRole(service, of)),
      VpcConfig: edge ? undefined : vpcOf(service, of),
      FileSystemConfigs: files && [{ Arn: setting(files, 'arn'), LocalMountPath: setting(files, 'localMountPath') }],
      ReservedConcurrentExecutions: settingEntry(settings, 'reservedConcurrency'),
      Layers: inherited('layers'),
      SnapStart: isSet(setting(settings, 'snapStart')) ? { ApplyOn: 'PublishedVersions' } : undefined,
      CodeSigningConfigArn: undefined,
    },
    span,
  );
  return condition === undefined ? made : { ...made, conditions: [object({ Condition: condition }, condition.span)] };
};

/** Whether CloudFront calls a function, which is then one of Lambda@Edge. */
export const isAtEdge = ({ events }: ServerlessFunction): boolean => events.some(({ kind }) => kind === 'cloudFront');

const textBucket = (provider: MapNode): Node | undefined => {
  const bucket = setting(provider, 'deploymentBucket');
  return textOf(bucket) === undefined ? undefined : bucket;
};

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

const DESTINATIONS: Readonly<Record<string, string>> = {
  function: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  eventBus: 'events:PutEvents',
};

const destinationAction = (destination: Node): string => {
  const text = textOf(destination);
  if (text === undefined) return DESTINATIONS[textOf(setting(destination, 'type')) ?? ''] ?? 'lambda:InvokeFunction';
  if (text.includes(':sqs:')) return 'sqs:SendMessage';
  if (text.includes(':sns:')) return 'sns:Publish';
  return text.includes(':event-bus/') ? 'events:PutEvents' : 'lambda:InvokeFunction';
};

const invokeConfig = (service: Service, of: ServerlessFunction): Made => {
  const { settings, span } = of;
  const destinations = settingEntry(settings, 'destinations');
  const [age, retries] = [settingEntry(settings, 'maximumEventAge'), settingEntry(settings, 'maximumRetryAttempts')];
  if (destinations === undefined && age === undefined && retries === undefined) return { resources: [] };
  const targets = ['onSuccess', 'onFailure'].flatMap((side) => {
    const node = setting(destinations?.value, side);
    if (node === undefined) return [];
    const text = textOf(node);
    const target: Value =
      setting(node, 'arn') ?? (text === undefined || text.startsWith('arn:') ? node : { 'Fn::GetAtt': [functionId(text), 'Arn'] });
    return [{ side: side === 'onSuccess' ? 'OnSuccess' : 'OnFailure', target, action: destinationAction(node) }];
  });
  return {
    resources: [
      resource(
        `${normalized(of.name)}LambdaEvConf`,
        'AWS::Lambda::EventInvokeConfig',
        {
          FunctionName: ref(functionId(of.name)),
          DestinationConfig: Object.fromEntries(targets.map(({ side, target }) => [side, { Destination: target }])),
          Qualifier: of.alias === undefined ? '$LATEST' : settings.entries.has('provisionedConcurrency') ? 'provisioned' : 'snapstart',
          MaximumEventAgeInSeconds: age,
          MaximumRetryAttempts: retries,
        },
        destinations?.key ?? span,
      ),
    ],
    statements:
      ownRole(service, of) === undefined
        ? targets.map(({ target, action }) => ({ Effect: 'Allow', Action: action, Resource: target }))
        : [],
  };
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

const layers = (service: Service): readonly TemplateResource[] =>
  entriesOf(setting(service.root, 'layers')).flatMap(([name, { key, value }]) => {
    const id = layerId(name);
    return [
      resource(
        id,
        'AWS::Lambda::LayerVersion',
        {
          Content: { S3Bucket: ref('ServerlessDeploymentBucket'), S3Key: `serverless/${name}.zip` },
          LayerName: setting(value, 'name') ?? name,
          Description: settingEntry(value, 'description'),
          LicenseInfo: settingEntry(value, 'licenseInfo'),
          CompatibleRuntimes: settingEntry(value, 'compatibleRuntimes'),
          CompatibleArchitectures: settingEntry(value, 'compatibleArchitectures'),
        },
        key,
      ),
      ...itemsOf(setting(value, 'allowedAccounts')).map((account) =>
        resource(
          `${normalized(name)}${(textOf(account) ?? '').replace('*', 'Wild')}LambdaLayerPermission`,
          'AWS::Lambda::LayerVersionPermission',
          { Action: 'lambda:GetLayerVersion', LayerVersionArn: ref(id), Principal: account },
          account.span,
        ),
      ),
    ];
  });

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
