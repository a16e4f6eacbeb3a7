import { type Entry, intrinsicOf, type MapNode, type Node, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { unknownVariable } from '../variable.ts';
import { type Members, object, ref, resource, type Value } from './build.ts';
import { functionId } from './naming.ts';
import { releaseOf } from './release.ts';
import { ownRole, roleArn } from './role.ts';
import { composed, entriesOf, isAtEdge, isSet, type ServerlessFunction, type Service, setting, settingEntry } from './service.ts';

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

/** How a function is traced, if it is. */
export const tracingOf = (service: Service, of: ServerlessFunction): Node | undefined => {
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

/** The function itself. */
export const lambdaFunction = (service: Service, of: ServerlessFunction): TemplateResource => {
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

const textBucket = (provider: MapNode): Node | undefined => {
  const bucket = setting(provider, 'deploymentBucket');
  return textOf(bucket) === undefined ? undefined : bucket;
};
