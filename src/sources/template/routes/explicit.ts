import { intrinsicOf, list, map, member, type Node, scalar, textOf } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { ifOf } from './branches.ts';
import { routeAttributes } from './methods.ts';

/** The logical id that an intrinsic names, and the attribute if it is `Fn::GetAtt`. */
const targetOf = (node: Node | undefined): { readonly id: string; readonly attribute?: string } | undefined => {
  const intrinsic = intrinsicOf(node);
  if (intrinsic?.name === 'Ref') {
    const id = textOf(intrinsic.argument);
    return id === undefined ? undefined : { id };
  }
  if (intrinsic?.name !== 'Fn::GetAtt') return undefined;
  const { argument } = intrinsic;
  const parts = argument.kind === 'list' ? argument.items.map(textOf) : textOf(argument)?.split('.');
  const [id, ...attribute] = parts ?? [];
  return id === undefined ? undefined : { id, attribute: attribute.join('.') };
};

/** What stands for a part of a path that is not known. */
const UNKNOWN = '{?}';
const SEGMENTS = 64;

/** The path of an `AWS::ApiGateway::Resource` by its id: `/orders/{id}`; parts that are not known are `{?}`. */
const pathOf = (resources: ReadonlyMap<string, TemplateResource>, resourceId: Node | undefined): string => {
  const parts: string[] = [];
  let at = targetOf(resourceId);
  for (let depth = 0; ; depth += 1) {
    const resource = at && at.attribute === undefined ? resources.get(at.id) : undefined;
    if (resource?.type !== 'AWS::ApiGateway::Resource' || depth === SEGMENTS) break;
    parts.unshift(textOf(member(resource.properties, 'PathPart')) ?? UNKNOWN);
    at = targetOf(member(resource.properties, 'ParentId'));
  }
  if (at?.attribute !== 'RootResourceId') parts.unshift(UNKNOWN);
  return `/${parts.join('/')}`;
};

const ROUTE_KEY = /^(ANY|GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH) \//;

/** A method or route that the template defines itself, with the method and path that it has no property for. */
export const withRouteAttributes = (resource: TemplateResource, resources: ReadonlyMap<string, TemplateResource>): TemplateResource => {
  const parts = ifOf(resource.properties);
  if (parts !== undefined) {
    const [then, otherwise] = [parts.then, parts.else].map(
      (properties) => withRouteAttributes({ ...resource, properties }, resources).attributes ?? {},
    );
    const choice = (name: string): Node => {
      const nothing = map({ Ref: scalar('AWS::NoValue', resource.span) }, resource.span);
      return map(
        { 'Fn::If': list([parts.condition, then?.[name] ?? nothing, otherwise?.[name] ?? nothing], resource.span) },
        resource.span,
      );
    };
    const names = new Set([...Object.keys(then ?? {}), ...Object.keys(otherwise ?? {})]);
    return names.size === 0 ? resource : { ...resource, attributes: Object.fromEntries([...names].map((name) => [name, choice(name)])) };
  }
  if (resource.type === 'AWS::ApiGateway::Method') {
    const id = member(resource.properties, 'ResourceId');
    const method = member(resource.properties, 'HttpMethod');
    const name = textOf(method);
    const Method = method && name !== undefined ? scalar(name.toUpperCase(), method.span) : method;
    const Path = scalar(pathOf(resources, id), id?.span ?? resource.span);
    return { ...resource, attributes: { ...(Method ? { Method } : {}), Path, ...resource.attributes } };
  }
  const key = member(resource.properties, 'RouteKey');
  const text = textOf(key);
  if (resource.type !== 'AWS::ApiGatewayV2::Route' || key === undefined) return resource;
  if (text === undefined) return { ...resource, attributes: { Route: key, ...resource.attributes } };
  const api = targetOf(member(resource.properties, 'ApiId'));
  const protocol = textOf(member(api && resources.get(api.id)?.properties, 'ProtocolType'));
  const http = ROUTE_KEY.test(text) || (text === '$default' && protocol === 'HTTP');
  const attributes = http && protocol !== 'WEBSOCKET' ? routeAttributes(text, key.span) : { Route: scalar(text, key.span) };
  return { ...resource, attributes: { ...attributes, ...resource.attributes } };
};
