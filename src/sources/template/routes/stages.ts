import { type Entry, intrinsicOf, list, type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { branches, conditionsOf, type Given } from './branches.ts';
import { ref } from './make.ts';

/** What a deployment says of its stage that a stage has as a property of its own. */
const SETTINGS = [
  'AccessLogSetting',
  'CacheClusterEnabled',
  'CacheClusterSize',
  'CanarySetting',
  'ClientCertificateId',
  'TracingEnabled',
  'Variables',
];

/** What it says of every method: a stage has that among its method settings. */
const OF_METHODS = [
  'CacheDataEncrypted',
  'CacheTtlInSeconds',
  'CachingEnabled',
  'DataTraceEnabled',
  'LoggingLevel',
  'MetricsEnabled',
  'ThrottlingBurstLimit',
  'ThrottlingRateLimit',
];

const pick = (node: Node | undefined, names: readonly string[]): readonly (readonly [string, Entry])[] =>
  names.flatMap((name) => {
    const entry = node?.kind === 'map' ? node.entries.get(name) : undefined;
    return entry === undefined ? [] : [[name, entry] as const];
  });

const methodSettings = (description: MapNode): Entry | undefined => {
  const own = description.entries.get('MethodSettings');
  const general = pick(description, OF_METHODS);
  if (general.length === 0) return own;
  const { span } = description;
  const everywhere: readonly (readonly [string, Entry])[] = [
    ['ResourcePath', { key: span, value: scalar('/*', span) }],
    ['HttpMethod', { key: span, value: scalar('*', span) }],
  ];
  const first: MapNode = { kind: 'map', entries: new Map([...everywhere, ...general]), span };
  const rest = own === undefined ? [] : own.value.kind === 'list' ? own.value.items : [own.value];
  return { key: own?.key ?? span, value: list([first, ...rest], own?.value.span ?? span) };
};

/** A stage's settings as the deployment describes them; where they cannot be read, none of them can. */
const settingsOf = (description: Node | undefined): readonly (readonly [string, Entry])[] => {
  if (description === undefined) return [];
  if (description.kind !== 'map' || intrinsicOf(description))
    return [...SETTINGS, 'MethodSettings'].map((name) => [name, { key: description.span, value: description }] as const);
  const settings = methodSettings(description);
  return [...pick(description, SETTINGS), ...(settings === undefined ? [] : [['MethodSettings', settings] as const])];
};

/**
 * The stage that a deployment with a `StageName` makes beside those that the template names. It gets an id that no logical id can have.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html
 */
export function* deployedStages(deployment: TemplateResource): Generator<TemplateResource> {
  const { properties } = deployment;
  for (const whole of branches(properties)) {
    for (const named of branches(member(whole.node, 'StageName'), whole.given)) {
      if (named.node === undefined || (named.node.kind === 'scalar' && (named.node.value === null || named.node.value === ''))) continue;
      for (const described of branches(member(whole.node, 'StageDescription'), named.given))
        yield stageOf(deployment, whole.node, named.node, described.node, described.given);
    }
  }
}

const stageOf = (
  deployment: TemplateResource,
  properties: Node | undefined,
  name: Node,
  description: Node | undefined,
  given: readonly Given[],
): TemplateResource => {
  const api = member(properties, 'RestApiId');
  const { span } = name;
  const own = map({ RestApiId: api, StageName: name, DeploymentId: ref(deployment.id, span) }, span);
  const owner = textOf(member(api, 'Ref')) ?? deployment.id;
  return {
    id: `${owner} ${textOf(name) ?? deployment.id}`,
    type: 'AWS::ApiGateway::Stage',
    properties: { ...own, entries: new Map([...own.entries, ...settingsOf(description)]) },
    conditions: [...deployment.conditions, ...conditionsOf(given)],
    metadata: undefined,
    span: deployment.madeBy === undefined ? span : deployment.span,
    attributes: { Deployment: scalar(deployment.id, span) },
    madeBy: deployment.madeBy ?? deployment.id,
  };
};
