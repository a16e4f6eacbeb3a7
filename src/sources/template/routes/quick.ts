import { intrinsicOf, type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { conditionsOf, type Given } from './branches.ts';
import { integrationTarget, madeFrom, ref } from './make.ts';
import { routeAttributes } from './methods.ts';

const MANAGED = 'AWS::ApiGatewayV2::ApiGatewayManagedOverrides';

/** The settings that a template lays over what API Gateway makes of an API's `Target`. */
const overridesOf = (api: TemplateResource, resources: readonly TemplateResource[]): Node | undefined =>
  resources.find(({ type, properties }) => type === MANAGED && textOf(member(member(properties, 'ApiId'), 'Ref')) === api.id)?.properties;

/** A map with the members of another laid over it. What cannot be read may be anything: it stands for each of `unread`. */
const overlaid = (own: MapNode, over: Node | undefined, unread: readonly string[]): MapNode => {
  if (over === undefined) return own;
  const members =
    over.kind === 'map' && !intrinsicOf(over)
      ? over.entries
      : new Map(unread.map((name) => [name, { key: over.span, value: over }] as const));
  return { ...own, entries: new Map([...own.entries, ...members]) };
};

/**
 * The one route, integration and stage that an HTTP API with a `Target` is made with, open to anyone and without settings but for those of
 * an `ApiGatewayManagedOverrides`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-api.html#cfn-apigatewayv2-api-target
 */
export const quickCreated = (
  api: TemplateResource,
  properties: MapNode,
  given: readonly Given[],
  resources: readonly TemplateResource[],
): readonly TemplateResource[] => {
  const target = properties.entries.get('Target');
  if (target === undefined) return [];
  const key = properties.entries.get('RouteKey');
  const span = key?.key ?? target.key;
  const routeKey = textOf(key?.value) ?? '$default';
  const over = overridesOf(api, resources);
  const made = { span, ...madeFrom(api, conditionsOf(given)) };
  const ApiId = ref(api.id, span);
  const integration = `${api.id} ${routeKey} integration`;
  const route = map(
    {
      ApiId,
      RouteKey: member(properties, 'RouteKey') ?? scalar(routeKey, span),
      AuthorizationType: scalar('NONE', span),
      Target: integrationTarget(integration, target.value.span),
    },
    span,
  );
  const stage = map({ ApiId, StageName: scalar('$default', span), AutoDeploy: scalar(true, span) }, span);
  return [
    {
      ...made,
      id: `${api.id} ${routeKey}`,
      type: 'AWS::ApiGatewayV2::Route',
      properties: overlaid(route, member(over, 'Route'), ['AuthorizationType']),
      attributes: routeAttributes(routeKey, span),
    },
    {
      ...made,
      id: integration,
      type: 'AWS::ApiGatewayV2::Integration',
      properties: overlaid(map({ ApiId, IntegrationUri: target.value }, span), member(over, 'Integration'), []),
    },
    {
      ...made,
      id: `${api.id} $default stage`,
      type: 'AWS::ApiGatewayV2::Stage',
      properties: overlaid(stage, member(over, 'Stage'), ['AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings']),
    },
  ];
};
