import { type Entry, map, member, type Node, textOf } from '../node.ts';
import { isNoValue } from '../routes/branches.ts';
import type { TemplateResource } from '../template.ts';
import { bucketObject } from './code.ts';
import type { ExpandResource, SamContext, SamResource } from './context.ts';
import { deploymentOf } from './deployment.ts';
import { eventInvokeConfig } from './event-invoke.ts';
import { expandEvents } from './events/index.ts';
import { functionUrl } from './function-url.ts';
import { filled } from './left-out.ts';
import { assign, entryOf, getAtt, isTrue, type Members, made, object, pick, ref, tagList } from './make.ts';
import { textFor } from './parameters.ts';
import { inlinePolicy, trust } from './policy.ts';
import { roleOf } from './role.ts';

const PASSED = [
  'FunctionName',
  'Handler',
  'Runtime',
  'Description',
  'MemorySize',
  'Timeout',
  'VpcConfig',
  'Environment',
  'KmsKeyArn',
  'ReservedConcurrentExecutions',
  'Layers',
  'FileSystemConfigs',
  'ImageConfig',
  'PackageType',
  'Architectures',
  'SnapStart',
  'EphemeralStorage',
  'CodeSigningConfigArn',
  'RuntimeManagementConfig',
  'LoggingConfig',
  'TenancyConfig',
  'RecursiveLoop',
  'DurableConfig',
  'FunctionScalingConfig',
  'PublishToLatestPublished',
];

const codeOf = (of: SamResource): Node | undefined => {
  const { properties } = of;
  const image = entryOf(properties, 'ImageUri');
  if (textOf(member(properties, 'PackageType')) === 'Image') return image && object({ ImageUri: image }, image.value.span);
  const inline = entryOf(properties, 'InlineCode');
  const uri = member(properties, 'CodeUri');
  const code = inline
    ? object({ ZipFile: inline }, inline.value.span)
    : uri && bucketObject(uri, { bucket: 'S3Bucket', key: 'S3Key', version: 'S3ObjectVersion' });
  const key = entryOf(properties, 'SourceKMSKeyArn');
  return key && code?.kind === 'map' ? assign(code, { SourceKMSKeyArn: key }) : code;
};

/** `Disabled` is the same as leaving it out. */
const isTraced = (of: SamResource): boolean => {
  const tracing = member(of.properties, 'Tracing');
  return isTrue(tracing) && textOf(tracing) !== 'Disabled';
};

/** The capacity provider that a function runs on. */
const onInstances = (of: SamResource): Entry | undefined => {
  const given = entryOf(of.properties, 'CapacityProviderConfig');
  if (given === undefined) return undefined;
  const provider = {
    CapacityProviderArn: entryOf(given.value, 'Arn'),
    ...pick(given.value, ['PerExecutionEnvironmentMaxConcurrency', 'ExecutionEnvironmentMemoryGiBPerVCpu']),
  };
  return { key: given.key, value: object({ LambdaManagedInstancesCapacityProviderConfig: object(provider, given.key) }, given.key) };
};

const lambdaFunction = (of: SamResource, role: Node): TemplateResource => {
  const { properties } = of;
  const tracing = entryOf(properties, 'Tracing');
  const letters = entryOf(properties, 'DeadLetterQueue');
  const tags = entryOf(properties, 'Tags');
  const uri = member(properties, 'CodeUri');
  const members: Members = {
    ...pick(properties, PASSED),
    Code: codeOf(of),
    Role: role,
    TracingConfig: tracing && isTraced(of) ? { key: tracing.key, value: map({ Mode: tracing.value }, tracing.value.span) } : undefined,
    CapacityProviderConfig: onInstances(of),
    DeadLetterConfig: letters && {
      key: letters.key,
      value: object({ TargetArn: entryOf(letters.value, 'TargetArn') }, letters.value.span),
    },
    Tags: tags && { key: tags.key, value: tagList(tags.value) ?? tags.value },
  };
  const resource = made(of, of.id, 'AWS::Lambda::Function', members);
  return uri === undefined || textOf(uri) === undefined ? resource : { ...resource, attributes: { CodeUri: uri } };
};

