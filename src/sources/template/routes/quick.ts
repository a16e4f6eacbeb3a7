import { type MapNode, map, member, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { conditionsOf, type Given } from './branches.ts';
import { madeFrom, ref } from './make.ts';
import { routeAttributes } from './methods.ts';

/** The one route that an HTTP API with a `Target` is made with, open to anyone. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-api.html#cfn-apigatewayv2-api-target */
export const quickRoute = (api: TemplateResource, properties: MapNode, given: readonly Given[]): TemplateResource | undefined => {
  const target = properties.entries.get('Target');
  if (target === undefined) return undefined;
  const key = properties.entries.get('RouteKey');
  const span = key?.key ?? target.key;
  const routeKey = textOf(key?.value) ?? '$default';
  return {
    id: `${api.id} ${routeKey}`,
    type: 'AWS::ApiGatewayV2::Route',
    properties: map(
      {
        ApiId: ref(api.id, span),
        RouteKey: member(properties, 'RouteKey') ?? scalar(routeKey, span),
        AuthorizationType: scalar('NONE', span),
        Target: target.value,
      },
      span,
    ),
    attributes: routeAttributes(routeKey, span),
    span,
    ...madeFrom(api, conditionsOf(given)),
  };
};
