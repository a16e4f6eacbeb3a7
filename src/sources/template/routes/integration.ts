import { intrinsicOf, type MapNode, map, member, type Node, scalar, textOf } from '../node.ts';

/** What an integration's members are called in a document and in CloudFormation. */
const NAMES: Readonly<Record<string, string>> = {
  IntegrationHttpMethod: 'httpMethod',
  Uri: 'uri',
  Credentials: 'credentials',
  ConnectionId: 'connectionId',
  ConnectionType: 'connectionType',
  ContentHandling: 'contentHandling',
  PassthroughBehavior: 'passthroughBehavior',
  RequestParameters: 'requestParameters',
  RequestTemplates: 'requestTemplates',
  TimeoutInMillis: 'timeoutInMillis',
  CacheNamespace: 'cacheNamespace',
  CacheKeyParameters: 'cacheKeyParameters',
};

/** The integration of an operation as a REST method has it. */
export const integrationOf = (operation: MapNode | undefined): Node | undefined => {
  const integration = member(operation, 'x-amazon-apigateway-integration');
  if (integration?.kind !== 'map' || intrinsicOf(integration)) return integration;
  const type = member(integration, 'type');
  const name = textOf(type);
  const Type = type && name !== undefined ? scalar(name.toUpperCase(), type.span) : type;
  const members = Object.fromEntries(Object.entries(NAMES).map(([theirs, ours]) => [theirs, member(integration, ours)] as const));
  return map({ Type, ...members }, integration.span);
};