const DEAD_LETTER_ACTIONS: ReadonlyMap<string | undefined, string> = new Map([
  ['SQS', 'sqs:SendMessage'],
  ['SNS', 'sns:Publish'],
]);

const deadLetterPolicy = (of: SamResource): readonly Node[] => {
  const letters = member(of.properties, 'DeadLetterQueue');
  const action = DEAD_LETTER_ACTIONS.get(textOf(member(letters, 'Type')));
  const arn = member(letters, 'TargetArn');
  return letters && arn && action !== undefined ? [inlinePolicy('DeadLetterQueuePolicy', [action], arn, letters.span)] : [];
};

const aliasOf = (
  of: SamResource,
  { template }: SamContext,
): { readonly id: string; readonly resources: readonly TemplateResource[] } | undefined => {
  const entry = entryOf(of.properties, 'AutoPublishAlias');
  if (entry === undefined || !isTrue(entry.value) || isNoValue(entry.value)) return undefined;
  const name = textFor(entry.value, template) ?? '';
  const id = `${of.id}Alias${name.replaceAll('-', 'D').replaceAll('_', 'U')}`;
  const span = entry.key;
  const version = made(
    of,
    `${of.id}Version`,
    'AWS::Lambda::Version',
    {
      FunctionName: ref(of.id, span),
      Description: entryOf(of.properties, 'VersionDescription'),
    },
    span,
  );
  const alias = made(
    of,
    id,
    'AWS::Lambda::Alias',
    {
      Name: entry,
      FunctionName: ref(of.id, span),
      FunctionVersion: getAtt(version.id, 'Version', span),
      ...pick(of.properties, ['ProvisionedConcurrencyConfig']),
    },
    span,
  );
  return { id, resources: [version, alias] };
};

const managedPolicies = (of: SamResource): readonly string[] => [
  isTrue(member(of.properties, 'DurableConfig')) ? 'AWSLambdaBasicDurableExecutionRolePolicy' : 'AWSLambdaBasicExecutionRole',
  ...(isTraced(of) ? ['AWSXrayWriteOnlyAccess'] : []),
  ...(isTrue(member(of.properties, 'VpcConfig')) ? ['AWSLambdaVPCAccessExecutionRole'] : []),
];

/** `AWS::Serverless::Function`: the function, its role, alias, URL, and what its events need. */
export const expandFunction: ExpandResource = (of, context) => {
  const alias = aliasOf(of, context);
  const target = ref(alias?.id ?? of.id, of.span);
  const events = expandEvents(of, alias?.id, context);
  const invoke = eventInvokeConfig(of, entryOf(of.properties, 'AutoPublishAlias')?.value);
  const own = entryOf(of.properties, 'Role');
  const role = filled(own?.value, getAtt(`${of.id}Role`, 'Arn', own?.key ?? of.span));
  const roles =
    role.conditions === undefined
      ? []
      : [
          roleOf(of, {
            trust: member(of.properties, 'AssumeRolePolicyDocument') ?? trust('lambda.amazonaws.com', of.span),
            managed: [...managedPolicies(of), ...events.managedPolicies.map((name) => name.replace('service-role/', ''))],
            inline: [...deadLetterPolicy(of), ...invoke.policies, ...events.statements],
            span: of.span,
          }),
        ].map((resource) => (role.conditions?.length ? { ...resource, conditions: role.conditions } : resource));
  return {
    resources: [
      lambdaFunction(of, role.value),
      ...roles,
      ...(alias?.resources ?? []),
      ...functionUrl(of, target),
      ...invoke.resources,
      ...events.resources,
      ...deploymentOf(of),
    ],
    gaps: events.gaps,
    additions: events.additions,
  };
};
