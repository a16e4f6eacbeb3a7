import type { Node } from '../node.ts';
import type { ParameterValues } from '../parameters.ts';
import type { ExpansionGap } from '../template.ts';
import { releaseOf } from './release.ts';
import { entriesOf, isSet, itemsOf, type Service, setting, wordOf } from './service.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** The settings of a service that are read, and those that decide nothing about its resources: how it is packaged, named and deployed. */
const ROOT = words(`
  app build configValidationMode console custom dashboard deprecationNotificationMode disabledDeprecations frameworkVersion functions layers
  licenseKey org outputs package params plugins projectDir provider resources service stages state useDotenv variablesResolutionMode
`);

/** Those of a provider. */
const PROVIDER = words(`
  alb apiGateway apiName architecture cfnRole cloudFront deploymentBucket deploymentMethod deploymentPrefix disableRollback ecr endpointType
  environment eventBridge httpApi iam iamManagedPolicies iamRoleStatements kinesis kmsKeyArn lambdaHashingVersion layers
  logDataProtectionPolicy logRetentionInDays logs memorySize name notificationArns profile region resolver role rolePermissionsBoundary
  rollbackConfiguration runtime runtimeManagement s3 stackName stackParameters stackPolicy stackTags stage tags timeout tracing
  versionFunctions vpc vpcEndpointIds websocket websocketsApiName websocketsApiRouteSelectionExpression websocketsDescription
`);

/** Those of a function. */
const FUNCTION = words(`
  architecture awsKmsKeyArn build condition dependsOn description destinations disableLogs environment ephemeralStorageSize events
  fileSystemConfig handler iam image kmsKeyArn layers logDataProtectionPolicy logRetentionInDays logs maximumEventAge maximumRetryAttempts
  memorySize name onError package provisionedConcurrency reservedConcurrency role runtime runtimeManagement snapStart tags timeout tracing
  url versionFunction vpc
`);

/** What plugins read that version 4 has built in: APIs that call other services, domains. */
const CUSTOM = words('alerts apiGatewayServiceProxies appSync customDomain');

/** The values that a service gives the parameters of its own template. */
export const stackParameters = ({ provider }: Service): { readonly values: ParameterValues; readonly gaps: readonly ExpansionGap[] } => {
  const values = new Map<string, string>();
  const gaps: ExpansionGap[] = [];
  for (const item of itemsOf(setting(provider, 'stackParameters'))) {
    const name = wordOf(setting(item, 'ParameterKey'));
    const said = setting(item, 'ParameterValue');
    const value = said?.kind === 'scalar' ? String(said.value) : undefined;
    if (name !== undefined && value !== undefined) values.set(name, value);
    else if (said !== undefined)
      gaps.push({
        span: item.span,
        reason: 'variable',
        message: `The parameter ${name ?? '(unknown)'} of the stack has a value that is not known`,
      });
  }
  return { values, gaps };
};

const unknown = (node: Node | undefined, known: ReadonlySet<string>, of: string): readonly ExpansionGap[] =>
  entriesOf(node)
    .filter(([name, { value }]) => !known.has(name) && !name.startsWith('x-') && isSet(value))
    .map(([name, { key }]) => ({ span: key, reason: 'unread-setting', message: `What ${of}${name} adds to the stack is not read` }));

/**
 * Settings that may make something which is not read. Version 3 heeds no setting but those above and those of its plugins, which are gaps of
 * their own; version 4 gains some with each release.
 */
export const settingGaps = ({ root, provider, functions }: Service): readonly ExpansionGap[] => {
  const isThird = releaseOf(root) !== 'other';
  if (isThird) {
    const [org, app] = [setting(root, 'org'), setting(root, 'app')];
    return org === undefined || app === undefined || setting(root, 'dashboard', 'disableMonitoring') !== undefined
      ? []
      : [{ span: org.span, reason: 'plugin', message: "What the Serverless Framework's dashboard adds to the stack is not read" }];
  }
  const observed = entriesOf(setting(root, 'stages')).flatMap(([name, { value }]) => {
    const said = setting(value, 'observability');
    return said === undefined || !isSet(said)
      ? []
      : [{ span: said.span, reason: 'unread-setting', message: `What stages.${name}.observability adds to the stack is not read` }];
  });
  const custom = setting(root, 'custom');
  return [
    ...unknown(root, ROOT, ''),
    ...unknown(provider, PROVIDER, 'provider.'),
    ...functions.flatMap(({ name, settings }) => unknown(settings, FUNCTION, `functions.${name}.`)),
    ...entriesOf(custom)
      .filter(([name]) => CUSTOM.has(name))
      .map(([name, { key }]) => ({ span: key, reason: 'unread-setting', message: `What custom.${name} adds to the stack is not read` })),
    ...observed,
  ];
};
